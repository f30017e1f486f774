"""Data completion: restore the missing cells of one column by the formula of the company's handbook."""

from __future__ import annotations

from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Params, Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.tasks.data_completion.answer import Answer
from pytest_traineebench.tasks.data_completion.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.data_completion.generate import generate_completion
from pytest_traineebench.tasks.data_completion.hints import give_hints
from pytest_traineebench.tasks.data_completion.kinds import DOMAINS, KINDS, TASK_TYPES, TaskType
from pytest_traineebench.tasks.data_completion.levels import DIFFICULTIES, Difficulty
from pytest_traineebench.tasks.data_completion.params import CompletionParams
from pytest_traineebench.tasks.data_completion.solution import solve_completion


class DataCompletion(TaskFamily[CompletionParams, Answer]):
    """The family: twelve kinds of data set at five difficulties."""

    title: ClassVar[str] = "Data Completion"
    version: ClassVar[int] = 2
    params: ClassVar[type[Params]] = CompletionParams
    checkpoints = CHECKPOINTS

    def labels(self, params: CompletionParams) -> tuple[str, str]:
        """Return the kind of data set and the difficulty."""
        return params.task_type, params.difficulty

    def variants(self) -> tuple[Variant, ...]:
        """Return every kind at every difficulty, the easiest first."""
        return tuple(
            Variant(task_type, difficulty, _arguments(task_type, difficulty))
            for difficulty in DIFFICULTIES
            for task_type in TASK_TYPES
        )

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw a domain, one of its two kinds and a difficulty, as the published sampler does."""
        domain = rng.choice(DOMAINS)
        task_type = rng.choice([name for name in TASK_TYPES if KINDS[name].domain == domain])
        return _arguments(task_type, rng.choice(DIFFICULTIES))

    def generate(self, params: CompletionParams, slot: Slot) -> Task[Answer]:
        """Make the task; see `generate_completion`."""
        return generate_completion(params, slot)

    def solve(self, task: Task[Answer], slot: Slot) -> Solution:
        """Yield what an ideal trainee does; see `solve_completion`."""
        return solve_completion(task.instruction, slot)

    def hints(self, task: Task[Answer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- names come with the task
        """Return three hints; see `give_hints`."""
        return give_hints(task.answer)


def _arguments(task_type: TaskType, difficulty: Difficulty) -> dict[str, Any]:
    return {"domain": KINDS[task_type].domain, "task_type": task_type, "difficulty": difficulty}


FAMILY = DataCompletion()
