"""A year's records of the sales departments: who sold when, and where a file holds its neighbour's orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from pytest_traineebench.company.staff import Staff
from pytest_traineebench.tasks.sales.orders import COMPLETED, Order, Seller, draw_orders
from pytest_traineebench.tasks.sales.policy import USD, WEB_SHOP, Policy
from pytest_traineebench.tasks.sales.question import sales_departments

QUARTERS = (1, 2, 3, 4)
_NEWCOMER_CHANCE, _SMALLEST_TEAM = 0.35, 3

Books = Mapping[tuple[str, int], Sequence[Order]]
"""Rows of each file, by department and quarter."""


def keep_books(staff: Staff, *, year: int, policy: Policy, rng: Random) -> Books:
    """Draw the rows of all files of a year.

    In some departments one person, never the manager, has no orders before a later quarter.
    """
    books: dict[tuple[str, int], list[Order]] = {}
    for department in sales_departments(staff):
        sellers = [_seller(person.name, department) for person in staff.department(department)]
        since = _draw_starts(sellers, rng)
        for quarter in QUARTERS:
            books[department, quarter] = draw_orders(
                [seller for seller in sellers if since.get(seller.id, 1) <= quarter],
                year=year,
                quarter=quarter,
                prefix=f"S{department[-1]}-{year % 100}{quarter}",
                policy=policy,
                rng=rng,
            )
    return _with_overlaps(books, rng)


def _seller(name: str, department: str) -> Seller:
    return Seller(name.lower().replace(" ", "_"), name, department)


def _draw_starts(sellers: Sequence[Seller], rng: Random) -> dict[str, int]:
    if len(sellers) < _SMALLEST_TEAM or rng.random() >= _NEWCOMER_CHANCE:
        return {}
    return {rng.choice(sellers[1:]).id: rng.randint(2, 4)}


def _with_overlaps(books: Mapping[tuple[str, int], Sequence[Order]], rng: Random) -> Books:
    """Add to each file rows of the neighbouring quarter, which stand in that quarter's own file all the same."""
    return {(department, quarter): _overlap(books, department, quarter, rng) for department, quarter in books}


def _overlap(
    books: Mapping[tuple[str, int], Sequence[Order]], department: str, quarter: int, rng: Random
) -> Sequence[Order]:
    before = _singles(books.get((department, quarter - 1), ()))[-rng.randint(1, 2) :]
    after = _singles(books.get((department, quarter + 1), ()))[: rng.randint(1, 2)]
    return (*before, *books[department, quarter], *after)


def _singles(orders: Sequence[Order]) -> list[Order]:
    """Return the orders, by day, that are beyond doubt: whoever counts one in the wrong quarter counts it for sure."""
    times = Counter(order.number for order in orders)
    single = [
        order
        for order in orders
        if times[order.number] == 1
        and (order.status, order.currency) == (COMPLETED, USD)
        and order.seller.id != WEB_SHOP
    ]
    return sorted(single, key=lambda order: order.day)
