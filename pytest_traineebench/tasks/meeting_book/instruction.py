"""What the trainee reads."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from random import Random
from string import Template

from pytest_traineebench.company.staff import Person
from pytest_traineebench.tasks.meeting_book.agenda import draw_agenda
from pytest_traineebench.tasks.meeting_book.group import DEPARTMENT, Group

_ANY_ROOM = "up to you, as long as it is free."
_SUITABLE_ROOM = (
    "one that is free, and that suits by the rules in `CloudDisk://{file}`. What the meeting needs is a "
    "**{equipment}**."
)
_INDIRECTLY = " If somebody sends you to somebody else or to a file, follow that up, too, before you book."


def write_instruction(
    group: Group, start: datetime, end: datetime, *, equipment: str, rooms_file: str, rng: Random
) -> str:
    """Return the task's text.

    Args:
        group: Who is to be asked.
        start: Of the meeting.
        end: Of the meeting.
        equipment: What the room must hold, or empty if any room will do.
        rooms_file: Where the rooms are described on the cloud disk.
        rng: Draws what the meeting is about.
    """
    subject, points = draw_agenda(rng)
    return template("instruction.md").substitute(
        subject=subject,
        points="; ".join(points),
        date=f"{start:%Y-%m-%d}",
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        start_iso=start.isoformat(),
        end_iso=end.isoformat(),
        room=_SUITABLE_ROOM.format(file=rooms_file, equipment=equipment) if equipment else _ANY_ROOM,
        who=_who(group),
        indirectly=_INDIRECTLY if group.kept else "",
    )


@cache
def template(name: str) -> Template:
    """Return one of the family's texts."""
    return Template((files(__package__) / "templates" / name).read_text(encoding="utf-8").strip())


def _who(group: Group) -> str:
    if group.whole and group.decider:
        return f"all members of the department `{DEPARTMENT}`, its management included."
    if group.whole:
        positions = ", ".join(f"`{position}`" for position in dict.fromkeys(p.position for p in group.people))
        return f"all managers of all departments, that is everybody whose position is one of {positions}."
    if group.decider:
        return f"the following members of the department `{DEPARTMENT}`, and no others of it:{_table(group.people)}"
    return f"one manager of each department, namely the following and no others:{_table(group.people)}"


def _table(people: tuple[Person, ...]) -> str:
    return "".join(f"\n  - {person.name} ({person.position}, {person.department})" for person in people)
