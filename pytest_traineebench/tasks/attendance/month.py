"""A month of the company: which days count, how everybody behaves, and what the clocks recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from pytest_traineebench.tasks.attendance.counting import Totals, add_up, count_day
from pytest_traineebench.tasks.attendance.params import AttendanceParams
from pytest_traineebench.tasks.attendance.people import Employee, scope
from pytest_traineebench.tasks.attendance.punches import DayRecords, Habit, Slip, draw_day_off, draw_workday
from pytest_traineebench.tasks.attendance.rules import Rules

_SATURDAY = 5
_LONELY = 0.02
"""Probability that somebody drops in on a day off."""
_SMALL, _LARGE = 3, 6
_FALSE, _NARROW = 0.5, 0.25
"""Shares of tasks about any lateness in which there is none, and in which there are one or two narrow cases."""
_NOBODY = 0.12
"""Share of tasks about perfect attendance, and about the top, in which nobody is to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A recorded month.

    Attributes:
        dates: All days of the month.
        workdays: Those that count.
        records: What the clocks hold, by employee and in the order of `dates`.
    """

    dates: tuple[dt.date, ...]
    workdays: frozenset[dt.date]
    records: Mapping[Employee, Sequence[DayRecords]]

    def totals(self, employees: Sequence[Employee], rules: Rules) -> dict[Employee, Totals]:
        """Return what the month adds up to for some people."""
        counted = [index for index, date in enumerate(self.dates) if date in self.workdays]
        return {
            person: add_up(count_day(self.records[person][i], rules.hours(person.department), rules) for i in counted)
            for person in employees
        }


def dates_of(month: dt.date) -> tuple[dt.date, ...]:
    """Return all days of a month, of which the first is given."""
    days = (month + dt.timedelta(days=number) for number in range(31))
    return tuple(day for day in days if day.month == month.month)


def is_weekday(date: dt.date) -> bool:
    """Tell Monday to Friday from the weekend."""
    return date.weekday() < _SATURDAY


def record_month(
    dates: tuple[dt.date, ...],
    days_off: frozenset[dt.date],
    *,
    employees: Sequence[Employee],
    params: AttendanceParams,
    rules: Rules,
    rng: Random,
) -> Month:
    """Draw a month of clock records that suits the question: sometimes nobody, sometimes one narrow case is found."""
    workdays = [date for date in dates if is_weekday(date) and date not in days_off]
    habits, slips = _cast(employees, workdays, params, rng)
    is_workday = [date in workdays for date in dates]
    lonely = _LONELY if rules.features.days_off else 0
    records: dict[Employee, Sequence[DayRecords]] = {}
    for person in employees:
        habit, hours = habits[person], rules.hours(person.department)
        records[person] = [
            draw_workday(habit, hours, rules, rng, slip=slips.get((person.id, date)))
            if works
            else (draw_day_off(rng) if rng.random() < lonely else DayRecords())
            for date, works in zip(dates, is_workday, strict=True)
        ]
    return Month(dates=dates, workdays=frozenset(workdays), records=records)


def _cast(
    employees: Sequence[Employee], workdays: Sequence[dt.date], params: AttendanceParams, rng: Random
) -> tuple[dict[Employee, Habit], dict[tuple[str, dt.date], Slip]]:
    """Return everybody's habits, and the narrow cases among people who never slip otherwise."""
    asked = scope(employees, params.department)
    habits = {person: _habit(rng) for person in employees}
    chance = rng.random()
    nobody = chance < _NOBODY
    if params.task_type_name == "has_late_or_early" and chance < _FALSE + _NARROW:
        return _quiet(habits, asked), {} if chance < _FALSE else _slips(asked, workdays, rng)
    if params.task_type_name == "top_percent_employees" and nobody:
        return _quiet(habits, asked), {}
    spared = asked if params.task_type_name == "employees_with_perfect_attendance" and nobody else ()
    for person in _perfect(employees, rng):
        if person not in spared:
            habits[person] = replace(habits[person], absent=0, quiet=True, flawless=True)
    return habits, {}


def _habit(rng: Random) -> Habit:
    return Habit(
        late=0.08 + 0.3 * rng.random(),
        early=0.05 + 0.18 * rng.random(),
        absent=0.02 + 0.06 * rng.random(),
        overtime=0.15 + 0.35 * rng.random(),
        remote=0.08 + 0.25 * rng.random(),
    )


def _quiet(habits: Mapping[Employee, Habit], whom: Sequence[Employee]) -> dict[Employee, Habit]:
    return {person: replace(habit, quiet=habit.quiet or person in whom) for person, habit in habits.items()}


def _slips(asked: Sequence[Employee], workdays: Sequence[dt.date], rng: Random) -> dict[tuple[str, dt.date], Slip]:
    kinds: tuple[Slip, ...] = ("late", "early")
    return {(rng.choice(asked).id, rng.choice(workdays)): rng.choice(kinds) for _ in range(rng.randint(1, 2))}


def _perfect(employees: Sequence[Employee], rng: Random) -> list[Employee]:
    """Choose who is perfect: up to three in a large department, one in a small one."""
    chosen: list[Employee] = []
    for department in dict.fromkeys(person.department for person in employees):
        members = scope(employees, department)
        most = 3 if len(members) >= _LARGE else 1
        chosen += rng.sample(members, rng.randint(1, most)) if len(members) >= _SMALL else []
    return chosen
