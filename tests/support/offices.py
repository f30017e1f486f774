"""A trainee's office without tasks, and a gateway to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.calendar import Calendar
from pytest_traineebench.company.chat import Chat, Colleagues, Line, Reply
from pytest_traineebench.company.disk import CloudDisk
from pytest_traineebench.company.events import EventLog, ToolCalled, of_kind
from pytest_traineebench.company.inbox import Inbox
from pytest_traineebench.company.monitor import MonitorData, Page, Server, WebsiteMonitor
from pytest_traineebench.company.office import Office
from pytest_traineebench.company.sandbox.none import NoSandbox
from pytest_traineebench.company.sandbox.protocol import Sandbox
from pytest_traineebench.company.staff import TRAINEE, Person, Staff
from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.scenario.stage import all_tools
from pytest_traineebench.tool import Toolbox, ToolCall, ToolResult, Turn

ANN, BEN, BETH, CARL = "Ann Lee", "Ben King", "Beth King", "Carl Young"
STAFF = Staff(
    (
        Person(ANN, "Marketing", "Marketing Manager"),
        Person(BEN, "Marketing", "SEO Specialist"),
        Person(BETH, "Finance", "Accountant"),
        Person(CARL, "Engineering", "QA Engineer"),
    )
)
SITE = MonitorData(
    pages=(
        Page(path="/home", last_7_days=350, last_24_hours=360),
        Page(path="/blog", last_7_days=1500, last_24_hours=1800),
    ),
    servers=(
        Server(id="WebApp-Prod-01", type="WEB_SERVER", details="CPU 15 %", log=("first", "second", "third")),
        Server(id="DB-Prod-01", type="DATABASE", details="in sync", disk_percent=84.0, disk_percent_per_hour=4.0),
    ),
)
DISK = {
    "manual.md": b"# Manual\n",
    "kb/a.md": b"A",
    "kb/img/b.png": b"\x89PNG\r\n\x1a\n..",
    "\u00fcber uns.txt": b"wir",
}


def at(time: str) -> datetime:
    """Return a moment of the day that tests play on."""
    return datetime.fromisoformat(f"2025-10-01T{time}")


@dataclass(slots=True)
class Repeaters:
    """Colleagues who say what they were asked, and remember what they had heard before."""

    heard: list[tuple[str, tuple[Line, ...]]] = field(default_factory=list)

    def reply(self, person: str, text: str, *, heard: Sequence[Line]) -> Reply:
        """Answer a message of the trainee."""
        self.heard.append((person, tuple(heard)))
        return Reply(text=f"{person.partition(' ')[0]} read: {text[:50]}")


def open_office(
    directory: Path,
    *,
    staff: Staff = STAFF,
    disk: Mapping[str, bytes] | None = None,
    site: MonitorData = SITE,
    start: str = "08:00",
    end: str = "20:00",
    colleagues: Colleagues | None = None,
    sandbox: Sandbox | None = None,
) -> Office:
    """Open an office with its workspace in a directory."""
    log, clock = EventLog(), VirtualClock(at(start), at(end))
    workspace = Workspace(directory / "workspace")
    workspace.root.mkdir(exist_ok=True)
    return Office(
        clock=clock,
        log=log,
        staff=staff,
        trainee=TRAINEE,
        chat=Chat(clock, log, staff, TRAINEE, colleagues or Repeaters()),
        disk=CloudDisk(DISK if disk is None else disk),
        workspace=workspace,
        calendar=Calendar(clock, log, staff, TRAINEE),
        monitor=WebsiteMonitor(clock, site),
        inbox=Inbox(clock, log, when_due=lambda _: None),
        sandbox=sandbox or NoSandbox("this office has none"),
    )


@dataclass(slots=True)
class Desk:
    """The office through the gateway, as an agent has it."""

    office: Office
    toolbox: Toolbox

    def call(self, name: str, /, **arguments: Any) -> str:
        """Call one tool with an object of arguments and return its text."""
        return self.raw(name, json.dumps(arguments)).text

    def raw(self, name: str, arguments: Mapping[str, Any] | str) -> ToolResult:
        """Call one tool with arguments as they stand."""
        return self.turn(ToolCall(name, arguments)).results[0]

    def turn(self, *calls: ToolCall) -> Turn:
        """Take a turn."""
        return self.toolbox.turn(calls)

    @property
    def now(self) -> str:
        """The virtual time of day."""
        return f"{self.office.clock.now:%H:%M}"

    @property
    def logged(self) -> tuple[ToolCalled, ...]:
        """The calls as they stand in the log."""
        return tuple(of_kind(self.office.log, ToolCalled))

    def everything_told(self) -> str:
        """Return every event, and so every answer, as text."""
        return "\n".join(map(repr, self.office.log))


def sit_down(directory: Path, **office: Any) -> Desk:
    """Open an office and its gateway with all tools."""
    opened = open_office(directory, **office)
    return Desk(opened, Toolbox(opened, all_tools()))
