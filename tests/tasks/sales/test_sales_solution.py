"""Whole days: the ideal trainee earns everything, with more to do for larger questions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.days import one_task, scenario, staged
from tasks.sales.sales_scene import RANKING, STATISTICS, TOP, VARIANTS, make

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import oracle
from pytest_traineebench.company.events import CommandRun, FileDownloaded, MessageSent
from pytest_traineebench.episode import run_day
from pytest_traineebench.tasks.sales import FAMILY


def worked(params: dict[str, Any], tmp_path: Path, *, seed: int = 1) -> tuple[Counter[str], int, bool]:
    """Return what an oracle's day held, how many minutes it took, and whether everything was earned."""
    with staged(one_task("sales", params, seed=seed), tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))
        kinds = Counter(type(event).__name__ for event in workday.office.log)
        minutes = int((workday.office.clock.now - workday.built.start).total_seconds() // 60)
    return kinds, minutes, all(c.is_full for task in result.scorecard.tasks for c in task.checkpoints)


def test_larger_questions_are_more_work(tmp_path: Path) -> None:
    """From one file over several to all departments' two quarters, downloads grow, and no task takes two hours."""
    days = [worked(params, tmp_path / str(index)) for index, params in enumerate(VARIANTS)]

    downloads = [kinds[FileDownloaded.__name__] for kinds, _, _ in days]
    assert all(earned for _, _, earned in days)
    assert downloads == sorted(downloads)
    assert (downloads[0], downloads[-1]) == (2, 7)
    assert all(kinds[CommandRun.__name__] == 2 and kinds[MessageSent.__name__] == 2 for kinds, _, _ in days)
    assert max(minutes for _, minutes, _ in days) < 120


def test_three_analyses_fit_into_one_day(tmp_path: Path) -> None:
    """Each with its own folder, handbook and answer."""
    tasks = [
        {"id": name, "family": "sales", "params": params}
        for name, params in (("sales", TOP), ("second", RANKING), ("third", STATISTICS))
    ]
    with staged(scenario(tasks, seed=4), tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))

    assert [c for task in result.scorecard.tasks for c in task.checkpoints if not c.is_full] == []


@pytest.mark.parametrize("params", VARIANTS[::3])
def test_hints_go_from_whom_to_ask_to_the_procedure(params: dict[str, Any]) -> None:
    """Each of the three says more than the one before, and none a figure or a name."""
    scene = make(params)

    first, second, third = FAMILY.hints(scene.task, scene.slot)

    assert "CloudDisk" not in first
    assert scene.answer.manual in second
    assert all(path in third for path in (*scene.answer.records, scene.answer.report))
    assert len(first) < len(second) < len(third)
    secrets = [text for figure in scene.answer.figures for text in (figure.name, f"{figure.value / 100:.2f}") if text]
    assert not [secret for secret in secrets if secret in first + second + third]
