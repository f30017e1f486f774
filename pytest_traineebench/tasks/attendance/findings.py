"""Answers the questions: from everybody's totals to what the report must hold.

The manual states the same definitions in words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from pytest_traineebench.tasks.attendance.answer import Figures, Listing, Row
from pytest_traineebench.tasks.attendance.counting import Totals
from pytest_traineebench.tasks.attendance.params import AttendanceParams, TaskType
from pytest_traineebench.tasks.attendance.people import Employee

Sums: TypeAlias = Mapping[Employee, Totals]


def find(params: AttendanceParams, totals: Sums) -> Figures | Listing:
    """Return what the report must hold.

    Args:
        params: The question.
        totals: What the month adds up to for everybody whom the question is about, in the order of the roster.
    """
    return _FINDERS[params.task_type_name](params, totals)


def _extremes(params: AttendanceParams, totals: Sums) -> Listing:
    pairs = {person: total.of(params.measure) for person, total in totals.items()}
    extreme = max(pairs.values()) if params.ranking.startswith("most") else min(pairs.values())
    return _listing(params, totals, (person for person, pair in pairs.items() if pair == extreme))


def _top(params: AttendanceParams, totals: Sums) -> Listing:
    pairs = {person: total.of(params.measure) for person, total in totals.items()}
    places = math.ceil(len(pairs) * params.share / 100)
    threshold = sorted(pairs.values(), reverse=True)[places - 1]
    return _listing(params, totals, (person for person, pair in pairs.items() if pair >= threshold and pair[0]))


def _listing(params: AttendanceParams, totals: Sums, people: Iterable[Employee]) -> Listing:
    measure = params.measure
    rows = []
    for person in people:
        days, minutes = totals[person].of(measure)
        rows.append(_row(person, {f"{measure}_days": days, f"{measure}_minutes_total": minutes}))
    return Listing(rows=tuple(rows), candidates=len(totals))


def _row(person: Employee, details: Mapping[str, int | str]) -> Row:
    return Row(employee_id=person.id, name=person.name, details=details)


def _mean(values: Iterable[int], of: Sums) -> float:
    return round(sum(values) / len(of), 2)


def _statistics(_: AttendanceParams, totals: Sums) -> Figures:
    scheduled = sum(total.workdays for total in totals.values())
    absent = sum(total.absent_days for total in totals.values())
    return Figures(
        values={
            "employees": len(totals),
            **_averages(totals),
            "avg_absence_days": round(absent / len(totals), 2),
            "attendance_rate": round(100 * (scheduled - absent) / scheduled, 2),
        }
    )


def _averages(totals: Sums) -> dict[str, float]:
    return {
        "avg_late_days": _mean((total.late_days for total in totals.values()), totals),
        "avg_early_days": _mean((total.early_days for total in totals.values()), totals),
    }


def _late_and_early(_: AttendanceParams, totals: Sums) -> Figures:
    return Figures(values=_averages(totals))


def _any(_: AttendanceParams, totals: Sums) -> Figures:
    return Figures(values={"has_late_or_early": any(total.late_days or total.early_days for total in totals.values())})


def _absences(_: AttendanceParams, totals: Sums) -> Figures:
    return Figures(values={"total_absence_days": sum(total.absent_days for total in totals.values())})


def _overtime(_: AttendanceParams, totals: Sums) -> Figures:
    minutes = sum(total.overtime_minutes for total in totals.values())
    return Figures(values={"average_overtime_hours": round(minutes / 60 / len(totals), 2)})


def _remote(_: AttendanceParams, totals: Sums) -> Listing:
    most = max(total.remote_days for total in totals.values())
    rows = (
        _row(person, {"remote_days": total.remote_days})
        for person, total in totals.items()
        if total.remote_days == most
    )
    return Listing(rows=tuple(rows), candidates=len(totals))


def _perfect(_: AttendanceParams, totals: Sums) -> Listing:
    rows = (_row(person, {"department": person.department}) for person, total in totals.items() if total.is_perfect)
    return Listing(rows=tuple(rows), candidates=len(totals))


_FINDERS: Mapping[TaskType, Callable[[AttendanceParams, Sums], Figures | Listing]] = {
    "late_early_employee": _extremes,
    "top_percent_employees": _top,
    "attendance_statistics": _statistics,
    "avg_late_early_days": _late_and_early,
    "has_late_or_early": _any,
    "total_absence_days": _absences,
    "average_overtime_hours": _overtime,
    "employees_with_most_remote_days": _remote,
    "employees_with_perfect_attendance": _perfect,
}
