"""A clerk who knows the instruction, what is said in the meeting, what people answer and the files' texts only."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pytest_traineebench.audit.desk import Desk

_EARLY = timedelta(minutes=5)

Ask = Callable[[str, str], str]
"""Writes to a person and returns the answer."""


def solve(desk: Desk) -> None:
    """Be at the meeting, and do what is asked for there."""
    room, start, end = re.findall(r"^- (?:Room|Start|End): `(.+?)`", desk.instruction, re.MULTILINE)
    desk.wait_until(datetime.fromisoformat(start) - _EARLY)
    said = desk.use("AttendMeeting", room_name=room, start_time=start, end_time=end)
    if "Workspace://" in said:
        name, report = records(said, desk.disk, desk.ask)
        desk.hand_in(name, json.dumps(report).encode())


def records(said: str, disk: Mapping[str, bytes], ask: Ask) -> tuple[str, dict[str, Any]]:
    """Return name and content of the file that is asked for."""
    output = _named(said, "Workspace://")
    before, _, body = said.partition("requirements\n")
    body, _, form = body.partition("## Output format")
    rows = [_row(line, disk, ask) for line in body.splitlines() if line.startswith("- ")]
    if "CloudDisk://" in before:
        rules = disk[_named(before, "CloudDisk://")].decode()
        rows = [row for row in rows if _conforms(row, rules)]
    if '"total"' not in form:
        return output, {"requirement": rows}
    for row in rows:
        row["total"] = row["quantity"] * row["unit_price"]
    return output, {"requirement": rows, "statistics": sum(row["total"] for row in rows)}


def _named(said: str, place: str) -> str:
    return said.partition(place)[2].partition("`")[0]


def _row(line: str, disk: Mapping[str, bytes], ask: Ask) -> dict[str, Any]:
    name, wish = line.removeprefix("- ").split(": ", 1)
    told = wish
    if "price_list" in wish:
        before, thing = wish.split(" x ", 1)
        item = re.split(r";| for me", thing)[0]
        told = f"{before.split()[-1]} x {item} at ${_listed(item, disk[_named(wish, 'CloudDisk://')])}"
    elif "CloudDisk://" in wish:
        text = disk[_named(wish, "CloudDisk://")].decode()
        told = next(entry for entry in text.splitlines() if entry.startswith(f"- {name}: "))
    elif re.search(r"\b[Aa]sk me\b", wish):
        told = ask(name, f"In the meeting you said: {wish!r} So now I ask you: how many, and what is the unit price?")
    return {"name": name, **_wish(told)}


def _wish(told: str) -> dict[str, Any]:
    before, thing = told.split(" x ", 1)
    words, price = thing.split("$", 1)
    item = words
    for ending in ("at ", "for me, ", "; the unit price is "):
        item = item.removesuffix(ending)
    return {
        "item": item.strip(),
        "quantity": int(before.split()[-1]),
        "unit_price": int(re.findall(r"\d+", price)[0]),
    }


def _listed(item: str, price_list: bytes) -> str:
    rows = csv.DictReader(price_list.decode().splitlines())
    return next(row["unit_price_usd"] for row in rows if row["article"] and row["item"] == item)


def _conforms(row: Mapping[str, Any], rules: str) -> bool:
    most = {}
    for line in rules.splitlines():
        if found := re.match(r"- \*\*(Number|Price|Total).*\*\*\D*?(\d+)", line):
            most[found[1]] = int(found[2])
    amount = row["quantity"] * row["unit_price"]
    return bool(row["quantity"] <= most["Number"] and row["unit_price"] <= most["Price"] and amount <= most["Total"])
