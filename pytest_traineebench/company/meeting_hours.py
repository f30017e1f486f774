"""When a meeting is held, as scenario files write it: a start and a length within office hours.

Errors are ``ValueError`` with what is right, for the models of families to pass on.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pytest_traineebench.company.calendar import CLOSES, OPENS

_WRITTEN = re.compile(r"(?:(\d{4}-\d\d-\d\d)[T ])?(\d{1,2}):(\d\d)(?::00)?", re.ASCII)
_NO_DAY = date.min


def as_text(value: object) -> object:
    """Return what YAML makes of an unquoted time as text; anything else as it is."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):  # YAML 1.1 reads an unquoted 13:00 as 780
        return f"{value // 60}:{value % 60:02d}"
    return value


def check_start(written: str) -> str:
    """Return a start within office hours as it is.

    Raises:
        ValueError: If it is none.
    """
    _, start = _read(written)
    if not OPENS <= start < CLOSES:
        raise ValueError(f"meetings are held from {OPENS:%H:%M} to {CLOSES:%H:%M}")
    return written


def check_length(hours: float, *, written: str | None) -> float:
    """Return a length that ends within office hours as it is.

    Args:
        hours: A whole number of minutes.
        written: The start, or None if it is wrong itself.

    Raises:
        ValueError: If it is none.
    """
    length = _length(hours)
    if written is not None:
        _, start = _read(written)
        if datetime.combine(_NO_DAY, start) + length > datetime.combine(_NO_DAY, CLOSES):
            raise ValueError(f"a meeting from {start:%H:%M} must end by {CLOSES:%H:%M}")
    return hours


def span(day: date, written: str, hours: float, *, argument: str) -> tuple[datetime, datetime]:
    """Return start and end of a meeting on a day.

    Args:
        day: Of the task.
        written: The start.
        hours: The length.
        argument: Name of the start, for the error.

    Raises:
        ValueError: If the start names another day.
    """
    named, start = _read(written)
    if named not in (None, day):
        raise ValueError(f"{argument}: found {named}, but the day is {day}; write {day}T{start} or {start:%H:%M}")
    begins = datetime.combine(day, start)
    return begins, begins + _length(hours)


def _read(written: str) -> tuple[date | None, time]:
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise ValueError('write it like "2025-10-01T13:00:00" or "13:00"')
    day, hour, minute = match.groups()
    try:
        return date.fromisoformat(day) if day else None, time(int(hour), int(minute))
    except ValueError:
        raise ValueError("there is no such day or time of day") from None


def _length(hours: float) -> timedelta:
    minutes = hours * 60
    # A third of an hour is 20 minutes, whether 0.333 or 0.33333 is written.
    if abs(minutes - round(minutes)) > 0.05:  # noqa: PLR2004  -- minutes
        raise ValueError(f"{minutes:g} minutes are not a whole number of minutes")
    return timedelta(minutes=round(minutes))
