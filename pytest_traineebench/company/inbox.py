"""What is handed to the trainee during the day: tasks, changed deadlines, and when each deadline falls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pytest_traineebench.clock import Coming, VirtualClock
from pytest_traineebench.company.events import DeadlineMoved, DeadlinePassed, EventLog, TaskArrived


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the trainee is told without having asked."""

    at: datetime
    text: str


class Inbox:
    """Keeps deadlines by task id and freezes what stands when one is reached."""

    def __init__(self, clock: VirtualClock, log: EventLog, *, when_due: Callable[[str], None]) -> None:
        """Set up an empty inbox.

        Args:
            clock: The day's clock; arrivals and deadlines stand in its queue.
            log: The day's log.
            when_due: Called with a task's id at its deadline, before the clock moves on.
        """
        self._clock = clock
        self._log = log
        self._when_due = when_due
        self._arrivals: list[datetime] = []
        self._due: dict[str, Coming] = {}
        self._notices: list[Notice] = []

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that was told so far, oldest first."""
        return tuple(self._notices)

    @property
    def next_arrival(self) -> datetime | None:
        """When the next task comes, or None if all are here."""
        return min(self._arrivals, default=None)

    def receive(self, task: str, text: str, deadline: datetime) -> None:
        """Hand out a task now, without a notice: it stands in the day's prompt."""
        self._log.append(TaskArrived(at=self._clock.now, task=task, text=text, deadline=deadline))
        self._set_deadline(task, deadline)

    def expect(self, at: datetime, task: str, text: str, deadline: datetime) -> None:
        """Hand out a task later, with a notice."""
        self._arrivals.append(at)

        def arrive() -> None:
            self._arrivals.remove(at)
            self._notices.append(Notice(self._clock.now, text))
            self.receive(task, text, deadline)

        self._clock.schedule(at, arrive, concerns_trainee=True, what="a new task has arrived")

    def expect_change(self, at: datetime, task: str, text: str, deadline: datetime | None) -> None:
        """Tell of a change later, and move the task's deadline if one is given."""

        def change() -> None:
            self._notices.append(Notice(self._clock.now, text))
            if deadline is not None:
                self._clock.cancel(self._due[task])
                self._set_deadline(task, deadline)
            self._log.append(
                DeadlineMoved(at=self._clock.now, task=task, text=text, deadline=deadline or self._due[task].at)
            )

        self._clock.schedule(at, change, concerns_trainee=True, what="a task has changed")

    def _set_deadline(self, task: str, deadline: datetime) -> None:
        def fall() -> None:
            self._log.append(DeadlinePassed(at=self._clock.now, task=task))
            self._when_due(task)

        self._due[task] = self._clock.schedule(
            deadline, fall, concerns_trainee=True, what=f"the deadline of a task ({deadline:%H:%M})"
        )
