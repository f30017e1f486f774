"""Arguments of the family, in the published shape."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from pytest_traineebench.company import meeting_hours
from pytest_traineebench.family import Params


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
    start_time: Annotated[str, BeforeValidator(meeting_hours.as_text)]
    last_time: float = Field(1.0, ge=0.25, le=8, strict=True, validate_default=True)
    conflict_nums: int = Field(3, ge=1, le=3, strict=True)

    @field_validator("start_time")
    @classmethod
    def _is_in_office_hours(cls, value: str) -> str:
        return meeting_hours.check_start(value)

    @field_validator("last_time")
    @classmethod
    def _ends_in_office_hours(cls, value: float, info: ValidationInfo) -> float:
        return meeting_hours.check_length(value, written=info.data.get("start_time"))

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Return start and end of the meeting on a day.

        Raises:
            ValueError: If the start names another day.
        """
        return meeting_hours.span(day, self.start_time, self.last_time, argument="start_time")
