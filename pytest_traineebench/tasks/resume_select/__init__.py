"""Resume Select: a folder of applications is screened for those who meet every wish of an opening."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.resume_select import hints, solution
from pytest_traineebench.tasks.resume_select.answer import ResumeAnswer
from pytest_traineebench.tasks.resume_select.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.resume_select.generate import generate
from pytest_traineebench.tasks.resume_select.params import ResumeParams
from pytest_traineebench.tasks.resume_select.paths import Paths
from pytest_traineebench.tasks.resume_select.sampler import draw_position, draw_requirement
from pytest_traineebench.tasks.resume_select.vocabulary import DRAWN_NUMBERS


class ResumeSelect(TaskFamily[ResumeParams, ResumeAnswer]):
    """The family."""

    title: ClassVar[str] = "Resume Select"
    version: ClassVar[int] = 2
    params: ClassVar[type[ResumeParams]] = ResumeParams
    checkpoints: Sequence[Checkpoint[ResumeAnswer]] = CHECKPOINTS

    def labels(self, params: ResumeParams) -> tuple[str, str]:
        """Return no subtype, and the number of resumes, which is what makes the work longer."""
        return "", f"{params.resumes}_resumes"

    def variants(self) -> tuple[Variant, ...]:
        """Return one variant per published number of resumes; what is looked for is drawn."""
        return tuple(Variant("", f"{number}_resumes", {"number_of_resumes": number}) for number in DRAWN_NUMBERS)

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw requirement, position and number, all equally likely, as published and in lists."""
        return {
            "requirement": draw_requirement(rng),
            "position": [draw_position(rng)],
            "number_of_resumes": rng.choice(DRAWN_NUMBERS),
        }

    def generate(self, params: ResumeParams, slot: Slot) -> Task[ResumeAnswer]:
        """Make applicants who fit, and near misses."""
        return generate(params, slot)

    def solve(self, task: Task[ResumeAnswer], slot: Slot) -> Solution:  # noqa: ARG002  -- the instruction says it all
        """Fetch, compare, write."""
        return solution.solve(task.instruction)

    def hints(self, task: Task[ResumeAnswer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- paths are enough
        """Return whom to ask; where things are; the whole procedure."""
        return hints.give_hints(Paths(slot))


FAMILY = ResumeSelect()
