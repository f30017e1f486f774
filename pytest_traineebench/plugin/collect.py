"""Scenario files as test files, working days as tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

import pytest

from pytest_traineebench.errors import ScenarioError, TraineeBenchError
from pytest_traineebench.plugin.naming import MALFORMED
from pytest_traineebench.plugin.working import work_day
from pytest_traineebench.scenario.load import LoadedDay, LoadedScenario, load_scenario


class ScenarioFile(pytest.Module):
    """A scenario file. It is a module without content, since other plugins expect tests to stand in modules."""

    loaded: LoadedScenario
    memories: dict[str, dict[str, Any]]
    """What the agent remembered after each day, by day."""

    def _getobj(self) -> ModuleType:
        return ModuleType(self.path.name.split(".")[0])

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield one item per day."""
        try:
            self.loaded = load_scenario(self.path, source=self.nodeid)
        except ScenarioError as error:
            self.config.stash[MALFORMED] = self.config.stash.get(MALFORMED, 0) + 1
            raise self.CollectError(str(error)) from None
        self.memories = {}
        for day in self.loaded.days:
            item = DayItem.from_parent(self, name=day.recipe.name, callobj=work_day)
            item.describe(day)
            yield item


class DayItem(pytest.Function):
    """One working day."""

    scenario_file: ScenarioFile

    def describe(self, day: LoadedDay) -> None:
        """Take over the day, and mark it by what it holds."""
        assert isinstance(self.parent, ScenarioFile)  # noqa: S101  -- made in no other place
        self.scenario_file = self.parent
        self.add_marker(pytest.mark.traineebench)
        names = [self.scenario_file.loaded.scenario.name]
        for family in _once(task.family.name for task in day.tasks):
            self.add_marker(pytest.mark.family(name=family))
            names.append(family)
        for level in _once(task.labels[1] for task in day.tasks if task.labels[1]):
            self.add_marker(pytest.mark.difficulty(level=level))
        names += [task.recipe.id for task in day.tasks]
        self.extra_keyword_matches.update(names)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Locate the item in its file; pytest wants a line if it is skipped, xdist takes dots in a name for a path."""
        return self.path, 0, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:  # type: ignore[override]
        """Show errors that speak for themselves without a traceback."""
        if isinstance(excinfo.value, TraineeBenchError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
