"""Where the files of one meeting lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pytest_traineebench.family import Slot

_LAST, _ONE_BEFORE = (7, 24), (35, 70)
"""Days from and to since the last two meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """When the department met before.

    Attributes:
        last: Date of the last meeting.
        one_before: Date of the one before that.
    """

    last: date
    one_before: date


def draw_meetings(slot: Slot) -> Meetings:
    """Draw when the department met before."""
    rng = slot.stream("former-meetings")
    last, one_before = (slot.date - timedelta(days=rng.randint(*days)) for days in (_LAST, _ONE_BEFORE))
    return Meetings(last=last, one_before=one_before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files; all but the output are on the cloud disk.

    Attributes:
        rules: What may be asked for.
        former_rules: The edition of last year.
        price_list: What things cost.
        former_price_list: The edition of last year.
        minutes: What was said in the last meeting.
        former_minutes: What was said in the one before.
        output: In the workspace.
    """

    rules: str
    former_rules: str
    price_list: str
    former_price_list: str
    minutes: str
    former_minutes: str
    output: str

    @classmethod
    def of(cls, slot: Slot, meetings: Meetings) -> Self:
        """Return the names for a slot, some of which hold dates of former meetings."""
        last_year = slot.date.year - 1
        return cls(
            rules=f"financial/{slot.own('procurement_rules.md')}",
            former_rules=f"financial/archive/{slot.own(f'procurement_rules_{last_year}.md')}",
            price_list=f"financial/{slot.own('price_list.csv')}",
            former_price_list=f"financial/archive/{slot.own(f'price_list_{last_year}.csv')}",
            minutes=f"meetings/{slot.own(f'minutes_{meetings.last}.md')}",
            former_minutes=f"meetings/{slot.own(f'minutes_{meetings.one_before}.md')}",
            output=slot.own("meeting_summary.json"),
        )
