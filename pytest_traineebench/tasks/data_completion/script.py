"""The script by which an ideal trainee fills the gaps: it knows the formula from the manual, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_READ = """python3 - <<'PY'
import csv
from fractions import Fraction as F
target, formula = {target!r}, {formula!r}
figures = {{}}
for log in {logs!r}:
    with open(log, newline="") as file:
        entries = sorted(csv.reader(file), key=lambda entry: entry[1])
    figures.update((entry[0], entry[2]) for entry in entries)
figures.update({told!r})
with open({data!r}, newline="") as file: header, *rows = csv.reader(file)
t = header.index(target)
missing = [i for i, row in enumerate(rows) if row[t] == ""]
found = {{}}
def figure(cell): return F(figures.get(cell, cell))
def value(i, name): return found[i] if name == target and i in found else figure(rows[i][header.index(name)])
"""
_WRITE = """
for i in found: rows[i][t] = f"{{float(found[i]):.8f}}".rstrip("0").rstrip(".")
with open({report!r}, "w", newline="") as file: csv.writer(file).writerows([header, *rows])
print(len(found), "filled of", len(missing))
PY"""
_EQUATION = """
lookup = {lookup!r}
table = {{}}
if lookup:
    with open(lookup, newline="") as file: names, *lines = csv.reader(file)
    table = {{line[0]: dict(zip(names[1:], map(F, line[1:]))) for line in lines}}
left, right = formula.split(" = ")
terms = [name for name in header if name in formula.split() and name != target]
for i in missing:
    known = {{name: value(i, name) for name in terms}}
    if lookup: known.update(table[rows[i][header.index(names[0])]])
    def off(x): return eval(left, {{}}, {{**known, target: x}}) - eval(right, {{}}, {{**known, target: x}})
    found[i] = F(-off(F(0))) / (off(F(1)) - off(F(0)))
"""
_GROWTH = """
def near(i, step):
    j = i + step
    return j if 0 <= j < len(rows) and rows[i][0] == rows[j][0] else None
def known(i): return i is not None and (i in found or i not in missing)
if target == "qoq":
    for i in missing:
        if (before := near(i, -1)) is not None:
            found[i] = value(i, "quarter_total") / value(before, "quarter_total") - 1
else:
    while len(found) < len(missing):
        for i in missing:
            before, after = near(i, -1), near(i, 1)
            if i in found: continue
            if known(before): found[i] = value(before, target) * (1 + value(i, "qoq"))
            elif known(after): found[i] = value(after, target) / (1 + value(after, "qoq"))
"""
_INTERPOLATION = """
for i in missing:
    a = max(j for j in range(i) if j not in missing)
    b = min(j for j in range(i, len(rows)) if j not in missing)
    found[i] = value(a, target) + (value(b, target) - value(a, target)) * F(i - a, b - a)
"""
_ROLLING = """
for i in missing:
    window = [value(j, "metric") for j in range(max(0, i - 6), i + 1)]
    found[i] = sum(window) / len(window)
"""
_SPECIAL = {"qoq": _GROWTH, "stock_level": _INTERPOLATION, "rolling_7d": _ROLLING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the trainee found out.

    Attributes:
        data: Name of the downloaded data set.
        target: Column with the gaps.
        formula: As the manual has it; its left side is a column.
        lookup: Name of the downloaded table of parameters, or empty.
        logs: Names of the downloaded recovery log and of its corrections, in this order; none if no cell needs them.
        told: Figures that colleagues told, by their numbers.
        report: Name of the file to hand in.
    """

    data: str
    target: str
    formula: str
    lookup: str
    logs: tuple[str, ...]
    told: Mapping[str, str]
    report: str


def command(job: Job) -> str:
    """Return the shell command that writes the complete table."""
    body = _SPECIAL.get(job.formula.split(" = ")[0], _EQUATION)
    return (_READ + body + _WRITE).format(
        data=job.data,
        target=job.target,
        formula=job.formula,
        lookup=job.lookup,
        logs=job.logs,
        told=dict(job.told),
        report=job.report,
    )
