"""Transaction review: find the suppliers in a table of payments that the company's review manual calls abnormal."""

from __future__ import annotations

from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Params, Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.tasks.transactions.answer import Answer
from pytest_traineebench.tasks.transactions.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.transactions.generate import generate_review
from pytest_traineebench.tasks.transactions.hints import give_hints
from pytest_traineebench.tasks.transactions.params import TransactionParams
from pytest_traineebench.tasks.transactions.paths import Paths
from pytest_traineebench.tasks.transactions.solution import solve_review

_NORMAL = (2, 3, 4, 5)
_ABNORMAL = (0, 1, 2)


class TransactionReview(TaskFamily[TransactionParams, Answer]):
    """The family; the published benchmark gives it no levels of difficulty."""

    title: ClassVar[str] = "Transaction Data Review"
    version: ClassVar[int] = 2
    params: ClassVar[type[Params]] = TransactionParams
    checkpoints = CHECKPOINTS

    def labels(self, params: TransactionParams) -> tuple[str, str]:
        """Return the numbers of suppliers as the subtype, and no difficulty."""
        return f"{params.num_normal_transactions}_normal_{params.num_abnormal_transactions}_abnormal", ""

    def variants(self) -> tuple[Variant, ...]:
        """Return the published numbers of suppliers, the fewest first."""
        return tuple(self._variant(normal, abnormal) for normal in _NORMAL for abnormal in _ABNORMAL)

    def _variant(self, normal: int, abnormal: int) -> Variant:
        arguments = {"num_normal_transactions": normal, "num_abnormal_transactions": abnormal}
        subtype, difficulty = self.labels(TransactionParams.model_validate(arguments))
        return Variant(subtype, difficulty, arguments)

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw both numbers as the published sampler does."""
        return {"num_normal_transactions": rng.choice(_NORMAL), "num_abnormal_transactions": rng.choice(_ABNORMAL)}

    def generate(self, params: TransactionParams, slot: Slot) -> Task[Answer]:
        """Make the task; see `generate_review`."""
        return generate_review(params, slot)

    def solve(self, task: Task[Answer], slot: Slot) -> Solution:  # noqa: ARG002  -- an honest trainee does not know it
        """Yield what an ideal trainee does; see `solve_review`."""
        return solve_review(slot)

    def hints(self, task: Task[Answer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- hints hold no answer
        """Return three hints; see `give_hints`."""
        return give_hints(Paths.of(slot))


FAMILY = TransactionReview()
