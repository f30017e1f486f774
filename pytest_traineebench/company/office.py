"""The trainee's desk: one handle on everything that her tools reach."""

from __future__ import annotations

from dataclasses import dataclass, field

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.calendar import Calendar
from pytest_traineebench.company.chat import Chat
from pytest_traineebench.company.disk import CloudDisk
from pytest_traineebench.company.events import EventLog
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.inbox import Inbox
from pytest_traineebench.company.monitor import WebsiteMonitor
from pytest_traineebench.company.sandbox.protocol import Sandbox
from pytest_traineebench.company.staff import Staff
from pytest_traineebench.company.workspace import Files, Workspace


@dataclass(slots=True, kw_only=True)
class Office:
    """The simulated company as one day's tools see it.

    Attributes:
        done: Set when the trainee says that everything is finished.
    """

    clock: VirtualClock
    log: EventLog
    staff: Staff
    trainee: str
    chat: Chat
    disk: CloudDisk
    workspace: Workspace
    calendar: Calendar
    monitor: WebsiteMonitor
    inbox: Inbox
    sandbox: Sandbox
    done: bool = field(default=False)

    def evidence(self, *, frozen: bool) -> Evidence:
        """Return what stands now.

        Args:
            frozen: Copy the workspace, so that later work cannot change what is judged. Not needed once the day is
                over.
        """
        files: Files = self.workspace.freeze() if frozen else self.workspace
        return Evidence(
            now=self.clock.now,
            events=self.log.freeze(),
            files=files,
            meetings=self.calendar.freeze(),
            staff=self.staff,
            trainee=self.trainee,
        )
