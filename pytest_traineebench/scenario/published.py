"""The published benchmark's config format, and its conversion into scenarios."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import family_names, load_family
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.describe import describe
from pytest_traineebench.scenario.load import LoadedScenario, check_scenario
from pytest_traineebench.scenario.schema import MAX_SEED, Identifier, OneLine
from pytest_traineebench.strict_json import read_json

Mode = Literal["stationary", "mutable"]

MAX_BYTES = 50_000_000
START = dt.time(8)
"""When every published day starts; the format has no place for it."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:00)?", re.ASCII)


def _moment(value: object) -> dt.datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError('expected a date and a time of day, to the minute, such as "2025-10-01T20:00:00"')


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedTask(_Strict):
    """A task: its family's published title, the arguments, an ISO deadline."""

    name: str = Field(max_length=100)
    arguments: dict[str, Any] | None
    deadline: Annotated[dt.datetime, BeforeValidator(_moment)]


class PublishedDay(_Strict):
    """A day; all of its deadlines fall on one date, which is the day's."""

    name: Identifier
    tasks: tuple[PublishedTask, ...] = Field(min_length=1)


class PublishedScenario(_Strict):
    """A scenario of one or more days."""

    name: Identifier
    days: tuple[PublishedDay, ...] = Field(min_length=1)


class PublishedConfig(_Strict):
    """A whole benchmark; `seed` and `mode` are recorded by `customize` and absent in the published files."""

    version: OneLine
    datetime: OneLine
    seed: int | None = Field(default=None, strict=True, ge=0, le=MAX_SEED)
    mode: Mode | None = None
    scenarios: tuple[PublishedScenario, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A scenario as it is written to a file.

    Attributes:
        name: The scenario's name, which the file gets.
        data: What the file holds.
        loaded: The same, checked; its errors name the config.
    """

    name: str
    data: Mapping[str, Any]
    loaded: LoadedScenario


def load_config(path: Path) -> PublishedConfig:
    """Read a published-format config.

    Raises:
        ScenarioError: One line with file, place, what was found and what is right.
    """
    data = read_json(str(path), expected="a benchmark config in JSON", max_bytes=MAX_BYTES, error=ScenarioError)
    try:
        return PublishedConfig.model_validate(data)
    except ValidationError as error:
        raise ScenarioError(f"{path}: {describe(error, known=PublishedConfig.model_fields)}") from None


def convert(config: PublishedConfig, *, source: str, seed: int, npc: str) -> Iterator[Recipe]:
    """Yield one checked scenario recipe per scenario of a config.

    Args:
        config: As read.
        source: The config's name, for errors.
        seed: Each scenario's own seed is derived from it and from the scenario's name.
        npc: ``"rules"`` or a model alias.

    Raises:
        ScenarioError: If a family is not built, an argument wrong, or two scenarios share a name.
    """
    families = {load_family(name).title: name for name in family_names()}
    _refuse_unbuilt(config, source, families)
    seen: dict[str, str] = {}
    for index, scenario in enumerate(config.scenarios):
        place = f"scenarios.{index}"
        if twin := seen.get(scenario.name.lower()):  # two names that differ in case only are one file on some systems
            raise ScenarioError(
                f"{source}: {place}.name: found {scenario.name!r} after {twin!r}, expected each name once"
            )
        seen[scenario.name.lower()] = scenario.name
        data = {
            "format": 1,
            "name": scenario.name,
            "seed": stream(seed, "generate", scenario.name).getrandbits(48),
            "npc": npc,
            "days": [
                _day(day, f"{source}: {place}.days.{number}", families) for number, day in enumerate(scenario.days)
            ],
        }
        loaded = check_scenario(data, source=source, at=place, arguments="arguments")
        yield Recipe(name=scenario.name, data=data, loaded=loaded)


def _refuse_unbuilt(config: PublishedConfig, source: str, families: Mapping[str, str]) -> None:
    """Refuse all unknown families at once, so that a person need not find them one by one."""
    places: dict[str, str] = {}
    for at, scenario in enumerate(config.scenarios):
        for number, day in enumerate(scenario.days):
            for index, task in enumerate(day.tasks):
                if task.name not in families:
                    places.setdefault(task.name, f"scenarios.{at}.days.{number}.tasks.{index}.name")
    if places:
        first, *others = places
        more = f" (nor are {', '.join(sorted(map(repr, others)))})" if others else ""
        hint = did_you_mean(first, families)
        raise ScenarioError(f"{source}: {places[first]}: the family {first!r} is not built{more}{hint}")


def _day(day: PublishedDay, place: str, families: Mapping[str, str]) -> dict[str, Any]:
    dates = sorted({task.deadline.date() for task in day.tasks})
    if len(dates) > 1:
        raise ScenarioError(f"{place}: found deadlines on {dates[0]} and on {dates[1]}, expected one date for a day")
    tasks = []
    for task, task_id in zip(day.tasks, _ids([families[task.name] for task in day.tasks]), strict=True):
        row: dict[str, Any] = {"id": task_id, "family": families[task.name]}
        if task.arguments is not None:
            row["params"] = task.arguments
        tasks.append({**row, "deadline": f"{task.deadline:%H:%M}"})
    return {"name": day.name, "date": dates[0], "start": f"{START:%H:%M}", "tasks": tasks}


def _ids(families: list[str]) -> Iterator[str]:
    """Yield ids: the family's name, and a number with each further task of one family."""
    for index, family in enumerate(families):
        stem, before = family.replace("_", "-"), families[:index].count(family)
        yield f"{stem}-{before + 1}" if before else stem
