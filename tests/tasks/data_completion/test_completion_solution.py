"""The solution works from what the tools return, within minutes, in any company; hints lead to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.days import one_task, scenario, staged
from tasks.data_completion.completion_scene import TYPES, make

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.episode import run_day
from pytest_traineebench.tasks.data_completion import FAMILY
from pytest_traineebench.tasks.data_completion.levels import DIFFICULTIES

PLAIN = {"domain": "web", "task_type": "funnel", "difficulty": "hard"}
ASKING = {"domain": "transactions", "task_type": "tax_fee", "difficulty": "hard"}


@pytest.mark.parametrize(("params", "calls", "minutes"), [(PLAIN, 11, 55), (ASKING, 13, 70)])
def test_the_solution_takes_about_an_hour(params: dict[str, str], calls: int, minutes: int, tmp_path: Path) -> None:
    """Many tasks fit into the day beside it; each person to ask takes a quarter of an hour more."""
    with staged(one_task("data_completion", params), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 1
    assert (result.calls, result.minutes) == (calls, minutes)


@pytest.mark.parametrize("size", [10, 300, 1800])
def test_the_solution_works_in_companies_of_any_size(size: int, tmp_path: Path) -> None:
    """Also where the department has one member, and where the list of users is cut in its middle."""
    params = {"domain": "logistics", "task_type": "eta_distance_sla", "difficulty": "very_hard"}
    loaded = scenario([{"id": "data-completion", "family": "data_completion", "params": params}], size=size)

    with staged(loaded, tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.crash == ""
    assert result.scorecard.successes == 1


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
@pytest.mark.parametrize("task_type", TYPES)
def test_hints_go_from_whom_to_ask_to_the_procedure(task_type: str, difficulty: str) -> None:
    """Each says more than the one before; none names a table or log that is asked for, or a missing value."""
    scene = make(task_type, difficulty)
    answer = scene.answer

    hints = FAMILY.hints(scene.task, scene.slot)

    first, second, third = hints
    assert ("ask the department" in first) == bool(scene.experts)
    assert ("recovery log" in first, "recovery log" in third) == (bool(scene.keepers), bool(answer.logs))
    assert ("only they can tell" in first) == bool(scene.holders)
    assert ("Nobody needs" in first) == (not answer.sources)
    assert answer.manual in second
    assert answer.report in third
    assert len(first) < len(second) < len(third)
    missing = {answer.rows[gap][answer.at] for gap in answer.gaps if len(answer.rows[gap][answer.at]) > 2}
    asked_for = {word for source in answer.sources for words in source.words for word in (words, words.split()[0])}
    assert not [text for hint in hints for text in (*missing, *asked_for) if text in hint]


@pytest.mark.parametrize("params", [PLAIN, ASKING])
def test_two_tasks_that_need_colleagues_are_solved_on_one_day(params: dict[str, str], tmp_path: Path) -> None:
    """Colleagues name tables and figures for each data set, and the right ones are taken for each."""
    hardest = {**params, "difficulty": "very_hard"}
    tasks = [{"id": name, "family": "data_completion", "params": hardest} for name in ("data-completion", "second")]

    with staged(scenario(tasks), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 2
