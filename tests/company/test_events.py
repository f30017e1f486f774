"""The log of a day."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import Any, get_type_hints

import pytest
from support.offices import at

from pytest_traineebench.company import events
from pytest_traineebench.company.events import DayEnded, Event, EventLog, kind_name, of_kind, to_json_line

KINDS = [
    kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
]
SAMPLES = {str: 'ü "\n\t\u2028 \U0001f600', int: 7, datetime: at("13:00"), tuple[str, ...]: ("a", "b")}


def sample(kind: type[Event]) -> Event:
    """Make an event of any kind."""
    hints = get_type_hints(kind)
    fields: dict[str, Any] = {field.name: SAMPLES[hints[field.name]] for field in dataclasses.fields(kind)}
    return kind(**fields)


def restored(text: str) -> tuple[str, dict[str, Any]]:
    """Return an event's kind and fields as a reader of a log sees them."""
    line = json.loads(text)
    return line.pop("event"), line


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_is_one_line_of_json(kind: type[Event]) -> None:
    """Nothing is lost, and nothing breaks the line."""
    event = sample(kind)

    text = to_json_line(event, 12)

    name, fields = restored(text)
    expected = {
        field: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for field, value in dataclasses.asdict(event).items()
    }
    assert "\n" not in text
    assert name == kind_name(event)
    assert fields == {"seq": 12, **expected}
    assert list(json.loads(text))[:3] == ["seq", "at", "event"]


def test_the_kinds_of_lines_are_unique() -> None:
    """A reader can tell all events apart."""
    names = [kind_name(sample(kind)) for kind in KINDS]

    assert len(set(names)) == len(KINDS) > 15
    assert "task_arrived" in names


def test_half_of_a_character_does_not_break_the_file() -> None:
    """A line can always be written as UTF-8."""
    line = to_json_line(DayEnded(at=at("10:00"), reason="crash", detail="bad \ud800 text"), 1)

    assert json.loads(line.encode())["detail"] == "bad ? text"


def test_a_frozen_log_does_not_grow() -> None:
    """What was frozen stays; the log goes on in its order."""
    log = EventLog()
    first, second = DayEnded(at=at("10:00"), reason="done"), DayEnded(at=at("09:00"), reason="clock")
    log.append(first)
    frozen = log.freeze()

    log.append(second)

    assert frozen == (first,)
    assert list(log) == [first, second]
    assert len(log) == 2


def test_events_are_picked_by_kind() -> None:
    """In their order, and no others."""
    log = [sample(kind) for kind in KINDS] * 2

    assert list(of_kind(log, DayEnded)) == [sample(DayEnded)] * 2
