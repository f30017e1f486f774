"""Counts by the rules: what a day is, and what a month adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pytest_traineebench.tasks.attendance.punches import DayRecords
from pytest_traineebench.tasks.attendance.rules import Hours, Rules


class DayCount(NamedTuple):
    """What one workday of one person counts as; minutes are 0 if the thing did not happen."""

    absent: bool = False
    late: int = 0
    early: int = 0
    overtime: int = 0
    remote: bool = False


ABSENT = DayCount(absent=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a month of one person adds up to."""

    workdays: int
    absent_days: int
    late_days: int
    late_minutes: int
    early_days: int
    early_minutes: int
    overtime_minutes: int
    remote_days: int

    @property
    def is_perfect(self) -> bool:
        """Whether the person was never late, never left early and was never absent."""
        return self.absent_days == self.late_days == self.early_days == 0

    def of(self, measure: str) -> tuple[int, int]:
        """Return days and minutes of ``"late"`` or ``"early"``."""
        return (self.late_days, self.late_minutes) if measure == "late" else (self.early_days, self.early_minutes)


def count_day(day: DayRecords, hours: Hours, rules: Rules) -> DayCount:
    """Return what a workday counts as."""
    punches = [punch for punch in day.punches if rules.earliest <= punch.minute <= rules.latest]
    for punch, status in day.requests:
        if status == "approved" and rules.earliest <= punch.minute <= rules.latest:
            punches.append(punch)
    arrival = min((punch.minute for punch in punches if punch.way == "in"), default=None)
    leaving = max((punch.minute for punch in punches if punch.way == "out"), default=None)
    if not punches or (rules.features.days_off and (arrival is None or leaving is None)):
        return ABSENT
    return DayCount(
        late=0 if arrival is None else _late(arrival, hours),
        early=0 if leaving is None else _early(arrival, leaving, hours),
        overtime=0 if leaving is None else _overtime(leaving, hours),
        remote=any(punch.remote for punch in punches),
    )


def _late(arrival: int, hours: Hours) -> int:
    return arrival - hours.start if arrival > hours.last_start else 0


def _early(arrival: int | None, leaving: int, hours: Hours) -> int:
    if hours.flex is None:
        return hours.end - leaving if leaving < hours.end - hours.grace_early else 0
    if arrival is None:
        return 0
    return max(0, hours.flex.needed - max(0, leaving - arrival - hours.lunch))


def _overtime(leaving: int, hours: Hours) -> int:
    minutes = leaving - hours.overtime_base
    return minutes if minutes >= hours.overtime_block else 0


def add_up(days: Iterable[DayCount]) -> Totals:
    """Return what the days of one person add up to."""
    days = tuple(days)
    late = [day.late for day in days if day.late]
    early = [day.early for day in days if day.early]
    return Totals(
        workdays=len(days),
        absent_days=sum(day.absent for day in days),
        late_days=len(late),
        late_minutes=sum(late),
        early_days=len(early),
        early_minutes=sum(early),
        overtime_minutes=sum(day.overtime for day in days),
        remote_days=sum(day.remote for day in days),
    )
