"""Makes a day from its recipe: a pure function of the scenario file, in memory."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import PurePosixPath
from typing import Literal

from pytest_traineebench.company import handbook
from pytest_traineebench.company.monitor import MonitorData, merge, quiet_site
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import Slot
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.built import BuiltDay, BuiltTask
from pytest_traineebench.scenario.contents import digest, parts, plain
from pytest_traineebench.scenario.describe import join
from pytest_traineebench.scenario.load import LoadedDay, LoadedScenario, LoadedTask

__all__ = ["BuiltDay", "BuiltTask", "build_day", "digest", "parts", "plain"]


def build_day(loaded: LoadedScenario, name: str) -> BuiltDay:
    """Build a day of a scenario.

    Equal scenario files give equal days: in any process, on any machine, in any order. A task depends on the seed,
    the day's name, its own id and its family's version alone, so that neighbours never move it.

    Raises:
        ScenarioError: If there is no such day, an argument does not fit it, two tasks need one path or the trainee
            at two places at one time, or the pinned digest differs.
    """
    day, scenario = loaded.day(name), loaded.scenario
    staff = hire(scenario.company.size, stream(scenario.seed, "staff"))
    tasks = tuple(_build_task(task, day=day, seed=scenario.seed, staff=staff) for task in day.tasks)
    _refuse_double_appointments(tasks, day.where)
    built = BuiltDay(
        scenario=scenario.name,
        name=name,
        seed=scenario.seed,
        start=dt.datetime.combine(day.recipe.date, day.recipe.start),
        end=dt.datetime.combine(day.recipe.date, dt.time(0)) + dt.timedelta(days=1),
        staff=staff,
        trainee=TRAINEE,
        tasks=tasks,
        disk=_put_together("disk", tasks, day.where, {handbook.PATH: handbook.content()}),
        workspace=_put_together("workspace", tasks, day.where, {}),
        briefs=tuple(brief for task in tasks for brief in task.task.briefs),
        monitor=_monitor(tasks, scenario.seed, name),
    )
    _check_pin(built, day)
    return built


def _build_task(task: LoadedTask, *, day: LoadedDay, seed: int, staff: Staff) -> BuiltTask:
    recipe, date = task.recipe, day.recipe.date
    arrives = dt.datetime.combine(date, recipe.arrives or day.recipe.start)
    moved = [change.deadline for change in recipe.changes if change.deadline]
    slot = Slot(
        seed=seed,
        day=day.recipe.name,
        task=recipe.id,
        family=task.family.name,
        version=task.family.version,
        date=date,
        arrives=arrives,
        deadline=dt.datetime.combine(date, moved[-1] if moved else recipe.deadline),
        staff=staff,
        trainee=TRAINEE,
    )
    try:
        made = task.family.generate(task.params, slot)
    except ValueError as error:
        raise ScenarioError(join(task.where, str(error))) from None
    deadline = dt.datetime.combine(date, recipe.deadline)
    return BuiltTask(loaded=task, slot=slot, task=made, arrives=arrives, deadline=deadline)


def _put_together(
    kind: Literal["disk", "workspace"], tasks: tuple[BuiltTask, ...], where: str, files: dict[str, bytes]
) -> dict[str, bytes]:
    """Put the files of all tasks together, and refuse two on one path or a file where a folder is needed."""
    owners = dict.fromkeys(files, "the handbook")
    for task in tasks:
        for path, content in getattr(task.task, kind).items():
            if path in files:
                raise ScenarioError(f"{where}: {task.id!r} and {owners[path]!r} both place {path!r}; rename an id")
            files[path] = content
            owners[path] = task.id
    for path, owner in owners.items():
        for folder in PurePosixPath(path).parents:
            if str(folder) in owners:
                raise ScenarioError(
                    f"{where}: {owner!r} needs a folder {str(folder)!r}, which is a file of {owners[str(folder)]!r}"
                )
    return files


def _refuse_double_appointments(tasks: tuple[BuiltTask, ...], where: str) -> None:
    spans = [(start, end, task.id) for task in tasks for start, end in task.task.appointments]
    for (start, end, task), (other_start, other_end, other) in combinations(spans, 2):
        if start < other_end and end > other_start:
            moment = max(start, other_start)
            raise ScenarioError(f"{where}: {task!r} and {other!r} both need the trainee in a meeting at {moment:%H:%M}")


def _monitor(tasks: tuple[BuiltTask, ...], seed: int, day: str) -> MonitorData:
    watched = [task.task.monitor for task in tasks if task.task.monitor is not None]
    return merge(watched) if watched else quiet_site(stream(seed, day, "monitor"))


def _check_pin(built: BuiltDay, day: LoadedDay) -> None:
    pinned = day.recipe.digest
    if pinned is None or (found := digest(built)) == pinned:
        return
    versions = ", ".join(sorted({f"{task.family.name} {task.family.version}" for task in built.tasks}))
    raise ScenarioError(f"{day.where}.digest: found {pinned}, expected {found}, which this version builds ({versions})")
