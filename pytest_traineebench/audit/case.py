"""One instance to audit: a family's variant at a seed, alone in a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pytest_traineebench.family import TaskFamily, Variant
from pytest_traineebench.scenario.build import BuiltDay, build_day
from pytest_traineebench.scenario.load import LoadedDay, LoadedScenario, LoadedTask
from pytest_traineebench.scenario.schema import DayRecipe, Scenario, TaskRecipe

DAY, OTHER_DAY = "day_1", "day_2"
DATE, OTHER_DATE = dt.date(2025, 10, 1), dt.date(2025, 11, 6)
DEADLINE = dt.time(20)
_WHERE = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is audited; the family is passed as an object, so that one that no folder holds can be audited too."""

    family: TaskFamily[Any, Any]
    variant: Variant
    seed: int

    @property
    def kind(self) -> str:
        """The variant in words: subtype, difficulty or, without both, the family's name."""
        return " ".join(filter(None, (self.variant.subtype, self.variant.difficulty))) or self.family.name

    def build(self, *, day: str = DAY, date: dt.date = DATE, deadline: dt.time = DEADLINE) -> BuiltDay:
        """Build the day that holds this one task.

        Raises:
            ScenarioError: If the arguments do not fit such a day.
        """
        recipe = TaskRecipe(
            id=self.family.name.replace("_", "-"),
            family=self.family.name,
            params=dict(self.variant.params),
            deadline=deadline,
        )
        scenario = Scenario(
            format=1, name=_WHERE, seed=self.seed, days=(DayRecipe(name=day, date=date, tasks=(recipe,)),)
        )
        params = self.family.params.model_validate(dict(self.variant.params))
        task = LoadedTask(recipe=recipe, family=self.family, params=params, where=_WHERE)
        loaded = LoadedDay(recipe=scenario.days[0], tasks=(task,), where=_WHERE)
        return build_day(LoadedScenario(source=_WHERE, scenario=scenario, days=(loaded,)), day)
