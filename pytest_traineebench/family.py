"""The contract of a task family: what it generates, how it is solved, how it is judged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, field_validator

from pytest_traineebench import discovery
from pytest_traineebench.company.monitor import MonitorData
from pytest_traineebench.company.staff import Staff
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.randomness import stream
from pytest_traineebench.scoring.checkpoint import Checkpoint

FAMILIES = "pytest_traineebench.tasks"
"""The package whose folders are the families."""


class Params(BaseModel):
    """Base of a family's arguments; accepts the published shape and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="wrap")
    @classmethod
    def _take_out_of_list(cls, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        """Take the element out of a list of one where no list belongs: published configs write arguments like that."""
        try:
            return handler(value)
        except ValidationError:
            if not isinstance(value, list | tuple) or len(value) != 1:
                raise
        try:
            return handler(value[0])
        except ValidationError:
            return handler(value)  # what is wrong is told of what was written


def unwrapped(given: Any, *, example: str, beside: str = "") -> Any:
    """Return arguments of the published shape ``{"task_params": {...}}`` side by side; other shapes as they are.

    Args:
        given: As written; None and ``{"task_params": None}`` hold no argument.
        example: An object that would be right, for errors.
        beside: The one argument that stands beside ``task_params``, if there is one.

    Raises:
        ValueError: If ``task_params`` is no object, or an argument stands on the wrong side of it.
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping) or "task_params" not in given:
        return given
    inner = given["task_params"]
    outer = {key: value for key, value in given.items() if key != "task_params"}
    if misplaced := sorted(str(key) for key in outer if key != beside):
        but = f" but {beside}" if beside else ""
        raise ValueError(f"task_params: holds all arguments{but} when it is given; move {', '.join(misplaced)} into it")
    if inner is None:
        return outer
    if not isinstance(inner, Mapping):
        raise ValueError(f"task_params: found {inner!r}, expected an object such as {example} or null")  # noqa: TRY004  -- pydantic takes ValueError only
    if beside and beside in inner:
        raise ValueError(f"{beside}: belongs beside task_params, not into it")
    return {**outer, **inner}


ParamsT = TypeVar("ParamsT", bound=Params)
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place in a day for which a family generates one task.

    Attributes:
        seed: The scenario's seed.
        day: Name of the day.
        task: Id of the task within the day.
        family: Name of the family.
        version: Version of the family.
        date: Virtual date.
        arrives: When the trainee gets the task.
        deadline: When it is judged, unless a change moves it; the latest one if several do.
        staff: The company.
        trainee: Her full name.
    """

    seed: int
    day: str
    task: str
    family: str
    version: int
    date: date
    arrives: datetime
    deadline: datetime
    staff: Staff
    trainee: str

    def stream(self, purpose: str) -> Random:
        """Return the task's private generator for one purpose; it depends on seed, day, task id and version only."""
        return stream(self.seed, self.day, self.task, f"v{self.version}", purpose)

    def own(self, published: str) -> str:
        """Return the name of a file or folder for this task.

        The task whose id is its family's name (``kb-fix``) keeps the published name; any other id is put in
        (``kb`` becomes ``kb_second-fix``, ``report.json`` becomes ``report_second-fix.json``), so that two tasks of
        one family never share a path.
        """
        if self.task == self.family.replace("_", "-"):
            return published
        stem, dot, ending = published.rpartition(".")
        return f"{stem}_{self.task}.{ending}" if dot else f"{published}_{self.task}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyMeeting:
    """A meeting that stands in the calendar when the day begins."""

    room: str
    start: datetime
    end: datetime
    organizer: str
    attendees: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[AnswerT]):
    """One generated task.

    Attributes:
        instruction: What the trainee reads, Markdown.
        answer: The typed truth that checkpoints compare with; nothing of it is reachable from the tools.
        disk: Files on the cloud disk by path.
        workspace: Files that stand in the workspace at the start of the day.
        briefs: What colleagues know.
        meetings: Entries of the calendar.
        monitor: What the website monitor shows, or None if the task is not about the website.
        appointments: Times at which the trainee must be somewhere; no two tasks of a day may overlap in them.
    """

    instruction: str
    answer: AnswerT
    disk: Mapping[str, bytes] = field(default_factory=dict)
    workspace: Mapping[str, bytes] = field(default_factory=dict)
    briefs: tuple[Brief, ...] = ()
    meetings: tuple[CompanyMeeting, ...] = ()
    monitor: MonitorData | None = None
    appointments: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A step of a solution: one tool call."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wait:
    """A step of a solution: go on at `until`, in any case not later than `latest`."""

    until: datetime
    latest: datetime


Solution = Generator[Call | Wait, str, None]
"""Yields steps; each call's answer, as the agent reads it, is sent back in."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A kind of task that a family knows: its labels and arguments of that kind."""

    subtype: str
    difficulty: str
    params: Mapping[str, Any]


class TaskFamily(ABC, Generic[ParamsT, AnswerT]):
    """A family of tasks; its folder's ``__init__`` holds the one instance as ``FAMILY``.

    Attributes:
        title: The published task name, such as ``"KB Link Fix"``.
        version: Raised by every change that can move a score or an instance.
        params: The arguments' model.
        checkpoints: What is judged, in the order in which it is reported.
    """

    title: ClassVar[str]
    version: ClassVar[int]
    params: ClassVar[type[Params]]
    checkpoints: Sequence[Checkpoint[AnswerT]]

    @property
    def name(self) -> str:
        """The name of the family's folder, such as ``"kb_fix"``."""
        return type(self).__module__.removeprefix(f"{FAMILIES}.").split(".")[0]

    @abstractmethod
    def labels(self, params: ParamsT) -> tuple[str, str]:
        """Return subtype and difficulty, either may be empty; they become markers and columns."""

    @abstractmethod
    def variants(self) -> tuple[Variant, ...]:
        """Return every kind of task of the family once, the easiest first."""

    @abstractmethod
    def draw(self, rng: Random) -> dict[str, Any] | None:
        """Draw arguments in the published shape, by the published sampler (None if the family takes none)."""

    @abstractmethod
    def generate(self, params: ParamsT, slot: Slot) -> Task[AnswerT]:
        """Make the task; pure, all chance from ``slot.stream``.

        Raises:
            ValueError: If the arguments do not fit the day; the text begins with the argument's name.
        """

    @abstractmethod
    def solve(self, task: Task[AnswerT], slot: Slot) -> Solution:
        """Yield what a trainee does who behaves ideally: asks, downloads, computes, writes, attends."""

    @abstractmethod
    def hints(self, task: Task[AnswerT], slot: Slot) -> tuple[str, str, str]:
        """Return three hints, none with an answer: whom to ask; where things are and which steps; the procedure."""


def family_names() -> tuple[str, ...]:
    """Return the names of all families, sorted."""
    return discovery.names(FAMILIES)


def load_family(name: str) -> TaskFamily[Any, Any]:
    """Return a family by name.

    Raises:
        KeyError: If there is none.
    """
    family: TaskFamily[Any, Any] = discovery.load(FAMILIES, name).FAMILY
    return family
