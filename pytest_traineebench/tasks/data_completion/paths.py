"""Where the files of one data completion lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.data_completion.kinds import Kind

_ROOT = "data_completion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files.

    Attributes:
        manual: On the cloud disk.
        folder: On the cloud disk; holds the data set.
        data: Name of the data set in that folder.
        lookup: Name of the table of parameters in that folder; empty if there is none.
        report: In the workspace.
    """

    manual: str
    folder: str
    data: str
    lookup: str
    report: str

    @classmethod
    def of(cls, kind: Kind, slot: Slot) -> Self:
        """Return the names for a slot."""
        data = slot.own(kind.file)
        return cls(
            manual=f"{_ROOT}/{slot.own('manuals_for_data_completion.md')}",
            folder=f"{_ROOT}/{kind.domain}",
            data=data,
            lookup=slot.own(kind.lookup) if kind.lookup else "",
            report=f"data_completion_{data}",
        )

    def inside(self, name: str) -> str:
        """Return the path of a file in the data set's folder."""
        return f"{self.folder}/{name}"
