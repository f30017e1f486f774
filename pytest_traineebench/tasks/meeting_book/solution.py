"""What a trainee does who behaves ideally."""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import datetime, timedelta

from pytest_traineebench.family import Call, Slot, Solution, Task, Wait
from pytest_traineebench.tasks.meeting_book.answer import Answer
from pytest_traineebench.tasks.meeting_book.group import DEPARTMENT

_EARLY = timedelta(minutes=5)
_SPAN = re.compile(r"`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)` to `(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)`")
_NAMED = re.compile(r"^ +- ([^(\n]+) \(", re.MULTILINE)
_ROW = re.compile(r"^\| (.+?) +\| (.+?) +\| (.+?) +\|$", re.MULTILINE)
_ANSWER = re.compile(r"^\[!Group Message\] group \d+, from (.+?): ", re.MULTILINE)
_SENT_ON = re.compile(r"Please ask (\w+ \w+)")
_FILE = re.compile(r"`CloudDisk://([\w./-]+)`")
_SHIFT = re.compile(r"^\| ([\d-]{10}) \| (\d\d:\d\d) \| (\d\d:\d\d) \| (.+) \|$", re.MULTILINE)
_NEEDED = re.compile(r"meeting needs is a \*\*(.+?)\*\*")
_ROOM = re.compile(r"^\| (Room_\d+) \| \d+ \| (\d+) \| (.+) \|$", re.MULTILINE)
_RELEASER = re.compile(r"ask (\w+ \w+) \(")

_Steps = Generator[Call | Wait, str, str]


def solve(task: Task[Answer], slot: Slot) -> Solution:
    """Ask the group, follow up, book, wait and attend; all from the task's text, the answers and the files."""
    start, end = _span(task.instruction)
    people = _NAMED.findall(task.instruction)
    if not people:
        people = _group(task.instruction, listed=(yield Call("ListUsers")))
    made = yield Call("CreateChatGroup", {"group_members": people})
    question = f"Hello all, are you available for a meeting on {_when(start, end)}? Regards, {slot.trainee}"
    told = yield Call("SendGroupMessage", {"group_id": _group_number(made), "message": question})
    coming = yield from _coming(_answers(told), start, end)
    span = {"start_time": start.isoformat(), "end_time": end.isoformat()}
    suitable = yield from _suitable(task.instruction, len(coming) + 1, start, end)
    free = yield Call("GetAvailableRooms", span)
    rooms = re.findall(r"Room_\d+", free)
    room = next(name for name in rooms if suitable is None or name in suitable)
    yield Call("BookMeeting", {"attendees": ",".join(coming), "room_name": room, "applicant": slot.trainee, **span})
    yield Wait(until=start - _EARLY, latest=start + _EARLY)
    yield Call("AttendMeeting", {"agent_name": slot.trainee, "room_name": room, **span})


def _coming(answers: dict[str, str], start: datetime, end: datetime) -> Generator[Call | Wait, str, list[str]]:
    """Return who can come, following up where somebody cannot tell."""
    coming = [name for name, answer in answers.items() if "I can attend" in answer]
    for other, names in _sent_on(answers).items():
        question = (
            f"Hello {other.split()[0]}, I am booking the meeting on {_when(start, end)}. "
            f"Should {_and(names)} be invited to the meeting?"
        )
        decided = yield Call("SendMessage", {"receiver": other, "message": question})
        coming += [name for name in names if f"{name} should be listed" in decided or f"{name} can attend" in decided]
    for name, answer in answers.items():
        if (file := _FILE.search(answer)) is not None:
            roster = yield from _read(file[1])
            coming += [] if _is_on_duty(name, roster, start, end) else [name]
    return coming


def _suitable(
    instruction: str, people: int, start: datetime, end: datetime
) -> Generator[Call | Wait, str, list[str] | None]:
    """Return the rooms that have what is needed and are released, or None if any room will do."""
    needed, file = _NEEDED.search(instruction), _FILE.search(instruction)
    if needed is None or file is None:
        return None
    text = yield from _read(file[1])
    releaser = _RELEASER.search(text)
    question = f"Which rooms are released for a meeting on {_when(start, end)}?"
    released = yield Call("SendMessage", {"receiver": releaser[1] if releaser else "", "message": question})
    return [
        name
        for name, seats, equipment in _ROOM.findall(text)
        if int(seats) >= people and needed[1] in equipment and name in released
    ]


def _read(path: str) -> _Steps:
    yield Call("DownloadFileFromCloudDisk", {"file_path": path})
    return (yield Call("ExecuteCommand", {"command": f"cat '{path.rsplit('/', 1)[-1]}'"}))


def _is_on_duty(name: str, roster: str, start: datetime, end: datetime) -> bool:
    return any(
        start < datetime.fromisoformat(f"{day}T{ends}") and end > datetime.fromisoformat(f"{day}T{begins}")
        for day, begins, ends, who in _SHIFT.findall(roster)
        if who == name
    )


def _span(instruction: str) -> tuple[datetime, datetime]:
    found = _SPAN.search(instruction)
    if found is None:
        raise ValueError("the instruction names no start and end")
    return datetime.fromisoformat(found[1]), datetime.fromisoformat(found[2])


def _group(instruction: str, *, listed: str) -> list[str]:
    rows = _ROW.findall(listed)
    if f"`{DEPARTMENT}`" in instruction:
        return [name for name, department, _ in rows if department == DEPARTMENT]
    return [name for name, _, position in rows if f"`{position}`" in instruction]


def _group_number(made: str) -> int:
    return int(made.partition("group ")[2].partition(":")[0])


def _answers(told: str) -> dict[str, str]:
    """Return what each member of the group answered; an answer may have several lines."""
    _, *parts = _ANSWER.split(told)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _sent_on(answers: dict[str, str]) -> dict[str, list[str]]:
    """Return, by the colleague whom they name, the people who cannot tell themselves."""
    sent: dict[str, list[str]] = {}
    for name, answer in answers.items():
        if (other := _SENT_ON.search(answer)) is not None:
            sent.setdefault(other[1], []).append(name)
    return sent


def _when(start: datetime, end: datetime) -> str:
    return f"{start:%Y-%m-%d} from {start:%H:%M} to {end:%H:%M}"


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
