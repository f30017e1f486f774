"""Arguments in the published shape: one of each level, and the published way to draw them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from pytest_traineebench.tasks.event_planning.params import DEPARTMENTS, METRIC_OF_MODE, METRICS, Department

_PLAN = {
    "morning": "Riverside Wetland",
    "lunch": "Maple \N{MIDDLE DOT} Hotpot",
    "afternoon": "Stonegate Eco Park",
}
_LIMITS = ("17:30", "18:00", "19:00")
_COUNTS = {1: (1, 2), 2: (2, 3)}
# The more work a level's figures are, the more people there are to ask.
_DEPARTMENT_OF_LEVEL: Mapping[str, Department] = {
    "A1": "Sales_1",
    "A2": "Sales_2",
    "A3": "Sales_3",
    "A4": "Human Resources",
    "B1": "Human Resources",
    "B2": "Finance",
    "B3": "Finance",
    "B4": "Product",
    "C1": "Product",
    "C2": "Marketing",
    "C3": "Marketing",
    "C4": "Engineering",
}


def levels() -> Iterator[dict[str, Any]]:
    """Yield the arguments of each level, A1 to C4."""
    for level, department in _DEPARTMENT_OF_LEVEL.items():
        number = int(level[1])
        metrics = METRICS[: {1: 1, 2: 3}.get(number, 4)]
        yield _arguments(level[0], number, department, metrics=metrics, limit=_LIMITS[1])


def draw(rng: Random) -> dict[str, Any]:
    """Draw letter, number, department and what the level leaves open, as the published sampler does."""
    letter, number, department = rng.choice("ABC"), rng.randint(1, 4), rng.choice(DEPARTMENTS)
    count = rng.choice(_COUNTS[number]) if number in _COUNTS else None
    metrics = tuple(rng.sample(METRICS[:3], count)) if count else METRICS
    return _arguments(letter, number, department, metrics=metrics, limit=rng.choice(_LIMITS))


def _arguments(
    letter: str, number: int, department: Department, *, metrics: tuple[str, ...], limit: str
) -> dict[str, Any]:
    inner: dict[str, Any] = {"department": department, "n_loc": 6, "n_res": 10}
    if letter == "C":
        inner["mode"] = list(METRIC_OF_MODE)[number - 1]
        return {"task_type_name": "optimal_event_planning", "task_params": inner}
    if letter == "A":
        inner["plan"] = dict(_PLAN)
    inner["metrics"] = list(metrics)
    if number == 4:  # noqa: PLR2004  -- the level with a time limit
        inner["end_time"] = limit
    return {"task_type_name": "general_event_planning", "task_params": inner}
