"""The solution works through the tools, and the hints lead the same way."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.days import one_task, scenario, staged
from tasks.ads_strategy.ads_scene import LEVELS, make

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.episode import run_day
from pytest_traineebench.tasks.ads_strategy import FAMILY


@pytest.mark.parametrize(("changed", "level"), list(enumerate(LEVELS)))
def test_each_buyer_adds_a_quarter_of_an_hour(changed: int, level: str, tmp_path: Path) -> None:
    """To ask, and to fetch a notice; without any changes the solution takes ten calls and 36 minutes."""
    with staged(one_task("ads_strategy", {"difficulty": level}, seed=9), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 1
    assert (result.minutes, result.calls) == (36 + 15 * changed, 10 + 2 * changed)


@pytest.mark.parametrize("size", [10, 300, 1800])
def test_the_solution_works_in_companies_of_any_size(size: int, tmp_path: Path) -> None:
    """Also where Marketing has one member, and where the list of users is cut in its middle."""
    loaded = scenario([{"id": "ads-strategy", "family": "ads_strategy", "params": {"difficulty": "hard"}}], size=size)

    with staged(loaded, tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.crash == ""
    assert result.scorecard.successes == 1


def test_three_campaigns_share_a_day(tmp_path: Path) -> None:
    """Of one city even; files, plans and colleagues' answers are kept apart."""
    tasks = [
        {"id": id_, "family": "ads_strategy", "params": {"task_params": {"city": "Wuhan", "difficulty": level}}}
        for id_, level in (("ads-strategy", "very easy"), ("ads-strategy-2", "very hard"), ("launch", "easy"))
    ]

    with staged(scenario(tasks), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 3


def test_hints_go_from_whom_to_ask_to_the_procedure() -> None:
    """Each of the three says more than the one before, and none names a channel or a discount."""
    scene = make("very_hard")

    first, second, third = FAMILY.hints(scene.task, scene.slot)

    assert "Marketing" in first
    assert "CloudDisk" not in first
    assert scene.answer.handbook in second
    assert scene.answer.plan in third
    assert len(first) < len(second) < len(third)
    assert "buyers" in second
    assert not [d for d in scene.answer.discounts for hint in (first, second, third) if f"{d.percent}%" in hint]
    assert not [id_ for id_ in scene.answer.best for hint in (first, second, third) if id_ in hint]
