"""An independent clerk, who reads the files and asks the people, comes to the same reports."""

from __future__ import annotations

import datetime as dt

import pytest
from tasks.attendance.attendance_scene import (
    FULL,
    STAFF,
    VARIANTS,
    AttendanceTask,
    colleagues,
    make,
    prepared,
    right,
    slot,
)

from pytest_traineebench.audit.solvers.attendance import compute
from pytest_traineebench.family import Variant

MANAGERS = {person.department: person.name for person in reversed(STAFF) if person.is_manager}


def clerks_report(task: AttendanceTask) -> tuple[str, object]:
    """Return what the clerk hands in."""
    staff = colleagues(task)
    return compute(task.instruction, task.disk, lambda who, what: staff.reply(who, what).text, MANAGERS)


@pytest.mark.parametrize("variant", VARIANTS, ids=[f"{v.subtype}-{v.difficulty}" for v in VARIANTS])
def test_the_clerk_agrees(variant: Variant) -> None:
    """On 195 seeds over all ways of counting, levels and departments."""
    for number in range(3):
        seed = 100 * number + VARIANTS.index(variant)
        task = make(variant.params, where=slot(seed))

        name, report = clerks_report(task)

        assert name == task.answer.report
        assert prepared(task).report(report).earned() == FULL, (seed, report, right(task))


@pytest.mark.parametrize("day", [dt.date(2024, 3, 1), dt.date(2025, 1, 31), dt.date(2026, 12, 15)])
def test_the_clerk_agrees_about_other_months(day: dt.date) -> None:
    """In a leap year's February, over a turn of the year, late in a month."""
    for seed, variant in enumerate(VARIANTS[-13:]):
        task = make(variant.params, where=slot(seed, day=day))

        _, report = clerks_report(task)

        assert prepared(task).report(report).earned() == FULL, (seed, variant)
