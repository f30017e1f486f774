"""The recording of one day: tapes, vcrpy's patches and the network guard, put up and taken down together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from pytest_traineebench.errors import CassetteError, ConfigError, ReplayMissError
from pytest_traineebench.recording.canonical import Canonicalizer
from pytest_traineebench.recording.guard import NetworkGuard
from pytest_traineebench.recording.leaks import LeakScanner
from pytest_traineebench.recording.modes import AGENT, Mode, Track
from pytest_traineebench.recording.tape import Tape

# vcrpy patches classes of HTTP libraries for the whole process: a second recording would take the first one's requests.
_ONE_AT_A_TIME = threading.Lock()


class Recording:
    """Records and replays the HTTP requests of this process on one or more tracks; a context manager.

    Args:
        tracks: The agent's, and if wanted the colleagues'. A request on a track that is not among them raises.
        scanner: Knows the keys, proxy passwords and the like of the configured endpoints.
        allowed_hosts: What may be connected to although a track is replayed: the servers of tracks that are live.
        passed: Hosts, with or without port, whose requests are neither recorded nor played: a test's own server.
        hint: The command that records this day again.
        moment: Tells the step and the virtual time when a request is missed.
        shown: Makes what is said of a missed request or a refused connection fit for people: without folders of this
            machine.
        on_trouble: Is told at once, in any thread, of each request that was missed, with the text of the first, and of
            each connection that was refused.
    """

    def __init__(
        self,
        tracks: Sequence[Track],
        *,
        scanner: LeakScanner | None = None,
        allowed_hosts: Collection[str] = (),
        passed: Collection[str] = (),
        hint: str = "",
        moment: Callable[[], str] = str,
        shown: Callable[[str], str] = str,
        on_trouble: Callable[[str], object] = str,
    ) -> None:
        paths = [track.path for track in tracks if track.mode is not Mode.OFF]
        if len(set(paths)) < len(paths):
            raise ConfigError(f"{paths[0]}: two tracks cannot have one cassette")
        self._canonicalizer = Canonicalizer()
        self._scanner = scanner or LeakScanner()
        self._tapes = {
            track.name: Tape(
                track,
                canonicalizer=self._canonicalizer,
                scanner=self._scanner,
                hint=hint,
                moment=moment,
                shown=shown,
                on_miss=on_trouble,
            )
            for track in tracks
        }
        self._allowed = frozenset(allowed_hosts)
        self._passed = frozenset(passed)
        self._shown = shown
        self._on_trouble = on_trouble
        self._stack = ExitStack()
        self._guard: NetworkGuard | None = None

    @property
    def tapes(self) -> tuple[Tape, ...]:
        """The tapes in the order of the tracks."""
        return tuple(self._tapes.values())

    @property
    def miss(self) -> ReplayMissError | None:
        """The first request that was not recorded; an agent may have swallowed the error."""
        return next((tape.miss for tape in self.tapes if tape.miss), None)

    @property
    def fault(self) -> CassetteError | None:
        """Why recording has ended early, if it has."""
        return next((tape.fault for tape in self.tapes if tape.fault), None)

    @property
    def refused(self) -> tuple[str, ...]:
        """The connections that the network guard refused."""
        return tuple(self._guard.refused) if self._guard else ()

    def tape(self, track: str) -> Tape:
        """Return a track's tape.

        Raises:
            ConfigError: If there is no such track.
        """
        if track not in self._tapes:
            raise ConfigError(f"no track {track!r} is recorded or replayed here; known: {', '.join(self._tapes)}")
        return self._tapes[track]

    def __enter__(self) -> Self:
        if not _ONE_AT_A_TIME.acquire(blocking=False):
            raise ConfigError("a recording is open in this process already; close it first: there can be only one")
        with ExitStack() as stack:
            stack.callback(_ONE_AT_A_TIME.release)
            for tape in self.tapes:
                tape.open()
                stack.callback(tape.close)
            self._patch(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put what is new into the cassettes.

        Raises:
            CassetteError: If they cannot be written, or recording has ended early, unless another error is on its way.
        """
        try:
            self._stack.close()
        except CassetteError:
            if error is None:
                raise
        if error is None and self.fault is not None:
            raise self.fault

    def _patch(self, stack: ExitStack) -> None:
        if all(tape.track.mode is Mode.OFF for tape in self.tapes):
            return
        from pytest_traineebench.recording.cassette import patched  # noqa: PLC0415  -- imports the HTTP libraries

        if self._is_closed():
            guard = NetworkGuard(self._allowed, shown=self._shown, on_refusal=self._on_trouble)
            self._guard = stack.enter_context(guard)
        stack.enter_context(
            patched(
                path=" + ".join(str(tape.track.path) for tape in self.tapes),
                find_tape=self.tape,
                canonicalizer=self._canonicalizer,
                scanner=self._scanner,
                passed=self._passed,
            )
        )

    def _is_closed(self) -> bool:
        """Whether nobody needs a network but hosts that are known: a live agent speaks to whom it likes."""
        agent = self._tapes.get(AGENT)
        return any(tape.replays_only for tape in self.tapes) and (agent is None or agent.replays_only)
