"""Where the files of one transaction review lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files.

    Attributes:
        database: In the workspace.
        report: In the workspace.
        manual: On the cloud disk.
        invoices: Folder on the cloud disk.
        approvals: Folder on the cloud disk.
    """

    database: str
    report: str
    manual: str
    invoices: str
    approvals: str

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """Return the names for a slot."""
        return cls(
            database=slot.own("transactions.db"),
            report=slot.own("transaction_data_review_report.json"),
            manual=f"financial/{slot.own('manuals_for_transactions_data_review.md')}",
            invoices=f"financial/{slot.own('invoices')}",
            approvals=f"financial/{slot.own('approvals')}",
        )
