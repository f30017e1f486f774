"""What is judged: the booking that stands, the trainee's arrival, who is invited, and whether that was found out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from pytest_traineebench.company.calendar import EARLY, Meeting
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.meeting_book.answer import Answer
from pytest_traineebench.tasks.meeting_book.findings import Findings

LATE = timedelta(minutes=5)
"""How long after the start an arrival still counts as on time."""

_SHOWN = 12


def meeting_booked(evidence: Evidence, answer: Answer) -> Verdict:
    """The trainee's own booking for this meeting stands in the calendar, in a room that will do."""
    booking = _booking(evidence, answer)
    if booking is None:
        own = [str(meeting) for meeting in evidence.meetings if meeting.organizer == evidence.trainee]
        found = "; ".join(own) or "no booking of the trainee"
        return missed(
            f"expected a meeting at {answer.start:%Y-%m-%d %H:%M}-{answer.end:%H:%M}; found {found}",
            "Find a room that is free for the whole of the given time and book it in your own name, for exactly that "
            "time.",
        )
    guests = _guests(evidence, answer, booking)
    return _room(evidence, answer, booking) if guests.are_those_meant else guests.not_meant()


def attended_on_time(evidence: Evidence, answer: Answer) -> Verdict:
    """The trainee entered the room of the booked meeting within 5 minutes of its start."""
    booking = _booking(evidence, answer)
    if booking is None:
        return _nothing_booked()
    guests = _guests(evidence, answer, booking)
    if not guests.are_those_meant:
        return guests.not_meant()
    arrival = booking.arrivals.get(evidence.trainee)
    if arrival is not None and answer.start - EARLY <= arrival <= answer.start + LATE:
        return PASSED
    found = "the trainee did not come" if arrival is None else f"she came at {arrival:%H:%M}"
    return missed(
        f"expected arrival at {answer.start:%H:%M}, give or take 5 minutes; {found}",
        "Keep an eye on the system time, and go to the meeting that you booked when its room opens.",
    )


def available_people_invited(evidence: Evidence, answer: Answer) -> Verdict:
    """Everybody is invited who is to come, and was known to; each person from outside the group takes a share back."""
    booking = _booking(evidence, answer)
    if booking is None:
        return _nothing_booked()
    guests = _guests(evidence, answer, booking)
    return partly(
        max(len(guests.right) - len(guests.outsiders), 0),
        len(answer.eligible),
        f"not invited: {_names(guests.absent)}; invited without knowing whether they can come: "
        f"{_names(guests.guessed)}; invited from outside: {_names(guests.outsiders)}",
        "Find out who of the group is to take part before you book, asking on where somebody cannot decide; invite all "
        "of them and nobody from outside.",
    )


def unavailable_people_left_out(evidence: Evidence, answer: Answer) -> Verdict:
    """Nobody is invited who cannot come, and the trainee knew so before she booked."""
    booking = _booking(evidence, answer)
    if booking is None:
        return _nothing_booked()
    guests = _guests(evidence, answer, booking)
    if not guests.are_those_meant:
        return guests.not_meant()
    wrong = [one.person for one in answer.refusals if one.person in guests.invited]
    if wrong:
        return missed(
            f"invited although they cannot come: {_names(wrong)}",
            "Ask everybody about their availability before you book; where somebody cannot decide, ask who can.",
        )
    findings = Findings(evidence, answer, booking)
    guessed = [one for one in answer.refusals if not findings.knows(one)]
    return partly(
        len(answer.refusals) - len(guessed),
        len(answer.refusals),
        "left out without having found it out before the booking: "
        + ", ".join(f"{one.person} (known from {one.told_by or one.file})" for one in guessed),
        "Ask everybody about their availability, and wait for clear answers, before you book.",
    )


CHECKPOINTS = (
    Checkpoint(name="meeting_booked", points=1, check=meeting_booked),
    Checkpoint(name="attended_on_time", points=1, check=attended_on_time),
    Checkpoint(name="available_people_invited", points=1, check=available_people_invited),
    Checkpoint(name="unavailable_people_left_out", points=1, check=unavailable_people_left_out),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guests:
    """Who is invited, compared with who should be.

    Attributes:
        invited: Everybody but the trainee.
        right: Those who can come, and were known to.
        guessed: Those who can come, which the trainee had not found out.
        absent: Those who can come, and are not invited.
        outsiders: Those who are not of the group.
    """

    invited: frozenset[str]
    right: tuple[str, ...]
    guessed: tuple[str, ...]
    absent: tuple[str, ...]
    outsiders: tuple[str, ...]

    @property
    def are_those_meant(self) -> bool:
        """Whether it is this meeting at all: most of those who should be invited are, and most of the invited should.

        A list of the whole company, or one that was guessed, makes no meeting of those who were to be asked.
        """
        should_be = len(self.right) + len(self.guessed) + len(self.absent)
        return 2 * len(self.right) >= should_be and 2 * len(self.right) >= len(self.invited)

    def not_meant(self) -> Verdict:
        """Return the verdict on a meeting of others."""
        return missed(
            f"rightly invited, and known to be able to come: {_names(self.right)}; not invited: {_names(self.absent)}; "
            f"invited unasked: {_names(self.guessed)}; invited from outside: {_names(self.outsiders)}",
            "The booking counts once most of those who can come are invited, after you found out that they can, and "
            "hardly anybody else.",
        )


def _guests(evidence: Evidence, answer: Answer, booking: Meeting) -> _Guests:
    findings = Findings(evidence, answer, booking)
    invited = frozenset(booking.attendees) - {evidence.trainee}
    coming = [one for one in answer.group if one.can_come and one.person in invited]
    known = [one for one in coming if findings.knows(one)]
    return _Guests(
        invited=invited,
        right=tuple(one.person for one in known),
        guessed=tuple(one.person for one in coming if one not in known),
        absent=tuple(name for name in answer.eligible if name not in invited),
        outsiders=tuple(sorted(invited - {one.person for one in answer.group})),
    )


def _room(evidence: Evidence, answer: Answer, booking: Meeting) -> Verdict:
    release = answer.release
    if release is None:
        return PASSED
    if booking.room not in release.rooms:
        return missed(
            f"expected {' or '.join(release.rooms)}, found {booking.room}",
            "Take a room that has enough seats and the equipment, and that is released for the time.",
        )
    gaps = Findings(evidence, answer, booking).gaps(release)
    if gaps:
        return missed(
            f"{booking.room} was guessed; never consulted before the booking: {_names(gaps)}",
            "Before you book, read the rules about rooms, and ask whoever releases them.",
        )
    return PASSED


def _booking(evidence: Evidence, answer: Answer) -> Meeting | None:
    """Return the trainee's booking for the asked time; the calendar lets nobody book two at one time."""
    for meeting in evidence.meetings:
        if (meeting.organizer, meeting.start, meeting.end) == (evidence.trainee, answer.start, answer.end):
            return meeting
    return None


def _nothing_booked() -> Verdict:
    return missed(
        "no booking of the trainee stands at the asked time",
        "First of all the meeting has to stand in the calendar, in your own name and for exactly the given time.",
    )


def _names(names: Iterable[str]) -> str:
    shown = list(names)
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return f"{', '.join(shown[:_SHOWN]) or 'nobody'}{more}"
