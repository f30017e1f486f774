"""What the instruction asks for, by type of question: the objective, the shape of the report, an example of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pytest_traineebench.tasks.attendance.params import AttendanceParams, TaskType


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a question.

    Attributes:
        objective: One sentence or two about what is wanted.
        shape: What the report holds.
        example: Such a report, with values of nobody.
    """

    objective: str
    shape: str
    example: str


_EMPTY = "an empty list if there is nobody"
_WHO = '"employee_id": "E9001", "name": "Jo Doe"'


def word(params: AttendanceParams) -> Wording:
    """Return the words of a question."""
    return _WORDS[params.task_type_name](params)


def _list_of(params: AttendanceParams) -> tuple[str, str]:
    keys = f"`{params.measure}_days` and `{params.measure}_minutes_total`"
    shape = f"a list with one object per employee, each with `employee_id`, `name`, {keys}, in any order"
    example = f'[{{{_WHO}, "{params.measure}_days": 4, "{params.measure}_minutes_total": 57}}]'
    return shape, example


def _thing(measure: str) -> str:
    return {"late": "late arrivals", "early": "early departures"}[measure]


def _extremes(params: AttendanceParams) -> Wording:
    most = "most" if params.ranking.startswith("most") else "fewest"
    shape, example = _list_of(params)
    return Wording(
        objective=f"Who had the {most} {_thing(params.measure)}? If several employees are level, name all of them.",
        shape=shape,
        example=example,
    )


def _top(params: AttendanceParams) -> Wording:
    shape, example = _list_of(params)
    objective = f"Who belongs to the top {params.share} percent by {_thing(params.measure)}?"
    return Wording(objective=objective, shape=f"{shape}; {_EMPTY}", example=example)


def _statistics(_: AttendanceParams) -> Wording:
    return Wording(
        objective=(
            "Sum the month up: how many employees, how many late days, early departures and days of absence they had "
            "on average, and the attendance rate as a percentage."
        ),
        shape=(
            "one object with `employees` (a whole number), `avg_late_days`, `avg_early_days`, `avg_absence_days` and "
            "`attendance_rate` (a percentage, not a share), the last four with two decimals"
        ),
        example=(
            '{"employees": 120, "avg_late_days": 0.85, "avg_early_days": 0.4, "avg_absence_days": 0.15, '
            '"attendance_rate": 99.29}'
        ),
    )


def _averages(_: AttendanceParams) -> Wording:
    return Wording(
        objective="How many late days, and how many early departures, did an employee have on average?",
        shape="one object with `avg_late_days` and `avg_early_days`, both with two decimals",
        example='{"avg_late_days": 0.85, "avg_early_days": 0.4}',
    )


def _any(_: AttendanceParams) -> Wording:
    return Wording(
        objective="Was anybody late, or did anybody leave early, even once?",
        shape="one object with `has_late_or_early`, which is true or false",
        example='{"has_late_or_early": <true or false>}',
    )


def _absences(_: AttendanceParams) -> Wording:
    return Wording(
        objective="How many days of absence were there in total, over all these employees?",
        shape="one object with `total_absence_days`, a whole number",
        example='{"total_absence_days": 999}',
    )


def _overtime(_: AttendanceParams) -> Wording:
    return Wording(
        objective="How many hours of overtime did an employee do on average in the month?",
        shape="one object with `average_overtime_hours`, in hours with two decimals",
        example='{"average_overtime_hours": 0.75}',
    )


def _remote(_: AttendanceParams) -> Wording:
    return Wording(
        objective="Who had the most remote days? If several employees are level, name all of them.",
        shape=(
            "a list with one object per employee, each with `employee_id`, `name` and `remote_days` (a whole number), "
            "in any order"
        ),
        example=f'[{{{_WHO}, "remote_days": 31}}]',
    )


def _perfect(_: AttendanceParams) -> Wording:
    return Wording(
        objective="Who had perfect attendance: never late, never gone early, never absent?",
        shape=(
            "a list with one object per employee, each with `employee_id`, `name` and `department`, in any order; "
            f"{_EMPTY}"
        ),
        example=f'[{{{_WHO}, "department": "Gardening"}}]',
    )


_WORDS: Mapping[TaskType, Callable[[AttendanceParams], Wording]] = {
    "late_early_employee": _extremes,
    "top_percent_employees": _top,
    "attendance_statistics": _statistics,
    "avg_late_early_days": _averages,
    "has_late_or_early": _any,
    "total_absence_days": _absences,
    "average_overtime_hours": _overtime,
    "employees_with_most_remote_days": _remote,
    "employees_with_perfect_attendance": _perfect,
}
