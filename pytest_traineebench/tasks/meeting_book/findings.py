"""What the trainee had found out before she booked: nothing that she was never told counts as known."""

from __future__ import annotations

from pytest_traineebench.company.calendar import Meeting
from pytest_traineebench.company.events import FileDownloaded, MeetingBooked
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.npc.times import Appointment, read_times
from pytest_traineebench.npc.words import normalise
from pytest_traineebench.tasks.meeting_book.answer import Answer, Availability, Release


class Findings:
    """What is known from answers and files that came before a booking.

    Args:
        evidence: The state of the day.
        answer: What is right.
        booking: The booking.
    """

    def __init__(self, evidence: Evidence, answer: Answer, booking: Meeting) -> None:
        self._evidence = evidence
        self._time = _time(answer)
        self._before = _order(evidence, booking)

    def knows(self, one: Availability) -> bool:
        """Whether it was found out if somebody can come."""
        return self._was_fetched(one.file) if one.file else self._was_told(one.words, by=one.told_by)

    def gaps(self, release: Release) -> list[str]:
        """Return what was not found out about the rooms: the file not fetched, the person not asked."""
        gaps = [] if self._was_fetched(release.file) else [release.file]
        return gaps if self._was_told(release.words, by=release.told_by) else [*gaps, release.told_by]

    def _was_fetched(self, file: str) -> bool:
        events = self._evidence.events[: self._before]
        return any(isinstance(event, FileDownloaded) and event.source == file for event in events)

    def _was_told(self, words: str, *, by: str) -> bool:
        """Whether the trainee asked whoever knows, and got that answer for this meeting, in time."""
        asked = self._evidence.said(lambda _: True, to=by)
        if asked is None:
            return False
        plain = _plain(words)

        def is_the_answer(text: str) -> bool:
            # The same colleague can be asked about another meeting of the day.
            return plain in _plain(text) and not self._time.contradicted_by(read_times(normalise(text)))

        told = self._evidence.heard(is_the_answer, of=by, after=asked.order)
        return told is not None and told.order < self._before


def _order(evidence: Evidence, booking: Meeting) -> int:
    booked = (
        order
        for order, event in enumerate(evidence.events)
        if isinstance(event, MeetingBooked) and event.meeting == booking.number
    )
    return next(booked, 0)


def _time(answer: Answer) -> Appointment:
    start, end = (moment.hour * 60 + moment.minute for moment in (answer.start, answer.end))
    return Appointment(start, end, (answer.start.month, answer.start.day))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
