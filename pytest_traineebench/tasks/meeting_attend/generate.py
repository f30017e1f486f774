"""Makes one meeting: who is there, what is said, what the rules are."""

from __future__ import annotations

from datetime import datetime, timedelta

from pytest_traineebench.family import CompanyMeeting, Slot, Task
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.briefs import write_briefs
from pytest_traineebench.tasks.meeting_attend.group import Group, gather
from pytest_traineebench.tasks.meeting_attend.kinds import Kind
from pytest_traineebench.tasks.meeting_attend.limits import Limits, draw_limits
from pytest_traineebench.tasks.meeting_attend.params import MeetingAttendParams
from pytest_traineebench.tasks.meeting_attend.paths import Paths, draw_meetings
from pytest_traineebench.tasks.meeting_attend.records import write_former_minutes, write_price_lists
from pytest_traineebench.tasks.meeting_attend.requests import draw_requests
from pytest_traineebench.tasks.meeting_attend.texts import (
    write_instruction,
    write_requests,
    write_rules,
    write_summary,
)

ROOM = "Room_06"
LEAD = timedelta(minutes=10)
"""Least time between the task and its meeting."""
REST = timedelta(minutes=30)
"""Least time between the meeting and the deadline, for each level; files, questions and writing take about half."""


def generate(params: MeetingAttendParams, slot: Slot) -> Task[Answer]:
    """Make the task.

    Raises:
        ValueError: If the meeting does not fit the day.
    """
    start, end = params.span(slot.date)
    _refuse_bad_times(start, end, params, slot)
    meetings = draw_meetings(slot)
    paths = Paths.of(slot, meetings)
    limits, former_limits = draw_limits(slot.stream("limits"))
    group = gather(slot.staff, params.task_level, slot.stream("people"))
    requests = _requests(params, group, limits, slot)
    answer = Answer(
        kind=params.task_type,
        room=ROOM,
        start=start,
        end=end,
        organizer=group.organizer.name,
        requests=requests,
        lines=write_requests(requests, paths, met=meetings.last, rng=slot.stream("sentences")),
        paths=paths,
    )
    summary = write_summary(answer)
    return Task(
        instruction=write_instruction(group, answer),
        answer=answer,
        disk=_rules(limits, former_limits, paths, slot)
        | write_price_lists(requests, paths, slot)
        | write_former_minutes(requests, group, meetings, paths, slot),
        briefs=write_briefs(answer, summary, slot),
        meetings=(_meeting(answer, group, summary, slot),),
        appointments=((start, end),),
    )


def _refuse_bad_times(start: datetime, end: datetime, params: MeetingAttendParams, slot: Slot) -> None:
    earliest = slot.arrives + LEAD
    if start < earliest:
        raise ValueError(
            f"meeting_start_time: found {start:%H:%M}; the task arrives at {slot.arrives:%H:%M}, "
            f"so the meeting can start at {earliest:%H:%M} or later"
        )
    latest = slot.deadline - (timedelta(0) if params.task_type is Kind.NONE else REST * params.task_level)
    if end > latest:
        raise ValueError(
            f"meeting_last_time: the meeting from {start:%H:%M} to {end:%H:%M} must end by {latest:%H:%M}, "
            f"since the deadline is {slot.deadline:%H:%M}"
        )


def _requests(params: MeetingAttendParams, group: Group, limits: Limits, slot: Slot) -> tuple[Request, ...]:
    if params.task_type is Kind.NONE:
        return ()
    names = [person.name for person in group.attendees]
    return draw_requests(names, params.task_level, limits, slot.stream("requests"))


def _rules(limits: Limits, former: Limits, paths: Paths, slot: Slot) -> dict[str, bytes]:
    """Return the rules and their former edition; a company has them whether or not a meeting is about them."""
    rng = slot.stream("rules")
    new_year = slot.date.replace(month=1, day=1)
    return {
        paths.rules: write_rules(limits, slot.staff, latest=slot.date, rng=rng).encode(),
        paths.former_rules: write_rules(former, slot.staff, latest=new_year, rng=rng).encode(),
    }


def _meeting(answer: Answer, group: Group, summary: str, slot: Slot) -> CompanyMeeting:
    return CompanyMeeting(
        room=answer.room,
        start=answer.start,
        end=answer.end,
        organizer=answer.organizer,
        attendees=(*(person.name for person in group.attendees), slot.trainee),
        summary=summary,
    )
