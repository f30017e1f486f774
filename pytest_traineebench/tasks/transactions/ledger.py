"""The table of transactions: its rows, and the SQLite file that the trainee gets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from random import Random

from pytest_traineebench.tasks.transactions.patterns import Payment
from pytest_traineebench.tasks.transactions.suppliers import Supplier

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_ID_LENGTH = 8
_SCHEMA = """
CREATE TABLE transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id TEXT NOT NULL UNIQUE,
    invoice_id TEXT NOT NULL,
    approval_id TEXT NOT NULL,
    supplier_name TEXT NOT NULL,
    supplier_rating TEXT,
    applicant_name TEXT NOT NULL,
    approver_name TEXT NOT NULL,
    transaction_date DATE NOT NULL,
    transaction_amount REAL NOT NULL
)"""
_INSERT = "INSERT INTO transactions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_VERSION_FIELD = slice(96, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One row of the table.

    Attributes:
        id: Such as ``"TRA-7Q2M0XKD"``.
        invoice: Id of the invoice, also its file's stem.
        approval: Id of the approval form, also its file's stem.
    """

    id: str
    invoice: str
    approval: str
    supplier: Supplier
    payment: Payment


def keep_books(paid: Iterable[tuple[Supplier, Payment]], rng: Random) -> tuple[Transaction, ...]:
    """Number all payments and put them in the order of their days, whoever is paid."""
    payments = list(paid)
    numbers = _draw_ids(3 * len(payments), rng)
    rows = (
        Transaction(
            id=f"TRA-{numbers[3 * index]}",
            invoice=f"INV-{numbers[3 * index + 1]}",
            approval=f"APP-{numbers[3 * index + 2]}",
            supplier=supplier,
            payment=payment,
        )
        for index, (supplier, payment) in enumerate(payments)
    )
    return tuple(sorted(rows, key=lambda row: (row.payment.day, row.id)))


def to_sqlite(transactions: Sequence[Transaction]) -> bytes:
    """Return the SQLite file; equal rows give equal bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("BEGIN")
        connection.execute(_SCHEMA)
        connection.executemany(_INSERT, map(_columns, transactions))
        connection.execute("COMMIT")
        content = bytearray(connection.serialize())
    # The header names the library's version that wrote the file, which nobody reads and other machines do not share.
    content[_VERSION_FIELD] = bytes(4)
    return bytes(content)


def _columns(row: Transaction) -> tuple[str | float, ...]:
    supplier, payment = row.supplier, row.payment
    return (
        row.id,
        row.invoice,
        row.approval,
        supplier.name,
        supplier.rating,
        supplier.applicant.name,
        supplier.approver.name,
        payment.day.isoformat(),
        payment.amount,
    )


def _draw_ids(count: int, rng: Random) -> list[str]:
    """Draw ids that all differ."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn["".join(rng.choices(_SIGNS, k=_ID_LENGTH))] = None
    return list(drawn)
