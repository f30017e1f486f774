"""Makes one meeting: who is asked, who may come, and who says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.meeting_book.answer import Answer
from pytest_traineebench.tasks.meeting_book.briefs import Span, refusals, write_briefs
from pytest_traineebench.tasks.meeting_book.group import gather
from pytest_traineebench.tasks.meeting_book.instruction import write_instruction
from pytest_traineebench.tasks.meeting_book.params import MeetingBookParams

LEAD = timedelta(minutes=60)
"""Least time between the task and its meeting; asking a group, a manager and booking take about 35 minutes."""


def generate(params: MeetingBookParams, slot: Slot) -> Task[Answer]:
    """Make the task.

    Raises:
        ValueError: If the meeting does not fit the day, or the company has too few people.
    """
    start, end = params.span(slot.date)
    _refuse_bad_times(start, end, slot)
    group = gather(params, slot.staff, slot.stream("people"))
    span = Span(start, end)
    answer = Answer(
        start=start,
        end=end,
        eligible=tuple(person.name for person in group.eligible),
        refusals=refusals(group),
    )
    return Task(
        instruction=write_instruction(group, start, end, slot.stream("subject")),
        answer=answer,
        briefs=write_briefs(slot.task, group, span, slot.stream("duties")),
        appointments=((start, end),),
    )


def _refuse_bad_times(start: datetime, end: datetime, slot: Slot) -> None:
    earliest = slot.arrives + LEAD
    if start < earliest:
        raise ValueError(
            f"start_time: found {start:%H:%M}; the task arrives at {slot.arrives:%H:%M} and asking takes time, "
            f"so the meeting can start at {earliest:%H:%M} or later"
        )
    if end > slot.deadline:
        raise ValueError(
            f"last_time: the meeting from {start:%H:%M} to {end:%H:%M} ends after the deadline {slot.deadline:%H:%M}"
        )
