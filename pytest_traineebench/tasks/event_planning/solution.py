"""How an ideal trainee plans an event: ask everybody, fetch the materials, let a script work out the plans."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Sequence
from typing import Any

from pytest_traineebench.family import Call, Solution, Wait
from pytest_traineebench.tasks.event_planning.documents import template

_GROUP = 7
"""People asked at once; the answers of more of them might not fit into what the tool returns."""

_WINDOW = r"[^\n]*?(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)"
_FOLDER = r"CloudDisk://([\w./-]+)/`"
_Steps = Generator[Call | Wait, str, list[str]]


def solve(instruction: str) -> Solution:
    """Yield the steps; everything is learnt from the instruction and from what the calls return."""
    people = yield from _who_comes(instruction)
    event = _one(r"code of the event is `([^`]+)`", instruction)
    spoken = yield from _ask(people, instruction, event)
    windows = [match.groups() for line in spoken if (match := re.search(_WINDOW, line))]
    folder = _one(_FOLDER, "\n".join(spoken))
    listing = yield Call("OpenFolderInCloudDisk", {"folder_path": folder})
    names = listing.splitlines()
    files = [next(name for name in names if name.startswith(stem)) for stem in ("event_", "locations_", "mst_map")]
    for name in files:
        yield Call("DownloadFileFromCloudDisk", {"file_path": f"{folder}/{name}", "target_path": "./"})
    yield Call("ExecuteCommand", {"command": _script(instruction, files, windows)})


def _who_comes(instruction: str) -> _Steps:
    named: list[str] = re.findall(r"^- ([A-Z]\w+ [A-Z]\w+)$", instruction, re.MULTILINE)
    if named:
        return named
    department = _one(r"department \*\*(.+?)\*\*", instruction)
    table = yield Call("ListUsers")
    rows: list[tuple[str, str]] = re.findall(r"^\| (.+?) +\| (.+?) +\|", table, re.MULTILINE)
    return [name for name, its_department in rows if its_department == department]


def _ask(people: Sequence[str], instruction: str, event: str) -> _Steps:
    """Ask everybody in small groups, and return what they say about this event."""
    department = _one(r"department \*\*(.+?)\*\*", instruction)
    month = _one(r"event in \*\*(\w+ \d+)", instruction)
    question = (
        f"Hello, I am planning the team-building event of {department} in {month} ({event}). "
        "On which days are you available for it? And where are its materials?"
    )
    spoken: list[str] = []
    for start in range(0, len(people), _GROUP):
        some = list(people[start : start + _GROUP])
        made = yield Call("CreateChatGroup", {"group_members": some})
        number = int(_one(r"group (\d+):", made))
        answer = yield Call("SendGroupMessage", {"group_id": number, "message": question})
        said = _about(event, answer)
        if sum(bool(re.search(_WINDOW, line)) for line in said) < len(some):  # too long an answer is cut
            for person in some:
                answer = yield Call("SendMessage", {"receiver": person, "message": question})
                said += _about(event, answer)
        spoken += said
    return spoken


def _about(event: str, answer: str) -> list[str]:
    """Return the lines of an answer that are about this event, and not about another one of the day."""
    return [line for line in answer.splitlines() if event in line]


def _script(instruction: str, files: Sequence[str], windows: Sequence[Any]) -> str:
    shown = re.findall(r"```json\n(.*?)\n```", instruction, re.DOTALL)
    limits = re.findall(r"not later than \*\*(\d\d:\d\d)\*\*", instruction)
    keys = re.findall(r"^- `(\w+)`:", instruction, re.MULTILINE)
    task = {
        "files": files,
        "windows": windows,
        "plan": json.loads(shown[0]) if len(shown) > 1 else None,
        "limit": limits[0] if limits else None,
        "best": keys[-1] if "Find the plan that" in instruction else None,
        "keys": keys,
        "output": _one(r"Save the file `([^`]+)`", instruction),
    }
    return f"python3 - <<'PLANNER'\nTASK = {json.dumps(task)!r}\n{template('planner.txt')}PLANNER"


def _one(pattern: str, text: str) -> str:
    found: list[str] = re.findall(pattern, text)
    return found[0]
