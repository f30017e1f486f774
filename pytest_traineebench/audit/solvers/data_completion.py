"""Somebody who completes tables, knows instruction, disk and replies only, and calculates with floats."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping

from pytest_traineebench.audit.desk import Desk

Cells = dict[str, str]
Known = Mapping[str, float]
Ask = Callable[[str, str], str]
"""Puts a question to a colleague, named by department or in full, and returns the answer."""


def solve(desk: Desk) -> None:
    """Read the handbook, ask whom task and files name, complete the table."""

    def ask(whom: str, text: str) -> str:
        person = next(person.name for person in desk.people if whom in {person.department, person.name})
        return desk.ask(person, text)

    report, content = complete(desk.instruction, desk.disk, ask)
    desk.hand_in(report, content)


_QUESTIONS = {
    "Finance": "Where is the table of the fee rates by category that is in force?",
    "Sales_1": "Where is the table of our carriers' speed and handling times that is in force?",
    "Engineering": "Which recovery log belongs to {file}, and where are its corrections?",
}
_HELD = "Which figures of the recovery log of {file} did you note? I am looking for {number}."


def complete(instruction: str, disk: Mapping[str, bytes], ask: Ask) -> tuple[str, bytes]:
    """Return name and content of the file to hand in.

    Args:
        instruction: The task.
        disk: The cloud disk.
        ask: Brings answers.
    """
    data, target, manual, report = (
        re.findall(pattern, instruction)[0]
        for pattern in (
            r"Data set: `CloudDisk://(.+?)`",
            r"to complete: `(.+?)`",
            r"Handbook: `CloudDisk://(.+?)`",
            r"table as `(.+?)`",
        )
    )
    file = data.rpartition("/")[2]
    rows = list(csv.DictReader(io.StringIO(disk[data].decode(), newline="")))
    lookup: Lookup = {}
    logs: list[str] = re.findall(r"log of this data set is `CloudDisk://(.+?)`", instruction)
    for department in re.findall(r"Ask a colleague in \*\*(\w+)\*\*", instruction):
        found = re.findall(r"CloudDisk://(\S+?\.csv)", ask(department, _QUESTIONS[department].format(file=file)))
        if department == "Engineering":
            logs = found
        else:
            lookup = read_lookup(disk[found[0]])
    stem = file.partition("_data")[0].removesuffix(".csv").partition("_second")[0]
    if f"`{stem}.csv`" not in disk[manual].decode():
        raise ValueError(f"{manual} says nothing about {stem}.csv")
    values = _SOLVERS[stem](_resolved(rows, file, [disk[log].decode() for log in logs], ask), target, lookup)
    for index, value in values.items():
        rows[index][target] = repr(value)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return report, out.getvalue().encode()


def _resolved(rows: list[Cells], file: str, logs: list[str], ask: Ask) -> list[Cells]:
    """Return rows with figures for the numbers of the recovery log."""
    if not logs:
        return rows
    log = {line["number"]: line for line in csv.DictReader(io.StringIO(logs[0]))}
    corrections: dict[str, tuple[str, str]] = {}
    for text in logs[1:]:
        for line in csv.DictReader(io.StringIO(text)):
            latest = (line["corrected_at"], line["figure"])
            corrections[line["number"]] = max(latest, corrections.get(line["number"], latest))

    def figure(cell: str) -> str:
        if cell not in log:
            return cell
        if cell in corrections:
            return corrections[cell][1]
        return log[cell]["figure"] or _told(cell, ask(log[cell]["held_by"], _HELD.format(file=file, number=cell)))

    return [{name: figure(cell) for name, cell in row.items()} for row in rows]


def _told(number: str, reply: str) -> str:
    figures: list[str] = re.findall(rf"\b{number} = (-?[\d.]*\d)", reply)
    return figures[0]


def read_lookup(content: bytes) -> dict[str, tuple[float, ...]]:
    """Read a table of parameters."""
    lines = content.decode().split()[1:]
    return {line.split(",")[0]: tuple(map(float, line.split(",")[1:])) for line in lines}


Lookup = Mapping[str, tuple[float, ...]]
Solver = Callable[[list[Cells], str, Lookup], dict[int, float]]


def _each(solve: Callable[[Cells, Lookup], float]) -> Callable[[list[Cells], str, Lookup], dict[int, float]]:
    def solved(rows: list[Cells], target: str, lookup: Lookup) -> dict[int, float]:
        return {i: solve({**row, "?": target}, lookup) for i, row in enumerate(rows) if row[target] == ""}

    return solved


def _sum(total: str, plus: str, minus: str = "") -> Solver:
    """Solve total = all of plus - all of minus for any of them."""

    def solve(row: Cells, _: Lookup) -> float:
        signs = {total: -1, **dict.fromkeys(plus.split(), 1), **dict.fromkeys(minus.split(), -1)}
        rest = sum(sign * float(row[name]) for name, sign in signs.items() if name != row["?"])
        return -rest / signs[row["?"]]

    return _each(solve)


def _fee(row: Cells, rates: Lookup) -> float:
    (rate,) = rates[row["category"]]
    return float(row["amount"]) * rate if row["?"] == "fee" else float(row["fee"]) / rate


def _eta(row: Cells, carriers: Lookup) -> float:
    speed, handling = carriers[row["carrier"]]
    if row["?"] == "eta_hours":
        return float(row["distance_km"]) / speed + handling
    return (float(row["eta_hours"]) - handling) * speed


def _depreciation(row: Cells, _: Lookup) -> float:
    cost, salvage, life, monthly = (
        float(row[name] or "nan") for name in ("cost", "salvage", "life_months", "monthly_dep")
    )
    return {
        "cost": monthly * life + salvage,
        "salvage": cost - monthly * life,
        "life_months": (cost - salvage) / monthly,
        "monthly_dep": (cost - salvage) / life,
    }[row["?"]]


def _funnel(row: Cells, _: Lookup) -> float:
    impressions, ctr, clicks = (float(row[name] or "nan") for name in ("impressions", "ctr", "clicks"))
    return {"impressions": clicks / ctr, "ctr": clicks / impressions, "clicks": impressions * ctr}[row["?"]]


def _growth(rows: list[Cells], target: str, _: Lookup) -> dict[int, float]:
    """Chain each entity's years from one known quarter through all of its growth figures."""
    found: dict[int, float] = {}
    for start in range(0, len(rows), 4):
        year = rows[start : start + 4]
        if target == "qoq":
            totals = [float(row["quarter_total"]) for row in year]
            found |= {
                start + q: totals[q] / totals[q - 1] - 1 for q in (1, 2, 3) if q < len(year) and not year[q]["qoq"]
            }
            continue
        factors = [1.0]
        for row in year[1:]:
            factors.append(factors[-1] * (1 + float(row["qoq"])))
        first = next(float(row["quarter_total"]) / factors[q] for q, row in enumerate(year) if row["quarter_total"])
        found |= {start + q: first * factors[q] for q, row in enumerate(year) if not row["quarter_total"]}
    return found


def _levels(rows: list[Cells], _target: str, _: Lookup) -> dict[int, float]:
    found: dict[int, float] = {}
    last = 0
    for i, row in enumerate(rows):
        if not row["stock_level"]:
            continue
        low, high = float(rows[last]["stock_level"]), float(row["stock_level"])
        found |= {j: low + (high - low) * (j - last) / (i - last) for j in range(last + 1, i)}
        last = i
    return found


def _rolling(rows: list[Cells], _target: str, _: Lookup) -> dict[int, float]:
    sums = [0.0]
    for row in rows:
        sums.append(sums[-1] + float(row["metric"]))
    return {
        i: (sums[i + 1] - sums[max(0, i - 6)]) / min(7, i + 1) for i, row in enumerate(rows) if not row["rolling_7d"]
    }


_SOLVERS: dict[str, Solver] = {
    "sales_quarter_from_months": _sum("quarter_total", "m1 m2 m3"),
    "sales_qoq": _growth,
    "transactions_tax_fee": _each(_fee),
    "transactions_total_from_items": _sum("total", "item_a item_b item_c"),
    "inventory_ending_from_flow": _sum("ending", "begin inbound", "outbound shrinkage"),
    "inventory_daily_interpolation": _levels,
    "finance_account_balance": _sum("balance", "detail1 detail2 detail3"),
    "finance_depreciation": _each(_depreciation),
    "logistics_eta": _each(_eta),
    "logistics_segment_sum": _sum("total_time", "seg1 seg2 seg3"),
    "web_rolling": _rolling,
    "web_funnel": _each(_funnel),
}
