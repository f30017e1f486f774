"""Which arguments the published sampler draws, and one set of them per rule."""

from __future__ import annotations

from random import Random
from typing import Any

from pytest_traineebench.tasks.sales.kinds import Kind
from pytest_traineebench.tasks.sales.question import SALES

_TWO, _THREE = ["Sales_2", "Sales_1"], ["Sales_3", "Sales_1", "Sales_2"]

VARIANTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("top_sales_employee", {"department": "Sales_1"}),
    ("sales_statistics", {"department": "Sales_2"}),
    ("dept_person_qoq_count", {"department": "Sales_3", "quarter": 3, "direction": "up"}),
    ("dept_person_qoq_count", {"department": "Sales_1", "quarter": 4, "direction": "down"}),
    ("cross_depts_extreme_employee", {"departments": _TWO, "mode": "top"}),
    ("cross_depts_extreme_employee", {"departments": _TWO, "mode": "bottom"}),
    ("per_dept_extreme_employee", {"departments": _TWO, "mode": "top"}),
    ("per_dept_extreme_employee", {"departments": _TWO, "mode": "bottom"}),
    ("per_dept_avg_sales", {"departments": _THREE, "quarter": 2}),
    ("per_dept_top_n", {"departments": _THREE, "n": 2}),
    ("cross_depts_top_n", {"departments": _THREE, "n": 3}),
    ("all_depts_qoq_count", {"quarter": 2, "direction": "up"}),
    ("all_depts_qoq_count", {"quarter": 3, "direction": "down"}),
)
"""The thirteen rules, the fewest files to read first."""


def draw_arguments(rng: Random) -> dict[str, Any]:
    """Draw arguments in the published shape."""
    kind = rng.choice(tuple(Kind))
    return {"task_type": kind.value, "task_params": _draw_for(kind, rng)}


def _draw_for(kind: Kind, rng: Random) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    if "department" in kind.arguments:
        arguments["department"] = rng.choice(SALES)
    if "departments" in kind.arguments:
        arguments["departments"] = rng.sample(SALES, rng.randint(2, 3))
    if "mode" in kind.arguments:
        arguments["mode"] = rng.choice(("top", "bottom"))
    if "n" in kind.arguments:
        arguments["n"] = rng.randint(1, 3)
    if kind.compares:
        arguments["quarter"] = rng.randint(2, 4)
    if kind is Kind.PER_DEPT_AVG_SALES:
        arguments["quarter"] = rng.randint(1, 4)
    if "direction" in kind.arguments:
        arguments["direction"] = rng.choice(("up", "down"))
    return arguments
