"""Arguments of the family, in the published shape."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field, ValidationInfo, field_validator

from pytest_traineebench.company import meeting_hours
from pytest_traineebench.family import Params
from pytest_traineebench.tasks.meeting_attend.kinds import Kind


def _plain_word(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


class MeetingAttendParams(Params):
    """What the meeting is like; the plain names ``start_time`` and ``last_time`` are accepted, too.

    Attributes:
        meeting_start_time: ISO text with ``T`` or a blank, or only the time: ``"09:30"`` is on the day of the task.
        meeting_last_time: Hours, a whole number of minutes.
        task_type: What is handed out in the meeting.
        task_level: How many of the requests made in it break a procurement rule; above 1 it also says how much of
            them has to be looked up and asked for afterwards.
    """

    meeting_start_time: Annotated[str, BeforeValidator(meeting_hours.as_text)] = Field(
        validation_alias=AliasChoices("meeting_start_time", "start_time")
    )
    meeting_last_time: float = Field(
        1.0,
        ge=0.25,
        le=8,
        strict=True,
        validate_default=True,
        validation_alias=AliasChoices("meeting_last_time", "last_time"),
    )
    task_type: Annotated[Kind, BeforeValidator(_plain_word)] = Kind.WRITE
    task_level: int = Field(3, ge=1, le=3, strict=True)

    @field_validator("meeting_start_time")
    @classmethod
    def _is_in_office_hours(cls, value: str) -> str:
        return meeting_hours.check_start(value)

    @field_validator("meeting_last_time")
    @classmethod
    def _ends_in_office_hours(cls, value: float, info: ValidationInfo) -> float:
        return meeting_hours.check_length(value, written=info.data.get("meeting_start_time"))

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Return start and end of the meeting on a day.

        Raises:
            ValueError: If the start names another day.
        """
        return meeting_hours.span(day, self.meeting_start_time, self.meeting_last_time, argument="meeting_start_time")
