"""How an ideal trainee does a transaction review."""

from __future__ import annotations

import re
from datetime import date

from pytest_traineebench.company import handbook
from pytest_traineebench.family import Call, Slot, Solution
from pytest_traineebench.tasks.transactions.paths import Paths

_TIMES = {"once": 1, "twice": 2, "three times": 3}
_RULES = {
    "authority": r"up to and including \$([\d,]+)",
    "close_percent": r"at least (\d+) % of the approval authority",
    "new_months": r"at most (\d+) months before",
    "frequent": r"at least (once|twice|three times) in every calendar month",
}

_ANALYSIS = """python3 - <<'PY'
import json, sqlite3
rows = sqlite3.connect({database!r}).execute(
    "SELECT supplier_name, supplier_rating, transaction_date, transaction_amount FROM transactions").fetchall()
this_month = {year} * 12 + {month} - 1
def month_of(day): return int(day[:4]) * 12 + int(day[5:7]) - 1
by_supplier = {{}}
for name, *rest in rows: by_supplier.setdefault(name, []).append(rest)
abnormal = []
for name, paid in sorted(by_supplier.items()):
    first = min(day for _, day, _ in paid)
    months = [month_of(day) for _, day, _ in paid]
    is_new = first >= {earliest!r}
    is_frequent = all(months.count(m) >= {frequent} for m in range(min(months), this_month))
    is_unrated = not any(rating for rating, _, _ in paid)
    is_close = all({low} <= amount <= {authority} for _, _, amount in paid)
    print(name, is_new, is_frequent, is_unrated, is_close)
    if is_new and is_frequent and is_unrated and is_close: abnormal.append(name)
with open({report!r}, "w") as file: json.dump({{"abnormal_suppliers": abnormal}}, file)
PY"""


def solve_review(slot: Slot) -> Solution:
    """Read the handbook, ask Finance, read the manual, apply its rule to the table, write the report."""
    paths = Paths.of(slot)
    yield Call("DownloadFileFromCloudDisk", {"file_path": handbook.PATH})
    advice = yield Call("ExecuteCommand", {"command": f"cat {handbook.PATH}"})
    people = yield Call("ListUsers")
    reply = yield Call(
        "SendMessage",
        {
            "sender": slot.trainee,
            "receiver": _whom_to_ask(advice, people),
            "message": "Hello, I have to review our transaction data and report abnormal suppliers. "
            "Which rules apply, and is there a manual for this review?",
        },
    )
    manual = _manual_in(reply, paths.database)
    yield Call("DownloadFileFromCloudDisk", {"file_path": manual})
    rules = yield Call("ExecuteCommand", {"command": f"cat '{manual.rsplit('/', 1)[-1]}'"})
    yield Call("ExecuteCommand", {"command": _analysis(rules, slot.date, paths)})


def _whom_to_ask(handbook_text: str, people: str) -> str:
    """Return a colleague of the department that the handbook names for reviews, if possible in a position it names.

    The list of a large company is cut in its middle, so that not every line is a row.
    """
    advice = next(item for item in re.split(r"\n(?=\d\. )", handbook_text) if re.search(r"\breviews?\b", item))
    rows: list[tuple[str, str, str]] = re.findall(r"^\| (.+?) +\| (.+?) +\| (.+?) +\|$", people, re.MULTILINE)
    in_charge = [(name, position) for name, department, position in rows if department in advice]
    return max(in_charge, key=lambda person: person[1] in advice)[0]


def _manual_in(reply: str, database: str) -> str:
    """Return the manual's path; asked while two reviews run, a colleague names one for each table."""
    paths: list[str] = re.findall(r"CloudDisk://([\w./-]+\.md)", reply.partition(f"`{database}`")[2] or reply)
    return paths[0]


def _analysis(rules: str, today: date, paths: Paths) -> str:
    said = {name: re.search(pattern, rules) for name, pattern in _RULES.items()}
    value = {name: match[1].replace(",", "") for name, match in said.items() if match}
    return _ANALYSIS.format(
        database=paths.database,
        report=paths.report,
        year=today.year,
        month=today.month,
        earliest=_months_before(today, int(value["new_months"])),
        frequent=_TIMES[value["frequent"]],
        low=int(value["authority"]) * int(value["close_percent"]) / 100,
        authority=value["authority"],
    )


def _months_before(day: date, months: int) -> str:
    """Return the ISO date so many months earlier; as text it need not exist in the calendar."""
    number = day.year * 12 + day.month - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}-{day.day:02}"
