"""A built day and its tasks: what the recipe becomes, before anybody works in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pytest_traineebench.company.monitor import MonitorData
from pytest_traineebench.company.staff import Staff
from pytest_traineebench.family import Slot, Task, TaskFamily
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.scenario.load import LoadedTask
from pytest_traineebench.scenario.schema import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltTask:
    """A task of a built day.

    Attributes:
        loaded: Its recipe, family and arguments.
        slot: For what place in the day it was generated.
        task: What the family made.
        arrives: When the trainee gets it.
        deadline: The first deadline, before any change.
    """

    loaded: LoadedTask
    slot: Slot
    task: Task[Any]
    arrives: dt.datetime
    deadline: dt.datetime

    @property
    def id(self) -> str:
        """The task's id within the day."""
        return self.loaded.recipe.id

    @property
    def family(self) -> TaskFamily[Any, Any]:
        """The family that made it."""
        return self.loaded.family

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changes about it during the day."""
        return self.loaded.recipe.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDay:
    """Everything a day holds before anybody works in it."""

    scenario: str
    name: str
    seed: int
    start: dt.datetime
    end: dt.datetime
    staff: Staff
    trainee: str
    tasks: tuple[BuiltTask, ...]
    disk: Mapping[str, bytes]
    workspace: Mapping[str, bytes]
    briefs: tuple[Brief, ...]
    monitor: MonitorData
