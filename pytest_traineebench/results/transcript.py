"""A day as a text that people read, made from its event log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pytest_traineebench.company.events import (
    ColleagueFailed,
    DayEnded,
    DayStarted,
    DeadlineMoved,
    DeadlinePassed,
    Event,
    TaskArrived,
    ToolCalled,
    TurnTaken,
)


def transcript(events: Iterable[Event]) -> str:
    """Return Markdown: the prompt, every turn with its calls and answers, and what happened in between."""
    events = tuple(events)
    start = events[0].at if events else None
    # The tasks of the morning stand in the prompt; those that are new do not.
    return "\n".join(line for event in events for line in _lines(event, new=event.at != start)) + "\n"


def _lines(event: Event, *, new: bool) -> Iterator[str]:
    match event:
        case DayStarted():
            yield f"# {event.scenario}, {event.day}\n\n{event.prompt}"
        case TurnTaken():
            yield f"\n## Turn {event.number} ({event.at:%H:%M})\n"
            if event.text.strip():
                yield f"{event.text.strip()}\n"
        case ToolCalled():
            yield f"**{event.name}** {_code(event.arguments)} -> {event.outcome}, {event.minutes} min\n"
            yield _quoted(event.result)
        case DayEnded():
            yield f"\n## The day ended at {event.at:%H:%M}: {event.reason} {event.detail}".rstrip()
        case _:
            yield from (f"> {event.at:%H:%M} {line}\n" for line in _news(event))
            if isinstance(event, TaskArrived) and new:
                yield f"{event.text.strip()}\n"


def _news(event: Event) -> Iterator[str]:
    """Yield what happened without the agent's doing."""
    match event:
        case TaskArrived():
            yield f"task {event.task} arrives, deadline {event.deadline:%H:%M}"
        case DeadlineMoved():
            yield f"task {event.task} changes: {event.text}"
        case DeadlinePassed():
            yield f"deadline of task {event.task}"
        case ColleagueFailed():
            yield f"FAULT of {event.person}: {event.kind} ({event.topic}) {event.detail}"


def _code(text: str) -> str:
    """Return one line of code; backticks in it are fenced by more of them."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{' '.join(text.splitlines())}{pad}{fence}"


def _quoted(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.split("\n"))
