"""The arguments of a sales analysis: what is asked, about which departments and which quarter."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from pytest_traineebench.family import Params, unwrapped
from pytest_traineebench.tasks.sales.kinds import Kind

MAX_N = 20
"""The longest ranking that may be asked for."""

Department = Literal["Sales_1", "Sales_2", "Sales_3"]
_FIRST_QUARTER_WITH_ONE_BEFORE = 2


def _word(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("expected a whole number")  # noqa: TRY004  -- pydantic takes ValueError only
    return value.strip().upper().removeprefix("Q") if isinstance(value, str) else value


def _department(value: Any) -> Any:
    return value.strip().replace(" ", "_") if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


_Department = Annotated[Department, BeforeValidator(_department)]
_Departments = Annotated[tuple[_Department, ...] | None, BeforeValidator(_listed)]
_Number = Annotated[int | None, BeforeValidator(_number)]


class SalesParams(Params):
    """What a task of this family is asked to be like.

    Accepts the published shape ``{"task_type": ..., "task_params": {...}}``, in which ``task_params`` may be empty or
    null, and the plain shape with all arguments side by side. What is left out and has no published default is drawn
    for the task: the quarter, and the departments where several are wanted.
    """

    task_type: Annotated[Kind, BeforeValidator(_word)] = Kind.TOP_SALES_EMPLOYEE
    department: _Department | None = None
    departments: _Departments = Field(default=None, min_length=1, max_length=3)
    quarter: _Number = Field(default=None, ge=1, le=4)
    mode: Annotated[Literal["top", "bottom"] | None, BeforeValidator(_word)] = None
    n: _Number = Field(default=None, ge=1, le=MAX_N)
    direction: Annotated[Literal["up", "down"] | None, BeforeValidator(_word)] = None

    @model_validator(mode="before")
    @classmethod
    def _unwrap(cls, given: Any) -> Any:
        return unwrapped(given, example='{"department": "Sales_1"}', beside="task_type")

    @model_validator(mode="after")
    def _fits_the_kind(self) -> Self:
        for name in ("department", "departments", "mode", "n", "direction"):
            if getattr(self, name) is not None and name not in self.task_type.arguments:
                wanted = ", ".join((*self.task_type.arguments, "quarter"))
                raise ValueError(f"{name}: {self.task_type} takes no such argument; it takes {wanted}")
        if self.departments and len(set(self.departments)) < len(self.departments):
            raise ValueError(f"departments: names a department twice: {', '.join(self.departments)}")
        if self.quarter is not None and self.quarter < self.first_quarter:
            raise ValueError(f"quarter: {self.task_type} compares with the quarter before; 2 to 4, not {self.quarter}")
        return self

    @property
    def first_quarter(self) -> int:
        """The first quarter that may be asked about."""
        return _FIRST_QUARTER_WITH_ONE_BEFORE if self.task_type.compares else 1
