"""The cassettes of a test: which tracks it has, what is done with them, and what was wrong with them at the end."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from pytest_traineebench.errors import CassetteError
from pytest_traineebench.plugin import options, setup
from pytest_traineebench.plugin.naming import SUFFIX
from pytest_traineebench.plugin.repeat import recorded_again
from pytest_traineebench.recording.library import Cast, cassette_path
from pytest_traineebench.recording.modes import AGENT, COLLEAGUES, LIVE, Mode, Track
from pytest_traineebench.recording.session import Recording
from pytest_traineebench.scenario.stage import Workday

_SECRET_NAME = re.compile(r"(?i)(key|token|secret|password|passwd)$")
_LEAST_SECRET = 16  # letters; shorter values of variables are settings rather than keys
_MOST_UNPLAYED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is done with the two sides of a session's traffic.

    Attributes:
        agent: With the agent's.
        colleagues: With the colleagues'.
        by_said: Whether colleagues' answers are also found by what was said to whom.
        asks_colleagues: Whether the model of the colleagues may be asked.
    """

    agent: Mode
    colleagues: Mode
    by_said: bool = False
    asks_colleagues: bool = False


def plan(config: pytest.Config, *, is_earlier: bool = False) -> Plan:
    """Return what the options ask for; who is live is recorded if there is anything to be recorded."""
    mode = Mode(options.choice(config, "record"))
    if is_earlier and mode in {Mode.ALL, Mode.REWRITE}:
        mode = Mode.NEW_EPISODES
    live = Mode.OFF if mode is Mode.NONE else mode
    match options.choice(config, "replay"):
        case "agent":
            return Plan(agent=Mode.NONE, colleagues=live, asks_colleagues=True)
        case "npc":
            asks = options.choice(config, "npc-fallback") == "live"
            colleagues = Mode.NEW_EPISODES if asks and live is not Mode.OFF else Mode.NONE
            return Plan(agent=live, colleagues=colleagues, by_said=True, asks_colleagues=asks)
        case _:
            return Plan(agent=mode, colleagues=mode, asks_colleagues=mode is not Mode.NONE)


class DayRecording:
    """The recording of one day; a context manager.

    Args:
        names: How folders of this machine are shown to people.
        strict: Whether what was recorded has to be played.

    Attributes:
        recording: Of its tracks; None if the day needs none.
    """

    def __init__(self, *, names: Mapping[str, str], strict: bool) -> None:
        self.recording: Recording | None = None
        self._names = names
        self._strict = strict
        self._stack = ExitStack()
        self._fault = ""

    def __enter__(self) -> Self:
        problem = None
        if self.recording is not None:
            try:
                self._stack.enter_context(self.recording)
            except CassetteError as error:
                problem = type(error)(self.shown(str(error)))
        if problem is not None:
            raise problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Put what is new into the cassettes; what goes wrong is among the `problems`."""
        try:
            self._stack.close()
        except CassetteError as error:
            self._fault = str(error)

    def shown(self, text: str) -> str:
        """Return a text for people, in which paths are those of the project."""
        for folder, name in self._names.items():
            text = text.replace(folder, name)
        return text

    @property
    def trouble(self) -> str:
        """Why the day's scores mean nothing: what was not recorded, or was refused; or empty."""
        if self.recording is None:
            return ""
        first = self.recording.miss or next(iter(self.recording.refused), "")
        return self.shown(str(first))

    def problems(self) -> list[str]:
        """Return what is wrong with the recording of a day that was worked to its end."""
        if self.recording is None or self.trouble:
            return []
        found = [self._fault or str(self.recording.fault or "")]
        found += [
            f"{tape.track.path}: {_listed(tape.unplayed)} recorded and not asked for; record the day again, "
            "or allow it with --traineebench-unplayed=allow"
            for tape in self.recording.tapes
            if self._strict and tape.replays_only and not tape.track.by_said and tape.unplayed
        ]
        return [self.shown(problem) for problem in found if problem]


def _listed(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_UNPLAYED]))
    more = f" and {len(numbers) - _MOST_UNPLAYED} more" if len(numbers) > _MOST_UNPLAYED else ""
    return f"{'entry' if len(numbers) == 1 else 'entries'} {shown}{more} {'was' if len(numbers) == 1 else 'were'}"


@contextmanager
def day_recording(
    item: pytest.Item, nodeid: str, workday: Workday, *, cast: Cast, is_insider: bool, is_earlier: bool = False
) -> Iterator[DayRecording]:
    """Record or replay what is said to chat models while a day is worked.

    Args:
        item: The test.
        nodeid: That of the day, which may be an earlier one than the test's.
        workday: The staged day.
        cast: Who speaks.
        is_insider: Whether the agent is ours and asks no model.
        is_earlier: Whether the day is only worked for what comes after it: what is recorded of it then stays.

    Raises:
        CassetteError: If a cassette cannot be read, or not be written where it has to be.
    """
    config, root = item.config, setup.cassettes(item.config)
    wanted = plan(config, is_earlier=is_earlier)
    opened = DayRecording(
        names={f"{folder}{os.sep}": "" for folder in (config.rootpath, root.parent)},
        strict=options.choice(config, "unplayed") == "fail" and not is_earlier,
    )
    tracks = list(_tracks(root, nodeid, cast, wanted, is_insider=is_insider))
    if any(track.mode is not Mode.OFF for track in tracks):
        passed = options.words(config, "allow-hosts")
        colleagues = setup.hosts(config, cast.colleagues) if wanted.asks_colleagues else []
        opened.recording = Recording(
            tracks,
            secrets=[*setup.secrets(config), *_environment()],
            vouched=options.words(config, "vouched"),
            allowed_hosts=[*map(_host, passed), *colleagues],
            passed=passed,
            hint=recorded_again(item, nodeid),
            moment=lambda: f"step {workday.day.steps + 1}, {workday.day.now:%H:%M}",
            on_trouble=lambda text: workday.day.break_off(opened.shown(text)),
        )
    with opened:
        yield opened


def _tracks(root: Path, nodeid: str, cast: Cast, wanted: Plan, *, is_insider: bool) -> Iterator[Track]:
    def path(track: str) -> Path:
        return cassette_path(root, nodeid, suffix=SUFFIX, cast=cast, track=track)

    if not is_insider:
        yield Track(name=AGENT, path=path(AGENT), mode=wanted.agent)
    if cast.colleagues:
        yield Track(name=COLLEAGUES, path=path(COLLEAGUES), mode=wanted.colleagues, by_said=wanted.by_said)
        yield Track(name=LIVE, path=path(LIVE), mode=Mode.OFF)


def _host(name: str) -> str:
    """Return a host without its port."""
    host, colon, port = name.rpartition(":")
    return host if colon and port.isdigit() and not host.endswith(":") else name


def _environment() -> list[str]:
    """Return what stands in environment variables that are named like secrets: an agent may have its key from there."""
    return [
        value for name, value in sorted(os.environ.items()) if _SECRET_NAME.search(name) and len(value) >= _LEAST_SECRET
    ]
