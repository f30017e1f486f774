"""On a real day: rooms open on time, the first arrival counts, and the solution learns everything from the tools."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from support.days import one_task, scenario, staged

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.episode import run_day
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.scenario.stage import Workday
from pytest_traineebench.tasks.meeting_attend import FAMILY

SPAN = {"start_time": "2025-10-01T09:30:00", "end_time": "2025-10-01T10:30:00"}


def _params(**changes: Any) -> dict[str, Any]:
    return {"meeting_start_time": SPAN["start_time"], "task_type": "check_sum", "task_level": 2, **changes}


@contextmanager
def _day(folder: Path, **changes: Any) -> Iterator[Workday]:
    with staged(one_task("meeting_attend", _params(**changes)), folder, sandbox="none") as workday:
        yield workday


def _attend(workday: Workday) -> str:
    return workday.day.call("AttendMeeting", room_name="Room_06", **SPAN)


def _earned(workday: Workday) -> list[float]:
    evidence, answer = workday.office.evidence(frozen=False), workday.built.tasks[0].task.answer
    return [checkpoint.judge(evidence, answer).earned for checkpoint in FAMILY.checkpoints]


def test_nobody_gets_in_early(tmp_path: Path) -> None:
    """At 08:00 the room is closed and nothing is told; the attempt costs a minute and spoils nothing."""
    with _day(tmp_path) as workday:
        refused = _attend(workday)
        workday.day.call("JumpTime", minutes=600)

        said = _attend(workday)

    assert "opens 5 minutes before" in refused
    assert "meeting_summary.json" in said
    assert _earned(workday) == [1, 0, 0, 0]


def test_waiting_stops_when_the_room_opens(tmp_path: Path) -> None:
    """The meeting is one of the trainee's own."""
    with _day(tmp_path) as workday:
        told = workday.day.call("JumpTime", minutes=600)

    assert "your meeting in Room_06 starts at 09:30" in told


def test_who_comes_late_hears_the_task_without_the_point(tmp_path: Path) -> None:
    """Half an hour late; coming again does not help, and the clock never goes back."""
    with _day(tmp_path, task_type="none") as workday:
        workday.day.call("JumpTime", minutes=600)
        workday.day.call("JumpTime", minutes=30)
        _attend(workday)
        after = workday.day.now

        again = _attend(workday)
        back = workday.day.call("JumpTime", minutes=-70)

    assert "ended" in again
    assert "backwards" in back
    assert workday.day.now >= after
    assert _earned(workday) == [0, 0, 0, 0]


def test_who_comes_after_the_end_hears_nothing(tmp_path: Path) -> None:
    """The clock does not move but for the minute of the attempt."""
    with _day(tmp_path) as workday:
        workday.day.call("JumpTime", minutes=600)
        workday.day.call("JumpTime", minutes=300)
        before = workday.day.now

        said = _attend(workday)

    assert "meeting_summary" not in said
    assert (workday.day.now - before).total_seconds() == 60


def test_the_minutes_are_told_in_chat(tmp_path: Path) -> None:
    """The instruction names who called the meeting; after its end that person helps."""
    with _day(tmp_path) as workday:
        task = workday.built.tasks[0].task
        workday.day.call("JumpTime", minutes=600)
        workday.day.call("JumpTime", minutes=200)
        person = task.instruction.split("Called by: ")[1].split(" (")[0]

        told = workday.day.call("SendMessage", receiver=person, message="I missed the meeting. What was said?")

    assert task.meetings[0].summary in told


@pytest.mark.parametrize(("kind", "calls", "minutes"), [("none", 3, 152), ("write", 4, 153), ("check_sum", 6, 164)])
def test_the_solution_is_quick(kind: str, calls: int, minutes: int, tmp_path: Path) -> None:
    """Harder kinds take more calls; most of the time is waiting and the meeting."""
    with staged(one_task("meeting_attend", _params(task_type=kind, task_level=1)), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 1
    assert (result.calls, result.minutes) == (calls, minutes)


@pytest.mark.parametrize(("level", "calls", "minutes"), [(1, 6, 164), (2, 9, 180), (3, 12, 196)])
def test_higher_levels_are_more_work(level: int, calls: int, minutes: int, tmp_path: Path) -> None:
    """A file and a person more with each level."""
    with staged(one_task("meeting_attend", _params(task_level=level)), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 1
    assert (result.calls, result.minutes) == (calls, minutes)


@pytest.mark.parametrize("size", [10, 1800])
def test_the_solution_works_in_companies_of_any_size(size: int, tmp_path: Path) -> None:
    """Small and large."""
    loaded = scenario([{"id": "m", "family": "meeting_attend", "params": _params(task_level=3)}], size=size)

    with staged(loaded, tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert (result.crash, result.scorecard.successes) == ("", 1)


def test_two_meetings_of_one_day_stand_beside_each_other(tmp_path: Path) -> None:
    """Different rules, different files, different answers; both are earned in full."""
    tasks: list[dict[str, Any]] = [
        {"id": "meeting-attend", "family": "meeting_attend", "params": _params(task_type="check")},
        {"id": "second", "family": "meeting_attend", "params": _params(meeting_start_time="14:00")},
    ]

    with staged(scenario(tasks, seed=4), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 2


def test_meetings_at_one_time_are_refused() -> None:
    """Nobody can be in two."""
    task = {"family": "meeting_attend", "params": _params()}

    with pytest.raises(ScenarioError, match="both need the trainee"):
        build_day(scenario([{"id": "a", **task}, {"id": "b", **task}]), "day_1")


def test_hints_say_more_and_more() -> None:
    """From nobody to ask to the whole procedure."""
    task = build_day(one_task("meeting_attend", _params()), "day_1").tasks[0]

    first, second, third = FAMILY.hints(task.task, task.slot)

    assert len(first) < len(second) < len(third)
    assert "AttendMeeting" in second
