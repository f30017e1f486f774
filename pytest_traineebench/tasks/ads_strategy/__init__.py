"""ADs Strategy Plan: book the advertising channels that reach most of a target group, whose map is a picture."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Params, Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.ads_strategy.answer import Answer
from pytest_traineebench.tasks.ads_strategy.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.ads_strategy.generate import generate
from pytest_traineebench.tasks.ads_strategy.hints import give_hints
from pytest_traineebench.tasks.ads_strategy.levels import LEVELS, MIXES
from pytest_traineebench.tasks.ads_strategy.params import CITIES, AdsParams
from pytest_traineebench.tasks.ads_strategy.solution import solve


class AdsStrategy(TaskFamily[AdsParams, Answer]):
    """The family."""

    title: ClassVar[str] = "ADs Strategy Plan"
    version: ClassVar[int] = 2
    params: ClassVar[type[Params]] = AdsParams
    checkpoints: Sequence[Checkpoint[Answer]] = CHECKPOINTS

    def labels(self, params: AdsParams) -> tuple[str, str]:
        """Return the mix of channels as the subtype, and the difficulty."""
        return params.channel_mix, params.difficulty

    def variants(self) -> tuple[Variant, ...]:
        """Return each mix at each difficulty, with the cities in turn, which make no other difference."""
        kinds = [(difficulty, mix) for difficulty in LEVELS for mix in MIXES]
        return tuple(
            Variant(mix, difficulty, {"task_params": {"city": city, "difficulty": difficulty, "channel_mix": mix}})
            for (difficulty, mix), city in zip(kinds, CITIES * 2, strict=False)
        )

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw city and difficulty, all equally likely, as published; difficulties are written with a blank."""
        city, difficulty = rng.choice(CITIES), rng.choice(tuple(LEVELS))
        return {"task_params": {"city": city, "difficulty": difficulty.replace("_", " ")}}

    def generate(self, params: AdsParams, slot: Slot) -> Task[Answer]:
        """Make a campaign whose best plan only the right map shows, and only with all that has changed."""
        return generate(params, slot)

    def solve(self, task: Task[Answer], slot: Slot) -> Solution:
        """Ask, read, look, compute."""
        return solve(task.instruction, task.answer, slot)

    def hints(self, task: Task[Answer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- paths come with the task
        """Return whom to ask; where things are; the whole procedure."""
        return give_hints(task.answer)


FAMILY = AdsStrategy()
