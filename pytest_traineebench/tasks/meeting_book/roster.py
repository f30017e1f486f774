"""The roster of the reception duty, in which somebody's time has to be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from string import Template

from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.tasks.meeting_book.group import Group

_OPENS, _CLOSES = time(8), time(18)
_SHIFTS = (60, 75, 90, 120)
_DAYS = (-1, 0, 1)
_NOT_LISTED = "nobody"


@dataclass(frozen=True, slots=True)
class _Shift:
    start: datetime
    end: datetime

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether it shares time with ``[start, end)``."""
        return start < self.end and end > self.start


def write_roster(template: Template, group: Group, start: datetime, end: datetime, *, staff: Staff, rng: Random) -> str:
    """Return a roster of three days, on which the one person of the group has duty at the meeting's time, or has not.

    Args:
        template: Its text.
        group: Who is asked; nobody else of them has duty.
        start: Of the meeting.
        end: Of the meeting.
        staff: The company.
        rng: Draws shifts and people.
    """
    shifts = _shifts(start, rng)
    others = [person.name for person in staff if person not in group.people] or [_NOT_LISTED]
    own = _own_shifts(shifts, group, start, end, rng)
    rows = [
        f"| {shift.start:%Y-%m-%d} | {shift.start:%H:%M} | {shift.end:%H:%M} | {own.get(shift) or rng.choice(others)} |"
        for shift in shifts
    ]
    return template.substitute(rows="\n".join(rows))


def _shifts(moment: datetime, rng: Random) -> list[_Shift]:
    length = timedelta(minutes=rng.choice(_SHIFTS))
    shifts = []
    for day in _DAYS:
        date = moment.date() + timedelta(days=day)
        begins, closes = datetime.combine(date, _OPENS), datetime.combine(date, _CLOSES)
        while begins < closes:
            shifts.append(_Shift(begins, min(begins + length, closes)))
            begins += length
    return shifts


def _own_shifts(
    shifts: Sequence[_Shift], group: Group, start: datetime, end: datetime, rng: Random
) -> dict[_Shift, str]:
    """Return the shifts of the person whose time is looked up: one that decides, and one on another day."""
    person: Person | None = group.rostered
    if person is None:
        return {}
    today = [shift for shift in shifts if shift.start.date() == start.date()]
    hindering = [shift for shift in today if shift.overlaps(start, end)]
    harmless = [shift for shift in today if shift not in hindering]
    # The nearest ones: a shift that ends when the meeting begins is not in its way.
    near = sorted(harmless, key=lambda shift: min(abs(shift.end - start), abs(shift.start - end)))[:2]
    deciding = hindering if person in group.refused else near
    elsewhere = [shift for shift in shifts if shift not in today]
    chosen = [rng.choice(part) for part in (deciding, elsewhere) if part]
    return dict.fromkeys(chosen, person.name)
