"""Draws random benchmarks in the published config format."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from pytest_traineebench.family import TaskFamily, family_names, load_family
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.published import START, Mode

DATE = dt.date(2025, 10, 1)
DEADLINE = dt.time(20)
TASKS_PER_DAY = (2, 3, 4, 5, 6)
"""How many tasks a drawn day has, each number as likely as the others."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"  # short UUIDs leave out look-alikes


def draw_config(*, scenarios: int, days: int, mode: Mode, seed: int) -> dict[str, Any]:
    """Draw a random config in the published format.

    Args:
        scenarios: How many, 1 or more.
        days: Days of each, 1 or more.
        mode: ``stationary``: every day of a scenario has the same tasks and arguments (and, when generated, other
            instances of them); ``mutable``: each day is drawn afresh.
        seed: Equal seeds draw equal configs.
    """
    families = [load_family(name) for name in family_names()]
    return {
        "version": "Ver.C",
        "datetime": dt.datetime.combine(DATE, START).isoformat(),
        "seed": seed,
        "mode": mode,
        "scenarios": [
            {
                "name": _name(stream(seed, "customize", number)),
                "days": [
                    {
                        "name": f"day_{day}",
                        "tasks": _tasks(families, stream(seed, "customize", number, day if mode == "mutable" else 1)),
                    }
                    for day in range(1, days + 1)
                ],
            }
            for number in range(scenarios)
        ],
    }


def _name(rng: Random) -> str:
    return "scenario_" + "".join(rng.choice(_LETTERS) for _ in range(22))


def _tasks(families: list[TaskFamily[Any, Any]], rng: Random) -> list[dict[str, Any]]:
    sizes = [size for size in TASKS_PER_DAY if size <= len(families)]
    return [
        {
            "name": family.title,
            "arguments": family.draw(rng),
            "deadline": dt.datetime.combine(DATE, DEADLINE).isoformat(),
        }
        for family in rng.sample(families, rng.choice(sizes))
    ]
