"""Who clocks in: the staff without the executives, each with a number that all files use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pytest_traineebench.company.staff import Staff
from pytest_traineebench.randomness import stream

_FIRST_NUMBER = 1001
_WITHOUT_CLOCK = "Executive"
_TYPES, _SHARES = ("full_time", "intern", "contract"), (75, 15, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """Somebody on the roster.

    Attributes:
        id: Such as ``"E1007"``; counts through the whole company list, so that it is the same in every task of a day.
        name: Full name.
        department: As in the list of users.
        contract: ``"full_time"``, ``"intern"`` or ``"contract"``; rules do not depend on it.
    """

    id: str
    name: str
    department: str
    contract: str


def enrol(staff: Staff) -> tuple[Employee, ...]:
    """Return everybody who clocks in, in the order of the company's list."""
    return tuple(
        Employee(
            id=f"E{_FIRST_NUMBER + number}",
            name=person.name,
            department=person.department,
            contract=_contract(person.name, is_manager=person.is_manager),
        )
        for number, person in enumerate(staff)
        if person.department != _WITHOUT_CLOCK
    )


def scope(employees: Iterable[Employee], department: str) -> tuple[Employee, ...]:
    """Return the members of a department, or everybody for ``"all"``."""
    return tuple(person for person in employees if department in ("all", person.department))


def _contract(name: str, *, is_manager: bool) -> str:
    """Return a person's kind of contract; it hangs on the name, so that all tasks of a day agree."""
    if is_manager:
        return _TYPES[0]
    (kind,) = stream(name, "contract").choices(_TYPES, _SHARES)
    return kind
