"""Meeting Book: ask many colleagues for their time, follow a referral, book the right people, and attend on time."""

from __future__ import annotations

from random import Random
from typing import Any

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.tasks.meeting_book import generate, solution
from pytest_traineebench.tasks.meeting_book.answer import Answer
from pytest_traineebench.tasks.meeting_book.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.meeting_book.hints import HINTS
from pytest_traineebench.tasks.meeting_book.params import MeetingBookParams


class MeetingBook(TaskFamily[MeetingBookParams, Answer]):
    """A meeting of a department, or of the managers of all departments."""

    title = "Meeting Book"
    version = 2
    params = MeetingBookParams
    checkpoints = CHECKPOINTS

    def labels(self, params: MeetingBookParams) -> tuple[str, str]:
        """Return who meets and how many of them cannot come, such as ``("manager", "conflicts-2")``."""
        return params.task_type, f"conflicts-{params.conflict_nums}"

    def variants(self) -> tuple[Variant, ...]:
        """Return both kinds with each number of conflicts; the more there are, the more is found out indirectly."""
        return tuple(
            Variant(
                subtype,
                f"conflicts-{conflicts}",
                {"task_type": subtype, "start_time": "13:00", "last_time": 1.0, "conflict_nums": conflicts},
            )
            for subtype in ("manager", "department")
            for conflicts in (1, 2, 3)
        )

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw arguments as the published sampler does."""
        return {
            "task_type": rng.choice(["department", "manager"]),
            "start_time": rng.choice(["2025-10-01T13:00:00", "2025-10-01T14:30:00", "2025-10-01T15:00:00"]),
            "last_time": rng.choice([0.5, 1.0, 1.5, 2.0]),
            "conflict_nums": rng.choice([1, 2, 3]),
        }

    def generate(self, params: MeetingBookParams, slot: Slot) -> Task[Answer]:
        """Make the task."""
        return generate.generate(params, slot)

    def solve(self, task: Task[Answer], slot: Slot) -> Solution:
        """Ask, follow referrals, book, wait, attend."""
        return solution.solve(task, slot)

    def hints(self, task: Task[Answer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- equal for all meetings
        """Return three hints; none holds a name or a time."""
        return HINTS


FAMILY = MeetingBook()
