"""What a trainee does who behaves ideally."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pytest_traineebench.family import Call, Slot, Solution, Task, Wait
from pytest_traineebench.tasks.meeting_book.answer import Answer
from pytest_traineebench.tasks.meeting_book.group import DEPARTMENT

_EARLY = timedelta(minutes=5)
_SPAN = re.compile(r"`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)` to `(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)`")
_NAMED = re.compile(r"^ +- ([^(\n]+) \(", re.MULTILINE)
_ROW = re.compile(r"^\| (.+?) +\| (.+?) +\| (.+?) +\|$", re.MULTILINE)
_ANSWER = re.compile(r"^\[!Group Message\] group \d+, from (.+?): ", re.MULTILINE)


def solve(task: Task[Answer], slot: Slot) -> Solution:
    """Ask the group, follow referrals, book, wait and attend; all from the task's text and the answers."""
    start, end = _span(task.instruction)
    people = _NAMED.findall(task.instruction)
    if not people:
        people = _group(task.instruction, listed=(yield Call("ListUsers")))
    made = yield Call("CreateChatGroup", {"group_members": people})
    question = f"Hello all, are you available for a meeting on {_when(start, end)}? Regards, {slot.trainee}"
    told = yield Call("SendGroupMessage", {"group_id": _group_number(made), "message": question})
    answers = _answers(told)
    coming = [name for name in people if "I can attend" in answers.get(name, "")]
    for manager, busy in _referrals(answers, people).items():
        question = (
            f"Hello {manager.split()[0]}, I am booking the meeting on {_when(start, end)}. "
            f"Should {_and(busy)} be invited to the meeting?"
        )
        decided = yield Call("SendMessage", {"receiver": manager, "message": question})
        coming += [name for name in busy if f"{name} should be listed" in decided]
    span = {"start_time": start.isoformat(), "end_time": end.isoformat()}
    free = yield Call("GetAvailableRooms", span)
    room = free.rsplit(": ", 1)[-1].split(",")[0].strip()
    yield Call("BookMeeting", {"attendees": ",".join(coming), "room_name": room, "applicant": slot.trainee, **span})
    yield Wait(until=start - _EARLY, latest=start + _EARLY)
    yield Call("AttendMeeting", {"agent_name": slot.trainee, "room_name": room, **span})


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


def _referrals(answers: dict[str, str], people: list[str]) -> dict[str, list[str]]:
    """Return, by the manager whom they name, the people who cannot decide themselves."""
    sent: dict[str, list[str]] = {}
    for name, answer in answers.items():
        for other in people:
            if other != name and f"ask {other}" in answer:
                sent.setdefault(other, []).append(name)
    return sent


def _when(start: datetime, end: datetime) -> str:
    return f"{start:%Y-%m-%d} from {start:%H:%M} to {end:%H:%M}"


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
