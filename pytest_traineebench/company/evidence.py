"""What stands at one moment: everything that checkpoints may look at, and nothing that can change any more."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from pytest_traineebench.company.calendar import Meeting
from pytest_traineebench.company.events import Event, FileDownloaded, GroupMessageSent, MessageSent, of_kind
from pytest_traineebench.company.staff import Staff
from pytest_traineebench.company.workspace import Files
from pytest_traineebench.errors import DeliverableError

MAX_NESTING = 50
"""Levels of a JSON deliverable."""
_LARGEST = sys.float_info.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message between the trainee and a colleague, direct or in a group that both belong to.

    Attributes:
        order: Position in the day's log; later messages have larger ones.
        by_trainee: Whether the trainee wrote it.
    """

    order: int
    at: datetime
    speaker: str
    by_trainee: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The state of the day at `now`.

    Attributes:
        now: Virtual moment of the freeze.
        events: The log so far.
        files: The workspace.
        meetings: The calendar.
        staff: The company.
        trainee: Her full name.
    """

    now: datetime
    events: tuple[Event, ...]
    files: Files
    meetings: tuple[Meeting, ...]
    staff: Staff
    trainee: str

    def text(self, name: str) -> str:
        """Return a deliverable as text; a byte order mark is dropped, and all line ends are made line feeds.

        Raises:
            DeliverableError: If it cannot be read or is not UTF-8.
        """
        content = self.files.read(name)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DeliverableError(f"{name} is not UTF-8 text (byte {error.start})") from None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def json(self, name: str) -> Any:
        """Return a deliverable as a JSON value of finite numbers.

        Raises:
            DeliverableError: If it cannot be read or is not JSON.
        """
        text = self.text(name)
        try:
            value = json.loads(text, parse_constant=_refuse_constant)
            _refuse_unusable(value)
        except json.JSONDecodeError as error:
            raise DeliverableError(f"{name} is not JSON: {error.msg} (line {error.lineno})") from None
        except RecursionError:
            raise DeliverableError(f"{name} is not usable JSON: it is nested too deeply") from None
        except ValueError as error:  # UnicodeError and an integer of more than 4,300 digits are of that kind too
            raise DeliverableError(f"{name} is not usable JSON: {error}") from None
        return value

    def json_object(self, name: str) -> dict[str, Any]:
        """Return a deliverable as a JSON object.

        Raises:
            DeliverableError: If it cannot be read or is no JSON object.
        """
        value = self.json(name)
        if not isinstance(value, dict):
            raise DeliverableError(f"{name} holds a JSON {json_type(value)}, not an object")
        return value

    def downloaded(self, source: str) -> bool:
        """Whether that file of the cloud disk was downloaded into the workspace."""
        return any(event.source == source for event in of_kind(self.events, FileDownloaded))

    def conversation(self, person: str) -> tuple[Said, ...]:
        """Return what the trainee and one colleague told each other, direct and in groups, in order."""
        return tuple(self._messages(person))

    def said(self, test: Callable[[str], bool], *, to: str, after: int = -1) -> Said | None:
        """Return the first message of the trainee to a colleague whose text passes the test, or None."""
        return self._first(test, person=to, by_trainee=True, after=after)

    def heard(self, test: Callable[[str], bool], *, of: str, after: int = -1) -> Said | None:
        """Return the first message of a colleague to the trainee whose text passes the test, or None."""
        return self._first(test, person=of, by_trainee=False, after=after)

    def _first(self, test: Callable[[str], bool], *, person: str, by_trainee: bool, after: int) -> Said | None:
        for line in self._messages(person):
            if line.by_trainee == by_trainee and line.order > after and test(line.text):
                return line
        return None

    def _messages(self, person: str) -> Iterator[Said]:
        pair = {person, self.trainee}
        for order, event in enumerate(self.events):
            if isinstance(event, MessageSent):
                ours = {event.sender, event.receiver} == pair
            elif isinstance(event, GroupMessageSent):
                ours = event.sender in pair and pair <= set(event.members)
            else:
                continue
            if ours:
                by_trainee = event.sender == self.trainee
                yield Said(order=order, at=event.at, speaker=event.sender, by_trainee=by_trainee, text=event.text)


def json_type(value: Any) -> str:
    """Name a JSON value's type as people do: ``"list"``, ``"number"``, ``"null"``."""
    names = {dict: "object", list: "list", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")


def _refuse_unusable(value: Any) -> None:
    """Refuse what is JSON but would break who compares it: by loop, since the nesting may be deep.

    Raises:
        ValueError: If a number is beyond double precision, a text holds half of a surrogate pair or the nesting is
            deeper than any report's.
    """
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > MAX_NESTING:
            raise ValueError(f"it is nested more than {MAX_NESTING} levels deep")
        if isinstance(part, str):
            _refuse_half_characters(part)
        elif isinstance(part, int | float) and not -_LARGEST <= part <= _LARGEST:
            raise ValueError("a number is too large")
        elif isinstance(part, list):
            waiting += [(inner, depth + 1) for inner in part]
        elif isinstance(part, dict):
            waiting += [(inner, depth + 1) for pair in part.items() for inner in pair]


def _refuse_half_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a text holds half of a surrogate pair, which is no character") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
