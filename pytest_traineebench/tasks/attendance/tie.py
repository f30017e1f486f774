"""Makes two people level where a ranking is asked for; chance alone hardly ever does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from pytest_traineebench.tasks.attendance.month import Month
from pytest_traineebench.tasks.attendance.params import AttendanceParams
from pytest_traineebench.tasks.attendance.people import Employee, scope
from pytest_traineebench.tasks.attendance.punches import DayRecords
from pytest_traineebench.tasks.attendance.rules import Rules

_RANKED = ("late_early_employee", "top_percent_employees", "employees_with_most_remote_days")
_LEVEL = 0.3


def draw_tie(month: Month, asked: Sequence[Employee], *, params: AttendanceParams, rules: Rules, rng: Random) -> Month:
    """Return the month, in which somebody now and then has the days of who stands on the last place that counts."""
    if params.task_type_name not in _RANKED or rng.random() >= _LEVEL:
        return month
    last = _last(month, asked, params, rules)
    others = [person for person in scope(asked, last.department) if person != last]
    if not others:
        return month
    return replace(month, records={**month.records, rng.choice(others): _reordered(month, last, rng)})


def _last(month: Month, asked: Sequence[Employee], params: AttendanceParams, rules: Rules) -> Employee:
    totals = month.totals(asked, rules)
    if params.task_type_name == "employees_with_most_remote_days":
        return max(asked, key=lambda person: totals[person].remote_days)
    ranked = sorted(asked, key=lambda person: totals[person].of(params.measure), reverse=True)
    if params.task_type_name == "top_percent_employees":
        return ranked[math.ceil(len(ranked) * params.share / 100) - 1]
    return ranked[0 if params.ranking.startswith("most") else -1]


def _reordered(month: Month, person: Employee, rng: Random) -> list[DayRecords]:
    """Return a person's days with the workdays in another order; it adds up to the same."""
    days = month.records[person]
    workdays = [day for day, date in zip(days, month.dates, strict=True) if date in month.workdays]
    rng.shuffle(workdays)
    return [workdays.pop() if date in month.workdays else DayRecords() for date in month.dates]
