"""Where the files of one meeting lie on the cloud disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files.

    Attributes:
        roster: Who is on duty when.
        rooms: What the meeting rooms are like.
    """

    roster: str
    rooms: str

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """Return the names for a slot."""
        return cls(
            roster=f"facilities/{slot.own('reception_duty.md')}", rooms=f"facilities/{slot.own('meeting_rooms.md')}"
        )
