"""The meeting rooms: how many seats, what equipment, and which of them are released for a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from string import Template

from pytest_traineebench.company.calendar import ROOMS
from pytest_traineebench.company.staff import Person

EQUIPMENT = ("video system", "conference phone", "large screen", "hearing loop")
_MOST_SEATS = 16
_FLOORS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room.

    Attributes:
        name: Such as ``"Room_01"``.
        seats: For so many people.
        equipment: What it holds.
        is_released: Whether it can be used at the meeting's time.
    """

    name: str
    seats: int
    equipment: tuple[str, ...]
    is_released: bool

    def suits(self, people: int, equipment: str) -> bool:
        """Whether so many people find seats and what they need in it, and may use it."""
        return self.seats >= people and equipment in self.equipment and self.is_released


# What is true of each room: enough seats, the right equipment, released. Two will do, and each condition excludes some.
_TRUTHS = (
    *[(True, True, True)] * 2,
    *[(True, True, False)] * 2,
    *[(True, False, True)] * 2,
    *[(False, True, True)] * 2,
    (True, False, False),
    (False, False, True),
)


def draw_rooms(people: int, equipment: str, rng: Random) -> tuple[Room, ...]:
    """Draw what each room of the company is like.

    Args:
        people: How many take part.
        equipment: What they need.
        rng: Draws.
    """
    return tuple(
        Room(
            name=name,
            seats=rng.randint(people, max(people, _MOST_SEATS)) if has_seats else rng.randint(1, people - 1),
            equipment=_equipment(equipment, rng, has_it=has_equipment),
            is_released=is_released,
        )
        for name, (has_seats, has_equipment, is_released) in zip(ROOMS, rng.sample(_TRUTHS, len(_TRUTHS)), strict=True)
    )


def _equipment(needed: str, rng: Random, *, has_it: bool) -> tuple[str, ...]:
    others = [thing for thing in EQUIPMENT if thing != needed]
    chosen = {*rng.sample(others, rng.randint(1, 2)), *([needed] if has_it else [])}
    return tuple(thing for thing in EQUIPMENT if thing in chosen)


def list_rooms(rooms: Iterable[Room]) -> str:
    """Return the names of rooms as people say them: ``"Room_01, Room_04 and Room_07"``."""
    *first, last = (room.name for room in rooms)
    return f"{', '.join(first)} and {last}" if first else last


def write_rooms(template: Template, rooms: Iterable[Room], releaser: Person, rng: Random) -> str:
    """Return the file that tells what the rooms are like and how one is chosen."""
    rows = [
        f"| {room.name} | {rng.randint(1, _FLOORS)} | {room.seats} | {', '.join(room.equipment)} |" for room in rooms
    ]
    words: Mapping[str, str] = {"rows": "\n".join(rows), "releaser": releaser.name, "position": releaser.position}
    return template.substitute(words)
