"""The days that a server knows, and which of them a conversation is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pytest_traineebench.errors import ConfigError
from pytest_traineebench.scenario import prompt
from pytest_traineebench.scenario.build import BuiltDay, build_day
from pytest_traineebench.scenario.load import SUFFIX, load_scenario
from pytest_traineebench.serving.conversation import Conversation, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDay:
    """A built day, and how a trainee hears of it; all texts without line breaks.

    Attributes:
        built: The day.
        morning: The day's prompt.
        assignments: By task id, what hands the task out.
    """

    built: BuiltDay
    morning: str
    assignments: dict[str, str]

    def fits(self, text: str) -> bool:
        """Whether a text holds the morning's prompt, or at least all tasks of the morning."""
        here = [task.id for task in self.built.tasks if task.arrives <= self.built.start]
        return self.morning in text or (bool(here) and all(self.assignments[task] in text for task in here))

    def told_after(self, conversation: Conversation) -> dict[str, int]:
        """Return, by task id, after how many turns the trainee was told of it; what she does not know is left out."""
        texts = [conversation.opening, *(one.told for one in conversation.rounds)]
        found = {
            task: next((number for number, text in enumerate(texts) if assignment in text), None)
            for task, assignment in self.assignments.items()
        }
        return {task: number for task, number in found.items() if number is not None}


def serve_day(built: BuiltDay) -> ServedDay:
    """Return a day ready to be recognised."""
    return ServedDay(
        built=built,
        morning=flat(prompt.morning(built)),
        assignments={task.id: flat(prompt.assignment(built, task)) for task in built.tasks},
    )


def find_scenarios(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return scenario files, with those of folders in the order of their names, each once.

    Raises:
        ConfigError: If a folder holds none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        files = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not files:
            raise ConfigError(f"{path}: found no scenario file, expected some that end with {SUFFIX}")
        found |= dict.fromkeys(files)
    return tuple(found)


def load_days(paths: Iterable[Path]) -> tuple[ServedDay, ...]:
    """Build all days of scenario files.

    Raises:
        ScenarioError: If a file is wrong; one line.
    """
    scenarios = [load_scenario(path) for path in paths]
    return tuple(serve_day(build_day(loaded, day.recipe.name)) for loaded in scenarios for day in loaded.days)


def recognise(days: Iterable[ServedDay], conversation: Conversation) -> ServedDay | None:
    """Return the day that a conversation is about, or None.

    The prompt tells days apart, unless scenarios that differ in nothing but the seed are served together: then
    everybody's work begins alike, and the list of the staff shows which company this is.
    """
    fitting = [day for day in days if day.fits(conversation.opening)]
    whole = [day for day in fitting if day.morning in conversation.opening] or fitting
    told = conversation.told if len(whole) > 1 else ""
    at_home = [day for day in whole if told and all(person.name in told for person in day.built.staff)]
    return max(at_home or whole, key=lambda day: len(day.told_after(conversation)), default=None)
