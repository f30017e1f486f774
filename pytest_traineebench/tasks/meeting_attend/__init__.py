"""Meeting Attend: be at a meeting on time, and do the task that is handed out in it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.family import Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.meeting_attend import solution
from pytest_traineebench.tasks.meeting_attend.answer import Answer
from pytest_traineebench.tasks.meeting_attend.checkpoints import CHECKPOINTS
from pytest_traineebench.tasks.meeting_attend.generate import generate
from pytest_traineebench.tasks.meeting_attend.hints import HINTS
from pytest_traineebench.tasks.meeting_attend.kinds import Kind
from pytest_traineebench.tasks.meeting_attend.params import MeetingAttendParams

_LEVELS = (1, 2, 3)
_STARTS = ("2025-10-01T09:00:00", "2025-10-01T09:30:00", "2025-10-01T10:00:00")
_HOURS = (0.5, 1.0, 1.5, 2.0)


class MeetingAttend(TaskFamily[MeetingAttendParams, Answer]):
    """A meeting at which people tell what they need, or only a meeting."""

    title: ClassVar[str] = "Meeting Attend"
    version: ClassVar[int] = 2
    params: ClassVar[type[MeetingAttendParams]] = MeetingAttendParams
    checkpoints: Sequence[Checkpoint[Answer]] = CHECKPOINTS

    def labels(self, params: MeetingAttendParams) -> tuple[str, str]:
        """Return what is handed out and the published level, such as ``("check_sum", "level-2")``."""
        return params.task_type.value, f"level-{params.task_level}"

    def variants(self) -> tuple[Variant, ...]:
        """Return every kind with each level."""
        return tuple(
            Variant(
                kind.value,
                f"level-{level}",
                {"start_time": "09:30", "last_time": 1.0, "task_type": kind.value, "task_level": level},
            )
            for kind in Kind
            for level in _LEVELS
        )

    def draw(self, rng: Random) -> dict[str, Any]:
        """Draw arguments as the published sampler does."""
        return {
            "meeting_start_time": rng.choice(_STARTS),
            "meeting_last_time": rng.choice(_HOURS),
            "task_type": rng.choice([kind.value for kind in Kind]),
            "task_level": rng.choice(_LEVELS),
        }

    def generate(self, params: MeetingAttendParams, slot: Slot) -> Task[Answer]:
        """Make the meeting and the rules."""
        return generate(params, slot)

    def solve(self, task: Task[Answer], slot: Slot) -> Solution:
        """Wait, attend, record."""
        return solution.solve(task.instruction, slot)

    def hints(self, task: Task[Answer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- equal for all meetings
        """Return three hints; none holds an answer."""
        return HINTS


FAMILY = MeetingAttend()
