"""The log of a day: typed events, only ever appended; evidence, transcript and reports are read from it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened.

    Attributes:
        at: Virtual time.
    """

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStarted(Event):
    """The trainee sits down; `prompt` is all she is told at first."""

    scenario: str
    day: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskArrived(Event):
    """A task is handed to the trainee; `text` is what she reads."""

    task: str
    text: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved(Event):
    """A task's deadline changes; `text` is what the trainee reads."""

    task: str
    text: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed(Event):
    """A task's deadline is reached: its checkpoints see what stands now."""

    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTaken(Event):
    """The agent says something and asks for `calls` tool calls; `number` counts from 1."""

    number: int
    text: str
    calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCalled(Event):
    """A tool call was answered.

    Attributes:
        at: When it began.
        turn: Number of the turn that it belongs to.
        id: Id that the model gave it.
        name: The tool's name as called.
        arguments: JSON text as called, cut if huge.
        outcome: ``ok``, ``error`` (told to the agent), ``surplus`` (not executed).
        result: Text of the answer.
        minutes: What it cost, waiting and meetings included.
    """

    turn: int
    id: str
    name: str
    arguments: str
    outcome: str
    result: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """A direct message; both directions are logged."""

    sender: str
    receiver: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCreated(Event):
    """A chat group exists."""

    group: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMessageSent(Event):
    """A message that all members of a group read."""

    group: int
    members: tuple[str, ...]
    sender: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDownloaded(Event):
    """A file was copied from the cloud disk into the workspace; paths are relative to both."""

    source: str
    target: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRun(Event):
    """A shell command was run in the workspace."""

    command: str
    exit_code: int
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingBooked(Event):
    """A meeting stands in the calendar."""

    meeting: int
    room: str
    start: datetime
    end: datetime
    organizer: str
    attendees: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(Event):
    """A meeting was taken out of the calendar."""

    meeting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAttended(Event):
    """Somebody entered a meeting's room for the first time; `at` is the moment of arrival."""

    meeting: int
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeJumped(Event):
    """The trainee waited from `at` until `until`; `reason` is what stopped her before her time, or empty."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueFailed(Event):
    """A colleague leaked or withheld something, or did not answer: a fault of the run, not of the agent."""

    person: str
    kind: str
    topic: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensUsed(Event):
    """A chat model was paid for; `by` is ``agent`` or a colleague's name."""

    by: str
    prompt: int
    completion: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEnded(Event):
    """The day is over.

    Attributes:
        reason: ``done`` (the trainee said so), ``returned`` (the agent stopped by itself), ``steps``, ``calls``,
            ``context`` (the model's context is full), ``timeout``, ``clock`` (the virtual day is over), ``crash``
            (the agent raised), ``model`` (it could not be asked) or ``broken`` (a tool did not do its work, or a
            replay had no recording).
        detail: More in words, such as the agent's exception.
    """

    reason: str
    detail: str = ""


_Kind = TypeVar("_Kind", bound=Event)


class EventLog:
    """Append-only; the order of events is the order in which they were logged."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def append(self, event: Event) -> None:
        """Add an event at the end."""
        self._events.append(event)

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def freeze(self) -> tuple[Event, ...]:
        """Return what has happened so far."""
        return tuple(self._events)


def of_kind(events: Iterable[Event], kind: type[_Kind]) -> Iterator[_Kind]:
    """Yield the events of one type, in order."""
    return (event for event in events if isinstance(event, kind))


def kind_name(event: Event) -> str:
    """Return the event's type as it stands in files: ``TaskArrived`` is ``task_arrived``."""
    name = type(event).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def to_json_line(event: Event, number: int) -> str:
    """Return an event as one line of JSON: ``{"seq": 1, "at": "2025-10-01T08:00:00", "event": "day_started", ...}``."""
    fields = {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}
    at = fields.pop("at")
    line = json.dumps({"seq": number, "at": at, "event": kind_name(event), **fields}, ensure_ascii=False)
    return line.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair cannot stand in a file


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
