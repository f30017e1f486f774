"""Makes one meeting: who is asked, who may come, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.meeting_book.answer import Answer, Release
from pytest_traineebench.tasks.meeting_book.briefs import Span, availabilities, write_briefs
from pytest_traineebench.tasks.meeting_book.group import Group, gather
from pytest_traineebench.tasks.meeting_book.instruction import template, write_instruction
from pytest_traineebench.tasks.meeting_book.params import MeetingBookParams
from pytest_traineebench.tasks.meeting_book.paths import Paths
from pytest_traineebench.tasks.meeting_book.rooms import EQUIPMENT, Room, draw_rooms, list_rooms, write_rooms
from pytest_traineebench.tasks.meeting_book.roster import write_roster

LEAD = timedelta(minutes=60)
"""Least time between the task and its meeting; asking a group, a manager and booking take about 35 minutes."""
MORE = timedelta(minutes=15)
"""By how much more with each further conflict; there are more people to ask and files to fetch."""


def generate(params: MeetingBookParams, slot: Slot) -> Task[Answer]:
    """Make the task.

    Raises:
        ValueError: If the meeting does not fit the day, or the company has too few people.
    """
    start, end = params.span(slot.date)
    _refuse_bad_times(start, end, params, slot)
    group = gather(params, slot.staff, slot.stream("people"))
    paths = Paths.of(slot)
    span = Span(start, end)
    equipment, rooms = _rooms(group, slot)
    released = list_rooms(room for room in rooms if room.is_released) if rooms else ""
    return Task(
        instruction=write_instruction(
            group, start, end, equipment=equipment, rooms_file=paths.rooms, rng=slot.stream("subject")
        ),
        answer=Answer(
            start=start,
            end=end,
            group=availabilities(group, paths),
            release=_release(group, equipment, rooms, released, paths),
        ),
        disk=_files(group, span, rooms, paths, slot),
        briefs=write_briefs(slot.task, group, span, released, paths, slot.stream("duties")),
        appointments=((start, end),),
    )


def _rooms(group: Group, slot: Slot) -> tuple[str, tuple[Room, ...]]:
    """Return what the room must hold and what all rooms are like; nothing if any room will do."""
    if group.releaser is None:
        return "", ()
    rng = slot.stream("rooms")
    equipment = rng.choice(EQUIPMENT)
    return equipment, draw_rooms(len(group.eligible) + 1, equipment, rng)


def _release(group: Group, equipment: str, rooms: Sequence[Room], released: str, paths: Paths) -> Release | None:
    if group.releaser is None:
        return None
    people = len(group.eligible) + 1
    return Release(
        file=paths.rooms,
        told_by=group.releaser.name,
        words=released,
        rooms=tuple(room.name for room in rooms if room.suits(people, equipment)),
    )


def _files(group: Group, span: Span, rooms: Sequence[Room], paths: Paths, slot: Slot) -> dict[str, bytes]:
    texts: dict[str, str] = {}
    if group.rostered is not None:
        texts[paths.roster] = write_roster(
            template("roster.md"), group, span.start, span.end, staff=slot.staff, rng=slot.stream("roster")
        )
    if group.releaser is not None:
        texts[paths.rooms] = write_rooms(template("rooms.md"), rooms, group.releaser, slot.stream("rooms-file"))
    return {path: f"{text}\n".encode() for path, text in texts.items()}


def _refuse_bad_times(start: datetime, end: datetime, params: MeetingBookParams, slot: Slot) -> None:
    earliest = slot.arrives + LEAD + MORE * (params.conflict_nums - 1)
    if start < earliest:
        raise ValueError(
            f"start_time: found {start:%H:%M}; the task arrives at {slot.arrives:%H:%M} and asking takes time, "
            f"so the meeting can start at {earliest:%H:%M} or later"
        )
    if end > slot.deadline:
        raise ValueError(
            f"last_time: the meeting from {start:%H:%M} to {end:%H:%M} ends after the deadline {slot.deadline:%H:%M}"
        )
