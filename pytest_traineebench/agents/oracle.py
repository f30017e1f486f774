"""The agent that knows how: every family's own solution, through the same tools as everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pytest_traineebench.agent import AgentContext, Day, Worker
from pytest_traineebench.family import Call, Solution, Wait
from pytest_traineebench.scenario.build import BuiltTask
from pytest_traineebench.scenario.stage import Workday


def make(context: AgentContext) -> Worker:  # noqa: ARG001  -- nothing to choose
    """Return the oracle."""
    return Oracle()


@dataclass(slots=True)
class _Work:
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
        try:
            self.step = self.solution.send(answer)
        except StopIteration:
            self.step = None


class Oracle:
    """Works on the task with the nearest deadline, and waits only when every task waits."""

    def work_knowing(self, day: Day, workday: Workday) -> None:
        """Follow the solutions of all tasks to their ends."""
        open_work: list[_Work] = []
        to_come = sorted(workday.built.tasks, key=lambda task: task.arrives)
        while not day.done:
            while to_come and to_come[0].arrives <= day.now:
                open_work.append(_begin(to_come.pop(0)))
            open_work = [work for work in open_work if work.step is not None]
            if open_work:
                _go_on(day, open_work)
            else:
                day.call("all_tasks_done")


def _begin(task: BuiltTask) -> _Work:
    solution = task.family.solve(task.task, task.slot)
    return _Work(task, solution, next(solution, None))


def _go_on(day: Day, open_work: list[_Work]) -> None:
    """Take one step: the most urgent call that makes no waiting task late, else wait for the first that waits."""
    waiting = [work for work in open_work if isinstance(work.step, Wait)]
    for work in waiting:
        if isinstance(work.step, Wait) and work.step.until <= day.now:
            work.send("")
            work.is_due = True
            return
    must_be_free = min((work.step.latest for work in waiting if isinstance(work.step, Wait)), default=None)
    for work in sorted(open_work, key=lambda work: (not work.is_due, work.urgency)):
        if isinstance(work.step, Call) and (work.is_due or _fits(day, work.step, must_be_free)):
            work.is_due = False
            work.send(day.call(work.step.name, dict(work.step.arguments)))
            return
    until = min(work.step.until for work in waiting if isinstance(work.step, Wait))
    # Waiting itself costs its minute, so that it ends at the wanted moment.
    day.call("JumpTime", {"minutes": max(0, (until - day.now) // timedelta(minutes=1) - day.minutes("JumpTime"))})


def _fits(day: Day, call: Call, must_be_free: datetime | None) -> bool:
    return must_be_free is None or day.now + timedelta(minutes=day.minutes(call.name)) <= must_be_free
