"""Who works at the company: names, departments, positions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

TRAINEE = "Alice Smith"
"""The trainee's full name; no colleague is ever called Alice."""

MIN_SIZE, MAX_SIZE = 10, 1800

_FIRST_NAMES = [
    "James",
    "Mary",
    "John",
    "Patricia",
    "Robert",
    "Jennifer",
    "Michael",
    "Linda",
    "William",
    "Elizabeth",
    "David",
    "Barbara",
    "Richard",
    "Susan",
    "Joseph",
    "Jessica",
    "Thomas",
    "Sarah",
    "Charles",
    "Karen",
    "Christopher",
    "Nancy",
    "Daniel",
    "Lisa",
    "Matthew",
    "Betty",
    "Anthony",
    "Margaret",
    "Mark",
    "Sandra",
    "Emily",
    "Peter",
    "Ashley",
    "Steven",
    "Kimberly",
    "Andrew",
    "Donna",
    "Joshua",
    "Michelle",
    "Brian",
    "Kevin",
    "Laura",
    "Jason",
    "Amy",
    "Jeff",
    "Rebecca",
    "Gary",
    "Sharon",
]
_LAST_NAMES = [
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Garcia",
    "Miller",
    "Davis",
    "Rodriguez",
    "Martinez",
    "Hernandez",
    "Lopez",
    "Gonzalez",
    "Wilson",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Perez",
    "Thompson",
    "White",
    "Harris",
    "Sanchez",
    "Clark",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Allen",
    "King",
    "Wright",
    "Scott",
    "Green",
    "Baker",
    "Adams",
    "Nelson",
]


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the company.

    Attributes:
        name: First and last name, unique in the company.
        department: Such as ``"Engineering"``; the trainee's is ``"None"``, as published.
        position: Such as ``"Software Engineer"``.
    """

    name: str
    department: str
    position: str

    @property
    def is_manager(self) -> bool:
        """Whether the position is a manager's (executives are not)."""
        return self.position.endswith("Manager")


@dataclass(frozen=True, slots=True)
class _Department:
    name: str
    share: Fraction
    manager: str
    span: int
    roles: tuple[tuple[str, Fraction], ...]


def _percent(**roles: int) -> tuple[tuple[str, Fraction], ...]:
    return tuple((role.replace("__", "/").replace("_", " "), Fraction(share, 100)) for role, share in roles.items())


# The share of a department, the title of its manager, how many people one manager leads, and the roles' shares:
# the published table of the benchmark. Fractions, because two remainders of 0.6 tie and floats break the tie by noise.
_SALES_ROLES = _percent(Account_Executive=40, Sales_Representative=60)
_DEPARTMENTS = (
    _Department(
        "Engineering",
        Fraction(41, 100),
        "Engineering Manager",
        8,
        _percent(Senior_Software_Engineer=25, Software_Engineer=60, QA_Engineer=10, DevOps_Specialist=5),
    ),
    _Department("Sales_1", Fraction(6, 100), "Sales Manager", 7, _SALES_ROLES),
    _Department("Sales_2", Fraction(6, 100), "Sales Manager", 7, _SALES_ROLES),
    _Department("Sales_3", Fraction(6, 100), "Sales Manager", 7, _SALES_ROLES),
    _Department(
        "Marketing",
        Fraction(14, 100),
        "Marketing Manager",
        5,
        _percent(SEO_Specialist=30, Content_Creator=50, Social_Media_Planner=20),
    ),
    _Department("Product", Fraction(11, 100), "Product Manager", 6, _percent(Product_Designer=30, UX__UI_Designer=70)),
    _Department("Human Resources", Fraction(7, 100), "HR Manager", 10, _percent(Recruiter=50, HR_Generalist=50)),
    _Department("Finance", Fraction(9, 100), "Finance Manager", 6, _percent(Accountant=50, Financial_Analyst=50)),
)
_EXECUTIVES = (
    (1, "Chief Executive Officer (CEO)"),
    (5, "Chief Technology Officer (CTO)"),
    (15, "Chief Operating Officer (COO)"),
    (25, "Chief Financial Officer (CFO)"),
)


class Staff(Sequence[Person]):
    """Everybody but the trainee, in the order of the company's list."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = tuple(people)
        self._by_name = {person.name: person for person in self._people}
        if len(self._by_name) != len(self._people):
            raise ValueError("two people of one company share a full name")

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people)

    def __getitem__(self, index: int | slice) -> Person | tuple[Person, ...]:  # type: ignore[override]
        return self._people[index]

    def find(self, name: str) -> Person | None:
        """Return the person of that full name, or None."""
        return self._by_name.get(name)

    def department(self, name: str) -> tuple[Person, ...]:
        """Return the members of a department, manager first."""
        return tuple(person for person in self._people if person.department == name)

    def holding(self, position: str) -> tuple[Person, ...]:
        """Return all people of one position."""
        return tuple(person for person in self._people if person.position == position)

    @property
    def managers(self) -> tuple[Person, ...]:
        """All managers of all departments."""
        return tuple(person for person in self._people if person.is_manager)

    @property
    def departments(self) -> tuple[str, ...]:
        """Names of the departments that have members, in the order of the list."""
        return tuple(dict.fromkeys(person.department for person in self._people))

    def manager_of(self, person: Person) -> Person | None:
        """Return the first manager of that person's own department (never of one with an equal title)."""
        return next((other for other in self.department(person.department) if other.is_manager), None)


def hire(size: int, rng: Random) -> Staff:
    """Hire a company of `size` people with unique names.

    Args:
        size: Headcount, the trainee not counted; 10 to 1,800.
        rng: Draws the names; equal generators hire equal companies.

    Raises:
        ValueError: If `size` is out of range.
    """
    if not MIN_SIZE <= size <= MAX_SIZE:
        raise ValueError(f"a company has {MIN_SIZE} to {MAX_SIZE} people, not {size}")
    posts = _posts(size)
    names = rng.sample(range(len(_FIRST_NAMES) * len(_LAST_NAMES)), len(posts))
    return Staff(
        Person(f"{_FIRST_NAMES[n // len(_LAST_NAMES)]} {_LAST_NAMES[n % len(_LAST_NAMES)]}", department, position)
        for n, (department, position) in zip(names, posts, strict=True)
    )


def _posts(size: int) -> list[tuple[str, str]]:
    posts = [("Executive", title) for threshold, title in _EXECUTIVES if size >= threshold]
    headcounts = _largest_remainder(size - len(posts), [department.share for department in _DEPARTMENTS])
    for department, headcount in zip(_DEPARTMENTS, headcounts, strict=True):
        managers = _managers(headcount, department.span)
        posts += [(department.name, department.manager)] * managers
        shares = _largest_remainder(headcount - managers, [share for _, share in department.roles], smaller_first=True)
        for (role, _), count in zip(department.roles, shares, strict=True):
            posts += [(department.name, role)] * count
    return posts


def _managers(headcount: int, span: int) -> int:
    if headcount <= span:
        return min(headcount, 1)
    return min(headcount, math.ceil(headcount / (span + 1)))


def _largest_remainder(total: int, shares: list[Fraction], *, smaller_first: bool = False) -> list[int]:
    """Split `total` by shares: whole parts first, then one each to the largest remainders.

    Ties go in listing order, or to the smaller share: that is how the published company of 50 comes by its second
    QA Engineer, who ties with a tenth Software Engineer.
    """
    exact = [total * share for share in shares]
    parts = [math.floor(value) for value in exact]
    order = sorted(
        range(len(shares)), key=lambda index: (parts[index] - exact[index], shares[index] if smaller_first else 0)
    )
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts
