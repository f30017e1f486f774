"""An independent solver, which sees what a trainee sees, comes to the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pytest_traineebench import discovery
from pytest_traineebench.agent import Day
from pytest_traineebench.audit.checks.oracle import shortfalls
from pytest_traineebench.audit.desk import Desk
from pytest_traineebench.audit.seat import Seat
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import work
from pytest_traineebench.scenario.stage import Workday

SOLVERS = "pytest_traineebench.audit.solvers"
"""The package whose modules are the solvers, each named like its family."""

Solve = Callable[[Desk], None]


def check(trial: Trial) -> Iterator[str]:
    """Yield what the solver of the family missed."""
    solve = solver_of(trial.case.family.name)
    if solve is None:
        yield "there is no independent solver"
        return
    yield from disagreements(trial, solve)


def solver_of(family: str) -> Solve | None:
    """Return a family's solver, or None if it has none."""
    if family not in discovery.names(SOLVERS):
        return None
    solve: Solve = discovery.load(SOLVERS, family).solve
    return solve


def disagreements(trial: Trial, solve: Solve) -> Iterator[str]:
    """Let a solver work and yield what the judge holds against it."""
    yield from shortfalls(work(trial.built, _Solver(solve)))


class _Solver:
    """A solver as an agent; of what an insider is shown it passes on the task's text alone."""

    def __init__(self, solve: Solve) -> None:
        self._solve = solve

    def work_knowing(self, day: Day, workday: Workday) -> None:
        instruction = workday.built.tasks[0].task.instruction
        read = partial(_read, workday)
        self._solve(Seat(day, instruction=instruction, read=read))
        if not day.done:
            day.call("all_tasks_done")


def _read(workday: Workday, name: str) -> bytes:
    return workday.office.workspace.read(name)
