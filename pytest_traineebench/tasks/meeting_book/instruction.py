"""What the trainee reads."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from random import Random
from string import Template

from pytest_traineebench.company.staff import Person
from pytest_traineebench.tasks.meeting_book.group import DEPARTMENT, Group

# Matters that no other task of a day is about: a colleague who is asked about this meeting should hear nothing else.
SUBJECTS = (
    "the goals for the quarter",
    "the open day",
    "the company anniversary",
    "the move to the third floor",
    "the new desk arrangement",
    "our five values",
    "saving energy in the office",
    "the results of the employee survey",
    "the ideas from the suggestion box",
    "the delegation from Lisbon",
    "working from home on Fridays",
    "the mentoring scheme",
    "the town's sustainability prize",
    "the stand-up routine",
)


def write_instruction(group: Group, start: datetime, end: datetime, rng: Random) -> str:
    """Return the task's text."""
    return _template().substitute(
        subject=rng.choice(SUBJECTS),
        date=f"{start:%Y-%m-%d}",
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        start_iso=start.isoformat(),
        end_iso=end.isoformat(),
        who=_who(group),
    )


@cache
def _template() -> Template:
    return Template((files(__package__) / "templates" / "instruction.md").read_text(encoding="utf-8").strip())


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
