"""Scores of a day: what is written to ``scorecard.json`` and shown in tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

_EPSILON = 1e-9


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class CheckpointScore(_Row):
    """One checkpoint of a task, judged on what stood at the task's deadline."""

    name: str = Field(description="The fact that should hold.")
    points: float = Field(gt=0, description="What it is worth.")
    earned: float = Field(ge=0, description="Points for what stood at the deadline.")
    earned_late: float = Field(ge=0, description="Points for what stood at the end of the day, late work included.")
    reason: str = Field(default="", description="For people: what was expected and found; empty at full marks.")
    advice: str = Field(default="", description="For the agent: what to look at again; never the answer.")

    @property
    def is_full(self) -> bool:
        """Whether all points were earned in time."""
        return self.earned >= self.points - _EPSILON


class TaskScore(_Row):
    """One task of a day."""

    task: str = Field(description="Id within the day.")
    family: str = Field(description="Name of the task family.")
    version: int = Field(description="Version of the family that made and judged it.")
    subtype: str = Field(description="Kind of task within the family; may be empty.")
    difficulty: str = Field(description="Level within the family; may be empty.")
    checkpoints: tuple[CheckpointScore, ...] = Field(min_length=1)

    @property
    def points(self) -> float:
        """What the task is worth."""
        return math.fsum(checkpoint.points for checkpoint in self.checkpoints)

    @property
    def earned(self) -> float:
        """Points earned in time."""
        return math.fsum(checkpoint.earned for checkpoint in self.checkpoints)

    @property
    def is_success(self) -> bool:
        """Whether every checkpoint was earned in full and in time."""
        return all(checkpoint.is_full for checkpoint in self.checkpoints)


class Scorecard(_Row):
    """All tasks of a day."""

    scenario: str
    day: str
    tasks: tuple[TaskScore, ...] = Field(description="Those that could be judged: all, unless a checkpoint broke.")

    @property
    def score(self) -> float:
        """Mean over the tasks of the share of points that was earned, 0 to 1."""
        return mean_share(self.tasks) if self.tasks else 0.0

    @property
    def successes(self) -> int:
        """How many tasks were done in full."""
        return sum(task.is_success for task in self.tasks)


def mean_share(tasks: Sequence[TaskScore]) -> float:
    """Return the mean share of points over tasks, so that a family with many points weighs no more than another."""
    return math.fsum(task.earned / task.points for task in tasks) / len(tasks)
