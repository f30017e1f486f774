"""The arguments of the family: which department, how large a world, and what is given and asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from pytest_traineebench.family import Params, unwrapped

Department = Literal[
    "Engineering", "Sales_1", "Sales_2", "Sales_3", "Marketing", "Product", "Human Resources", "Finance"
]
Metric = Literal["interest_score", "cost_per_person", "total_travel_distance", "overall_score"]
Mode = Literal["highest_interest", "lowest_cost", "shortest_distance", "highest_score"]
TaskType = Literal["general_event_planning", "optimal_event_planning"]

METRICS: tuple[Metric, ...] = ("interest_score", "cost_per_person", "total_travel_distance", "overall_score")
DEPARTMENTS: tuple[Department, ...] = (
    "Engineering",
    "Sales_1",
    "Sales_2",
    "Sales_3",
    "Marketing",
    "Product",
    "Human Resources",
    "Finance",
)
METRIC_OF_MODE: Mapping[Mode, Metric] = {
    "highest_interest": "interest_score",
    "lowest_cost": "cost_per_person",
    "shortest_distance": "total_travel_distance",
    "highest_score": "overall_score",
}
EARLIEST_LIMIT, LATEST_LIMIT = "16:00", "20:00"
"""Outside of these every plan of a usual world is late, or none is."""

_LONGEST_NAME = 60
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def plain(name: str) -> str:
    """Return a place's name without what a reader would overlook: case, blanks, forms of one character."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _place(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected the name of a place")
    name = " ".join(value.split())
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise ValueError(f"expected a name of at most {_LONGEST_NAME} printable characters")
    return name


def _whole(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("expected a whole number")  # noqa: TRY004  -- pydantic takes ValueError only
    return value


def _limit(value: Any) -> Any:
    if value is None:
        return None
    if not (isinstance(value, str) and _CLOCK.fullmatch(value) and EARLIEST_LIMIT <= value <= LATEST_LIMIT):
        raise ValueError(f'expected a time from {EARLIEST_LIMIT} to {LATEST_LIMIT}, such as "17:30", or null')
    return value


_Name = Annotated[str, BeforeValidator(_place)]


class GivenPlan(Params):
    """A plan that stands in the arguments; places of these names are put into the world."""

    morning: _Name
    lunch: _Name
    afternoon: _Name

    @model_validator(mode="after")
    def _are_three(self) -> Self:
        if len({plain(self.morning), plain(self.lunch), plain(self.afternoon)}) < 3:  # noqa: PLR2004  -- three places
            raise ValueError("found a place twice, expected three different ones")
        return self


class EventParams(Params):
    """What a task of this family is asked to be like.

    Accepts the published shape ``{"task_type_name": ..., "task_params": {...}}`` and the same keys side by side.

    Attributes:
        department: Who goes out; drawn if left out.
        n_loc: How many locations there are to choose from.
        n_res: How many restaurants there are to choose from.
        plan: The plan to work out, ``"auto"`` for one that is drawn, or None if the trainee proposes one.
        metrics: What to work out, in the order of the instruction.
        end_time: When everybody has to be back.
        mode: What the optimal plan is best at.
    """

    task_type_name: TaskType = "general_event_planning"
    department: Department | None = None
    n_loc: Annotated[int, BeforeValidator(_whole)] = Field(default=6, ge=2, le=20)
    n_res: Annotated[int, BeforeValidator(_whole)] = Field(default=10, ge=1, le=40)
    plan: GivenPlan | Literal["auto"] | None = None
    metrics: tuple[Metric, ...] | None = Field(default=None, min_length=1)
    end_time: Annotated[str | None, BeforeValidator(_limit)] = None
    mode: Mode | None = None

    @model_validator(mode="before")
    @classmethod
    def _unwrap(cls, given: Any) -> Any:
        return unwrapped(given, example='{"department": "Finance"}', beside="task_type_name")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.metrics and len(set(self.metrics)) < len(self.metrics):
            raise ValueError("metrics: names one metric twice")
        if self.task_type_name == "general_event_planning":
            if self.mode is not None:
                raise ValueError("mode: belongs to optimal_event_planning only")
            return self
        for name in ("plan", "metrics", "end_time"):
            if getattr(self, name) is not None:
                raise ValueError(f"{name}: belongs to general_event_planning only")
        return self

    @property
    def goal(self) -> Mode | None:
        """What the optimal plan is best at; None if no optimum is asked for."""
        if self.task_type_name == "general_event_planning":
            return None
        return self.mode or "highest_score"

    @property
    def wanted(self) -> tuple[Metric, ...]:
        """The metrics that are asked for."""
        return (METRIC_OF_MODE[self.goal],) if self.goal else self.metrics or METRICS

    @property
    def form(self) -> Literal["given", "proposed", "optimal"]:
        """Whether the plan is given, proposed freely or the best one."""
        if self.goal:
            return "optimal"
        return "proposed" if self.plan is None else "given"

    @property
    def level(self) -> str:
        """The published level, ``"A1"`` to ``"C4"``; the sampler's two kinds with two metrics are both A2 or B2."""
        if self.goal:
            return f"C{1 + list(METRIC_OF_MODE).index(self.goal)}"
        letter = "B" if self.plan is None else "A"
        if self.end_time:
            return f"{letter}4"
        return f"{letter}{ {1: 1, 2: 2, 3: 2, 4: 3}[len(self.wanted)] }"
