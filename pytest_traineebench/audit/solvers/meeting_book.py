"""Somebody who arranges a meeting and knows the instruction, the list of users and what people answer only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from pytest_traineebench.audit.desk import Colleague, Desk

_EARLY = timedelta(minutes=5)


def solve(desk: Desk) -> None:
    """Ask everybody, and on where somebody cannot decide; book, wait, and be there."""
    start, end = times(desk.instruction)
    span = f"from {start[11:16]} to {end[11:16]} on {start[:10]}"
    group = asked(desk.instruction, desk.people)
    answers = desk.ask_group(group, f"Are you available for a meeting {span}?")
    decisions = {
        name: desk.ask(boss, f"Should {name} be invited to the meeting {span}?")
        for name, boss in referrals(answers).items()
    }
    coming = invited(answers, decisions)
    room = desk.use("GetAvailableRooms", start_time=start, end_time=end).split(": ")[-1].split(",")[0].strip()
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


def referrals(answers: Mapping[str, str]) -> dict[str, str]:
    """Return, for those who cannot decide, whom they name."""
    found = {name: re.search(r"[Pp]lease ask (\w+ \w+)", answer) for name, answer in answers.items()}
    return {name: match[1] for name, match in found.items() if match and not answers[name].startswith("Yes")}


def invited(answers: Mapping[str, str], decisions: Mapping[str, str]) -> list[str]:
    """Return who is to come: who can, and who was decided to."""
    return [
        name
        for name, answer in answers.items()
        if answer.startswith("Yes") or f"{name} should be listed" in decisions.get(name, "")
    ]
