"""A clerk who knows the instruction, what is said in the meeting and the rules' text only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pytest_traineebench.audit.desk import Desk

_EARLY = timedelta(minutes=5)


def solve(desk: Desk) -> None:
    """Be at the meeting, and do what is asked for there."""
    room, start, end = re.findall(r"^- (?:Room|Start|End): `(.+?)`", desk.instruction, re.MULTILINE)
    desk.wait_until(datetime.fromisoformat(start) - _EARLY)
    said = desk.use("AttendMeeting", room_name=room, start_time=start, end_time=end)
    if "Workspace://" in said:
        name, report = records(said, desk.disk)
        desk.hand_in(name, json.dumps(report).encode())


def records(said: str, disk: Mapping[str, bytes]) -> tuple[str, dict[str, Any]]:
    """Return name and content of the file that is asked for."""
    output = _named(said, "Workspace://")
    _, _, body = said.partition("requirements\n")
    body, _, form = body.partition("## Output format")
    rows = [_row(line) for line in body.splitlines() if line.startswith("- ")]
    if "CloudDisk://" in said:
        rules = disk[_named(said, "CloudDisk://")].decode()
        rows = [row for row in rows if _conforms(row, rules)]
    if '"total"' not in form:
        return output, {"requirement": rows}
    for row in rows:
        row["total"] = row["quantity"] * row["unit_price"]
    return output, {"requirement": rows, "statistics": sum(row["total"] for row in rows)}


def _named(said: str, place: str) -> str:
    return said.partition(place)[2].partition("`")[0]


def _row(line: str) -> dict[str, Any]:
    name, wish = line.removeprefix("- ").split(": ", 1)
    before, thing = wish.split(" x ", 1)
    words, price = thing.rsplit("$", 1)
    item = words
    for ending in ("at ", "for me, ", "; the unit price is "):
        item = item.removesuffix(ending)
    return {
        "name": name,
        "item": item.strip(),
        "quantity": int(before.split()[-1]),
        "unit_price": int("".join(c for c in price if c.isdigit())),
    }


def _conforms(row: Mapping[str, Any], rules: str) -> bool:
    most = {}
    for line in rules.splitlines():
        if found := re.match(r"- \*\*(Number|Price|Total).*\*\*\D*?(\d+)", line):
            most[found[1]] = int(found[2])
    amount = row["quantity"] * row["unit_price"]
    return bool(row["quantity"] <= most["Number"] and row["unit_price"] <= most["Price"] and amount <= most["Total"])
