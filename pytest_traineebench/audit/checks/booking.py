"""Whoever books or attends another meeting than the right one loses exactly what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from pytest_traineebench.audit.judging import Shares, differences, gains, is_full, shares
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import Worked
from pytest_traineebench.company.calendar import Meeting
from pytest_traineebench.company.events import MeetingAttended, MeetingBooked
from pytest_traineebench.company.evidence import Evidence

_HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)

Change = Callable[[Meeting, Evidence], Meeting | None]
"""Returns another meeting in place of one, or None if none is to stand there."""


def check(trial: Trial) -> Iterator[str]:
    """Yield every changed meeting that keeps or loses what it should not."""
    worked = trial.oracle
    if not worked.is_full:
        return  # the oracle's own check says so
    trainee = worked.built.trainee
    if any(meeting.organizer == trainee for meeting in worked.final.meetings):
        yield from _try_all(worked, _is_own, _ELSEWHERE, _OTHERS)
    if any(trainee in meeting.arrivals for meeting in worked.final.meetings):
        yield from _try_all(worked, _is_attended, {}, {"too late": _arrived_late}, nothing=_not_attended)


def _try_all(
    worked: Worked,
    concerns: Callable[[Meeting, Evidence], bool],
    lose_all: dict[str, Change],
    lose_some: dict[str, Change],
    *,
    nothing: Change = lambda _, __: None,
) -> Iterator[str]:
    full, least = shares(worked.task, worked.final), _judge(worked, concerns, nothing)
    if is_full(least):
        yield "nothing is lost without the meeting"
        return
    for name, change in lose_all.items():
        for problem in differences(_judge(worked, concerns, change), least):
            yield f"{name}: {problem}"
    for name, change in lose_some.items():
        found = _judge(worked, concerns, change)
        problems = ["keeps full marks"] if is_full(found) else list(gains(found, full))
        yield from (f"{name}: {problem}" for problem in problems)


def _judge(worked: Worked, concerns: Callable[[Meeting, Evidence], bool], change: Change) -> Shares:
    final = worked.final
    changed = [(m, change(m, final) if concerns(m, final) else m) for m in final.meetings]
    gone = {meeting.number for meeting, other in changed if other is None}
    missed = {m.number for m, other in changed if other is not None and final.trainee not in other.arrivals}
    events = tuple(
        event
        for event in final.events
        if not (isinstance(event, MeetingBooked | MeetingAttended) and event.meeting in gone)
        and not (isinstance(event, MeetingAttended) and event.person == final.trainee and event.meeting in missed)
    )
    meetings = tuple(other for _, other in changed if other is not None)
    return shares(worked.task, replace(final, meetings=meetings, events=events))


def _is_own(meeting: Meeting, final: Evidence) -> bool:
    return meeting.organizer == final.trainee


def _is_attended(meeting: Meeting, final: Evidence) -> bool:
    return final.trainee in meeting.arrivals


def _moved(start: timedelta, end: timedelta) -> Change:
    return lambda meeting, _: replace(meeting, start=meeting.start + start, end=meeting.end + end)


def _by_somebody_else(meeting: Meeting, final: Evidence) -> Meeting:
    return replace(meeting, organizer=next(iter(final.staff)).name)


def _with_attendees(choose: Callable[[Meeting, Evidence], tuple[str, ...]]) -> Change:
    return lambda meeting, final: replace(meeting, attendees=choose(meeting, final))


def _everybody(_: Meeting, final: Evidence) -> tuple[str, ...]:
    return tuple(person.name for person in final.staff)


def _one_more(meeting: Meeting, final: Evidence) -> tuple[str, ...]:
    outsider = next((person.name for person in final.staff if person.name not in meeting.people), final.trainee)
    return (*meeting.attendees, outsider)


def _arrived_late(meeting: Meeting, final: Evidence) -> Meeting:
    late = {final.trainee: meeting.start + _HALF_HOUR}
    return replace(meeting, arrivals={**meeting.arrivals, **late})


def _not_attended(meeting: Meeting, final: Evidence) -> Meeting:
    return replace(meeting, arrivals={name: at for name, at in meeting.arrivals.items() if name != final.trainee})


_ELSEWHERE: dict[str, Change] = {
    "half an hour later": _moved(_HALF_HOUR, _HALF_HOUR),
    "half an hour earlier": _moved(-_HALF_HOUR, -_HALF_HOUR),
    "half an hour longer": _moved(timedelta(), _HALF_HOUR),
    "a minute shorter": _moved(timedelta(), -timedelta(minutes=1)),
    "on another day": _moved(_DAY, _DAY),
    "booked by somebody else": _by_somebody_else,
}
_OTHERS: dict[str, Change] = {
    "nobody invited": _with_attendees(lambda _, __: ()),
    "everybody invited": _with_attendees(_everybody),
    "an outsider invited": _with_attendees(_one_more),
    "one left out": _with_attendees(lambda meeting, _: meeting.attendees[1:]),
    "not attended": _not_attended,
}
