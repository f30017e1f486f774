"""The scenario file as typed models; the JSON schema is written from them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from pytest_traineebench.company.staff import MAX_SIZE, MIN_SIZE
from pytest_traineebench.discovery import did_you_mean

MAX_DAYS = 100
MAX_TASKS = 50
MAX_SEED = 2**63 - 1
FIRST_DATE, LAST_DATE = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
"""Families count back and forth from a day's date; calendars and SQLite are safe within these."""

_IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
_DIGEST = r"^sha256:[0-9a-f]{64}$"
_TIME = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _identifier(value: str) -> str:
    """Check a name that becomes part of file names and test ids."""
    if re.fullmatch(_IDENTIFIER, value, re.ASCII) is None or value.endswith("\n"):
        raise ValueError("expected 1 to 64 of A-Z a-z 0-9 _ -, the first one a letter or digit")
    return value


def _digest(value: str) -> str:
    if re.fullmatch(_DIGEST, value) is None or value.endswith("\n"):
        raise ValueError("expected sha256: and 64 hexadecimal digits, as `traineebench build` prints them")
    return value


def _one_line(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise ValueError("expected one line of text")
    return value.strip()


def _time(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value
    if not isinstance(value, str) or re.fullmatch(_TIME, value.strip()) is None:
        raise ValueError('expected a time of day from "00:00" to "23:59", such as "09:30"')
    hour, minute = value.strip().split(":")
    return dt.time(int(hour), int(minute))


def _date(value: object) -> dt.date:
    problem = f"expected a date such as 2025-10-01, from {FIRST_DATE} to {LAST_DATE}"
    if isinstance(value, str) and re.fullmatch(_DATE, value.strip()):
        try:
            value = dt.date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(problem) from None
    if type(value) is not dt.date or not FIRST_DATE <= value <= LAST_DATE:  # not its subclass datetime
        raise ValueError(problem)
    return value


def _format(value: object) -> object:
    if type(value) is not int or value != 1:  # True and 1.0 equal 1
        raise ValueError("expected 1, the only format that this version reads")
    return value


Identifier = Annotated[str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "pattern": _IDENTIFIER})]
OneLine = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_one_line)]
TimeOfDay = Annotated[dt.time, BeforeValidator(_time, json_schema_input_type=Annotated[str, Field(pattern=_TIME)])]
Date = Annotated[dt.date, BeforeValidator(_date, json_schema_input_type=Annotated[str, Field(pattern=_DATE)])]
Digest = Annotated[str, AfterValidator(_digest), WithJsonSchema({"type": "string", "pattern": _DIGEST})]
Priority = Literal["low", "normal", "high", "urgent"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: object) -> object:
        """Suggest the key that was meant, which pydantic does not."""
        for key in data if isinstance(data, dict) else ():
            if key not in cls.model_fields:
                raise ValueError(
                    f"found the unknown key {str(key)[:60]!r}{did_you_mean(str(key)[:60], cls.model_fields)}"
                )
        return data


class Change(_Strict):
    """Something about a task changes during the day; the trainee is told."""

    at: TimeOfDay = Field(description="When the trainee is told.")
    deadline: TimeOfDay | None = Field(default=None, description="The new deadline.")
    priority: Priority | None = Field(default=None, description="The new priority, as the trainee is told.")
    because: OneLine = Field(description="The reason that the trainee is told.")

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.deadline is None and self.priority is None:
            raise ValueError("found neither deadline nor priority, expected one of them or both")
        return self


class TaskRecipe(_Strict):
    """One task of a day."""

    id: Identifier = Field(description="Stable name within the day; the task's random stream is keyed by it.")
    family: str = Field(max_length=64, description="Name of the task family; `traineebench families` lists them.")
    params: dict[str, Any] | None = Field(default=None, description="Arguments of the family, plain or as published.")
    arrives: TimeOfDay | None = Field(default=None, description="When the trainee gets it; default: in the morning.")
    deadline: TimeOfDay = Field(
        default=dt.time(20), json_schema_extra={"default": "20:00"}, description="When it is judged."
    )
    priority: Priority | None = Field(default=None, description="As the trainee is told.")
    changes: tuple[Change, ...] = Field(default=(), max_length=20, description="What changes, in the order of time.")


class DayRecipe(_Strict):
    """One working day."""

    name: Identifier = Field(description="Name of the test: `path.scenario.yaml::name`.")
    date: Date = Field(default=dt.date(2025, 10, 1), description="Virtual date.")
    start: TimeOfDay = Field(
        default=dt.time(8), json_schema_extra={"default": "08:00"}, description="When the virtual clock starts."
    )
    tasks: tuple[TaskRecipe, ...] = Field(min_length=1, max_length=MAX_TASKS)
    digest: Digest | None = Field(
        default=None, description="Pins what the recipe builds; `traineebench build` prints it."
    )

    @model_validator(mode="after")
    def _times_are_in_order(self) -> Self:
        _refuse_twins("tasks", "id", [task.id for task in self.tasks])
        for index, task in enumerate(self.tasks):
            self._check_times(f"tasks.{index}", task)
        return self

    def _check_times(self, where: str, task: TaskRecipe) -> None:
        arrives = task.arrives or self.start
        if arrives < self.start:
            raise ValueError(
                f"{where}.arrives: found {arrives:%H:%M}, expected the day's start {self.start:%H:%M} or later"
            )
        if task.deadline <= arrives:
            raise ValueError(
                f"{where}.deadline: found {task.deadline:%H:%M}, expected later than the arrival at {arrives:%H:%M}"
            )
        deadline, told = task.deadline, arrives
        for index, change in enumerate(task.changes):
            place = f"{where}.changes.{index}"
            if not told < change.at < deadline:
                raise ValueError(
                    f"{place}.at: found {change.at:%H:%M}, expected after {told:%H:%M} and before "
                    f"the deadline {deadline:%H:%M}"
                )
            told, deadline = change.at, change.deadline or deadline
            if deadline <= change.at:
                raise ValueError(f"{place}.deadline: found {deadline:%H:%M}, expected later than {change.at:%H:%M}")


class Company(_Strict):
    """The simulated company."""

    size: int = Field(
        default=50, strict=True, ge=MIN_SIZE, le=MAX_SIZE, description="Headcount, the trainee not counted."
    )


class Scenario(_Strict):
    """A scenario file: a recipe from which every day is built at run time."""

    format: Annotated[Literal[1], BeforeValidator(_format)] = Field(description="Version of this format.")
    name: Identifier = Field(description="Name of the scenario in reports.")
    seed: int = Field(strict=True, ge=0, le=MAX_SEED, description="All chance of the scenario comes from it.")
    company: Company = Company()
    npc: OneLine = Field(default="rules", description='Who speaks for the colleagues: "rules" or a model alias.')
    days: tuple[DayRecipe, ...] = Field(min_length=1, max_length=MAX_DAYS)

    @model_validator(mode="after")
    def _days_differ(self) -> Self:
        _refuse_twins("days", "name", [day.name for day in self.days])
        return self


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of scenario files, by which editors check and complete them."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scenario.model_json_schema()}


def _refuse_twins(place: str, key: str, names: list[str]) -> None:
    """Refuse equal names, also if they differ in case only: they become names of files."""
    seen: dict[str, str] = {}
    for index, name in enumerate(names):
        if twin := seen.get(name.lower()):
            raise ValueError(f"{place}.{index}.{key}: found {name!r} after {twin!r}, expected a name of its own")
        seen[name.lower()] = name
