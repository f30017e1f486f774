"""What is done after the deadline earns nothing in time, and everything late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_traineebench.agent import Day
from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import work
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.scenario.build import BuiltDay
from pytest_traineebench.scenario.stage import Workday

_EARLY = dt.time(8, 1)
_NOISE = 1e-9


def check(trial: Trial) -> Iterator[str]:
    """Yield what late work earns and should not, or does not and should."""
    built, is_possible = _day_with_a_deadline(trial)
    result = work(built, _Late(built.tasks[0].deadline)).result
    for task in result.scorecard.tasks:
        for point in task.checkpoints:
            if point.earned:
                yield f"{point.name} gives {point.earned:g} in time for work after the deadline"
            if is_possible and point.earned_late < point.points - _NOISE:
                yield f"{point.name} gives {point.earned_late:g} late, expected {point.points:g}"


def _day_with_a_deadline(trial: Trial) -> tuple[BuiltDay, bool]:
    """Return a day, and whether its task can be done after the deadline: no meeting can be attended then."""
    try:
        built = trial.case.build(deadline=_EARLY)
    except ScenarioError:
        return trial.built, False
    return built, not built.tasks[0].task.appointments


@dataclass(frozen=True, slots=True)
class _Late:
    """An oracle who first lets the deadline pass."""

    deadline: dt.datetime

    def work_knowing(self, day: Day, workday: Workday) -> None:
        while day.now < self.deadline:
            left = (self.deadline - day.now) // dt.timedelta(minutes=1)
            day.call("JumpTime", {"minutes": max(0, left - day.minutes("JumpTime"))})
        Oracle().work_knowing(day, workday)
