"""A clerk who computes reports on attendance from what the trainee can see."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from pytest_traineebench.audit.desk import Desk

Ask = Callable[[str, str], str]
Facts = dict[str, Any]


def solve(desk: Desk) -> None:
    """Ask the managers, read what they point to, fetch the records, report."""
    managers = {p.department: p.name for p in reversed(desk.people) if p.position.endswith("Manager")}
    name, report = compute(desk.instruction, desk.disk, desk.ask, managers)
    desk.hand_in(name, json.dumps(report).encode())


def compute(instruction: str, disk: Mapping[str, bytes], ask: Ask, managers: Mapping[str, str]) -> tuple[str, Any]:
    """Return name and content of the report.

    Args:
        instruction: What is asked.
        disk: The cloud disk.
        ask: Asks a person something and returns the answer.
        managers: A manager of each department.
    """
    report = instruction.split("Write `")[1].split("`", maxsplit=1)[0]
    department, what = _question(report, managers)
    boss = managers.get(department) or next(iter(managers.values()))
    manual, *sheet = _documents(ask(boss, "What are the attendance rules?"))
    text = disk[manual].decode()
    sheets = {department: disk[sheet[0]].decode()} if sheet else {}
    for line in text.splitlines():
        if line.startswith("- ") and line.endswith(")") and " (manager: " in line:
            name, _, person = line[2:-1].partition(" (manager: ")
            if department == "all":
                sheets[name] = disk[_documents(ask(person, "What are the attendance rules?"))[1]].decode()
    folder = manual.rpartition("/")[0]
    month = time.strftime("%Y-%m", time.strptime(instruction.split("**")[1], "%B %Y"))
    people = [
        row for row in json.loads(disk[f"{folder}/staff_roster.json"]) if department in ("all", row["department"])
    ]
    for person in people:
        person["hours"] = _table(text) | _table(sheets.get(person["department"], ""))
    days = list(_workdays(month, disk.get(f"{folder}/company_calendar_{month[:4]}.csv")))
    marks = _marks(text, month, folder, disk)
    for person in people:
        person["days"] = [_day(marks[person["employee_id"], day], person["hours"], day, text) for day in days]
    return report, _answer(what, people)


def _question(report: str, managers: Mapping[str, str]) -> tuple[str, str]:
    body = report.removeprefix("dept_").removesuffix(".json")
    department = next(name for name in ("all", *managers) if body.startswith(f"{name}_"))
    return department, body.removeprefix(f"{department}_")


def _documents(said: str) -> list[str]:
    return re.findall(r"CloudDisk://([^`]+\.md)", said)


def _table(text: str) -> dict[str, str]:
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "]
    return {row[0]: row[1] for row in cells if row[0] != "Value"}


def _workdays(month: str, calendar: bytes | None) -> Iterator[str]:
    off = {}
    if calendar is not None:
        off = {row["date"]: row["kind"] for row in csv.DictReader(io.StringIO(calendar.decode()))}
    rows: list[tuple[str, str]] = list(off.items())
    closed = {date for date, kind in rows if kind.endswith(("holiday", "off"))}
    day = datetime.fromisoformat(f"{month}-01")
    while f"{day:%Y-%m}" == month:
        if f"{day:%a}" not in ("Sat", "Sun") and f"{day:%Y-%m-%d}" not in closed:
            yield f"{day:%Y-%m-%d}"
        day += timedelta(days=1)


def _marks(manual: str, month: str, folder: str, disk: Mapping[str, bytes]) -> dict[tuple[str, str], list[Facts]]:
    first, last = re.findall(r"records from (\S+) to (\S+) count", manual)[0]
    found: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    rows = list(csv.DictReader(io.StringIO(disk[f"{folder}/attendance_{month}.csv"].decode())))
    if f"{folder}/approvals.json" in disk:
        requests = json.loads(disk[f"{folder}/approvals.json"])
        rows += [{**row, "tags": json.dumps(row["tags"])} for row in requests if row["status"] == "approved"]
    for row in rows:
        date, clock = row["timestamp"].split()
        if first <= clock[:5] <= last:
            found[row["employee_id"], date].append({"io": row["io"], "at": clock, "remote": "true" in row["tags"]})
    return found


def _day(marks: list[Facts], hours: Mapping[str, str], date: str, manual: str) -> Facts:
    came = min((mark["at"] for mark in marks if mark["io"] == "in"), default=None)
    went = max((mark["at"] for mark in marks if mark["io"] == "out"), default=None)
    both_needed = "A workday without an arrival" in manual
    if not marks or (both_needed and None in (came, went)):
        return {"absent": 1, "late": 0, "early": 0, "overtime": 0, "remote": 0}

    def at(clock: str) -> datetime:
        return datetime.fromisoformat(f"{date} {clock}")

    start, end = (at(clock) for clock in re.findall(r"\d\d:\d\d", hours["Working hours"]))
    flexible = "Flexible start" in hours
    late = early = overtime = 0
    if came:
        slack = hours["Flexible start"] if flexible else hours["Grace time for late arrivals"]
        late = _minutes(at(came) - start) if at(came) > start + timedelta(minutes=_first(slack)) else 0
    if went and flexible and came:
        h, m = map(int, re.findall(r"\d+", hours["Minimum working time"]))
        early = max(0, 60 * h + m - max(0, _minutes(at(went) - at(came)) - _first(hours["Lunch break"])))
    if went and not flexible:
        may_go = end - timedelta(minutes=_first(hours["Grace time for early departures"]))
        early = _minutes(end - at(went)) if at(went) < may_go else 0
    if went:
        overtime = _minutes(at(went) - max(end, at(hours["Overtime counts from"])))
        overtime = overtime if overtime >= _first(hours["Smallest overtime"]) else 0
    return {"absent": 0, "late": late, "early": early, "overtime": overtime, "remote": any(m["remote"] for m in marks)}


def _first(text: str) -> int:
    return int(re.findall(r"\d+", text)[0])


def _minutes(span: timedelta) -> int:
    return span.days * 1440 + span.seconds // 60


def _answer(what: str, people: list[Facts]) -> Any:
    for person in people:
        for kind in ("late", "early"):
            person[f"{kind}_days"] = sum(day[kind] > 0 for day in person["days"])
            person[f"{kind}_minutes_total"] = sum(day[kind] for day in person["days"])
        for kind in ("absent", "overtime", "remote"):
            person[f"{kind}_days"] = sum(day[kind] for day in person["days"])
    if what.startswith(("most_", "least_", "top")):
        return _ranking(what, people)
    if what == "employees_with_most_remote_days":
        most = max(person["remote_days"] for person in people)
        return [_only(person, "remote_days") for person in people if person["remote_days"] == most]
    if what == "employees_with_perfect_attendance":
        kinds = ("late_days", "early_days", "absent_days")
        return [_only(person, "department") for person in people if not any(person[kind] for kind in kinds)]
    return _figures(what, people)


def _ranking(what: str, people: list[Facts]) -> Any:
    kind = what.rpartition("_")[2]
    keys = (f"{kind}_days", f"{kind}_minutes_total")

    def better(person: Facts) -> int:
        return sum(tuple(other[k] for k in keys) > tuple(person[k] for k in keys) for other in people)

    def worse(person: Facts) -> int:
        return sum(tuple(other[k] for k in keys) < tuple(person[k] for k in keys) for other in people)

    if what.startswith("top"):
        places = max(1, math.ceil(Fraction(len(people) * int(re.findall(r"\d+", what)[0]), 100)))
        return [_only(p, *keys) for p in people if better(p) < places and p[keys[0]] > 0]
    count = better if what.startswith("most") else worse
    return [_only(person, *keys) for person in people if count(person) == 0]


def _only(person: Facts, *keys: str) -> Facts:
    return {key: person[key] for key in ("employee_id", "name", *keys)}


def _figures(what: str, people: list[Facts]) -> Any:
    def mean(key: str, unit: int = 1) -> float:
        return _round(Fraction(sum(person[key] for person in people), unit * len(people)))

    late_and_early = {"avg_late_days": mean("late_days"), "avg_early_days": mean("early_days")}
    absent = sum(person["absent_days"] for person in people)
    days = len(people) * len(people[0]["days"])
    reports: dict[str, Any] = {
        "avg_late_early_days": late_and_early,
        "has_late_or_early": {"has_late_or_early": any(p["late_days"] or p["early_days"] for p in people)},
        "total_absence_days": {"total_absence_days": absent},
        "average_overtime_hours": {"average_overtime_hours": mean("overtime_days", 60)},
        "attendance_statistics": {
            "employees": len(people),
            **late_and_early,
            "avg_absence_days": mean("absent_days"),
            "attendance_rate": _round(Fraction(100 * (days - absent), days)),
        },
    }
    return reports[what]


def _round(value: Fraction) -> float:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN))
