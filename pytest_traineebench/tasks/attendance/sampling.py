"""Which arguments there are: every kind of task once, and the published sampler."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any

from pytest_traineebench.family import Variant
from pytest_traineebench.tasks.attendance.params import (
    DEPARTMENTS,
    LEVELS,
    METRICS,
    MODES,
    PERCENTS,
    TASK_TYPES,
    AttendanceParams,
)


def every_variant() -> tuple[Variant, ...]:
    """Return each way of counting on each level, the easiest level first.

    The department and the percentage take turns, and meet every way of counting and every level in the end.
    """
    departments, percents = cycle(DEPARTMENTS), cycle(PERCENTS)
    variants = []
    for level in LEVELS:
        for task_type, extra in _kinds(next(percents)):
            params = _arguments(task_type, {**extra, "department": next(departments)}, level)
            variants.append(Variant(AttendanceParams.model_validate(params).rule, level, params))
    return tuple(variants)


def _kinds(percent: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for task_type in TASK_TYPES:
        if task_type == "late_early_employee":
            yield from ((task_type, {"mode": mode}) for mode in MODES)
        elif task_type == "top_percent_employees":
            yield from ((task_type, {"percent": percent, "metric": metric}) for metric in METRICS)
        else:
            yield task_type, {}


def draw_arguments(rng: Random) -> dict[str, Any]:
    """Draw arguments as published: type, department, level, and what the type takes besides."""
    task_type = rng.choice(TASK_TYPES)
    department = rng.choice((*DEPARTMENTS[1:], DEPARTMENTS[0]))
    level = rng.choice(LEVELS)
    if task_type == "late_early_employee":
        return _arguments(task_type, {"mode": rng.choice(MODES), "department": department}, level)
    if task_type == "top_percent_employees":
        extra = {"percent": rng.choice(PERCENTS), "metric": rng.choice(METRICS)}
        return _arguments(task_type, {**extra, "department": department}, level)
    return _arguments(task_type, {"department": department}, level)


def _arguments(task_type: str, task_params: dict[str, Any], level: str) -> dict[str, Any]:
    return {"task_type_name": task_type, "task_params": task_params, "difficulty": {"level": level}}
