"""Days for tests: real scenarios, real offices, colleagues by rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pytest_traineebench.agent import Limits
from pytest_traineebench.company import handbook
from pytest_traineebench.company.chat import Colleagues
from pytest_traineebench.company.sandbox import open_sandbox
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.scenario.build import BuiltDay, build_day
from pytest_traineebench.scenario.load import LoadedScenario, check_scenario
from pytest_traineebench.scenario.stage import Workday, stage_day


def one_task(family: str, params: Mapping[str, Any], *, seed: int = 1, **recipe: Any) -> LoadedScenario:
    """Return a scenario of one day with one task under its family's own id."""
    task = {"id": family.replace("_", "-"), "family": family, "params": dict(params), **recipe}
    return scenario([task], seed=seed)


def scenario(tasks: list[dict[str, Any]], *, seed: int = 1, size: int = 50) -> LoadedScenario:
    """Return a scenario of one day."""
    day = {"name": "day_1", "tasks": tasks}
    data = {"format": 1, "name": "test", "seed": seed, "company": {"size": size}, "days": [day]}
    return check_scenario(data, source="test")


def rules(built: BuiltDay) -> Colleagues:
    """Return colleagues who answer by rules."""
    return BriefedColleagues(
        built.briefs, staff=built.staff, trainee=built.trainee, handbook=f"CloudDisk:{handbook.PATH}"
    )


@contextmanager
def staged(
    loaded: LoadedScenario,
    directory: Path,
    *,
    day: str = "day_1",
    sandbox: str = "auto",
    limits: Limits | None = None,
    memory: dict[str, Any] | None = None,
) -> Iterator[Workday]:
    """Stage a day in a new directory."""
    directory.mkdir(parents=True, exist_ok=True)
    workday = stage_day(
        build_day(loaded, day),
        directory,
        colleagues=rules,
        sandbox=lambda workspace: open_sandbox(sandbox, workspace=workspace, seed=f"{loaded.scenario.seed}/{day}"),
        limits=limits or Limits(),
        memory=memory,
    )
    try:
        yield workday
    finally:
        workday.close()
