"""Who calls the meeting, and who speaks in it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from pytest_traineebench.company.staff import Person, Staff

_DEPARTMENTS = ("Marketing", "Product")
_FEWEST, _MOST = 4, 8
_REASONABLE = 2
"""At least so many people ask for something reasonable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people of one meeting, the trainee not among them.

    Attributes:
        organizer: A manager of the department.
        attendees: Its other members, at most 8, in the order of the staff; guests fill the ranks of a small one.
    """

    organizer: Person
    attendees: tuple[Person, ...]


def gather(staff: Staff, level: int, rng: Random) -> Group:
    """Draw the department, and guests or members where it is too small or large.

    Args:
        staff: The company.
        level: How many unreasonable requests somebody has to make.
        rng: Draws.
    """
    members = staff.department(rng.choice(_DEPARTMENTS))
    organizer = [person for person in members if person.is_manager][-1]
    speakers = [person for person in members if not person.is_manager]
    if len(speakers) > _MOST:
        speakers = rng.sample(speakers, _MOST)
    missing = max(_FEWEST, level + _REASONABLE) - len(speakers)
    if missing > 0:
        speakers += _guests(staff, {organizer, *speakers}, rng)[:missing]
    return Group(organizer=organizer, attendees=tuple(person for person in staff if person in speakers))


def _guests(staff: Staff, present: set[Person], rng: Random) -> list[Person]:
    """Return everybody else in random order, colleagues without office first."""
    others = [person for person in staff if person not in present]
    rng.shuffle(others)
    return sorted(others, key=lambda person: person.is_manager or person.department == "Executive")
