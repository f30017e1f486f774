"""Attendance Statistics: clock records of a month become one figure or one list, by rules that managers know."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.attendance import hints, solution
from pytest_traineebench.tasks.attendance.answer import AttendanceAnswer
from pytest_traineebench.tasks.attendance.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.attendance.generate import generate
from pytest_traineebench.tasks.attendance.params import AttendanceParams
from pytest_traineebench.tasks.attendance.sampling import draw_arguments, every_variant


class Attendance(TaskFamily[AttendanceParams, AttendanceAnswer]):
    """The family."""

    title: ClassVar[str] = "Attendance Statistics"
    version: ClassVar[int] = 1
    params: ClassVar[type[AttendanceParams]] = AttendanceParams
    checkpoints: Sequence[Checkpoint[AttendanceAnswer]] = CHECKPOINTS

    def labels(self, params: AttendanceParams) -> tuple[str, str]:
        """Return the way of counting and the level."""
        return params.rule, params.level

    def variants(self) -> tuple[Variant, ...]:
        """Return each of the 13 ways of counting on each of the five levels; departments take turns."""
        return every_variant()

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw arguments, all equally likely, in the published order."""
        return draw_arguments(rng)

    def generate(self, params: AttendanceParams, slot: Slot) -> Task[AttendanceAnswer]:
        """Make a month of clock records, the rules, and people who know where they are."""
        return generate(params, slot)

    def solve(self, task: Task[AttendanceAnswer], slot: Slot) -> Solution:  # noqa: ARG002  -- the instruction says it all
        """Ask, read, compute."""
        return solution.solve(task.instruction)

    def hints(self, task: Task[AttendanceAnswer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- all in the answer
        """Return whom to ask; where things are; the whole procedure."""
        return hints.hints(task.answer)


FAMILY = Attendance()
