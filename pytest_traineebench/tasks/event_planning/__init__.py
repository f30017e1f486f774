"""Event Planning: find a day for a department's outing by asking everybody, and work out where the group goes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.event_planning import hints, sampler, solution
from pytest_traineebench.tasks.event_planning.answer import EventAnswer
from pytest_traineebench.tasks.event_planning.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.event_planning.generate import generate
from pytest_traineebench.tasks.event_planning.params import EventParams


class EventPlanning(TaskFamily[EventParams, EventAnswer]):
    """The family."""

    title: ClassVar[str] = "Event Planning"
    version: ClassVar[int] = 2
    params: ClassVar[type[EventParams]] = EventParams
    checkpoints: Sequence[Checkpoint[EventAnswer]] = CHECKPOINTS

    def labels(self, params: EventParams) -> tuple[str, str]:
        """Return whether the plan is given, proposed or optimal, and the published level."""
        return params.form, params.level

    def variants(self) -> tuple[Variant, ...]:
        """Return the twelve levels, each for a department of its size."""
        made = [(arguments, EventParams.model_validate(arguments)) for arguments in sampler.levels()]
        return tuple(Variant(*self.labels(params), arguments) for arguments, params in made)

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw arguments as the published sampler does."""
        return sampler.draw(rng)

    def generate(self, params: EventParams, slot: Slot) -> Task[EventAnswer]:
        """Make a world, people with little time, and materials."""
        return generate(params, slot)

    def solve(self, task: Task[EventAnswer], slot: Slot) -> Solution:  # noqa: ARG002  -- the instruction says it all
        """Ask, fetch, compute."""
        return solution.solve(task.instruction)

    def hints(self, task: Task[EventAnswer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- names come with the task
        """Return whom to ask; where things are; the whole procedure."""
        return hints.hints(task.answer)


FAMILY = EventPlanning()
