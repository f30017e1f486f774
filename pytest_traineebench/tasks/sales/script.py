"""Writes the program with which an ideal trainee works out the figures, from what the handbook says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_PROGRAM = """python3 - <<'PY'
import csv, json
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
task = json.loads({task!r})

def worth(row):
    return Decimal(row["amount"]) * Decimal(task["rates"].get(row["currency"], "1"))

def sales(name, quarter):
    rows = {{}}
    for row in csv.DictReader(open(name)):
        if task["last"] or row["order_id"] not in rows:
            rows[row["order_id"]] = row
    sums, people = defaultdict(Decimal), {{}}
    for row in rows.values():
        if (int(row["date"][5:7]) + 2) // 3 != quarter or row["date"][:4] != task["year"]: continue
        if row["employee_id"] == task["shop"] or row["status"] == "cancelled": continue
        if row["status"] == "refund" and not task["refunds"]: continue
        if row["status"] == "completed":
            if worth(row) < Decimal(task["minimum"]): continue
            people[row["employee_id"]] = row
        sums[row["employee_id"]] += worth(row)
    return {{who: (sums[who], row) for who, row in people.items()}}

def cents(value): return float(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
def total(people): return sum((value for value, _ in people.values()), Decimal(0))
def average(people): return cents(total(people) / len(people))

def ranking(people):
    order = sorted(people, key=lambda who: (people[who][0] * (1 if task["lowest"] else -1), who))
    return [
        {{"employee_id": who, "name": people[who][1]["name"], "department": people[who][1]["department"],
          "total_sales": cents(people[who][0])}} for who in order[:task["n"]]]

found = {{(d, q): sales(name, q) for d, q, name in task["files"]}}
quarter = max(q for _, q in found)
now = {{d: people for (d, q), people in found.items() if q == quarter}}
ask = task["objective"]
if ask.startswith("Count"):
    before = {{d: people for (d, q), people in found.items() if q < quarter}}
    if "Count the departments" in ask:
        changes = [total(now[d]) - total(before[d]) for d in now]
    else:
        changes = [now[d][w][0] - before[d][w][0] for d in now for w in now[d] if w in before[d]]
    result = {{"count": sum(c > 0 if " went up " in ask else c < 0 for c in changes)}}
elif "statistics" in ask:
    (d, people), = now.items()
    result = {{"department": d, "employees": len(people), "total_sales": cents(total(people)),
              "avg_sales_per_person": average(people)}}
elif "average" in ask:
    result = {{d: average(people) for d, people in now.items()}}
elif "separately" in ask:
    result = {{d: ranking(people) for d, people in now.items()}}
else:
    result = ranking({{who: entry for people in now.values() for who, entry in people.items()}})
with open({report!r}, "w") as file: json.dump(result, file)
print(len(found), "files read")
PY"""


def write_script(objective: str, report: str, rules: str, folder: str, files: Mapping[tuple[str, int], str]) -> str:
    """Return the command that reads the records, applies the rules and writes the report.

    Args:
        objective: The question, as the instruction puts it.
        report: The file to write.
        rules: Text of the handbook.
        folder: Where in the workspace the records are.
        files: Names of the records by department and quarter.
    """
    many = re.search(r"\bthe (\d+) people", objective)
    task = {
        "objective": objective,
        "n": int(many[1]) if many else 1,
        "lowest": " lowest " in objective,
        "files": [[department, quarter, f"{folder}/{name}"] for (department, quarter), name in files.items()],
        "year": _said(r"Edition for the orders of \*\*(\d{4})", rules),
        "last": _said(r"only the \*\*(first|last)\*\*", rules) == "last",
        "shop": _said(r"`employee_id` `(\w+)` came in", rules),
        "minimum": _said(r"less than \$([\d.]+)\*\*", rules),
        "rates": dict(re.findall(r"1 ([A-Z]{3}) = ([\d.]+) USD", rules)),
        "refunds": "are added to the total" in rules,
    }
    return _PROGRAM.format(task=json.dumps(task), report=report)


def _said(pattern: str, rules: str) -> str:
    match = re.search(pattern, rules)
    if match is None:
        raise ValueError(f"the handbook does not say {pattern}")
    return match[1]
