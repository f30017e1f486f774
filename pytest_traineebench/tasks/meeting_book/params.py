"""Arguments of the family, in the published shape."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from pytest_traineebench.company.calendar import CLOSES, OPENS
from pytest_traineebench.family import Params

_WRITTEN = re.compile(r"(?:(\d{4}-\d\d-\d\d)[T ])?(\d{1,2}):(\d\d)(?::00)?")
_NO_DAY = date.min


class MeetingBookParams(Params):
    """What the meeting is like.

    Attributes:
        task_type: Whether a department or the managers of all departments meet.
        start_time: ISO text with ``T`` or a blank, or only the time: ``"13:00"`` is on the day of the task.
        last_time: Hours, a whole number of minutes.
        conflict_nums: How many of those who are asked cannot come. From 2 on, some of them do not know it themselves;
            with 3, the room has to be released.
    """

    task_type: Literal["department", "manager"]
    start_time: str
    last_time: float = Field(1.0, ge=0.25, le=8, strict=True, validate_default=True)
    conflict_nums: int = Field(3, ge=1, le=3, strict=True)

    @field_validator("start_time", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        if isinstance(value, datetime):  # an unquoted ISO time in YAML
            return value.isoformat()
        if isinstance(value, int) and not isinstance(value, bool):  # YAML 1.1 reads an unquoted 13:00 as 780
            return f"{value // 60}:{value % 60:02d}"
        return value

    @field_validator("start_time")
    @classmethod
    def _is_in_office_hours(cls, value: str) -> str:
        _, start = _read(value)
        if not OPENS <= start < CLOSES:
            raise ValueError(f"meetings are held from {OPENS:%H:%M} to {CLOSES:%H:%M}")
        return value

    @field_validator("last_time")
    @classmethod
    def _ends_in_office_hours(cls, value: float, info: ValidationInfo) -> float:
        length = _length(value)
        if "start_time" not in info.data:
            return value
        _, start = _read(info.data["start_time"])
        if datetime.combine(_NO_DAY, start) + length > datetime.combine(_NO_DAY, CLOSES):
            raise ValueError(f"a meeting from {start:%H:%M} must end by {CLOSES:%H:%M}")
        return value

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Return start and end of the meeting on a day.

        Raises:
            ValueError: If the start names another day.
        """
        named, start = _read(self.start_time)
        if named not in (None, day):
            raise ValueError(f"start_time: found {named}, but the day is {day}; write {day}T{start} or {start:%H:%M}")
        begins = datetime.combine(day, start)
        return begins, begins + _length(self.last_time)


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
