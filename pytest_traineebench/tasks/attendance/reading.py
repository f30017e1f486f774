"""How an ideal trainee reads the texts: the question out of the instruction, the values out of rules and sheets.

Nothing here shares code with the generator, so that the solution does not know more than the texts say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ROW = re.compile(r"^\| ([A-Z][^|]*?) \| ([^|]+?) \|$", re.MULTILINE)
_CLOCK = re.compile(r"(\d\d):(\d\d)")
_NUMBER = re.compile(r"\d+")
_EXAMPLE = re.compile(r"```json\n(.*?)\n```", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        about: A department, or ``"all"``.
        keys: Keys of the report, or of each of its entries.
        order: ``"most"``, ``"fewest"``, ``"top"`` or nothing.
        percent: Of the top.
    """

    about: str
    keys: tuple[str, ...]
    order: str
    percent: int


def read_question(instruction: str) -> Question:
    """Return what an instruction asks for."""
    department = re.search(r"for the department ([^.]+)\.", instruction)
    ranking = re.search(r"the (most|fewest) (?:late|early)|the (top) (\d+) percent", instruction)
    return Question(
        about=department[1] if department else "all",
        keys=tuple(re.findall(r'"(\w+)":', _EXAMPLE.findall(instruction)[0])),
        order=(ranking[1] or ranking[2]) if ranking else "",
        percent=int(ranking[3] or 0) if ranking else 0,
    )


def read_rules(manual: str, sheets: Mapping[str, str]) -> str:
    """Return the rules as JSON, times in minutes.

    Args:
        manual: The general rules.
        sheets: Texts of the sheets by department.
    """
    general = _values(manual)
    counted = re.findall(r"Only records from (\d\d:\d\d) to (\d\d:\d\d)", manual)[0]
    rules = {
        "general": general,
        "own": {department: general | _values(text) for department, text in sheets.items()},
        "counted": [_minutes(time) for time in counted],
        "both": "without an arrival, or without a departure, or without both" in manual,
    }
    return json.dumps(rules)


def _values(text: str) -> dict[str, Any]:
    rows = dict(_ROW.findall(text))
    found: dict[str, Any] = {}
    if hours := rows.get("Working hours"):
        found["start"], found["end"] = (_minutes(time) for time in hours.split(" to "))
    if needed := rows.get("Minimum working time"):
        hours_, minutes = _NUMBER.findall(needed)
        found["needed"] = 60 * int(hours_) + int(minutes)
    if after := rows.get("Overtime counts from"):
        found["after"] = _minutes(after)
    for key, name in _SIMPLE.items():
        if name in rows:
            found[key] = int(_NUMBER.findall(rows[name])[0])
    return found


_SIMPLE = {
    "lunch": "Lunch break",
    "late": "Grace time for late arrivals",
    "early": "Grace time for early departures",
    "window": "Flexible start",
    "block": "Smallest overtime",
}


def _minutes(time: str) -> int:
    hours, minutes = _CLOCK.findall(time)[0]
    return 60 * int(hours) + int(minutes)
