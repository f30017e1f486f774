"""The one place that touches vcrpy: its patches of the HTTP libraries, on a cassette that hands on to our tapes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import Any

from vcr.cassette import Cassette  # type: ignore[import-untyped]  # has no hints
from vcr.record_mode import RecordMode  # type: ignore[import-untyped]  # has no hints
from vcr.request import Request  # type: ignore[import-untyped]  # has no hints

from pytest_traineebench.recording.answers import VcrResponse, from_vcr, to_vcr, without_account
from pytest_traineebench.recording.canonical import Ask, Canonicalizer
from pytest_traineebench.recording.entries import Interaction
from pytest_traineebench.recording.guard import own_caller, plain_address, plain_host
from pytest_traineebench.recording.leaks import LeakScanner
from pytest_traineebench.recording.modes import speaker
from pytest_traineebench.recording.scrubbing import secrets_of
from pytest_traineebench.recording.tape import Played, Tape

NOBODY = ".invalid"  # no host has this ending: where a model is that is only replayed
_ASKED = "_traineebench_asked"


class _Asked:
    """What is known of a request from its first look-up to its answer; vcrpy hands the same request to each step."""

    def __init__(self, ask: Ask, tape: Tape, said: str, played: Played | None, body: bytes | None) -> None:
        self.ask = ask
        self.tape = tape
        self.said = said
        self.played = played
        self.body = body


class TapesCassette(Cassette):  # type: ignore[misc]  # vcrpy has no hints
    """A vcrpy cassette that finds answers by digest, on the tape of whoever asks, and saves each at once.

    Args:
        path: Shown by vcrpy's own messages.
        find_tape: Returns the tape of a track.
        canonicalizer: Makes requests comparable.
        scanner: Learns what stands in the headers for secrets.
        passed: Hosts, with or without port, whose requests are neither recorded nor played.
    """

    def __init__(
        self,
        path: str,
        *,
        find_tape: Callable[[str], Tape],
        canonicalizer: Canonicalizer,
        scanner: LeakScanner,
        passed: Collection[str] = (),
    ) -> None:
        super().__init__(path, record_mode=RecordMode.NEW_EPISODES)
        self._find_tape = find_tape
        self._canonicalizer = canonicalizer
        self._scanner = scanner
        self._passed = frozenset(map(plain_address, passed))

    @property
    def write_protected(self) -> bool:
        """Never: a miss raises as soon as it is looked up."""
        return False

    def can_play_response_for(self, request: Request) -> bool:
        """Tell whether there is a recording, and spend it on this request.

        Raises:
            ReplayMissError: If there is none and there has to be one.
        """
        if self._passes(request):
            return False
        asked = self._asked(request)
        if asked.played is not None:
            return True
        self._scanner.learn(secrets_of(request.uri, request.headers))
        if asked.tape.replays_only:
            raise asked.tape.missed(asked.ask, sender=_sender(request))
        asked.tape.expect(asked.ask)
        return False

    def play_response(self, request: Request) -> VcrResponse:
        """Return the recording that was found for a request."""
        played = self._asked(request).played
        if played is None:
            raise LookupError(request)
        return to_vcr(played.answer())

    def append(self, request: Request, response: VcrResponse) -> None:
        """Save an answer before it is handed on."""
        if self._passes(request):
            return
        asked, answer = self._asked(request), without_account(from_vcr(response))
        self._scanner.learn(secrets_of("", response["headers"]))
        asked.tape.record(Interaction(ask=asked.ask, answer=answer, said=asked.said))

    def find_requests_with_most_matches(self, request: Request) -> list[tuple[Request, list[str], list[str]]]:
        """Return the request itself: vcrpy's patch of aiohttp looks up where a redirect leads."""
        return [(request, [], [])]

    def _asked(self, request: Request) -> _Asked:
        body = request.body_bytes
        known: object = getattr(request, _ASKED, None)
        if isinstance(known, _Asked) and known.body == body:
            return known
        who = speaker()
        content_type = str(request.headers.get("content-type", ""))
        ask = self._canonicalizer.ask(request.method, request.uri, _bytes(body), content_type=content_type)
        tape = self._find_tape(who.track)
        asked = _Asked(ask, tape, who.said, tape.take(ask, said=who.said), body)
        setattr(request, _ASKED, asked)
        return asked

    def _passes(self, request: Request) -> bool:
        if not self._passed:
            return False
        host = plain_host(str(request.host))
        return not self._passed.isdisjoint({host, f"{host}:{request.port}"})

    def _load(self) -> None:
        """Do nothing: the tapes are open."""

    def _save(self, force: bool = False) -> None:  # noqa: FBT001, FBT002  -- vcrpy's signature
        """Do nothing: each tape closes itself."""


def patched(**options: Any) -> AbstractContextManager[Any]:
    """Return vcrpy's context in which HTTP libraries ask a `TapesCassette`; `options` are its arguments."""
    context: AbstractContextManager[Any] = TapesCassette.use(**options)
    return context


def _sender(request: Request) -> str:
    """Return to whom a request was to go, and from where."""
    host = str(request.host or "")
    to = "" if host.endswith(NOBODY) else f" to {host}:{request.port}" if request.port else f" to {host}"
    caller = own_caller()
    return f"{to}, from {caller}" if caller else to


def _bytes(body: object) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    return (
        body.encode() if isinstance(body, str) else bytes(body) if isinstance(body, bytearray) else repr(body).encode()
    )
