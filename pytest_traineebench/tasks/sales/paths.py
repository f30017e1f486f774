"""Where the files of one sales analysis lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.family import Slot


@dataclass(frozen=True, slots=True)
class Paths:
    """Names of one task's files on the cloud disk."""

    slot: Slot

    @property
    def folder(self) -> str:
        """The folder of the sales departments."""
        return self.slot.own("sales")

    @property
    def manual(self) -> str:
        """The handbook that holds for last year's orders."""
        return f"{self.folder}/{self.slot.own('manuals_for_sales_data_analysis.md')}"

    def old_manual(self, year: int) -> str:
        """Return the handbook that held for an earlier year."""
        return f"{self.folder}/archive/{self.slot.own(f'manuals_for_sales_data_analysis_{year}.md')}"

    def records(self, department: str, quarter: int | str, year: int | str, *, ending: str = "") -> str:
        """Return the file of a department's orders; `ending` tells a snapshot from the final file."""
        name = self.slot.own(f"sales_{department}_Q{quarter}_{year}{ending}.csv")
        return f"{self.folder}/{name}"

    def targets(self, year: int) -> str:
        """Return the file of the departments' targets."""
        return f"{self.folder}/{self.slot.own(f'sales_targets_{year}.csv')}"
