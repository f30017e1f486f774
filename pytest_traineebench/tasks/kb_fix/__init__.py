"""KB Link Fix: articles of the knowledge base hold broken chart links; the charts' owners know the new ids."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.kb_fix import hints, solution
from pytest_traineebench.tasks.kb_fix.answer import KbFixAnswer
from pytest_traineebench.tasks.kb_fix.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.kb_fix.generate import generate
from pytest_traineebench.tasks.kb_fix.params import KbFixParams

_DIFFICULTIES = ("easy", "medium", "hard")


class KbFix(TaskFamily[KbFixParams, KbFixAnswer]):
    """The family."""

    title: ClassVar[str] = "KB Link Fix"
    version: ClassVar[int] = 1
    params: ClassVar[type[KbFixParams]] = KbFixParams
    checkpoints: Sequence[Checkpoint[KbFixAnswer]] = CHECKPOINTS

    def labels(self, params: KbFixParams) -> tuple[str, str]:
        """Return no subtype, and the difficulty."""
        return "", params.difficulty

    def variants(self) -> tuple[Variant, ...]:
        """Return one variant per difficulty."""
        return tuple(Variant("", level, {"task_params": {"difficulty": level}}) for level in _DIFFICULTIES)

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw a difficulty; all are equally likely, as published."""
        return {"task_params": {"difficulty": rng.choice(_DIFFICULTIES)}}

    def generate(self, params: KbFixParams, slot: Slot) -> Task[KbFixAnswer]:
        """Make articles with broken links, and owners who know the new ids."""
        return generate(params, slot)

    def solve(self, task: Task[KbFixAnswer], slot: Slot) -> Solution:  # noqa: ARG002  -- the instruction says it all
        """Read, ask, replace."""
        return solution.solve(task.instruction)

    def hints(self, task: Task[KbFixAnswer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- names come with the task
        """Return whom to ask; where things are; the whole procedure."""
        return hints.hints(task.answer)


FAMILY = KbFix()
