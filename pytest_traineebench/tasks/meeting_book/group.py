"""Who is to be asked to the meeting, and who among them may turn out to be unavailable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.tasks.meeting_book.params import MeetingBookParams

DEPARTMENT = "Marketing"
LARGEST = 12
"""A department, or all managers, meet as a whole up to this size; a message to each of 12 still fits a morning."""
SELECTED = 8
"""How many meet of a larger one; the trainee is told their names, since no list of a large company is shown whole."""
_BUSY = 3
_HOUSE = ("Human Resources", "Finance")
"""Whose people look after the rooms."""
_INDIRECT, _RELEASED = 2, 3
"""From so many conflicts on somebody's time is found out indirectly, and rooms have to be released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people whom the trainee has to ask, and whom she is sent to.

    Attributes:
        people: In the order of the company's list.
        whole: Whether it is all of the department, or all managers.
        refused: Those who are not to come, in the order of the list.
        busy: Those about whom the decider decides.
        decider: The manager who decides for the busy ones, or None if there is none.
        kept: Somebody whose calendar is kept by a colleague, or None.
        keeper: That colleague, not of the group if there is anybody else.
        rostered: Somebody whose time depends on a duty roster, or None.
        releaser: The colleague who releases rooms, or None if that is not needed.
    """

    people: tuple[Person, ...]
    whole: bool
    refused: tuple[Person, ...]
    busy: tuple[Person, ...] = ()
    decider: Person | None = None
    kept: Person | None = None
    keeper: Person | None = None
    rostered: Person | None = None
    releaser: Person | None = None

    @property
    def eligible(self) -> tuple[Person, ...]:
        """Those who are to come, in the order of the list."""
        return tuple(person for person in self.people if person not in self.refused)


def gather(params: MeetingBookParams, staff: Staff, rng: Random) -> Group:
    """Choose who is asked, who cannot come, and who knows about it.

    With one conflict everybody knows about themselves, or sends the trainee to the manager of the group. With two,
    somebody's calendar is kept by a colleague, and somebody else's time stands in a roster. With three, moreover, a
    colleague has to release the room.

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
    indirect, pool = [], list(people)
    if conflicts >= _INDIRECT:
        indirect = rng.sample(people, 2)
        others = [person for person in people if person not in indirect]
        # About half of those whose time is found out indirectly can come: neither is a good guess.
        pool = indirect + rng.sample(others, min(len(others), 2 * conflicts - 2))
    refused = set(rng.sample(pool, conflicts))
    group = Group(people=people, whole=whole, refused=tuple(person for person in people if person in refused))
    return _sent_around(group, indirect, conflicts, staff, rng)


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
    indirect = rng.sample(members, 2) if conflicts >= _INDIRECT else []
    others = [person for person in members if person not in indirect]
    busy = rng.sample(others, min(_BUSY, len(others)))
    refused = set(rng.sample([*busy, *indirect], conflicts))
    group = Group(
        people=everybody,
        whole=whole,
        refused=tuple(person for person in everybody if person in refused),
        busy=tuple(busy),
        decider=decider,
    )
    return _sent_around(group, indirect, conflicts, staff, rng)


def _sent_around(group: Group, indirect: Sequence[Person], conflicts: int, staff: Staff, rng: Random) -> Group:
    """Return the group with those to whom the trainee is sent."""
    if not indirect:
        return group
    kept, rostered = indirect
    strangers = [person for person in staff if person not in group.people]
    near = [person for person in strangers if person.department == kept.department]
    keeper = rng.choice(near or strangers)
    releasers = [person for person in strangers if person.department in _HOUSE and person != keeper]
    releaser = rng.choice(releasers or [person for person in strangers if person != keeper] or strangers)
    return replace(
        group,
        kept=kept,
        keeper=keeper,
        rostered=rostered,
        releaser=releaser if conflicts >= _RELEASED else None,
    )


def _first_of_each_department(managers: tuple[Person, ...]) -> tuple[Person, ...]:
    first: dict[str, Person] = {}
    for person in managers:
        first.setdefault(person.department, person)
    return tuple(first.values())[:LARGEST]


def _refuse_too_many(conflicts: int, most: int, why: str, staff: Staff) -> None:
    if conflicts > most:
        raise ValueError(f"conflict_nums: found {conflicts}, but a company of {len(staff)} allows {most}: {why}")
