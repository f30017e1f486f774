"""Lets somebody work on a built day, and keeps what came out of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pytest_traineebench.agent import Worker
from pytest_traineebench.company import handbook
from pytest_traineebench.company.chat import Colleagues
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.sandbox import open_sandbox
from pytest_traineebench.episode import DayResult, run_day
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.scenario.build import BuiltDay, BuiltTask
from pytest_traineebench.scenario.stage import Workday, stage_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A day that is over.

    Attributes:
        built: What the day held.
        result: Scores and log.
        final: What stood at its end, files included.
    """

    built: BuiltDay
    result: DayResult
    final: Evidence

    @property
    def task(self) -> BuiltTask:
        """The day's only task."""
        return self.built.tasks[0]

    @property
    def is_full(self) -> bool:
        """Whether every point was earned in time, and colleagues did nothing wrong."""
        tasks = self.result.scorecard.tasks
        return bool(tasks) and all(task.is_success for task in tasks) and not self.result.faults


def work(built: BuiltDay, agent: Worker, *, sandbox: str = "auto") -> Worked:
    """Stage a day, let an agent work on it, and clean up."""
    with tempfile.TemporaryDirectory(prefix="traineebench-audit-") as folder, _staged(built, folder, sandbox) as day:
        result = run_day(day, agent)
        return Worked(built=built, result=result, final=day.office.evidence(frozen=True))


def colleagues_of(built: BuiltDay) -> Colleagues:
    """Return the staff as the rules play them."""
    return BriefedColleagues(
        built.briefs, staff=built.staff, trainee=built.trainee, handbook=f"CloudDisk:{handbook.PATH}"
    )


@contextmanager
def _staged(built: BuiltDay, folder: str, sandbox: str) -> Iterator[Workday]:
    day = stage_day(
        built,
        Path(folder),
        colleagues=colleagues_of,
        sandbox=lambda root: open_sandbox(sandbox, workspace=root, seed=f"{built.seed}/{built.name}"),
    )
    try:
        yield day
    finally:
        day.close()
