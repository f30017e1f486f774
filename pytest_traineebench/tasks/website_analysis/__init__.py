"""Website Monitor: find the slow page and its hidden cause, and get the right people to solve it.

The monitoring tools show a slow page and, for those who look at the servers too, a database whose disk runs full. The
trainee may not repair it: Human Resources knows who looks after the site, that colleague needs maintenance mode, which
an Engineering Manager approves with a code, and the code has to get back to that colleague. A report sums it up.
"""

from __future__ import annotations

from random import Random
from typing import Any

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.website_analysis.generate import make_task
from pytest_traineebench.tasks.website_analysis.hints import HINTS
from pytest_traineebench.tasks.website_analysis.params import WebsiteParams
from pytest_traineebench.tasks.website_analysis.solution import steps


class WebsiteAnalysis(TaskFamily[WebsiteParams, WebsiteAnswer]):
    """The family; it has no arguments and no levels."""

    title = "Website Monitor"
    version = 2
    params = WebsiteParams
    checkpoints = CHECKPOINTS

    def labels(self, params: WebsiteParams) -> tuple[str, str]:  # noqa: ARG002  -- there is one kind of task only
        """Return no subtype and no difficulty."""
        return "", ""

    def variants(self) -> tuple[Variant, ...]:
        """Return the one kind of task."""
        return (Variant("", "", {}),)

    def draw(self, rng: Random) -> dict[str, Any] | None:  # noqa: ARG002  -- there is nothing to draw
        """Return None, as published."""
        return None

    def generate(self, params: WebsiteParams, slot: Slot) -> Task[WebsiteAnswer]:  # noqa: ARG002  -- it has no field
        """Make the task."""
        return make_task(slot)

    def solve(self, task: Task[WebsiteAnswer], slot: Slot) -> Solution:
        """Yield the ideal trainee's steps; of the task it takes the report's name, which the instruction tells."""
        return steps(slot, task.answer.report)

    def hints(self, task: Task[WebsiteAnswer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- they are general
        """Return the three hints."""
        return HINTS


FAMILY = WebsiteAnalysis()
