"""The meeting calendar."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from support.offices import ANN, BEN, BETH, CARL, at, open_office

from pytest_traineebench.company.calendar import ROOMS, Calendar, Meeting
from pytest_traineebench.company.events import MeetingAttended, MeetingBooked, MeetingCancelled, of_kind
from pytest_traineebench.company.office import Office
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.errors import ToolError


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office at 08:00."""
    return open_office(tmp_path)


@pytest.fixture
def calendar(office: Office) -> Calendar:
    """Its empty calendar."""
    return office.calendar


def book(calendar: Calendar, start: str, end: str, room: str = "Room_01", attendees: str = BEN) -> Meeting:
    """Book for the trainee; times may carry a date of their own."""
    moments = [datetime.fromisoformat(time) if "T" in time else at(time) for time in (start, end)]
    return calendar.book(organizer=TRAINEE, attendees=attendees, room=room, start=moments[0], end=moments[1])


@pytest.mark.parametrize(("start", "end"), [("09:00", "17:00"), ("09:00", "09:01"), ("16:59", "17:00")])
def test_meetings_are_held_in_business_hours(calendar: Calendar, start: str, end: str) -> None:
    """Both borders belong to them."""
    assert book(calendar, start, end).number == 1


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("08:59:59", "10:00", "between 09:00 and 17:00"),
        ("16:00", "17:00:01", "between 09:00 and 17:00"),
        ("16:00", "17:00:00.000001", "between 09:00 and 17:00"),
        ("17:00", "18:00", "between 09:00 and 17:00"),
        ("00:00", "23:59", "between 09:00 and 17:00"),
        ("16:00", "2025-10-02T10:00", "of one day"),
        ("10:00:30", "11:00", "on a full minute"),
        ("10:00", "11:00:00.5", "on a full minute"),
        ("16:00", "09:00", "must be after the start"),
        ("10:00", "10:00", "must be after the start"),
        ("2025-10-02T10:00", "11:00", "must be after the start"),
        ("2025-09-30T10:00", "2025-09-30T11:00", "is in the past; it is 2025-10-01 08:00"),
        ("0001-01-01T10:00", "0001-01-01T11:00", "is in the past"),
    ],
)
def test_other_times_are_refused(calendar: Calendar, start: str, end: str, told: str) -> None:
    """The refusal says what is wrong, and nothing is booked."""
    with pytest.raises(ToolError, match=told):
        book(calendar, start, end)

    assert calendar.meetings == ()


def test_this_minute_is_not_the_past(office: Office) -> None:
    """A meeting may start now, but not a minute ago."""
    office.clock.advance(120)

    with pytest.raises(ToolError, match="09:59 is in the past"):
        book(office.calendar, "09:59", "11:00")

    assert book(office.calendar, "10:00", "11:00").number == 1


def test_another_day_can_be_booked(calendar: Calendar) -> None:
    """The calendar does not end with the day."""
    assert book(calendar, "2025-10-02T10:00", "2025-10-02T11:00").number == 1
    assert book(calendar, "9999-12-31T10:00", "9999-12-31T11:00").number == 2


def test_what_is_wrong_is_told_in_a_fixed_order(calendar: Calendar) -> None:
    """Times, then the room, then the people, then what is taken."""
    book(calendar, "10:00", "11:00")

    for start, room, attendees, told in (
        ("08:00", "Room_99", "Nobody", "between 09:00"),
        ("10:00", "Room_99", "Nobody", "no room 'Room_99'"),
        ("10:00", "Room_01", "Nobody", "nobody at the company"),
        ("10:00", "Room_01", BEN, "Room_01 is booked by Alice Smith from 10:00 to 11:00"),
        ("10:00", "Room_02", BEN, "Alice Smith is in Room_01 from 10:00 to 11:00; Ben King is in Room_01"),
    ):
        with pytest.raises(ToolError, match=told):
            book(calendar, start, "11:00", room, attendees)


@pytest.mark.parametrize("room", ["Room_01", "room_01", " ROOM_01\n"])
def test_a_room_is_known_in_any_case(calendar: Calendar, room: str) -> None:
    """It is kept under its own name."""
    assert book(calendar, "10:00", "11:00", room).room == "Room_01"


@pytest.mark.parametrize("room", ["Room_00", "Room_11", "Room_1", "Room 01", "", "01", "../Room_01"])
def test_an_unknown_room_is_refused(calendar: Calendar, room: str) -> None:
    """The refusal names the rooms."""
    with pytest.raises(ToolError, match="rooms are Room_01 to Room_10"):
        book(calendar, "10:00", "11:00", room)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (BEN, (BEN,)),
        (f"{BETH},{BEN}", (BETH, BEN)),
        (f"  {BETH} ;\n{BEN} ,", (BETH, BEN)),
        (f"{BEN}, ben  king, BEN KING", (BEN,)),
        (f"{BEN},{TRAINEE}", (BEN, TRAINEE)),
        ("alice smith", (TRAINEE,)),
    ],
)
def test_attendees_are_full_names_in_a_text(calendar: Calendar, written: str, understood: tuple[str, ...]) -> None:
    """Commas or semicolons between them; case, spaces and repetition do not matter, the order stays."""
    assert book(calendar, "10:00", "11:00", attendees=written).attendees == understood


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "at least one attendee"),
        (" , ;", "at least one attendee"),
        ("Bem King", "nobody at the company is called 'Bem King'; did you mean 'Ben King'"),
        (f"{BEN} and {BETH}", "nobody at the company is called 'Ben King and Beth King'"),
        (f"{BEN}, Zaphod", "'Zaphod'; ListUsers shows everybody"),
    ],
)
def test_unknown_attendees_are_refused(calendar: Calendar, written: str, told: str) -> None:
    """The refusal names the first, and whom it could mean."""
    with pytest.raises(ToolError, match=told):
        book(calendar, "10:00", "11:00", attendees=written)


@pytest.mark.parametrize(
    ("start", "end"), [("10:30", "11:30"), ("09:30", "10:01"), ("10:15", "10:45"), ("09:00", "17:00")]
)
def test_overlapping_meetings_conflict(calendar: Calendar, start: str, end: str) -> None:
    """In the room, and for everybody in it; free is who and what is elsewhere."""
    calendar.add(room="Room_01", start=at("10:00"), end=at("11:00"), organizer=ANN, attendees=[BETH])

    with pytest.raises(ToolError, match="Room_01 is booked by Ann Lee from 10:00 to 11:00"):
        book(calendar, start, end)
    with pytest.raises(ToolError, match=r"^Beth King is in Room_01 from 10:00 to 11:00$"):
        book(calendar, start, end, "Room_02", f"{BEN},{BETH}")
    with pytest.raises(ToolError, match=r"^Ann Lee is in Room_01 from 10:00 to 11:00$"):
        book(calendar, start, end, "Room_02", ANN)

    assert book(calendar, start, end, "Room_02", CARL).number == 2


def test_meetings_may_follow_each_other(calendar: Calendar) -> None:
    """The end of one is no overlap with the start of the next."""
    book(calendar, "10:00", "11:00")

    assert book(calendar, "11:00", "12:00").number == 2
    assert book(calendar, "09:00", "10:00").number == 3


def test_free_rooms_are_those_nobody_booked(calendar: Calendar) -> None:
    """A room is free before and after its meeting."""
    book(calendar, "10:00", "11:00", "Room_04")

    assert calendar.free_rooms(at("10:59"), at("12:00")) == tuple(room for room in ROOMS if room != "Room_04")
    assert calendar.free_rooms(at("11:00"), at("12:00")) == ROOMS
    with pytest.raises(ToolError, match="between 09:00 and 17:00"):
        calendar.free_rooms(at("08:00"), at("10:00"))
    with pytest.raises(ToolError, match="after the start"):
        calendar.free_rooms(at("11:00"), at("10:00"))


def test_cancelling_frees_room_and_people(office: Office) -> None:
    """The same can be booked again, under a new number."""
    book(office.calendar, "10:00", "11:00")

    office.calendar.cancel(organizer=TRAINEE, room="room_01 ", start=at("10:00"), end=at("11:00"))

    assert office.calendar.meetings == ()
    assert book(office.calendar, "10:00", "11:00").number == 2
    assert [event.meeting for event in of_kind(office.log, MeetingCancelled)] == [1]
    assert [event.meeting for event in of_kind(office.log, MeetingBooked)] == [1, 2]


@pytest.mark.parametrize(("room", "start", "end"), [("Room_02", "10:00", "11:00"), ("Room_01", "10:00", "11:30")])
def test_only_what_is_booked_can_be_cancelled(calendar: Calendar, room: str, start: str, end: str) -> None:
    """Room, start and end must be those of the meeting."""
    book(calendar, "10:00", "11:00")

    with pytest.raises(ToolError, match=f"no meeting is booked in {room} from 2025-10-01 {start} to {end}"):
        calendar.cancel(organizer=TRAINEE, room=room, start=at(start), end=at(end))


def test_nobody_cancels_the_meeting_of_another(calendar: Calendar) -> None:
    """The company's meeting stays."""
    calendar.add(room="Room_01", start=at("10:00"), end=at("11:00"), organizer=ANN, attendees=[TRAINEE])

    with pytest.raises(ToolError, match="booked by Ann Lee, who alone can cancel"):
        calendar.cancel(organizer=TRAINEE, room="Room_01", start=at("10:00"), end=at("11:00"))

    assert len(calendar.meetings) == 1


@pytest.mark.parametrize(
    ("time", "told"),
    [("09:54", "opens 5 minutes before the start at 10:00"), ("11:00", "ended at 11:00"), ("15:00", "ended")],
)
def test_a_meeting_is_attended_in_its_window(office: Office, time: str, told: str) -> None:
    """From 5 minutes before the start until the end, and not at another time."""
    book(office.calendar, "10:00", "11:00")
    office.clock.advance_to(at(time))

    with pytest.raises(ToolError, match=told):
        office.calendar.attend(person=TRAINEE, room="Room_01", start=at("10:00"), end=at("11:00"))

    assert office.calendar.meetings[0].arrivals == {}


@pytest.mark.parametrize("time", ["09:55", "10:00", "10:59"])
def test_the_first_arrival_counts(office: Office, time: str) -> None:
    """Coming again changes nothing and is not logged."""
    book(office.calendar, "10:00", "11:00")
    office.clock.advance_to(at(time))
    for _ in range(2):
        office.calendar.attend(person=TRAINEE, room="Room_01", start=at("10:00"), end=at("11:00"))
        office.clock.advance_to(at("10:59"))

    assert office.calendar.meetings[0].arrivals == {TRAINEE: at(time)}
    assert [event.at for event in of_kind(office.log, MeetingAttended)] == [at(time)]


def test_frozen_meetings_do_not_change(office: Office) -> None:
    """What was judged stays as it was."""
    book(office.calendar, "10:00", "11:00")
    frozen = office.calendar.freeze()
    office.clock.advance_to(at("10:00"))

    office.calendar.attend(person=TRAINEE, room="Room_01", start=at("10:00"), end=at("11:00"))
    office.calendar.cancel(organizer=TRAINEE, room="Room_01", start=at("10:00"), end=at("11:00"))

    assert [meeting.arrivals for meeting in frozen] == [{}]


def test_waiting_stops_when_the_room_opens(office: Office) -> None:
    """Once per meeting of hers, 5 minutes before the start; others' meetings do not stop her."""
    office.calendar.add(room="Room_02", start=at("09:30"), end=at("10:00"), organizer=ANN, attendees=[BEN])
    book(office.calendar, "10:00", "11:00")

    first, then = office.clock.wait(600), office.clock.wait(600)

    assert first == ("your meeting in Room_01 starts at 10:00",)
    assert then == ()
    assert office.clock.now > at("17:00")


@pytest.mark.parametrize("booked_at", ["12:55", "12:57"])
def test_waiting_stops_at_the_start_of_a_meeting_booked_late(office: Office, booked_at: str) -> None:
    """A room that is open already is no reason to let her wait past the start."""
    office.clock.advance_to(at(booked_at))
    book(office.calendar, "13:00", "14:00")

    assert office.clock.wait(600) == ("your meeting in Room_01 starts at 13:00",)
    assert office.clock.now == at("13:00")


def test_waiting_stops_at_the_start_if_the_room_opened_while_she_was_busy(office: Office) -> None:
    """She was not told when it opened, so she is at the start."""
    book(office.calendar, "13:00", "14:00")
    office.clock.advance_to(at("12:58"))

    assert office.clock.wait(600) == ("your meeting in Room_01 starts at 13:00",)
    assert office.clock.now == at("13:00")
    assert office.clock.wait(600) == ()


@pytest.mark.parametrize("cancelled_at", ["08:00", "12:58"])
def test_a_cancelled_meeting_stops_nobody(office: Office, cancelled_at: str) -> None:
    """Its reminder goes with it, whichever of the two it was."""
    book(office.calendar, "13:00", "14:00")
    office.clock.advance_to(at(cancelled_at))

    office.calendar.cancel(organizer=TRAINEE, room="Room_01", start=at("13:00"), end=at("14:00"))

    assert office.clock.wait(600) == ()
    assert office.clock.now > at("17:00")
