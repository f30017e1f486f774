"""An analyst of sales who knows the instruction, what colleagues say and the files only."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from pytest_traineebench.audit.desk import Desk

_TOTALS = """
WITH numbered AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY file, quarter, order_id ORDER BY line * :sign) AS place FROM rows
), valued AS (
    SELECT *, CAST(ROUND(amount * 100) AS INTEGER)
              * COALESCE((SELECT percent FROM rates WHERE rates.name = currency), 100) AS worth
    FROM numbered
    WHERE place = 1 AND employee_id <> :shop AND status <> 'cancelled'
      AND strftime('%Y', date) = :year AND (strftime('%m', date) + 2) / 3 = quarter
)
SELECT department, quarter, employee_id, MAX(name),
       SUM(CASE WHEN status = 'refund' THEN worth * :refunds WHEN worth >= :minimum * 10000 THEN worth ELSE 0 END)
FROM valued GROUP BY department, quarter, employee_id
HAVING SUM(status = 'completed' AND worth >= :minimum * 10000) > 0
"""


def solve(desk: Desk) -> None:
    """Ask in sales, read the handbook, fetch the records, report."""
    person = next(p.name for p in desk.people if p.department.startswith("Sales_"))
    said = desk.ask(person, "Where are the sales records, and by which handbook are they analysed?")
    name, report = audit(desk.instruction, said, desk.disk)
    desk.hand_in(name, json.dumps(report).encode())


def audit(instruction: str, reply: str, disk: Mapping[str, bytes]) -> tuple[str, Any]:
    """Return the name of the report and what should stand in it."""
    asked = instruction.split("**Your question:**")[1].split("\n", maxsplit=1)[0]
    folder, manual = _one(r"records .* are in `CloudDisk://([^`]+)/`", reply), _one(r"`CloudDisk://([^`]+\.md)`", reply)
    rules = disk[manual].decode()
    quarter, year = re.findall(r"Q(\d) (\d{4})", asked)[0]
    now, departments = int(quarter), re.findall(r"Sales_\d", asked)
    quarters = {now, now - 1} if "quarter before" in asked else {now}
    sample = _one(r"instance, is `sales_Sales_\d_Q3_\d{4}(.*)\.csv`", rules)
    files = {(d, q): disk[f"{folder}/sales_{d}_Q{q}_{year}{sample}.csv"] for d in departments for q in quarters}
    return _one(r"into the file `([^`]+)`", instruction), _solve(asked, now, departments, _totals(files, rules, year))


def _one(pattern: str, text: str) -> str:
    found = re.findall(pattern, text)
    if len(set(found)) != 1:
        raise ValueError(f"found {found} by {pattern}, expected one")
    return str(found[0])


def _totals(files: Mapping[tuple[str, int], bytes], rules: str, year: str) -> list[tuple[str, int, str, str, int]]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(
            "CREATE TABLE rows (file, quarter, line, order_id, date, employee_id, name, department, amount, currency,"
            " status)"
        )
        base.execute("CREATE TABLE rates (name, percent)")
        rates = re.findall(r"1 (EUR|GBP) = (\d)\.(\d\d) USD", rules)
        base.executemany("INSERT INTO rates VALUES (?, ?)", [(name, int(a + b)) for name, a, b in rates])
        for (department, quarter), content in files.items():
            lines = list(csv.reader(content.decode().splitlines()))[1:]
            rows = [(department, quarter, number, *line) for number, line in enumerate(lines)]
            base.executemany(f"INSERT INTO rows VALUES ({','.join('?' * 11)})", rows)  # noqa: S608  -- question marks only
        values = {
            "sign": {"first": 1, "last": -1}[_one(r"only the \*\*(\w+)\*\* of them", rules)],
            "shop": _one(r"Orders with the `employee_id` `(\w+)`", rules),
            "minimum": int(_one(r"order of \*\*less than \$(\d+)\.00\*\*", rules)),
            "refunds": int("leave them out" not in rules.split("**Refunds**")[1].split("\n", maxsplit=1)[0]),
            "year": year,
        }
        found: list[tuple[str, int, str, str, int]] = base.execute(_TOTALS, values).fetchall()
    return found


def _solve(asked: str, now: int, departments: list[str], rows: list[tuple[str, int, str, str, int]]) -> Any:
    here = {name: [row for row in rows if row[0] == name and row[1] == now] for name in departments}
    if "Count" in asked:
        sign = 1 if " up " in asked else -1
        whole = "Count the departments" in asked
        sums: dict[tuple[str, int], int] = {}
        for department, quarter, person, _, worth in rows:
            key = department if whole else person
            sums[key, quarter] = sums.get((key, quarter), 0) + worth
        keys = {key for key, _ in sums}
        pairs = [(sums[k, now], sums[k, now - 1]) for k in keys if (k, now) in sums and (k, now - 1) in sums]
        return {"count": sum((new - old) * sign > 0 for new, old in pairs)}
    sums_here = {name: sum(row[4] for row in found) / 10000 for name, found in here.items()}
    means = {name: round(sums_here[name] / len(here[name]), 2) for name in departments}
    if "statistics" in asked:
        (name,) = departments
        numbers = {"employees": len(here[name]), "total_sales": round(sums_here[name], 2)}
        return {"department": name, **numbers, "avg_sales_per_person": means[name]}
    if "average" in asked:
        return means
    many = int((re.findall(r"the (\d+) people", asked) or ["1"])[0])
    lists = {name: _best(found, many, lowest="lowest" in asked) for name, found in here.items()}
    if "separately" in asked:
        return lists
    return _best([row for found in here.values() for row in found], many, lowest="lowest" in asked)


def _best(rows: list[tuple[str, int, str, str, int]], many: int, *, lowest: bool) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: row[4], reverse=not lowest)
    return [
        {"employee_id": who, "name": name, "department": department, "total_sales": round(worth / 10000, 2)}
        for department, _, who, name, worth in ordered[:many]
    ]
