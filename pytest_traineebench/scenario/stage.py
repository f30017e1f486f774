"""Puts a built day on its feet: a directory, a clock, an office, and the queue of what will happen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_traineebench import discovery
from pytest_traineebench.agent import Day, Limits
from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.calendar import Calendar
from pytest_traineebench.company.chat import Chat, Colleagues
from pytest_traineebench.company.disk import CloudDisk
from pytest_traineebench.company.events import DayStarted, EventLog, ToolCalled
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.inbox import Inbox
from pytest_traineebench.company.monitor import WebsiteMonitor
from pytest_traineebench.company.office import Office
from pytest_traineebench.company.sandbox.protocol import Sandbox
from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.scenario import prompt
from pytest_traineebench.scenario.build import BuiltDay
from pytest_traineebench.tool import Tool, Toolbox


@dataclass(slots=True, kw_only=True)
class Workday:
    """A staged day: what the agent is given, and what only we know.

    Attributes:
        built: What the day holds, answers included.
        day: The agent's view.
        office: The company on this day.
        at_deadline: Evidence by task id, frozen when its deadline was reached.
    """

    built: BuiltDay
    day: Day
    office: Office
    at_deadline: Mapping[str, Evidence]

    def close(self) -> None:
        """End what runs for the day; may be called twice."""
        self.office.sandbox.close()


def stage_day(
    built: BuiltDay,
    directory: Path,
    *,
    colleagues: Callable[[BuiltDay], Colleagues],
    sandbox: Callable[[Path], Sandbox],
    memory: MutableMapping[str, Any] | None = None,
    limits: Limits = Limits(),  # noqa: B008  -- frozen
    after_call: Callable[[ToolCalled], None] = lambda _: None,
) -> Workday:
    """Stage a built day into a directory of its own.

    Args:
        built: The day.
        directory: An empty directory; the workspace is made in it, and nothing else.
        colleagues: Makes whoever speaks for the staff.
        sandbox: Opens the sandbox on the workspace's path.
        memory: What the agent kept from earlier days.
        limits: Bounds of the day.
        after_call: Told of each tool call after it was answered.
    """
    workspace = Workspace(directory / "workspace")
    workspace.root.mkdir()
    for path, content in sorted(built.workspace.items()):
        workspace.write(workspace.locate(path), content)
    at_deadline: dict[str, Evidence] = {}
    office = _open_office(
        built,
        workspace,
        colleagues(built),
        sandbox(workspace.root),
        when_due=lambda task: at_deadline.__setitem__(task, office.evidence(frozen=True)),
    )
    text = prompt.morning(built)
    office.log.append(DayStarted(at=built.start, scenario=built.scenario, day=built.name, prompt=text))
    _schedule(built, office)
    toolbox = Toolbox(office, all_tools(), after_call=after_call)
    day = Day(office, toolbox, prompt=text, memory={} if memory is None else memory, limits=limits)
    return Workday(built=built, day=day, office=office, at_deadline=at_deadline)


def all_tools() -> tuple[Tool, ...]:
    """Return every tool of every application, in the order of modules and of their definition."""
    modules = discovery.load_all("pytest_traineebench.tools")
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Tool))


def _open_office(
    built: BuiltDay,
    workspace: Workspace,
    colleagues: Colleagues,
    sandbox: Sandbox,
    *,
    when_due: Callable[[str], None],
) -> Office:
    log, clock = EventLog(), VirtualClock(built.start, built.end)
    return Office(
        clock=clock,
        log=log,
        staff=built.staff,
        trainee=built.trainee,
        chat=Chat(clock, log, built.staff, built.trainee, colleagues),
        disk=CloudDisk(built.disk),
        workspace=workspace,
        calendar=Calendar(clock, log, built.staff, built.trainee),
        monitor=WebsiteMonitor(clock, built.monitor),
        inbox=Inbox(clock, log, when_due=when_due),
        sandbox=sandbox,
    )


def _schedule(built: BuiltDay, office: Office) -> None:
    """Fill the calendar, hand out the morning's tasks, and queue the others and all changes."""
    for task in built.tasks:
        for meeting in task.task.meetings:
            office.calendar.add(
                room=meeting.room,
                start=meeting.start,
                end=meeting.end,
                organizer=meeting.organizer,
                attendees=meeting.attendees,
                summary=meeting.summary,
            )
    for task in built.tasks:
        if task.arrives <= built.start:
            office.inbox.receive(task.id, prompt.assignment(built, task), task.deadline)
        else:
            office.inbox.expect(task.arrives, task.id, prompt.arrival(built, task), task.deadline)
        for change in task.changes:
            at = dt.datetime.combine(task.slot.date, change.at)
            deadline = dt.datetime.combine(task.slot.date, change.deadline) if change.deadline else None
            office.inbox.expect_change(at, task.id, prompt.change(built, task, change), deadline)
