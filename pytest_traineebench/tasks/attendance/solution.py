"""How an ideal trainee works: ask a manager, read the rules, ask on, fetch the files, compute by a script."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from shlex import quote

from pytest_traineebench.family import Call, Solution, Wait
from pytest_traineebench.tasks.attendance.analysis import analysis, sources
from pytest_traineebench.tasks.attendance.paths import MONTHS
from pytest_traineebench.tasks.attendance.reading import read_question, read_rules

_USER = re.compile(r"^\| (.+?) +\| (.+?) +\| (.+?) +\|$", re.MULTILINE)
_OWN = re.compile(r"^- (.+) \(manager: (.+)\)$", re.MULTILINE)

Steps = Generator[Call | Wait, str, str]


def solve(instruction: str) -> Solution:
    """Yield the steps; everything is learnt from the instruction and from what the calls return."""
    question = read_question(instruction)
    folder = _one(r"lies in `CloudDisk://([^`]+)/`", instruction)
    asked = _manager((yield Call("ListUsers")), question.about)
    told = yield _ask(asked, question.about)
    listing = yield Call("OpenFolderInCloudDisk", {"folder_path": folder})
    manual = yield from _read(_links(told, folder)[:1], folder)
    sheets: dict[str, str] = {}
    for department, name in _OWN.findall(manual):
        if question.about in ("all", department):
            told_here = told if len(_links(told, folder)) > 1 and name == asked else (yield _ask(name, department))
            sheets[department] = yield from _read(_links(told_here, folder)[1:], folder)
    month = _month(instruction)
    for name in sources(listing.splitlines(), month):
        yield _download(f"{folder}/{name}", folder)
    command = analysis(
        question,
        folder=folder,
        month=month,
        rules=read_rules(manual, sheets),
        report=_one(r"Write `([^`]+)`", instruction),
    )
    yield Call("ExecuteCommand", {"command": command})


def _one(pattern: str, text: str) -> str:
    found: list[str] = re.findall(pattern, text)
    return found[0]


def _month(instruction: str) -> str:
    """Return the month in question as file names write it: ``"2025-09"``."""
    name, _, year = _one(r"clock records of \*\*(.+?)\*\*", instruction).partition(" ")
    return f"{year}-{MONTHS.index(name) + 1:02}"


def _manager(people: str, department: str) -> str:
    """Return the manager of a department, or any of another one: the list of a large company is cut in its middle."""
    managers: list[tuple[str, str]] = [
        (name, where) for name, where, position in _USER.findall(people) if position.endswith("Manager")
    ]
    return max(managers, key=lambda manager: manager[1] == department)[0]


def _ask(manager: str, about: str) -> Call:
    whom = "the whole company" if about == "all" else about
    message = (
        f"Hello, I am to compute attendance figures for {whom}. Which attendance rules apply there, and where is the "
        "manual? Please also tell me of any working hours of your own."
    )
    return Call("SendMessage", {"receiver": manager, "message": message})


def _links(told: str, folder: str) -> list[str]:
    """Return the documents of a folder that a colleague names; of two tasks of a day each has its own folder."""
    return re.findall(rf"CloudDisk://({re.escape(folder)}/[^`]+\.md)", told)


def _read(paths: Iterable[str], folder: str) -> Steps:
    """Download documents and return what they say."""
    names = []
    for path in paths:
        yield _download(path, folder)
        names.append(quote(f"{folder}/{path.rpartition('/')[2]}"))
    return (yield Call("ExecuteCommand", {"command": f"cat {' '.join(names)}"}))


def _download(path: str, folder: str) -> Call:
    return Call("DownloadFileFromCloudDisk", {"file_path": path, "target_path": f"{folder}/"})
