"""The agent that knows how: every family's own solution, through the same tools as everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from pytest_traineebench.agent import AgentContext, Day, Worker
from pytest_traineebench.errors import TraineeBenchError
from pytest_traineebench.family import Call, Solution, Wait
from pytest_traineebench.scenario.build import BuiltTask
from pytest_traineebench.scenario.stage import Workday


def make(context: AgentContext) -> Worker:  # noqa: ARG001  -- nothing to choose
    """Return the oracle."""
    return Oracle()


class Desk(Protocol):
    """Where work is done: the trainee's day, or what a conversation tells of it."""

    @property
    def now(self) -> datetime:
        """The virtual time."""

    def minutes(self, tool: str, /) -> int:
        """Return what a call of a tool costs, in virtual minutes."""

    def call(self, name: str, arguments: dict[str, Any], /) -> str:
        """Call a tool and return its answer."""


@dataclass(slots=True)
class Work:
    """One task in progress: its solution, the step that it is at, and whether that step was waited for."""

    task: BuiltTask
    solution: Solution
    step: Call | Wait | None
    is_due: bool = False

    @property
    def urgency(self) -> datetime:
        """When it has to be finished, or to be somewhere, whichever comes first."""
        return min([self.task.slot.deadline, *(start for start, _ in self.task.task.appointments)])

    def send(self, answer: str) -> None:
        """Go on to the next step with the answer to this one."""
        try:
            self.step = self.solution.send(answer)
        except StopIteration:
            self.step = None


class Oracle:
    """Works on the task with the nearest deadline, and waits only when every task waits."""

    def work_knowing(self, day: Day, workday: Workday) -> None:
        """Follow the solutions of all tasks to their ends; break the day off if they need commands and none can run."""
        try:
            self._follow(day, workday)
        except TraineeBenchError:
            raise
        except Exception:
            sandbox = workday.office.sandbox
            if sandbox.name != "none":
                raise
            day.break_off(f"the oracle computes with shell commands; {sandbox.run('true', now=day.now).note}")

    def _follow(self, day: Day, workday: Workday) -> None:
        open_work: list[Work] = []
        to_come = sorted(workday.built.tasks, key=lambda task: task.arrives)
        while not day.done:
            while to_come and to_come[0].arrives <= day.now:
                task = to_come.pop(0)
                open_work.append(begin(task, task.family.solve(task.task, task.slot)))
            open_work = [work for work in open_work if work.step is not None]
            if open_work:
                go_on(day, open_work)
            else:
                day.call("all_tasks_done")


def begin(task: BuiltTask, solution: Solution) -> Work:
    """Return the work on a task at its first step."""
    return Work(task, solution, next(solution, None))


def go_on(desk: Desk, open_work: Sequence[Work]) -> None:
    """Take one step: the most urgent call that makes no waiting task late, else wait for the first that waits."""
    waiting = [work for work in open_work if isinstance(work.step, Wait)]
    for work in waiting:
        if isinstance(work.step, Wait) and work.step.until <= desk.now:
            work.send("")
            work.is_due = True
            return
    must_be_free = min((work.step.latest for work in waiting if isinstance(work.step, Wait)), default=None)
    for work in sorted(open_work, key=lambda work: (not work.is_due, work.urgency)):
        if isinstance(work.step, Call) and (work.is_due or _fits(desk, work.step, must_be_free)):
            work.is_due = False
            work.send(desk.call(work.step.name, dict(work.step.arguments)))
            return
    until = min(work.step.until for work in waiting if isinstance(work.step, Wait))
    # Waiting itself costs its minute, so that it ends at the wanted moment.
    desk.call("JumpTime", {"minutes": max(0, (until - desk.now) // timedelta(minutes=1) - desk.minutes("JumpTime"))})


def _fits(desk: Desk, call: Call, must_be_free: datetime | None) -> bool:
    return must_be_free is None or desk.now + timedelta(minutes=desk.minutes(call.name)) <= must_be_free
