"""The meeting calendar, and waiting."""

from __future__ import annotations

import re
from datetime import datetime

from pytest_traineebench.company.events import TimeJumped
from pytest_traineebench.company.office import Office
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.errors import ToolError
from pytest_traineebench.tool import tool

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,6}))?)?)?(Z| ?[+-]\d\d(?::?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
"""The forms of ISO 8601 in which agents write a moment."""


@tool("AttendMeeting")
def attend_meeting(office: Office, room_name: str, start_time: str, end_time: str, agent_name: str = TRAINEE) -> str:  # noqa: ARG001  -- checked by the gateway
    """Go to a meeting and stay until its end. The room opens 5 minutes before the start.

    Args:
        room_name: Such as "Room_01".
        start_time: The meeting's start as booked, such as "2025-10-01T13:00:00".
        end_time: The meeting's end as booked.
        agent_name: Your own name.
    """
    arrival = office.clock.now
    meeting = office.calendar.attend(
        person=office.trainee, room=room_name, start=_moment(start_time), end=_moment(end_time)
    )
    office.clock.advance_to(meeting.end)
    left = min(meeting.end, office.clock.now)  # a day may end earlier
    said = f" {meeting.summary}" if meeting.summary else ""
    return f"You arrived in {meeting.room} at {arrival:%H:%M} and stayed until {left:%H:%M}.{said}"


@tool("BookMeeting", minutes=5)
def book_meeting(
    office: Office,
    attendees: str,
    room_name: str,
    start_time: str,
    end_time: str,
    applicant: str = TRAINEE,  # noqa: ARG001  -- checked by the gateway
) -> str:
    """Book a room for a meeting between 09:00 and 17:00.

    Args:
        attendees: Full names, separated by commas.
        room_name: Room_01 to Room_10.
        start_time: Such as "2025-10-01T13:00:00".
        end_time: Such as "2025-10-01T14:00:00".
        applicant: Your own name.
    """
    meeting = office.calendar.book(
        organizer=office.trainee,
        attendees=attendees,
        room=room_name,
        start=_moment(start_time),
        end=_moment(end_time),
    )
    return f"Booked {meeting} for {', '.join(meeting.attendees)}."


@tool("CancelMeeting")
def cancel_meeting(office: Office, room_name: str, start_time: str, end_time: str, applicant: str = TRAINEE) -> str:  # noqa: ARG001  -- checked by the gateway
    """Cancel a meeting that you booked.

    Args:
        room_name: Such as "Room_01".
        start_time: The meeting's start as booked.
        end_time: The meeting's end as booked.
        applicant: Your own name.
    """
    meeting = office.calendar.cancel(
        organizer=office.trainee, room=room_name, start=_moment(start_time), end=_moment(end_time)
    )
    return f"Cancelled {meeting}."


@tool("GetAvailableRooms")
def get_available_rooms(office: Office, start_time: str, end_time: str) -> str:
    """Tell which meeting rooms are free for a time between 09:00 and 17:00.

    Args:
        start_time: Such as "2025-10-01T13:00:00".
        end_time: Such as "2025-10-01T14:00:00".
    """
    start, end = _moment(start_time), _moment(end_time)
    rooms = office.calendar.free_rooms(start, end)
    return f"Free from {start:%Y-%m-%d %H:%M} to {end:%H:%M}: {', '.join(rooms) or 'no room'}"


@tool("JumpTime")
def jump_time(office: Office, minutes: int) -> str:
    """Wait. You are interrupted when something concerns you: a new task, a change, a deadline, a meeting of yours.

    Args:
        minutes: How long to wait, 0 or more.
    """
    if minutes < 0:
        raise ToolError(f"time does not run backwards: minutes must be 0 or more, not {minutes}")
    began = office.clock.now
    reason = "; ".join(office.clock.wait(minutes))
    office.log.append(TimeJumped(at=began, until=office.clock.now, reason=reason))
    return f"You waited until {office.clock.now:%H:%M}{reason and ': '}{reason}."


def _moment(text: str) -> datetime:
    # Not fromisoformat: what it takes differs between Python versions, and some take any text that begins right.
    found = _MOMENT.fullmatch(" ".join(text.split()))
    if found is None:
        raise ToolError(f"{text!r} is not a time; write it like 2025-10-01T13:00:00")
    *parts, fraction, zone = found.groups()
    if zone is not None:
        raise ToolError(f"{text!r} names a time zone; the company keeps one local time, write 2025-10-01T13:00:00")
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in parts)
        return datetime(year, month, day, hour, minute, second, int((fraction or "0").ljust(6, "0")))
    except ValueError:
        raise ToolError(f"{text!r} is not a time; there is no such day or hour") from None
