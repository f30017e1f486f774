"""The arguments of the family: what is asked, of whom, and how intricate the rules are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from pytest_traineebench.family import Params

TaskType = Literal[
    "late_early_employee",
    "top_percent_employees",
    "attendance_statistics",
    "avg_late_early_days",
    "has_late_or_early",
    "total_absence_days",
    "average_overtime_hours",
    "employees_with_most_remote_days",
    "employees_with_perfect_attendance",
]
Mode = Literal["most_late", "least_late", "most_early", "least_early"]
Metric = Literal["late", "early"]
Level = Literal["L1", "L2", "L3", "L4", "L5"]
Department = Literal[
    "all", "Engineering", "Sales_1", "Sales_2", "Sales_3", "Marketing", "Product", "Human Resources", "Finance"
]

TASK_TYPES: tuple[TaskType, ...] = get_args(TaskType)
MODES: tuple[Mode, ...] = get_args(Mode)
METRICS: tuple[Metric, ...] = get_args(Metric)
LEVELS: tuple[Level, ...] = get_args(Level)
DEPARTMENTS: tuple[Department, ...] = get_args(Department)
PERCENTS = (5, 10, 15, 20)
"""What the published sampler draws; any whole percentage is accepted."""

_RANKED, _TOP = "late_early_employee", "top_percent_employees"
_GROUPS = ("task_params", "difficulty")


def _plain(value: Any) -> Any:
    """Return text without blanks around it."""
    return value.strip() if isinstance(value, str) else value


def _department(value: Any) -> Any:
    value = _plain(value)
    if value is None:
        return "all"
    known = {name.casefold(): name for name in DEPARTMENTS}
    return known.get(value.casefold(), value) if isinstance(value, str) else value


def _level(value: Any) -> Any:
    value = _plain(value)
    if value is None:
        return "L3"
    return value.upper() if isinstance(value, str) else value


def _percent(value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, bool):
        raise ValueError("expected a whole number")  # noqa: TRY004  -- pydantic takes ValueError only
    return value


class AttendanceParams(Params):
    """What a task of this family is asked to be like.

    Accepts the published shape ``{"task_type_name": ..., "task_params": {...}, "difficulty": {"level": ...}}``, in
    which either group may be absent or null, and the plain shape, in which all keys stand side by side. Defaults are
    the published ones.
    """

    task_type_name: Annotated[TaskType, BeforeValidator(_plain)] = "late_early_employee"
    department: Annotated[Department, BeforeValidator(_department)] = "all"
    mode: Annotated[Mode | None, BeforeValidator(_plain)] = None
    percent: Annotated[int | None, BeforeValidator(_percent)] = Field(default=None, ge=1, le=100)
    metric: Annotated[Metric | None, BeforeValidator(_plain)] = None
    level: Annotated[Level, BeforeValidator(_level)] = "L3"

    @model_validator(mode="before")
    @classmethod
    def _flatten(cls, given: Any) -> Any:
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            return given
        flat = {key: value for key, value in given.items() if key not in _GROUPS}
        for group in _GROUPS:
            inner = given.get(group)
            if inner is not None and not isinstance(inner, Mapping):
                raise ValueError(f"{group}: found {inner!r}, expected an object or null")
            for key, value in (inner or {}).items():
                if key in flat:
                    raise ValueError(f"{group}.{key}: is given twice; leave one of them out")
                flat[key] = value
        return flat

    @model_validator(mode="after")
    def _fits_the_type(self) -> Self:
        wanted = {_RANKED: ("mode",), _TOP: ("percent", "metric")}.get(self.task_type_name, ())
        for name in ("mode", "percent", "metric"):
            if getattr(self, name) is not None and name not in wanted:
                allowed = ", ".join(("department", *wanted))
                raise ValueError(f"{name}: does not belong to {self.task_type_name}, which takes {allowed}")
        return self

    @property
    def rule(self) -> str:
        """Which of the 13 ways of counting is asked for: the type, a mode or a metric."""
        if self.task_type_name == _RANKED:
            return self.ranking
        return f"top_{self.measure}" if self.task_type_name == _TOP else self.task_type_name

    @property
    def ranking(self) -> Mode:
        """Who is looked for, of the task about the extremes."""
        return self.mode or "least_late"

    @property
    def share(self) -> int:
        """Percentage, of the task about the top."""
        return self.percent or 10

    @property
    def measure(self) -> Metric:
        """What is counted, of the two tasks that can count either."""
        if self.task_type_name == _RANKED:
            return "early" if self.ranking.endswith("early") else "late"
        return self.metric or "late"

    @property
    def report(self) -> str:
        """Published name of the report."""
        what = {_RANKED: self.ranking, _TOP: f"top{self.share}_{self.measure}"}.get(self.task_type_name)
        return f"dept_{self.department}_{what or self.task_type_name}.json"
