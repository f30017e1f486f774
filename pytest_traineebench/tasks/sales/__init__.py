"""Sales analysis: rank, average or compare last year's sales from raw order records, by the departments' own rules."""

from __future__ import annotations

from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Params, Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.tasks.sales.answer import Answer
from pytest_traineebench.tasks.sales.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.sales.generate import generate_analysis
from pytest_traineebench.tasks.sales.hints import give_hints
from pytest_traineebench.tasks.sales.params import SalesParams
from pytest_traineebench.tasks.sales.sampler import VARIANTS, draw_arguments
from pytest_traineebench.tasks.sales.solution import solve_analysis


class SalesAnalysis(TaskFamily[SalesParams, Answer]):
    """The family; the published benchmark gives it no levels, here the number of files to read orders the work."""

    title: ClassVar[str] = "Sales Analysis"
    version: ClassVar[int] = 2
    params: ClassVar[type[Params]] = SalesParams
    checkpoints = CHECKPOINTS

    def labels(self, params: SalesParams) -> tuple[str, str]:
        """Return the kind of question, and how many files it takes: one, two or three, all of two quarters."""
        return params.task_type.value, params.task_type.difficulty

    def variants(self) -> tuple[Variant, ...]:
        """Return the thirteen rules by which figures are worked out, counting mode and direction."""
        return tuple(self._variant(kind, arguments) for kind, arguments in VARIANTS)

    def _variant(self, kind: str, arguments: dict[str, Any]) -> Variant:
        given = {"task_type": kind, "task_params": arguments}
        return Variant(*self.labels(SalesParams.model_validate(given)), given)

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw arguments as the published sampler does."""
        return draw_arguments(rng)

    def generate(self, params: SalesParams, slot: Slot) -> Task[Answer]:
        """Make the task; see `generate_analysis`."""
        return generate_analysis(params, slot)

    def solve(self, task: Task[Answer], slot: Slot) -> Solution:
        """Yield what an ideal trainee does; see `solve_analysis`."""
        return solve_analysis(task.instruction, slot)

    def hints(self, task: Task[Answer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- names come with the task
        """Return three hints; see `give_hints`."""
        return give_hints(task.answer)


FAMILY = SalesAnalysis()
