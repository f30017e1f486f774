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
from urllib.parse import unquote

import pytest

from pytest_traineebench.errors import CassetteError
from pytest_traineebench.plugin import options, setup
from pytest_traineebench.plugin.naming import SUFFIX
from pytest_traineebench.plugin.repeat import recorded_again
from pytest_traineebench.recording.guard import split_port
from pytest_traineebench.recording.leaks import LeakScanner
from pytest_traineebench.recording.library import Cast, cassette_path
from pytest_traineebench.recording.modes import AGENT, COLLEAGUES, LIVE, Mode, Track
from pytest_traineebench.recording.session import Recording
from pytest_traineebench.scenario.stage import Workday
from pytest_traineebench.watchdog import hurry

_SECRET_NAME = re.compile(
    r"(?i)(?:^|_|api)(?:keys?|tokens?|secrets?|pass(?:word|wd|phrase)?|pwd|credentials?|cookies?|org(?:anization)?(?:_id)?)"
    r"(?:_|\d|$)"
)
_IN_URL = re.compile(r"://([^\s/:@]*):([^\s/@]+)@")
_LEAST_SECRET = 16  # letters; shorter values of variables are settings rather than keys, unless they have digits
_MOST_UNPLAYED = 10
_LAST_WORDS = 3.0  # real seconds that are left to an agent whose day is lost: it may go on asking for ever


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
        scanner: Knows what must be in no result; None if nothing can get there.

    Attributes:
        recording: Of its tracks; None if the day needs none.
    """

    def __init__(self, *, names: Mapping[str, str], strict: bool, scanner: LeakScanner | None = None) -> None:
        self.recording: Recording | None = None
        self._names = names
        self._scanner = scanner
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

    def without_secrets(self, text: str) -> str:
        """Return a text of the day that may be kept: without keys, and what has the shape of one."""
        return text if self._scanner is None else self._scanner.hide(text, guesses=False)

    @property
    def trouble(self) -> str:
        """Why the day's scores mean nothing: what was not recorded, or was refused; or empty."""
        if self.recording is None:
            return ""
        first = self.recording.miss or next(iter(self.recording.refused), "")
        return self.shown(str(first))

    def problems(self) -> list[str]:
        """Return what is wrong with the recording of a day that was worked to its end."""
        if self.recording is None:
            return []
        found = [self._fault or str(self.recording.fault or "")]
        found += [
            f"{tape.track.path}: {_listed(tape.unplayed)} recorded and not asked for; record the day again, "
            "or allow it with --traineebench-unplayed=allow"
            for tape in self.recording.tapes
            if self._strict and not self.trouble and tape.replays_only and not tape.track.by_said and tape.unplayed
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
    scanner = LeakScanner(
        [*setup.secrets(config), *environment_secrets(os.environ)], vouched=options.words(config, "vouched")
    )
    opened = DayRecording(
        names=_names(config.rootpath, root.parent),
        strict=options.choice(config, "unplayed") == "fail" and not is_earlier,
        scanner=None if is_insider and not cast.colleagues else scanner,
    )
    tracks = list(_tracks(root, nodeid, cast, wanted, is_insider=is_insider))
    if any(track.mode is not Mode.OFF for track in tracks):
        passed = options.words(config, "allow-hosts")
        colleagues = setup.hosts(config, cast.colleagues) if wanted.asks_colleagues else []
        opened.recording = Recording(
            tracks,
            scanner=scanner,
            allowed_hosts=[*(split_port(address)[0] for address in passed), *colleagues],
            passed=passed,
            hint=recorded_again(item, nodeid),
            moment=lambda: f"step {workday.day.steps + 1}, {workday.day.now:%H:%M}",
            shown=opened.shown,
            on_trouble=lambda text: _break_off(workday, text),
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


def _break_off(workday: Workday, text: str) -> None:
    workday.day.break_off(text)
    hurry(_LAST_WORDS)


def _names(*folders: Path) -> dict[str, str]:
    """Return how paths in these folders, and in the user's own, are shown."""
    names = {f"{folder}{os.sep}": "" for folder in folders if folder.name}
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  -- Path.home() raises if there is none
    if home.name:
        names.setdefault(f"{home}{os.sep}", f"~{os.sep}")
    return names


def environment_secrets(variables: Mapping[str, str]) -> list[str]:
    """Return what looks like secrets in environment variables, where an agent may have its key from.

    Those are values of variables that are named like secrets, if they are no paths, and passwords in URLs of any.
    """
    named = [value for name, value in sorted(variables.items()) if _SECRET_NAME.search(name) and _is_secret(value)]
    for _, value in sorted(variables.items()):
        for user, password in _IN_URL.findall(value):
            named += [password, unquote(password), f"{user}:{password}"]
    return named


def _is_secret(value: str) -> bool:
    mixed = re.search(r"\d", value) and re.search(r"[A-Za-z]", value)
    return not value.startswith(("/", "~", ".")) and (len(value) >= _LEAST_SECRET or bool(mixed))
