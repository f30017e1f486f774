"""What is judged: the booking that stands, the trainee's arrival, who is invited, and whether that was found out."""

from __future__ import annotations

from datetime import timedelta

from pytest_traineebench.company.calendar import EARLY, Meeting
from pytest_traineebench.company.events import MeetingBooked
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.npc.times import Appointment, read_times
from pytest_traineebench.npc.words import normalise
from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.meeting_book.answer import Answer, Refusal

LATE = timedelta(minutes=5)
"""How long after the start an arrival still counts as on time."""


def meeting_booked(evidence: Evidence, answer: Answer) -> Verdict:
    """The trainee's own booking for exactly the asked time stands in the calendar."""
    if _booking(evidence, answer) is not None:
        return PASSED
    own = [str(meeting) for meeting in evidence.meetings if meeting.organizer == evidence.trainee]
    found = "; ".join(own) or "no booking of the trainee"
    return missed(
        f"expected a meeting at {answer.start:%Y-%m-%d %H:%M}-{answer.end:%H:%M}; found {found}",
        "Find a room that is free for the whole of the given time and book it in your own name, for exactly that time.",
    )


def attended_on_time(evidence: Evidence, answer: Answer) -> Verdict:
    """The trainee entered the room of the booked meeting within 5 minutes of its start."""
    booking = _booking(evidence, answer)
    if booking is None:
        return _nothing_booked()
    arrival = booking.arrivals.get(evidence.trainee)
    if arrival is not None and answer.start - EARLY <= arrival <= answer.start + LATE:
        return PASSED
    found = "the trainee did not come" if arrival is None else f"she came at {arrival:%H:%M}"
    return missed(
        f"expected arrival at {answer.start:%H:%M}, give or take 5 minutes; {found}",
        "Keep an eye on the system time, and go to the meeting that you booked when its room opens.",
    )


def available_people_invited(evidence: Evidence, answer: Answer) -> Verdict:
    """Everybody who is to come is invited; each person from outside the group takes one share back."""
    booking = _booking(evidence, answer)
    if booking is None:
        return _nothing_booked()
    invited = _invited(booking, evidence)
    absent = [name for name in answer.eligible if name not in invited]
    outsiders = sorted(invited - set(answer.eligible) - {refusal.person for refusal in answer.refusals})
    right = len(answer.eligible) - len(absent)
    return partly(
        max(right - len(outsiders), 0),
        len(answer.eligible),
        f"not invited: {', '.join(absent) or 'nobody'}; invited from outside: {', '.join(outsiders) or 'nobody'}",
        "Find out who of the group is to take part, asking on where somebody cannot decide; invite all of them and "
        "nobody from outside.",
    )


def unavailable_people_left_out(evidence: Evidence, answer: Answer) -> Verdict:
    """Nobody is invited who cannot come, and the trainee knew so before she booked."""
    booking = _booking(evidence, answer)
    if booking is None:
        return _nothing_booked()
    invited = _invited(booking, evidence)
    if 2 * len(invited & set(answer.eligible)) < len(answer.eligible):
        return missed(
            f"only {len(invited & set(answer.eligible))} of {len(answer.eligible)} are invited who should be",
            "Leaving people out counts once most of those who can come are invited.",
        )
    wrong = [refusal.person for refusal in answer.refusals if refusal.person in invited]
    if wrong:
        return missed(
            f"invited although they cannot come: {', '.join(wrong)}",
            "Ask everybody about their availability before you book; where somebody cannot decide, ask who can.",
        )
    return _found_out(evidence, answer, booking)


CHECKPOINTS = (
    Checkpoint(name="meeting_booked", points=1, check=meeting_booked),
    Checkpoint(name="attended_on_time", points=1, check=attended_on_time),
    Checkpoint(name="available_people_invited", points=1, check=available_people_invited),
    Checkpoint(name="unavailable_people_left_out", points=1, check=unavailable_people_left_out),
)


def _found_out(evidence: Evidence, answer: Answer, booking: Meeting) -> Verdict:
    booked = next(
        order
        for order, event in enumerate(evidence.events)
        if isinstance(event, MeetingBooked) and event.meeting == booking.number
    )
    guessed = [refusal for refusal in answer.refusals if not _was_told(evidence, answer, refusal, before=booked)]
    return partly(
        len(answer.refusals) - len(guessed),
        len(answer.refusals),
        "left out without having been told so before the booking: "
        + ", ".join(f"{refusal.person} (known to {refusal.told_by})" for refusal in guessed),
        "Ask everybody about their availability, and wait for clear answers, before you book.",
    )


def _was_told(evidence: Evidence, answer: Answer, refusal: Refusal, *, before: int) -> bool:
    """Whether the trainee asked whoever knows, and got that answer for this meeting, in time."""
    asked = evidence.said(lambda _: True, to=refusal.told_by)
    if asked is None:
        return False
    words, time = _plain(refusal.words), _time(answer)

    def is_the_answer(text: str) -> bool:
        # The same colleague can be asked about another meeting of the day.
        return words in _plain(text) and not time.contradicted_by(read_times(normalise(text)))

    told = evidence.heard(is_the_answer, of=refusal.told_by, after=asked.order)
    return told is not None and told.order < before


def _time(answer: Answer) -> Appointment:
    start, end = (moment.hour * 60 + moment.minute for moment in (answer.start, answer.end))
    return Appointment(start, end, (answer.start.month, answer.start.day))


def _booking(evidence: Evidence, answer: Answer) -> Meeting | None:
    """Return the trainee's booking for the asked time; the calendar lets nobody book two at one time."""
    for meeting in evidence.meetings:
        if (meeting.organizer, meeting.start, meeting.end) == (evidence.trainee, answer.start, answer.end):
            return meeting
    return None


def _invited(booking: Meeting, evidence: Evidence) -> set[str]:
    return set(booking.attendees) - {evidence.trainee}


def _nothing_booked() -> Verdict:
    return missed(
        "no booking of the trainee stands at the asked time",
        "First of all the meeting has to stand in the calendar, in your own name and for exactly the given time.",
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
