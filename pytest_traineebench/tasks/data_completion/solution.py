"""How an ideal trainee completes data."""

from __future__ import annotations

import re

from pytest_traineebench.family import Call, Slot, Solution
from pytest_traineebench.tasks.data_completion.script import Job, command

_DATA = r"Data set: `CloudDisk://([\w./-]+\.csv)`"
_MANUAL = r"Handbook: `CloudDisk://([\w./-]+\.md)`"
_TARGET = r"Column to complete: `(\w+)`"
_REPORT = r"save the complete table as `([\w.-]+)`"
_DEPARTMENT = r"Ask a colleague in \*\*(\w+)\*\*"
_FORMULA = r"^- `((\w+) = [^`\n]+)`"

_QUESTION = {
    "Finance": "which rates are used for the fees, by category, and where is the table that is in force?",
    "Sales_1": "where are the service levels (SLA) of our carriers, speed and handling time, that are in force?",
}


def solve_completion(instruction: str, slot: Slot) -> Solution:
    """Read the handbook, ask for parameters where some are missing, fill the gaps by the formula, write the table."""
    source, manual, target, report = (_found(p, instruction) for p in (_DATA, _MANUAL, _TARGET, _REPORT))
    yield Call("DownloadFileFromCloudDisk", {"file_path": manual})
    yield Call("DownloadFileFromCloudDisk", {"file_path": source})
    data = source.rpartition("/")[2]
    seen = yield Call("ExecuteCommand", {"command": f"head -1 '{data}'; cat '{manual.rpartition('/')[2]}'"})
    lookup = ""
    if asked := re.search(_DEPARTMENT, instruction):
        people = yield Call("ListUsers")
        reply = yield Call("SendMessage", _question(asked[1], people, data, slot))
        path = _table_in(reply, data)
        yield Call("DownloadFileFromCloudDisk", {"file_path": path})
        lookup = path.rpartition("/")[2]
    formula = _formula(seen, _columns(seen, target))
    job = Job(data=data, target=target, formula=formula, lookup=lookup, report=report)
    yield Call("ExecuteCommand", {"command": command(job)})


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise LookupError(f"the task does not say what matches {pattern}")
    found: str = match[1]
    return found


def _question(department: str, people: str, data: str, slot: Slot) -> dict[str, str]:
    person = _found(rf"(?m)^\| (.+?) +\| {department} +\|", people)
    text = f"Hello, I am completing missing values in {data}: {_QUESTION[department]}"
    return {"sender": slot.trainee, "receiver": person, "message": text}


def _table_in(reply: str, data: str) -> str:
    """Return the path of the table; asked while two tasks run, a colleague names one for each data set."""
    return _found(r"CloudDisk://([\w./-]+\.csv)", reply.partition(f"`{data}`")[2] or reply)


def _columns(seen: str, target: str) -> tuple[str, ...]:
    header = next(line for line in seen.splitlines() if target in line.strip().split(","))
    return tuple(header.strip().split(","))


def _formula(manual: str, columns: tuple[str, ...]) -> str:
    """Return the manual's formula that gives a column of the data set and names most of its columns."""
    formulas: list[tuple[str, str]] = re.findall(_FORMULA, manual, re.MULTILINE)
    fitting = [formula for formula, result in formulas if result in columns]
    return max(fitting, key=lambda formula: len(set(re.findall(r"\w+", formula)) & {*columns}))
