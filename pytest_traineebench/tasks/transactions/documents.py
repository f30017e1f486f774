"""The invoice and the approval form that belong to each transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

from pytest_traineebench.company.staff import Person
from pytest_traineebench.tasks.transactions.ledger import Transaction
from pytest_traineebench.tasks.transactions.paths import Paths


@cache
def template(name: str) -> str:
    """Return a text of this family's ``templates`` folder."""
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")


def write_documents(
    transactions: Iterable[Transaction], paths: Paths, *, authority: int, executive: Person, rng: Random
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the invoice and the approval form of every transaction.

    Args:
        transactions: Rows of the table.
        paths: Says in which folders the documents go.
        authority: A form for more than this many dollars bears a second signature.
        executive: Whose signature that is.
        rng: Draws how long before the payment something was requested and approved.
    """
    for row in transactions:
        yield f"{paths.invoices}/{row.invoice}.txt", _invoice(row).encode()
        yield f"{paths.approvals}/{row.approval}.txt", _approval(row, authority, executive, rng).encode()


def _invoice(row: Transaction) -> str:
    supplier = row.supplier
    return template("invoice.txt").format(
        id=row.invoice,
        day=row.payment.day,
        supplier=supplier,
        amount=f"${row.payment.amount:,.2f}",
    )


def _approval(row: Transaction, authority: int, executive: Person, rng: Random) -> str:
    requested = row.payment.day - timedelta(days=rng.randint(5, 10))
    approved = requested + timedelta(days=rng.randint(1, 2))
    estimate = int(row.payment.amount // 10) * 10 + 10
    return template("approval.txt").format(
        id=row.approval,
        supplier=row.supplier,
        rating=row.supplier.rating or "-",
        requested=requested,
        approved=approved,
        estimate=f"${estimate:,}",
        second=f"{executive.name}, {executive.position}" if estimate > authority else "not required",
    )
