"""Where the files of one meeting lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files.

    Attributes:
        rules: On the cloud disk.
        former_rules: On the cloud disk.
        output: In the workspace.
    """

    rules: str
    former_rules: str
    output: str

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """Return the names for a slot."""
        return cls(
            rules=f"financial/{slot.own('procurement_rules.md')}",
            former_rules=f"financial/archive/{slot.own(f'procurement_rules_{slot.date.year - 1}.md')}",
            output=slot.own("meeting_summary.json"),
        )
