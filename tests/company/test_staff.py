"""Who works at the company."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from random import Random

import pytest

from pytest_traineebench.company.staff import Person, Staff, hire
from pytest_traineebench.randomness import stream

EXECUTIVES = [
    "Chief Executive Officer (CEO)",
    "Chief Technology Officer (CTO)",
    "Chief Operating Officer (COO)",
    "Chief Financial Officer (CFO)",
]
FIFTY = [
    *[("Executive", title, 1) for title in EXECUTIVES],
    ("Engineering", "Engineering Manager", 3),
    ("Engineering", "Senior Software Engineer", 4),
    ("Engineering", "Software Engineer", 9),
    ("Engineering", "QA Engineer", 2),
    ("Engineering", "DevOps Specialist", 1),
    *[
        (f"Sales_{number}", position, 1)
        for number in (1, 2, 3)
        for position in ("Sales Manager", "Account Executive", "Sales Representative")
    ],
    ("Marketing", "Marketing Manager", 1),
    ("Marketing", "SEO Specialist", 2),
    ("Marketing", "Content Creator", 2),
    ("Marketing", "Social Media Planner", 1),
    ("Product", "Product Manager", 1),
    ("Product", "Product Designer", 1),
    ("Product", "UX/UI Designer", 3),
    ("Human Resources", "HR Manager", 1),
    ("Human Resources", "Recruiter", 1),
    ("Human Resources", "HR Generalist", 1),
    ("Finance", "Finance Manager", 1),
    ("Finance", "Accountant", 2),
    ("Finance", "Financial Analyst", 1),
]


def test_fifty_people_hold_the_published_posts_in_the_published_order() -> None:
    """The published company: who, how many, in which order."""
    staff = hire(50, stream(1, "staff"))

    runs = groupby(staff, key=lambda person: (person.department, person.position))
    assert [(*post, len(list(people))) for post, people in runs] == FIFTY
    assert len(staff.managers) == 10
    assert all("Manager" in person.position for person in staff.managers)


@pytest.mark.parametrize(
    ("size", "departments"),
    [
        (
            10,
            {
                "Executive": 2,
                "Engineering": 3,
                "Sales_1": 1,
                "Marketing": 1,
                "Product": 1,
                "Human Resources": 1,
                "Finance": 1,
            },
        ),
        (25, {"Executive": 4, "Marketing": 3, "Product": 2}),
        (30, {"Executive": 4, "Marketing": 4, "Product": 3}),
        (100, {"Engineering": 39, "Marketing": 13, "Product": 10, "Finance": 9}),
    ],
)
def test_departments_have_the_published_sizes(size: int, departments: dict[str, int]) -> None:
    """The published figures of other companies."""
    staff = hire(size, stream(1, "staff"))

    counted = Counter(person.department for person in staff)
    assert {name: counted[name] for name in departments} == departments
    if size == 10:
        assert dict(counted) == departments


def test_a_hundred_people_have_the_published_managers() -> None:
    """A department that one manager cannot lead has several."""
    staff = hire(100, stream(1, "staff"))

    managers = Counter(person.department for person in staff.managers)
    assert {name: managers[name] for name in ("Engineering", "Marketing", "Product", "Finance")} == {
        "Engineering": 5,
        "Marketing": 3,
        "Product": 2,
        "Finance": 2,
    }


@pytest.mark.parametrize(("size", "executives"), [(10, 2), (14, 2), (15, 3), (24, 3), (25, 4), (1800, 4)])
def test_executives_come_with_the_size(size: int, executives: int) -> None:
    """Each executive's post exists from a size on."""
    staff = hire(size, stream(1, "staff"))

    assert [person.position for person in list(staff)[:executives]] == EXECUTIVES[:executives]
    assert len(staff.department("Executive")) == executives


@pytest.mark.parametrize("size", [10, 25, 30, 50, 100, 1800])
def test_names_are_unique(size: int) -> None:
    """Everybody has a full name of their own, and nobody is called Alice."""
    staff = hire(size, stream(2, "staff"))

    assert len(staff) == len({person.name for person in staff}) == size
    assert not any(person.name.startswith("Alice") for person in staff)


@pytest.mark.parametrize("size", [9, 1801, 0, -1])
def test_other_sizes_are_refused(size: int) -> None:
    """The text says what is possible."""
    with pytest.raises(ValueError, match="10 to 1800 people"):
        hire(size, Random(1))


def test_equal_streams_hire_equal_companies() -> None:
    """Names depend on the stream alone."""
    assert list(hire(50, stream(3))) == list(hire(50, stream(3)))
    assert list(hire(50, stream(3))) != list(hire(50, stream(4)))


def test_two_people_cannot_share_a_full_name() -> None:
    """A staff with twins is refused: nobody could write to one of them."""
    twin = Person("Ann Lee", "Finance", "Accountant")

    with pytest.raises(ValueError, match="share a full name"):
        Staff([twin, Person("Ann Lee", "Marketing", "SEO Specialist")])


def test_people_are_found_by_what_they_are() -> None:
    """By name, department, position and manager; a Sales manager leads one's own Sales department."""
    staff = hire(50, stream(1, "staff"))
    seller = staff.department("Sales_2")[-1]

    manager = staff.manager_of(seller)

    assert manager is not None
    assert (manager.department, manager.position) == ("Sales_2", "Sales Manager")
    assert staff.find(seller.name) is seller
    assert staff.find("Nobody") is None
    assert staff.manager_of(next(iter(staff))) is None
    assert len(staff.holding("Sales Manager")) == 3
    assert staff.departments[0] == "Executive"
