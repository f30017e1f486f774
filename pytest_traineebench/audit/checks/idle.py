"""Doing nothing earns nothing, neither in time nor late."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import idle
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import work


def check(trial: Trial) -> Iterator[str]:
    """Yield the checkpoints that are given away."""
    result = work(trial.built, idle.make(AgentContext()), sandbox="none").result
    if result.error:
        yield result.error
    for task in result.scorecard.tasks:
        for point in task.checkpoints:
            if point.earned or point.earned_late:
                yield f"{point.name} gives {point.earned:g} in time and {point.earned_late:g} late"
