"""Where the files of one task lie; every text that names a file takes the name from here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Names of the months as the texts write them, whatever the locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files on the cloud disk.

    Attributes:
        folder: What all of them lie in.
        month: First day of the month that is evaluated: the one before the task's date.
    """

    folder: str
    month: dt.date

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """Return the names for a slot."""
        return cls(folder=slot.own("attendance"), month=month_before(slot.date))

    @property
    def manual(self) -> str:
        """The rules that are in force."""
        return f"{self.folder}/manuals_for_attendance_rules.md"

    @property
    def old_manual(self) -> str:
        """The rules of the year before."""
        return f"{self.folder}/archive/manuals_for_attendance_rules_{self.month.year - 1}.md"

    @property
    def roster(self) -> str:
        """Who works where."""
        return f"{self.folder}/staff_roster.json"

    @property
    def approvals(self) -> str:
        """Requests for missing records."""
        return f"{self.folder}/approvals.json"

    @property
    def calendar(self) -> str:
        """Days off."""
        return f"{self.folder}/company_calendar_{self.month.year}.csv"

    @property
    def records(self) -> str:
        """The month's clock records."""
        return self.records_of(self.month)

    def records_of(self, month: dt.date) -> str:
        """Return the clock records of any month."""
        return f"{self.folder}/attendance_{month:%Y-%m}.csv"

    def sheet(self, department: str, version: int) -> str:
        """Return a version of a department's own arrangement."""
        return f"{self.folder}/arrangements/{department.lower().replace(' ', '_')}_v{version}.md"


def month_before(day: dt.date) -> dt.date:
    """Return the first day of the month before that of a day."""
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
