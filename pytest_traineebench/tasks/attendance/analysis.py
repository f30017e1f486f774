"""The script with which an ideal trainee computes the report; it runs in the workspace, on the downloaded files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from pytest_traineebench.tasks.attendance.reading import Question

_SCRIPT = r"""python3 - <<'PY'
import csv, datetime, json, os
folder, month, report = {folder!r}, {month!r}, {report!r}
rules, question = json.loads({rules!r}), json.loads({question!r})

def load(name):
    path = os.path.join(folder, name)
    return open(path, encoding="utf-8") if os.path.exists(path) else None

staff = [p for p in json.load(load("staff_roster.json")) if question["about"] in ("all", p["department"])]
file = load("company_calendar_" + month[:4] + ".csv")
free = {{row["date"] for row in csv.DictReader(file) if row["kind"] != "event"}} if file else set()
day, workdays = datetime.date.fromisoformat(month + "-01"), []
while day.isoformat().startswith(month):
    if day.weekday() < 5 and day.isoformat() not in free: workdays.append(day.isoformat())
    day += datetime.timedelta(days=1)

seen = {{}}
def take(number, stamp, io, remote):
    minute = int(stamp[11:13]) * 60 + int(stamp[14:16])
    if rules["counted"][0] <= minute <= rules["counted"][1]:
        seen.setdefault((number, stamp[:10]), []).append((minute, io, remote))
for row in csv.DictReader(load("attendance_" + month + ".csv")):
    take(row["employee_id"], row["timestamp"], row["io"], json.loads(row["tags"])["remote"])
file = load("approvals.json")
for row in json.load(file) if file else []:
    if row["status"] == "approved": take(row["employee_id"], row["timestamp"], row["io"], row["tags"]["remote"])

def count(person):
    h = rules["own"].get(person["department"], rules["general"])
    flexible = "window" in h
    got = dict.fromkeys(["absence", "late", "late_minutes", "early", "early_minutes", "overtime", "remote"], 0)
    for date in workdays:
        marks = seen.get((person["employee_id"], date), [])
        ins = [m for m, io, _ in marks if io == "in"]
        outs = [m for m, io, _ in marks if io == "out"]
        if not marks or (rules["both"] and not (ins and outs)):
            got["absence"] += 1
            continue
        late = early = over = 0
        if ins and min(ins) > h["start"] + (h["window"] if flexible else h["late"]): late = min(ins) - h["start"]
        if flexible and ins and outs: early = max(0, h["needed"] - (max(outs) - min(ins) - h["lunch"]))
        if not flexible and outs and max(outs) < h["end"] - h["early"]: early = h["end"] - max(outs)
        if outs: over = max(outs) - max(h["end"], h["after"])
        got["late"] += late > 0
        got["late_minutes"] += late
        got["early"] += early > 0
        got["early_minutes"] += early
        got["overtime"] += over if over >= h["block"] else 0
        got["remote"] += any(remote for _, _, remote in marks)
    return got

rows = [(person, count(person)) for person in staff]
n, keys = len(rows), question["keys"]
def total(key): return sum(got[key] for _, got in rows)
def entry(person, got):
    known = dict(person, remote_days=got["remote"], late_days=got["late"], late_minutes_total=got["late_minutes"],
                 early_days=got["early"], early_minutes_total=got["early_minutes"])
    return {{key: known[key] for key in keys}}

if keys[0] != "employee_id":
    scheduled = n * len(workdays)
    known = {{
        "employees": n, "avg_late_days": round(total("late") / n, 2), "avg_early_days": round(total("early") / n, 2),
        "avg_absence_days": round(total("absence") / n, 2), "total_absence_days": total("absence"),
        "attendance_rate": round(100 * (scheduled - total("absence")) / scheduled, 2),
        "has_late_or_early": total("late") + total("early") > 0,
        "average_overtime_hours": round(total("overtime") / 60 / n, 2),
    }}
    result = {{key: known[key] for key in keys}}
elif "department" in keys:
    result = [entry(p, g) for p, g in rows if not (g["late"] or g["early"] or g["absence"])]
elif "remote_days" in keys:
    result = [entry(p, g) for p, g in rows if g["remote"] == max(g["remote"] for _, g in rows)]
else:
    kind = keys[2].split("_")[0]
    pairs = sorted(((g[kind], g[kind + "_minutes"]) for _, g in rows), reverse=True)
    if question["order"] == "top":
        last = pairs[-(-n * question["percent"] // 100) - 1]
        chosen = [pair for pair in pairs if pair >= last and pair[0]]
    else:
        chosen = [pairs[0 if question["order"] == "most" else -1]]
    result = [entry(p, g) for p, g in rows if (g[kind], g[kind + "_minutes"]) in chosen]
with open(report, "w", encoding="utf-8") as file: json.dump(result, file, indent=1)
print(len(rows), "employees,", len(workdays), "workdays")
PY"""


def analysis(question: Question, *, folder: str, month: str, rules: str, report: str) -> str:
    """Return the command.

    Args:
        question: What is asked.
        folder: Where the downloads lie in the workspace.
        month: Such as ``"2025-09"``.
        rules: As JSON.
        report: Name of the file to write.
    """
    return _SCRIPT.format(folder=folder, month=month, report=report, rules=rules, question=json.dumps(asdict(question)))


def sources(listing: Sequence[str], month: str) -> list[str]:
    """Return which files of the folder the figures of a month come from."""
    wanted = {
        "staff_roster.json",
        f"attendance_{month}.csv",
        f"company_calendar_{month[:4]}.csv",
        "approvals.json",
    }
    return [name for name in listing if name in wanted]
