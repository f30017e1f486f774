"""The tools for meetings, waiting and the end of the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.offices import ANN, BEN, Desk, at, sit_down

from pytest_traineebench.company.events import MeetingBooked, TimeJumped, of_kind
from pytest_traineebench.company.staff import TRAINEE


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A trainee with her tools, at 08:00."""
    return sit_down(tmp_path)


def span(start: str = "13:00", end: str = "14:00") -> dict[str, str]:
    """Return the arguments of a time."""
    return {"start_time": f"2025-10-01T{start}:00", "end_time": f"2025-10-01T{end}:00"}


def book(desk: Desk, start: str = "13:00", end: str = "14:00") -> str:
    """Book the first room with a colleague."""
    return desk.call("BookMeeting", attendees=BEN, room_name="Room_01", **span(start, end))


def attend(desk: Desk, **other: Any) -> str:
    """Go to the first room."""
    return desk.call("AttendMeeting", **{"room_name": "Room_01", **span(), **other})


# -- times as they are written


@pytest.mark.parametrize(
    "start",
    [
        "2025-10-01T13:00:00",
        "2025-10-01 13:00",
        "2025-10-01T13",
        "20251001T130000",
        "2025-10-01T13:00:00.000",
        " 2025-10-01T13:00\n",
    ],
)
def test_a_time_may_be_written_in_every_iso_form(desk: Desk, start: str) -> None:
    """It is the same moment."""
    told = desk.call(
        "BookMeeting", attendees=BEN, room_name="Room_01", start_time=start, end_time="2025-10-01T14:00:00"
    )

    assert told == "Booked Room_01 2025-10-01 13:00-14:00 for Ben King."


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("2025-10-01T13:00:00Z", "names a time zone"),
        ("2025-10-01T13:00:00+08:00", "names a time zone"),
        ("13:00", "is not a time; write it like 2025-10-01T13:00:00"),
        ("", "is not a time"),
        ("tomorrow", "is not a time"),
        ("2025-10-01T25:00:00", "is not a time"),
        ("2025-02-30T13:00:00", "is not a time"),
        ("01.10.2025 13:00", "is not a time"),
        ("1" * 100_000, "is not a time"),
        ("2025-10-01", "is not a time"),
        ("2025-10-01T13:00:00 or later", "is not a time"),
        ("0000-10-01T13:00:00", "is not a time"),
        ("\uff12025-10-01T13:00:00", "is not a time"),
    ],
)
@pytest.mark.parametrize("tool", ["BookMeeting", "CancelMeeting", "AttendMeeting", "GetAvailableRooms"])
def test_what_is_no_time_is_told(desk: Desk, tool: str, start: str, told: str) -> None:
    """By every tool that takes one."""
    others = {"BookMeeting": {"attendees": BEN, "room_name": "Room_01"}, "GetAvailableRooms": {}}
    rest = others.get(tool, {"room_name": "Room_01"})

    answer = desk.call(tool, start_time=start, end_time="2025-10-01T14:00:00", **rest)

    assert answer.startswith(f"[Error] {tool}: ")
    assert told in answer
    assert len(answer) < 11_000


# -- the calendar


def test_a_meeting_is_booked_for_the_trainee(desk: Desk) -> None:
    """She is its organizer, whatever the attendees are."""
    book(desk)

    event = next(of_kind(desk.office.log, MeetingBooked))
    assert (event.organizer, event.attendees, event.at, event.start) == (TRAINEE, (BEN,), at("08:00"), at("13:00"))
    assert desk.now == "08:05"


def test_free_rooms_are_told(desk: Desk) -> None:
    """By name; if there is none, in words."""
    book(desk)

    told = desk.call("GetAvailableRooms", **span("13:30", "15:00"))
    for number in range(2, 11):
        desk.office.calendar.add(
            room=f"Room_{number:02}", start=at("13:00"), end=at("14:00"), organizer=ANN, attendees=[]
        )
    none = desk.call("GetAvailableRooms", **span())

    assert told.startswith("Free from 2025-10-01 13:30 to 15:00: Room_02, Room_03, ")
    assert none == "Free from 2025-10-01 13:00 to 14:00: no room"


def test_a_meeting_is_cancelled(desk: Desk) -> None:
    """And then it is gone."""
    book(desk)

    assert desk.call("CancelMeeting", room_name="Room_01", **span()) == "Cancelled Room_01 2025-10-01 13:00-14:00."
    assert "no meeting is booked in Room_01" in desk.call("CancelMeeting", room_name="Room_01", **span())


def test_attending_lasts_until_the_end(desk: Desk) -> None:
    """The summary is told; leaving costs the minute of every call."""
    desk.office.calendar.add(
        room="Room_01", start=at("13:00"), end=at("14:00"), organizer=ANN, attendees=[TRAINEE], summary="We sell tea."
    )
    desk.office.clock.advance_to(at("12:56"))

    told = attend(desk)

    assert told == "You arrived in Room_01 at 12:56 and stayed until 14:00. We sell tea."
    assert desk.now == "14:01"
    assert desk.logged[0].minutes == 65


@pytest.mark.parametrize("time", ["08:00", "12:54", "14:00", "14:40"])
def test_a_closed_room_moves_no_time(desk: Desk, time: str) -> None:
    """Too early or too late: neither forth nor back."""
    book(desk)
    desk.office.clock.advance_to(at(time))
    before = desk.office.clock.now

    told = attend(desk)

    assert told.startswith("[Error] AttendMeeting: it is ")
    assert (desk.office.clock.now - before).seconds == 60


def test_a_meeting_that_does_not_exist_is_told(desk: Desk) -> None:
    """Another room, start or end is another meeting."""
    book(desk)
    desk.office.clock.advance_to(at("12:56"))

    for other in ({"room_name": "Room_02"}, span("13:00", "14:30"), span("12:30", "14:00")):
        assert "no meeting is booked" in attend(desk, **other)


def test_a_day_may_end_before_a_meeting(tmp_path: Path) -> None:
    """Then she stays until the end of the day."""
    desk = sit_down(tmp_path, start="12:00", end="13:30")
    book(desk)
    desk.office.clock.advance_to(at("13:00"))

    assert attend(desk) == "You arrived in Room_01 at 13:00 and stayed until 13:30."


# -- waiting


@pytest.mark.parametrize(
    ("minutes", "until", "after"),
    [
        (0, "08:00", "08:01"),
        (1, "08:01", "08:02"),
        (90, "09:30", "09:31"),
        (720, "20:00", "20:00"),
        (10**30, "20:00", "20:00"),
    ],
)
def test_waiting_takes_its_time(desk: Desk, minutes: int, until: str, after: str) -> None:
    """Never beyond the day; the call itself costs a minute more."""
    told = desk.call("JumpTime", minutes=minutes)

    assert told == f"You waited until {until}."
    event = next(of_kind(desk.office.log, TimeJumped))
    assert (event.at, event.until, event.reason) == (at("08:00"), at(until), "")
    assert desk.now == after


@pytest.mark.parametrize("minutes", [-1, -(10**30)])
def test_time_does_not_run_backwards(desk: Desk, minutes: int) -> None:
    """A refused wait costs its minute."""
    told = desk.call("JumpTime", minutes=minutes)

    assert told.startswith("[Error] JumpTime: time does not run backwards")
    assert desk.now == "08:01"
    assert not list(of_kind(desk.office.log, TimeJumped))


def test_waiting_stops_at_everything_that_concerns_the_trainee(desk: Desk) -> None:
    """A new task, a change, a meeting of hers, a deadline, in their order, and each is told."""
    inbox = desk.office.inbox
    inbox.receive("a", "do a", at("16:00"))
    inbox.expect(at("10:00"), "b", "do b", at("20:00"))
    inbox.expect_change(at("11:00"), "a", "a is due earlier", at("15:00"))
    book(desk)

    told = [desk.call("JumpTime", minutes=600) for _ in range(5)]

    assert told == [
        "You waited until 10:00: a new task has arrived.",
        "You waited until 11:00: a task has changed.",
        "You waited until 12:55: your meeting in Room_01 starts at 13:00.",
        "You waited until 15:00: the deadline of a task (15:00).",
        "You waited until 20:00: the deadline of a task (20:00).",
    ]


def test_waiting_tells_everything_of_one_moment(desk: Desk) -> None:
    """A task that comes when a room opens hides neither."""
    desk.office.inbox.expect(at("12:55"), "b", "do b", at("20:00"))
    book(desk)

    told = desk.call("JumpTime", minutes=600)

    assert told == "You waited until 12:55: a new task has arrived; your meeting in Room_01 starts at 13:00."


def test_a_meeting_booked_late_is_not_waited_past(desk: Desk) -> None:
    """Booking takes 5 minutes, in which the room opens."""
    desk.office.clock.advance_to(at("12:53"))
    book(desk)

    told = desk.call("JumpTime", minutes=600)

    assert told == "You waited until 13:00: your meeting in Room_01 starts at 13:00."


# -- the end of the work


def test_the_day_ends_when_all_is_done(desk: Desk) -> None:
    """The published word stands in the answer."""
    assert "##DONE##" in desk.call("all_tasks_done")
    assert desk.office.done


def test_done_waits_for_what_is_to_come(desk: Desk) -> None:
    """Task by task; deadlines on the way fall."""
    desk.office.inbox.receive("a", "do a", at("09:00"))
    desk.office.inbox.expect(at("10:00"), "b", "do b", at("20:00"))
    desk.office.inbox.expect(at("15:00"), "c", "do c", at("20:00"))

    told = [desk.call("all_tasks_done") for _ in range(2)]
    assert told == [
        "Well done so far. You waited until 10:00, when something new came in.",
        "Well done so far. You waited until 15:00, when something new came in.",
    ]
    assert not desk.office.done
    assert "##DONE##" in desk.call("all_tasks_done")
