"""How an ideal trainee completes data."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence

from pytest_traineebench.family import Call, Slot, Solution
from pytest_traineebench.tasks.data_completion.script import Job, command

_DATA = r"Data set: `CloudDisk://([\w./-]+\.csv)`"
_MANUAL = r"Handbook: `CloudDisk://([\w./-]+\.md)`"
_TARGET = r"Column to complete: `(\w+)`"
_REPORT = r"save the complete table as `([\w.-]+)`"
_DEPARTMENT = r"Ask a colleague in \*\*(\w+)\*\*"
_NAMED_LOG = r"recovery log of this data set is `CloudDisk://([\w./-]+\.csv)`"
_FORMULA = r"^- `((\w+) = [^`\n]+)`"
_NUMBER, _HELD = r"R-[0-9]{4}", r"(?m)^(R-\d{4}),[^,\n]*,,([^,\n]+)$"

_LOGS = "Engineering"
_QUESTION = {
    "Finance": "which rates are used for the fees, by category, and where is the table that is in force?",
    "Sales_1": "where are the service levels (SLA) of our carriers, speed and handling time, that are in force?",
    _LOGS: "which recovery log belongs to this data set, and which corrections?",
}
_ASK_HOLDER = "the recovery log says that you noted the figures of {numbers}. What are they?"

Step = Generator[Call, str, tuple[str, ...]]


def solve_completion(instruction: str, slot: Slot) -> Solution:
    """Read the handbook, find out parameters and figures that the data set lacks, fill the gaps, write the table."""
    source, manual, target, report = (_found(p, instruction) for p in (_DATA, _MANUAL, _TARGET, _REPORT))
    yield Call("DownloadFileFromCloudDisk", {"file_path": manual})
    yield Call("DownloadFileFromCloudDisk", {"file_path": source})
    data = source.rpartition("/")[2]
    seen = yield Call("ExecuteCommand", {"command": f"head -1 '{data}'; cat '{manual.rpartition('/')[2]}'"})
    departments = re.findall(_DEPARTMENT, instruction)
    people = (yield Call("ListUsers")) if departments else ""
    lookup: tuple[str, ...] = ()
    logs = yield from _fetch(re.findall(_NAMED_LOG, instruction))
    for department in departments:
        reply = yield _message(_member(department, people), _QUESTION[department], data, slot)
        files = yield from _fetch(_tables_in(reply, data))
        lookup, logs = (lookup, files) if department == _LOGS else (files, logs)
    told = (yield from _ask_holders(logs[0], data, slot)) if logs else {}
    job = Job(
        data=data,
        target=target,
        formula=_formula(seen, _columns(seen, target)),
        lookup="".join(lookup),
        logs=logs,
        told=told,
        report=report,
    )
    yield Call("ExecuteCommand", {"command": command(job)})


def _fetch(paths: Sequence[str]) -> Step:
    """Download files and return their names."""
    for path in paths:
        yield Call("DownloadFileFromCloudDisk", {"file_path": path})
    return tuple(path.rpartition("/")[2] for path in paths)


def _ask_holders(log: str, data: str, slot: Slot) -> Generator[Call, str, Mapping[str, str]]:
    """Look up which of the data set's numbers have no figure in the log, and ask those who noted them."""
    lines = yield Call(
        "ExecuteCommand", {"command": f"grep -owE '{_NUMBER}' '{data}' | sort -u | grep -wFf - '{log}' | grep ',,'"}
    )
    held: dict[str, list[str]] = {}
    for number, person in re.findall(_HELD, lines):
        held.setdefault(person.strip(), []).append(number)
    told: dict[str, str] = {}
    for person, numbers in held.items():
        reply = yield _message(person, _ASK_HOLDER.format(numbers=" and ".join(numbers)), data, slot)
        told |= dict(re.findall(r"`(R-\d{4}) = ([\d.-]+)`", _part_on(data, reply)))
    return told


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise LookupError(f"the task does not say what matches {pattern}")
    found: str = match[1]
    return found


def _member(department: str, people: str) -> str:
    return _found(rf"(?m)^\| (.+?) +\| {department} +\|", people)


def _message(person: str, question: str, data: str, slot: Slot) -> Call:
    text = f"Hello, I am completing missing values in {data}: {question}"
    return Call("SendMessage", {"sender": slot.trainee, "receiver": person, "message": text})


def _tables_in(reply: str, data: str) -> list[str]:
    return re.findall(r"CloudDisk://([\w./-]+\.csv)", _part_on(data, reply))


def _part_on(data: str, reply: str) -> str:
    """Return what a reply says of a data set; asked while two tasks run, a colleague has a paragraph on each."""
    parts = [part for part in reply.split("\n\n") if re.search(rf"[/`]{re.escape(data)}`", part)]
    return "\n".join(parts) or reply


def _columns(seen: str, target: str) -> tuple[str, ...]:
    header = next(line for line in seen.splitlines() if target in line.strip().split(","))
    return tuple(header.strip().split(","))


def _formula(manual: str, columns: tuple[str, ...]) -> str:
    """Return the manual's formula that gives a column of the data set and names most of its columns."""
    formulas: list[tuple[str, str]] = re.findall(_FORMULA, manual, re.MULTILINE)
    fitting = [formula for formula, result in formulas if result in columns]
    return max(fitting, key=lambda formula: len(set(re.findall(r"\w+", formula)) & {*columns}))
