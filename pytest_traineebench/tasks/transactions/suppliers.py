"""Who is paid, and who at the company deals with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.tasks.transactions.patterns import Pattern

_PREFIXES = (
    "Northgate", "Bluefield", "Harborline", "Summit", "Cedarline", "Brightway", "Ironwood", "Lakeshore",
    "Meridian", "Redstone", "Silverpine", "Keystone", "Oakridge", "Pinnacle", "Crestview", "Evergreen",
    "Fairmont", "Granite", "Westbrook", "Clearwater",
)  # fmt: skip
_SUFFIXES = (
    "Inc.", "LLC", "Corp.", "Solutions", "Group", "Technologies", "Consulting", "Services", "Partners",
    "Associates",
)  # fmt: skip
_FIRST_NAMES = (
    "Adrian", "Beatrice", "Carlos", "Diane", "Edward", "Fiona", "George", "Hannah", "Ivan", "Julia", "Keith",
    "Lena", "Martin", "Nora",
)  # fmt: skip
_LAST_NAMES = (
    "Abbott", "Barnes", "Coleman", "Dawson", "Ellis", "Foster", "Grant", "Hughes", "Ingram", "Keller", "Lawson",
    "Morton", "Norris", "Quinn",
)  # fmt: skip
_GOODS = (
    "Customer database subscription",
    "Project planning software licences",
    "Cloud server hosting",
    "Endpoint security service",
    "IT help desk retainer",
    "Network monitoring service",
    "Search engine campaign management",
    "Social media support",
    "Newsletter and article writing",
    "Paper and writing materials",
    "Printer toner and maintenance",
    "Kitchen and office consumables",
    "Monthly bookkeeping advice",
    "Payroll processing",
    "Legal advice retainer",
)
_STREETS = ("Canal Street", "Hill Road", "Birch Avenue", "Mill Lane", "Station Road", "Orchard Drive", "Market Square")
_CITIES = (
    "Chicago, IL 606",
    "Boston, MA 021",
    "Seattle, WA 981",
    "Austin, TX 787",
    "Denver, CO 802",
    "Portland, OR 972",
)
_RATINGS = ("A", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """One supplier, with the colleagues who order from it and approve.

    Attributes:
        name: Unique within a task.
        pattern: How it is paid.
        rating: ``"A"``, ``"B"``, or empty for a supplier that was never rated.
        goods: What it sells.
        contact: Who signs for it.
        street: First line of its address.
        city: Second line of its address.
        phone: Of the contact.
        email: Of the contact.
        applicant: Who orders.
        approver: Who approves: the manager of the applicant's own department.
    """

    name: str
    pattern: Pattern
    rating: str
    goods: str
    contact: str
    street: str
    city: str
    phone: str
    email: str
    applicant: Person
    approver: Person


def draw_suppliers(patterns: Sequence[Pattern], staff: Staff, rng: Random) -> tuple[Supplier, ...]:
    """Draw one supplier for each pattern, with names that differ; nothing but the rating depends on the pattern."""
    numbers = rng.sample(range(len(_PREFIXES) * len(_SUFFIXES)), len(patterns))
    names = [f"{_PREFIXES[n // len(_SUFFIXES)]} {_SUFFIXES[n % len(_SUFFIXES)]}" for n in numbers]
    return tuple(_draw(name, pattern, staff, rng) for name, pattern in zip(names, patterns, strict=True))


def _draw(name: str, pattern: Pattern, staff: Staff, rng: Random) -> Supplier:
    first, last = rng.choice(_FIRST_NAMES), rng.choice(_LAST_NAMES)
    domain = name.lower().replace(" ", "").replace(".", "")
    rating = rng.choice(_RATINGS)
    applicant, approver = _draw_colleagues(staff, rng)
    return Supplier(
        name=name,
        pattern=pattern,
        rating=rating if pattern.is_rated else "",
        goods=rng.choice(_GOODS),
        contact=f"{first} {last}",
        street=f"{rng.randint(100, 9999)} {rng.choice(_STREETS)}",
        city=f"{rng.choice(_CITIES)}{rng.randint(1, 99):02}",
        phone=f"({rng.randint(201, 989)}) 555-{rng.randint(100, 199):04}",
        email=f"{first[0].lower()}.{last.lower()}@{domain}.com",
        applicant=applicant,
        approver=approver,
    )


def _draw_colleagues(staff: Staff, rng: Random) -> tuple[Person, Person]:
    """Draw somebody who orders, and name who approves it.

    In a department of one the manager orders, and the first of the executives approves.
    """
    department = rng.choice([name for name in staff.departments if name != "Executive"])
    members = staff.department(department)
    applicant = rng.choice([person for person in members if not person.is_manager] or members)
    manager = staff.manager_of(applicant)
    if manager is None or manager == applicant:
        return applicant, staff.department("Executive")[0]
    return applicant, manager
