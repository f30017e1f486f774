"""The ideal trainee, on real days: full marks, more work on higher levels, and hints without answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from support.days import one_task, scenario, staged
from tasks.attendance.attendance_scene import VARIANTS, make, right, slot

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import oracle
from pytest_traineebench.company.events import FileDownloaded, MessageSent, ToolCalled, of_kind
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.episode import run_day
from pytest_traineebench.family import Variant
from pytest_traineebench.scenario.load import LoadedScenario
from pytest_traineebench.tasks.attendance import FAMILY
from pytest_traineebench.tasks.attendance.params import LEVELS

ABSENCES = {"task_type_name": "total_absence_days"}


def work(loaded: LoadedScenario, directory: Path) -> dict[str, int]:
    """Return how much the ideal trainee, who earns everything, does on a day."""
    with staged(loaded, directory) as workday:
        result = run_day(workday, oracle.make(AgentContext()))
        log = tuple(workday.office.log)
    assert result.faults == ()
    assert [c for task in result.scorecard.tasks for c in task.checkpoints if not c.is_full] == []
    messages = [event for event in of_kind(log, MessageSent) if event.sender == TRAINEE]
    return {
        "calls": sum(1 for _ in of_kind(log, ToolCalled)),
        "contacts": len({event.receiver for event in messages}),
        "files": len({event.source for event in of_kind(log, FileDownloaded)}),
    }


def test_levels_order_the_work(tmp_path: Path) -> None:
    """Calls, contacts and files to read never shrink from level to level, and grow from the lowest to the highest."""

    def average(level: str) -> Mapping[str, float]:
        days = [
            work(
                one_task("attendance", {**ABSENCES, "department": department, "level": level}, seed=seed),
                tmp_path / f"{level}{department}{seed}",
            )
            for department in ("all", "Marketing")
            for seed in range(2)
        ]
        return {key: mean(day[key] for day in days) for key in days[0]}

    levels = [average(level) for level in LEVELS]

    assert all(low[key] <= high[key] for low, high in pairwise(levels) for key in low)
    assert all(levels[0][key] < levels[-1][key] for key in levels[0])


@pytest.mark.parametrize("size", [10, 400])
def test_the_size_of_the_company_does_not_matter(size: int, tmp_path: Path) -> None:
    """In a company of ten everybody is a manager; in one of 400 the list of users is cut in its middle."""
    params = {**ABSENCES, "department": "Finance", "level": "L5"}
    loaded = scenario([{"id": "attendance", "family": "attendance", "params": params}], size=size)

    assert work(loaded, tmp_path)["files"] == 6


def test_two_tasks_of_a_day_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Also on the highest level, about the whole company, with different rules."""
    params = {"task_type_name": "attendance_statistics", "level": "L5"}
    tasks: list[dict[str, Any]] = [
        {"id": name, "family": "attendance", "params": params} for name in ("attendance", "second")
    ]

    assert work(scenario(tasks), tmp_path)["contacts"] >= 3


@pytest.mark.parametrize("variant", VARIANTS[::5], ids=[f"{v.subtype}-{v.difficulty}" for v in VARIANTS[::5]])
def test_hints_hold_no_answer(variant: Variant) -> None:
    """There are three, each longer than the one before, without a person or a value of the rules."""
    task = make(variant.params)

    hints = FAMILY.hints(task, slot())

    assert len(hints[0]) < len(hints[1]) < len(hints[2])
    answers = [person["name"] for person in right(task)] if isinstance(right(task), list) else []
    clocks = {word for word in task.disk[task.answer.manual].decode().split() if ":" in word and word[0].isdigit()}
    assert not [secret for secret in (*answers, *clocks) for hint in hints if secret in hint]
