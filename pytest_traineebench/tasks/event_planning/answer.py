"""The truth of a task: who has time when, what is asked for, and the world that the figures follow from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pytest_traineebench.tasks.event_planning.params import Metric, Mode
from pytest_traineebench.tasks.event_planning.windows import Window, common_days
from pytest_traineebench.tasks.event_planning.world import Plan, World


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswer:
    """What the checkpoints compare with.

    Attributes:
        event: The event's code, which tells it from another task's.
        output: Name of the file to hand in.
        materials: Paths of the three documents on the cloud disk: guidelines, list of places, road map.
        windows: When each of the people who come has time.
        world: What plans can be made of.
        given: The plan to work out, or None.
        limit: Minutes of the day by which the group has to be back, or None.
        metrics: Which metrics are asked for.
        goal: What the optimal plan is best at, or None.
    """

    event: str
    output: str
    materials: tuple[str, str, str]
    windows: tuple[Window, ...]
    world: World
    given: Plan | None
    limit: int | None
    metrics: tuple[Metric, ...]
    goal: Mode | None

    @property
    def places(self) -> str:
        """Path of the list of places on the cloud disk."""
        return self.materials[1]

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days that suit everybody."""
        return common_days(self.windows)
