"""The solution works from what the tools return, and colleagues tell what is asked."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from support.days import one_task, rules, scenario, staged
from tasks.transactions.transactions_scene import make

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.episode import run_day
from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.tasks import transactions
from pytest_traineebench.tasks.transactions import FAMILY

ARGUMENTS = {"num_normal_transactions": 2, "num_abnormal_transactions": 1}
QUESTIONS: dict[str, list[str]] = yaml.safe_load(files(transactions).joinpath("questions.yaml").read_text("utf-8"))


def test_the_solution_takes_half_an_hour(tmp_path: Path) -> None:
    """Eight calls, 30 virtual minutes: many tasks fit into the day beside it."""
    with staged(one_task("transactions", ARGUMENTS), tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.scorecard.successes == 1
    assert (result.minutes, result.calls) == (30, 8)


@pytest.mark.parametrize("size", [10, 300, 1800])
def test_the_solution_works_in_companies_of_any_size(size: int, tmp_path: Path) -> None:
    """Also where Finance has one member, and where the list of users is cut in its middle."""
    loaded = scenario([{"id": "transactions", "family": "transactions", "params": ARGUMENTS}], size=size)

    with staged(loaded, tmp_path) as workday:
        result = run_day(workday, Oracle())

    assert result.crash == ""
    assert result.scorecard.successes == 1


@pytest.mark.parametrize(("topic", "question"), [(topic, q) for topic, asked in QUESTIONS.items() for q in asked])
def test_finance_answers_in_whatever_words_it_is_asked(topic: str, question: str) -> None:
    """Everybody in Finance gives the facts away, without a fault."""
    built = build_day(one_task("transactions", ARGUMENTS), "day_1")
    person = built.staff.department("Finance")[-1].name
    [brief] = [brief for brief in built.briefs if (brief.person, brief.topic) == (person, topic)]

    reply = rules(built).reply(person, question, heard=())

    assert [fact for fact in brief.facts if fact not in reply.text] == []
    assert reply.faults == ()


@pytest.mark.parametrize("question", [asked[0] for asked in QUESTIONS.values()])
def test_others_do_not_know(question: str) -> None:
    """Outside of Finance nobody gives a place on the disk away."""
    built = build_day(one_task("transactions", ARGUMENTS), "day_1")
    others = [person.name for person in built.staff if person.department != "Finance"]

    replies = [rules(built).reply(name, question, heard=()).text for name in others[::9]]

    assert not [reply for reply in replies if "financial/" in reply]


def test_hints_go_from_whom_to_ask_to_the_procedure() -> None:
    """Each of the three says more than the one before."""
    scene = make()

    first, second, third = FAMILY.hints(scene.task, scene.slot)

    assert "Finance" in first
    assert "CloudDisk" not in first
    assert scene.task.answer.manual in second
    assert scene.task.answer.report in third
    assert len(first) < len(second) < len(third)
