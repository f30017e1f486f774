"""How an ideal trainee does a sales analysis."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_traineebench.family import Call, Slot, Solution
from pytest_traineebench.tasks.sales.script import write_script


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the instruction says, as the trainee takes it in."""

    objective: str
    report: str
    departments: tuple[str, ...]
    quarter: int
    year: int

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarters whose records are needed."""
        return (self.quarter - 1, self.quarter) if "the quarter before" in self.objective else (self.quarter,)


def solve_analysis(instruction: str, slot: Slot) -> Solution:
    """Ask a sales manager, read the handbook, fetch the records, apply the rules, write the report."""
    task = _read(instruction)
    people = yield Call("ListUsers")
    reply = yield Call(
        "SendMessage",
        {
            "sender": slot.trainee,
            "receiver": _whom_to_ask(people),
            "message": f"Hello, I have to analyse the sales of Q{task.quarter} {task.year} for `{task.report}`. Where "
            "are the records of the orders, and is there a handbook with the rules for the analysis?",
        },
    )
    manual, folder = _places(reply, task.report)
    yield Call("DownloadFileFromCloudDisk", {"file_path": manual, "target_path": f"{folder}/"})
    rules = yield Call("ExecuteCommand", {"command": f"cat '{folder}/{manual.rsplit('/', 1)[-1]}'"})
    listing = yield Call("OpenFolderInCloudDisk", {"folder_path": folder})
    files = _files(task, rules, listing)
    for name in files.values():
        yield Call("DownloadFileFromCloudDisk", {"file_path": f"{folder}/{name}", "target_path": f"{folder}/"})
    yield Call("ExecuteCommand", {"command": write_script(task.objective, task.report, rules, folder, files)})


def _read(instruction: str) -> Reading:
    objective = _found(r"Your question:\*\* (.+)", instruction)
    return Reading(
        objective=objective,
        report=_found(r"into the file `([^`]+)`", instruction),
        departments=tuple(re.findall(r"Sales_\d+", objective)),
        quarter=int(_found(r"\bQ([1-4]) \d{4}", objective)),
        year=int(_found(r"\bQ[1-4] (\d{4})", objective)),
    )


def _whom_to_ask(people: str) -> str:
    """Return a colleague of a sales department, a manager if the list shows one."""
    rows: list[tuple[str, str, str]] = re.findall(r"^\| (.+?) +\| (Sales_\d) +\| (.+?) +\|$", people, re.MULTILINE)
    return max(rows, key=lambda row: row[2] == "Sales Manager")[0]


def _places(reply: str, report: str) -> tuple[str, str]:
    """Return handbook and folder; asked while two analyses run, a colleague names them for each report."""
    told = [part for part in reply.split("\n\n") if f"`{report}`" in part]
    manual = next(filter(None, (re.search(r"CloudDisk://([\w./-]+\.md)", part) for part in told)))[1]
    folder = next(filter(None, (re.search(r"CloudDisk://([\w./-]+)/`", part) for part in told)))[1]
    return manual, folder


def _files(task: Reading, rules: str, listing: str) -> dict[tuple[str, int], str]:
    """Return the file of each department and quarter, by the handbook's example of a name."""
    pattern = _found(r"for instance, is `([^`]+)`", rules)
    there = set(listing.splitlines())
    names = {
        (department, quarter): re.sub(r"Sales_\d+_Q\d_\d{4}", f"{department}_Q{quarter}_{task.year}", pattern)
        for department in task.departments
        for quarter in task.quarters
    }
    return {place: name for place, name in names.items() if name in there}


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"the text does not say {pattern}")
    return match[1]
