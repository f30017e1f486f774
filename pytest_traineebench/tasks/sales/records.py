"""Writes the sales departments' files as they lie on the cloud disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from pytest_traineebench.tasks.sales.books import QUARTERS, Books
from pytest_traineebench.tasks.sales.orders import Order
from pytest_traineebench.tasks.sales.paths import Paths

_HEAD = "order_id,date,employee_id,name,department,amount,currency,status\n"


def write_records(books: Books, *, year: int, paths: Paths) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every department's file of every quarter."""
    for (department, quarter), orders in books.items():
        yield paths.records(department, quarter, year), _csv(orders)


def write_snapshots(
    books: Books, *, year: int, quarters: Iterable[int], paths: Paths, rng: Random
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of some quarters as they were some weeks before the quarter was closed."""
    wanted = set(quarters)
    for (department, quarter), orders in books.items():
        if quarter in wanted:
            rows = orders[: max(1, int(len(orders) * rng.uniform(0.5, 0.85)))]
            yield paths.records(department, quarter, year, ending="_preliminary"), _csv(rows)


def write_targets(departments: Sequence[str], rng: Random) -> bytes:
    """Return what management wanted the departments to sell."""
    rows = [
        f"{department},Q{quarter},{rng.randrange(60_000, 200_001, 5_000)}\n"
        for department in departments
        for quarter in QUARTERS
    ]
    return ("department,quarter,target_usd\n" + "".join(rows)).encode()


def _csv(orders: Iterable[Order]) -> bytes:
    return (_HEAD + "".join(map(_row, orders))).encode()


def _row(order: Order) -> str:
    seller, sign, cents = order.seller, "-" if order.cents < 0 else "", abs(order.cents)
    return (
        f"{order.number},{order.day},{seller.id},{seller.name},{seller.department},"
        f"{sign}{cents // 100}.{cents % 100:02},{order.currency},{order.status}\n"
    )
