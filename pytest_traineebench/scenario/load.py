"""Reads scenario files; whatever is wrong with one becomes a single line that says where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import Params, TaskFamily, family_names, load_family
from pytest_traineebench.scenario.describe import describe
from pytest_traineebench.scenario.schema import DayRecipe, Scenario, TaskRecipe
from pytest_traineebench.scenario.strict_yaml import read_yaml
from pytest_traineebench.text_file import read_text

SUFFIX = ".scenario.yaml"
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTask:
    """A task of a scenario file with its family and its checked arguments; `where` is the arguments' place."""

    recipe: TaskRecipe
    family: TaskFamily[Any, Any]
    params: Params
    where: str

    @property
    def labels(self) -> tuple[str, str]:
        """Subtype and difficulty."""
        return self.family.labels(self.params)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDay:
    """A day of a scenario file; `where` names the place in the file for errors."""

    recipe: DayRecipe
    tasks: tuple[LoadedTask, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedScenario:
    """A scenario file that is right in itself."""

    source: str
    scenario: Scenario
    days: tuple[LoadedDay, ...]

    def day(self, name: str) -> LoadedDay:
        """Return a day by name.

        Raises:
            ScenarioError: If there is none.
        """
        for day in self.days:
            if day.recipe.name == name:
                return day
        known = [day.recipe.name for day in self.days]
        raise ScenarioError(f"{self.source}: no day {name!r}{did_you_mean(name, known)}")


def load_scenario(path: Path, *, source: str | None = None) -> LoadedScenario:
    """Read and check a scenario file.

    Args:
        path: The file.
        source: What the file is called in errors; default: the path as given.

    Raises:
        ScenarioError: One line with file, place, what was found and what is right.
    """
    source = source or str(path)
    text = read_text(path, source=source, expected="a scenario file", max_bytes=MAX_BYTES, error=ScenarioError)
    return check_scenario(read_yaml(text, source=source), source=source)


def check_scenario(data: object, *, source: str, at: str = "", arguments: str = "params") -> LoadedScenario:
    """Check a scenario that was read already.

    Args:
        data: What a scenario file holds.
        source: The file's name, for errors.
        at: The place in that file at which the scenario stands, if it is not all of it: ``"scenarios.3"``.
        arguments: What the file calls the family's arguments.

    Raises:
        ScenarioError: One line with file, place, what was found and what is right.
    """
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        raise ScenarioError(f"{source}: {describe(error, at=at)}") from None
    start = f"{source}: {at}." if at else f"{source}: "
    days = tuple(_load_day(day, f"{start}days.{index}", arguments) for index, day in enumerate(scenario.days))
    return LoadedScenario(source=source, scenario=scenario, days=days)


def _load_day(day: DayRecipe, where: str, arguments: str) -> LoadedDay:
    tasks = tuple(_load_task(task, f"{where}.tasks.{index}", arguments) for index, task in enumerate(day.tasks))
    return LoadedDay(recipe=day, tasks=tasks, where=where)


def _load_task(task: TaskRecipe, where: str, arguments: str) -> LoadedTask:
    known = family_names()
    if task.family not in known:
        raise ScenarioError(f"{where}.family: no family {task.family!r}{did_you_mean(task.family, known)}")
    family = load_family(task.family)
    place = f"{where}.{arguments}"
    try:
        params = family.params.model_validate({} if task.params is None else task.params)
    except ValidationError as error:
        raise ScenarioError(describe(error, at=place, known=family.params.model_fields)) from None
    return LoadedTask(recipe=task, family=family, params=params, where=place)
