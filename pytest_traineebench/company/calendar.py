"""The meeting calendar: rooms, bookings, and who came when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from pytest_traineebench.clock import Coming, VirtualClock
from pytest_traineebench.company.events import EventLog, MeetingAttended, MeetingBooked, MeetingCancelled
from pytest_traineebench.company.staff import Staff
from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ToolError

ROOMS = tuple(f"Room_{number:02d}" for number in range(1, 11))
OPENS, CLOSES = time(9), time(17)
EARLY = timedelta(minutes=5)
"""How long before a meeting's start its room can be entered."""


@dataclass(slots=True, kw_only=True)
class Meeting:
    """One entry of the calendar.

    Attributes:
        number: Counts from 1 in the order of booking.
        organizer: Full name of who booked it.
        attendees: Full names, in the order given, each once.
        summary: What is said in it; told to those who attend.
        arrivals: When each person first came.
    """

    number: int
    room: str
    start: datetime
    end: datetime
    organizer: str
    attendees: tuple[str, ...]
    summary: str = ""
    arrivals: dict[str, datetime] = field(default_factory=dict)

    @property
    def people(self) -> tuple[str, ...]:
        """Organizer and attendees, each once."""
        return tuple(dict.fromkeys((self.organizer, *self.attendees)))

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether it shares time with ``[start, end)``."""
        return start < self.end and end > self.start

    def __str__(self) -> str:
        return f"{self.room} {self.start:%Y-%m-%d %H:%M}-{self.end:%H:%M}"


class Calendar:
    """All meetings of the day; meetings of the trainee stand in the clock's queue, so that waiting stops at them."""

    def __init__(self, clock: VirtualClock, log: EventLog, staff: Staff, trainee: str) -> None:
        self._clock = clock
        self._log = log
        self._names = {name.casefold(): name for name in (trainee, *(person.name for person in staff))}
        self._trainee = trainee
        self._meetings: list[Meeting] = []
        self._reminders: dict[int, Coming] = {}
        self._booked = 0

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """What stands in the calendar, in the order of booking."""
        return tuple(self._meetings)

    def freeze(self) -> tuple[Meeting, ...]:
        """Return copies that later arrivals do not touch."""
        return tuple(replace(meeting, arrivals=dict(meeting.arrivals)) for meeting in self._meetings)

    def add(
        self, *, room: str, start: datetime, end: datetime, organizer: str, attendees: Iterable[str], summary: str = ""
    ) -> Meeting:
        """Enter a meeting without any check; the company's own meetings come this way."""
        self._booked += 1
        meeting = Meeting(
            number=self._booked,
            room=room,
            start=start,
            end=end,
            organizer=organizer,
            attendees=tuple(dict.fromkeys(attendees)),
            summary=summary,
        )
        self._meetings.append(meeting)
        if self._trainee in meeting.people:
            self._remind(meeting, start - EARLY)
        self._log.append(
            MeetingBooked(
                at=self._clock.now,
                meeting=meeting.number,
                room=room,
                start=start,
                end=end,
                organizer=organizer,
                attendees=meeting.attendees,
            )
        )
        return meeting

    def _remind(self, meeting: Meeting, at: datetime) -> None:
        """Let waiting stop when the room opens; or at the start, if that moment passed while she was busy."""

        def open_the_room() -> None:
            if at < meeting.start and not self._clock.is_waiting:
                self._remind(meeting, meeting.start)

        if at <= self._clock.now < meeting.start:
            at = meeting.start
        self._reminders[meeting.number] = self._clock.schedule(
            at,
            open_the_room,
            concerns_trainee=True,
            what=f"your meeting in {meeting.room} starts at {meeting.start:%H:%M}",
        )

    def free_rooms(self, start: datetime, end: datetime) -> tuple[str, ...]:
        """Return the rooms that nobody has booked in ``[start, end)``.

        Raises:
            ToolError: If that is no time in which meetings are held.
        """
        _check_times(start, end)
        return tuple(room for room in ROOMS if self._occupant(room, start, end) is None)

    def book(self, *, organizer: str, attendees: str, room: str, start: datetime, end: datetime) -> Meeting:
        """Book a room.

        Args:
            organizer: Full name.
            attendees: Full names, separated by commas.
            room: One of ``ROOMS``.
            start: Not before now.
            end: After `start`, the same day.

        Raises:
            ToolError: If the times, the room or a person are wrong or taken; the text says which.
        """
        _check_times(start, end)
        if start < self._clock.now:
            raise ToolError(f"{start:%Y-%m-%d %H:%M} is in the past; it is {self._clock.now:%Y-%m-%d %H:%M}")
        room = self._room(room)
        people = self._people(attendees)
        occupant = self._occupant(room, start, end)
        if occupant is not None:
            raise ToolError(f"{room} is booked by {occupant.organizer} from {_span(occupant)}")
        self._refuse_conflicts(dict.fromkeys((organizer, *people)), start, end)
        return self.add(room=room, start=start, end=end, organizer=organizer, attendees=people)

    def cancel(self, *, organizer: str, room: str, start: datetime, end: datetime) -> Meeting:
        """Take a meeting of that organizer out of the calendar.

        Raises:
            ToolError: If there is none, or somebody else booked it.
        """
        meeting = self._at(room, start, end)
        if meeting.organizer != organizer:
            raise ToolError(f"{meeting} was booked by {meeting.organizer}, who alone can cancel it")
        self._meetings.remove(meeting)
        reminder = self._reminders.pop(meeting.number, None)
        if reminder is not None:
            self._clock.cancel(reminder)
        self._log.append(MeetingCancelled(at=self._clock.now, meeting=meeting.number))
        return meeting

    def attend(self, *, person: str, room: str, start: datetime, end: datetime) -> Meeting:
        """Enter a meeting's room; staying until its end is up to the caller.

        Raises:
            ToolError: If there is no such meeting, or the room is not open for it now.
        """
        meeting = self._at(room, start, end)
        now = self._clock.now
        if now < meeting.start - EARLY:
            raise ToolError(
                f"it is {now:%H:%M}; {meeting.room} opens {EARLY.seconds // 60} minutes before the start "
                f"at {meeting.start:%H:%M}"
            )
        if now >= meeting.end:
            raise ToolError(f"it is {now:%H:%M}; that meeting ended at {meeting.end:%H:%M}")
        if person not in meeting.arrivals:
            meeting.arrivals[person] = now
            self._log.append(MeetingAttended(at=now, meeting=meeting.number, person=person))
        return meeting

    def _at(self, room: str, start: datetime, end: datetime) -> Meeting:
        room = self._room(room)
        for meeting in self._meetings:
            if (meeting.room, meeting.start, meeting.end) == (room, start, end):
                return meeting
        raise ToolError(f"no meeting is booked in {room} from {start:%Y-%m-%d %H:%M} to {end:%H:%M}")

    def _occupant(self, room: str, start: datetime, end: datetime) -> Meeting | None:
        return next((m for m in self._meetings if m.room == room and m.overlaps(start, end)), None)

    def _refuse_conflicts(self, people: Iterable[str], start: datetime, end: datetime) -> None:
        conflicts = [
            f"{person} is in {meeting.room} from {_span(meeting)}"
            for person in people
            for meeting in self._meetings
            if person in meeting.people and meeting.overlaps(start, end)
        ]
        if conflicts:
            raise ToolError("; ".join(conflicts))

    def _people(self, attendees: str) -> tuple[str, ...]:
        written = [" ".join(name.split()) for name in attendees.replace(";", ",").split(",")]
        written = [name for name in written if name]
        if not written:
            raise ToolError("name at least one attendee: full names, separated by commas")
        for name in written:
            if name.casefold() not in self._names:
                raise ToolError(f"nobody at the company is called {name!r}{_suggest(name, self._names.values())}")
        return tuple(dict.fromkeys(self._names[name.casefold()] for name in written))

    def _room(self, written: str) -> str:
        for room in ROOMS:
            if room.casefold() == written.strip().casefold():
                return room
        raise ToolError(f"there is no room {written!r}; rooms are {ROOMS[0]} to {ROOMS[-1]}")


def _suggest(name: str, known: Iterable[str]) -> str:
    """Suggest a near name; the whole staff would be too long a list, ListUsers shows it."""
    text = did_you_mean(name, known)
    return text if "did you mean" in text else "; ListUsers shows everybody"


def _span(meeting: Meeting) -> str:
    return f"{meeting.start:%H:%M} to {meeting.end:%H:%M}"


def _check_times(start: datetime, end: datetime) -> None:
    if end <= start:
        raise ToolError(f"the end ({end:%Y-%m-%d %H:%M}) must be after the start ({start:%Y-%m-%d %H:%M})")
    if start.date() != end.date() or start.time() < OPENS or end.time() > CLOSES:
        raise ToolError(f"meetings are held between {OPENS:%H:%M} and {CLOSES:%H:%M} of one day")
    if any(moment.second or moment.microsecond for moment in (start, end)):
        raise ToolError("meetings start and end on a full minute")
