"""Somebody who arranges a meeting and knows the instruction, the list of users, answers and files only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from pytest_traineebench.audit.desk import Colleague, Desk

_EARLY = timedelta(minutes=5)

Ask = Callable[[str, str], str]
"""Writes to a person and returns the answer."""


def solve(desk: Desk) -> None:
    """Ask everybody, and on where somebody cannot decide; book, wait, and be there."""
    start, end = times(desk.instruction)
    group = asked(desk.instruction, desk.people)
    answers = desk.ask_group(group, f"Are you available for a meeting {_span(start, end)}?")
    coming = invited(answers, start, end, desk.ask, desk.disk)
    free = desk.use("GetAvailableRooms", start_time=start, end_time=end).split(": ")[-1].split(", ")
    good = suitable(desk.instruction, len(coming) + 1, desk.ask, desk.disk)
    room = next(name for name in map(str.strip, free) if name in good or not good)
    desk.use("BookMeeting", attendees=", ".join(coming), room_name=room, start_time=start, end_time=end)
    desk.wait_until(datetime.fromisoformat(start) - _EARLY)
    desk.use("AttendMeeting", room_name=room, start_time=start, end_time=end)


def times(instruction: str) -> tuple[str, str]:
    """Return start and end, as the instruction writes them."""
    start, end = re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", instruction)
    return start, end


def asked(instruction: str, people: Iterable[Colleague]) -> list[str]:
    """Return whom to ask: the people listed, a department, or all managers."""
    listed = re.findall(r"  - (\w+ \w+) \(", instruction)
    if listed:
        return listed
    if "all members of the department" in instruction:
        return [person.name for person in people if person.department == "Marketing"]
    return [person.name for person in people if "Manager" in person.position]


def invited(answers: Mapping[str, str], start: str, end: str, ask: Ask, disk: Mapping[str, bytes]) -> list[str]:
    """Return who is to come: who can, who was decided to, and who has no duty."""
    return [name for name, answer in answers.items() if _comes(name, answer, (start, end), ask, disk)]


def suitable(instruction: str, people: int, ask: Ask, disk: Mapping[str, bytes]) -> list[str]:
    """Return the rooms that will do, or nothing if any will."""
    if "CloudDisk://" not in instruction:
        return []
    start, end = times(instruction)
    need = instruction.partition("needs is a **")[2].partition("**")[0]
    text = disk[_place(instruction)].decode()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if "| Room_" in line]
    boss = " ".join(text.partition("you book, ask ")[2].split()[:2])
    released = ask(boss, f"Which meeting rooms may I use {_span(start, end)}?").partition("released: ")[2]
    return [
        name for name, _, seats, held in rows if int(seats) >= people and need in held.split(", ") and name in released
    ]


def _comes(name: str, answer: str, span: tuple[str, str], ask: Ask, disk: Mapping[str, bytes]) -> bool:
    if answer.startswith("Yes"):
        return True
    if "CloudDisk://" in answer:
        return not _has_duty(name, disk[_place(answer)].decode(), *span)
    sent = re.search(r"Please ask (\w+ \w+)", answer)
    if sent is None:
        return False
    said = ask(sent[1], f"Should {name} be invited to the meeting {_span(*span)}?")
    return f"{name} should be listed" in said or f"{name} can attend" in said


def _has_duty(name: str, roster: str, start: str, end: str) -> bool:
    for line in roster.splitlines():
        if line.endswith(f"| {name} |") and line.startswith(f"| {start[:10]} "):
            begins, ends = line.split("|")[2].strip(), line.split("|")[3].strip()
            if begins < end[11:16] and ends > start[11:16]:  # hours have two digits
                return True
    return False


def _place(text: str) -> str:
    return text.partition("CloudDisk://")[2].partition("`")[0]


def _span(start: str, end: str) -> str:
    return f"from {start[11:16]} to {end[11:16]} on {start[:10]}"
