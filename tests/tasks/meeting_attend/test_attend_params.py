"""Arguments are the published ones or the plain ones, within bounds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError
from tasks.meeting_attend.attend_scene import at, make, slot

from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.meeting_attend import FAMILY
from pytest_traineebench.tasks.meeting_attend.params import MeetingAttendParams

PUBLISHED = {
    "meeting_start_time": "2025-10-01T10:00:00",
    "meeting_last_time": 1.5,
    "task_type": "check_sum",
    "task_level": 3,
}


def _read(**changes: Any) -> MeetingAttendParams:
    return MeetingAttendParams.model_validate({**PUBLISHED, **changes})


def test_the_published_shape_is_accepted() -> None:
    """As it stands, to the minute."""
    params = _read()

    assert params.span(dt.date(2025, 10, 1)) == (at("10:00"), at("11:30"))
    assert FAMILY.labels(params) == ("check_sum", "level-3")


def test_the_plain_shape_is_accepted() -> None:
    """A time of day needs no date, and what is left out is as published."""
    params = MeetingAttendParams.model_validate({"start_time": "10:00", "last_time": 0.5})

    start, end = params.span(dt.date(2031, 3, 7))
    assert (start.isoformat(), end.isoformat()) == ("2031-03-07T10:00:00", "2031-03-07T10:30:00")
    assert FAMILY.labels(params) == ("write", "level-3")


@pytest.mark.parametrize("written", ["2025-10-01 10:00", "10:00", 600, at("10:00")])
def test_a_start_is_written_in_many_ways(written: object) -> None:
    """With a blank, without a date, and as YAML reads an unquoted one."""
    assert _read(meeting_start_time=written).span(dt.date(2025, 10, 1))[0] == at("10:00")


@pytest.mark.parametrize("written", ["CHECK_SUM", " Check_Sum "])
def test_the_case_of_a_type_does_not_matter(written: str) -> None:
    """As published."""
    assert _read(task_type=written) == _read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("meeting_start_time", "10 o'clock"),
        ("meeting_start_time", "2025-02-30T10:00:00"),
        ("meeting_start_time", "08:00"),
        ("meeting_start_time", "2025-10-01T10:00:00Z"),
        ("meeting_start_time", None),
        ("meeting_last_time", 0),
        ("meeting_last_time", 7.5),
        ("meeting_last_time", "1"),
        ("meeting_last_time", 0.508),
        ("meeting_last_time", float("nan")),
        ("task_type", "checksum"),
        ("task_type", 1),
        ("task_type", ["write", "sum"]),
        ("task_level", 0),
        ("task_level", 4),
        ("task_level", "2"),
        ("task_level", True),
    ],
)
def test_a_wrong_argument_is_named(name: str, value: object) -> None:
    """Whatever is wrong with it."""
    with pytest.raises(ValidationError) as refused:
        _read(**{name: value})

    assert refused.value.errors()[0]["loc"] == (name,)


def test_a_start_is_given_once() -> None:
    """Both names at once are refused."""
    with pytest.raises(ValidationError, match="start_time"):
        _read(start_time="10:00")


@pytest.mark.parametrize(
    ("params", "until", "problem"),
    [
        ({"meeting_start_time": "2025-10-02T10:00:00"}, "20:00", "meeting_start_time: found 2025-10-02"),
        ({"meeting_last_time": 2.0, "level": 1}, "11:45", "meeting_last_time: .* must end by 11:15"),
        ({"meeting_last_time": 2.0, "level": 3}, "12:45", "meeting_last_time: .* must end by 11:15"),
    ],
)
def test_a_meeting_that_does_not_fit_the_day_is_refused(params: dict[str, Any], until: str, problem: str) -> None:
    """The text begins with the argument's name."""
    with pytest.raises(ValueError, match=f"^{problem}"):
        make(where=slot(until=until), **params)


def test_a_meeting_without_a_task_may_end_at_the_deadline() -> None:
    """There is nothing left to do after it."""
    made = make("none", where=slot(until="10:30"))

    assert f"{made.meeting.end:%H:%M}" == "10:30"


def test_arguments_are_drawn_as_published() -> None:
    """Three starts, four lengths, five types, three levels; all occur, and all are accepted."""
    drawn = [FAMILY.draw(stream(seed, "draw")) for seed in range(400)]

    for arguments in drawn:
        FAMILY.params.model_validate(arguments)
    assert [len({arguments[name] for arguments in drawn}) for name in PUBLISHED] == [3, 4, 5, 3]
    assert len({tuple(arguments.values()) for arguments in drawn}) > 120
