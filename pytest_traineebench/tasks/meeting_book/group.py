"""Who is to be asked to the meeting, and who among them may turn out to be unavailable."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.tasks.meeting_book.params import MeetingBookParams

DEPARTMENT = "Marketing"
LARGEST = 12
"""A department, or all managers, meet as a whole up to this size; a message to each of 12 still fits a morning."""
SELECTED = 8
"""How many meet of a larger one; the trainee is told their names, since no list of a large company is shown whole."""
_BUSY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people whom the trainee has to ask.

    Attributes:
        people: In the order of the company's list.
        whole: Whether it is all of the department, or all managers.
        busy: Those who cannot say yes themselves; the last `refusing` of them are not to come.
        refusing: How many cannot come.
        decider: The manager who decides for the busy ones, or None if each speaks for themselves.
    """

    people: tuple[Person, ...]
    whole: bool
    busy: tuple[Person, ...]
    refusing: int
    decider: Person | None

    @property
    def refused(self) -> tuple[Person, ...]:
        """Those who are not to come, in the order of the list."""
        last = self.busy[len(self.busy) - self.refusing :]
        return tuple(person for person in self.people if person in last)

    @property
    def eligible(self) -> tuple[Person, ...]:
        """Those who are to come, in the order of the list."""
        refused = self.refused
        return tuple(person for person in self.people if person not in refused)


def gather(params: MeetingBookParams, staff: Staff, rng: Random) -> Group:
    """Choose who is asked and who is busy.

    Raises:
        ValueError: If the company has too few people for that.
    """
    if params.task_type == "manager":
        return _managers(params.conflict_nums, staff, rng)
    return _department(params.conflict_nums, staff, rng)


def _managers(conflicts: int, staff: Staff, rng: Random) -> Group:
    everybody = staff.managers
    whole = len(everybody) <= LARGEST
    people = everybody if whole else _first_of_each_department(everybody)
    _refuse_too_many(conflicts, len(people) - 1, f"of its {len(people)} managers one has to remain", staff)
    busy = tuple(rng.sample(people, conflicts))
    return Group(people=people, whole=whole, busy=busy, refusing=conflicts, decider=None)


def _department(conflicts: int, staff: Staff, rng: Random) -> Group:
    everybody = staff.department(DEPARTMENT)
    decider = next((person for person in everybody if person.is_manager), None)
    members = tuple(person for person in everybody if not person.is_manager)
    if decider is None or not members:
        raise ValueError(
            f"task_type: {DEPARTMENT} needs a manager and at least one more member; "
            f"in a company of {len(staff)} it has {len(everybody)} in all"
        )
    _refuse_too_many(conflicts, len(members), f"its {DEPARTMENT} has {len(members)} beside the manager", staff)
    whole = len(everybody) <= LARGEST
    if not whole:
        chosen = {decider, *rng.sample(members, SELECTED - 1)}
        everybody = tuple(person for person in everybody if person in chosen)
        members = tuple(person for person in members if person in chosen)
    busy = tuple(rng.sample(members, min(_BUSY, len(members))))
    return Group(people=everybody, whole=whole, busy=busy, refusing=conflicts, decider=decider)


def _first_of_each_department(managers: tuple[Person, ...]) -> tuple[Person, ...]:
    first: dict[str, Person] = {}
    for person in managers:
        first.setdefault(person.department, person)
    return tuple(first.values())[:LARGEST]


def _refuse_too_many(conflicts: int, most: int, why: str, staff: Staff) -> None:
    if conflicts > most:
        raise ValueError(f"conflict_nums: found {conflicts}, but a company of {len(staff)} allows {most}: {why}")
