"""Colleagues: all know the handbook, one department its table, one the logs, some a figure; nobody talks unasked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tasks.data_completion.completion_scene import PEOPLE, STAFF, Scene, make, slot

from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.tasks import data_completion

QUESTIONS = yaml.safe_load(Path(data_completion.__file__).with_name("questions.yaml").read_text("utf-8"))
UNRELATED = yaml.safe_load(Path(__file__).parents[1].joinpath("unrelated.yaml").read_text("utf-8"))["tuning"]
KINDS = ("tax_fee", "eta_distance_sla", "rolling_avg")
TOPICS = {"tax_fee": "fee-rates", "eta_distance_sla": "carrier-sla"}
WHAT_IS = "What is the figure of {}?"
SECRETS = re.compile(r"recovery_(?:log|corrections)_\w+\.csv|R-\d{4} = ")


def asked(scene: Scene, topic: str) -> list[str]:
    """Return the questions on a topic, about this scene's data set."""
    answer = scene.answer
    domain, file = answer.data.split("/")[1:]
    return [question.format(domain=domain, file=file, column=answer.target) for question in QUESTIONS[topic]]


@pytest.mark.parametrize("task_type", KINDS)
def test_everybody_points_to_the_handbook(task_type: str) -> None:
    """In whatever words one is asked, without a fault."""
    scene = make(task_type)
    staff = scene.colleagues

    replies = [staff.reply(name, q) for name in PEOPLE[::12] for q in asked(scene, "completion-manual")]

    assert [reply.text for reply in replies if scene.answer.manual not in reply.text or reply.faults] == []


@pytest.mark.parametrize("task_type", TOPICS)
def test_the_department_names_its_table(task_type: str) -> None:
    """Everybody in it, in whatever words."""
    scene = make(task_type)
    staff = scene.colleagues

    replies = [staff.reply(name, q) for name in scene.experts for q in asked(scene, TOPICS[task_type])]

    assert [reply.text for reply in replies if scene.answer.lookup not in reply.text or reply.faults] == []


@pytest.mark.parametrize("task_type", TOPICS)
def test_other_departments_do_not_know_the_table(task_type: str) -> None:
    """Nobody outside of it gives the table away."""
    scene = make(task_type)
    others = [name for name in PEOPLE if name not in scene.experts]
    staff = scene.colleagues

    replies = [staff.reply(name, q).text for name in others[::9] for q in asked(scene, TOPICS[task_type])]

    assert [reply for reply in replies if scene.answer.lookup in reply] == []


@pytest.mark.parametrize("task_type", KINDS)
def test_the_keepers_name_the_log_in_force(task_type: str) -> None:
    """Everybody in Engineering does, with its corrections, in whatever words they are asked, without a fault."""
    scene = make(task_type, "very_hard")
    staff = scene.colleagues

    replies = [staff.reply(name, q) for name in scene.keepers[::9] for q in asked(scene, "recovery-log")]

    assert [r.text for r in replies if not all(path in r.text for path in scene.answer.logs) or r.faults] == []


@pytest.mark.parametrize("task_type", KINDS)
def test_who_noted_figures_tells_them(task_type: str) -> None:
    """All of them, and nobody else's, whether asked for one by its number or for what there is."""
    scene = make(task_type, "very_hard")
    staff = scene.colleagues

    for name, held in scene.holders.items():
        by_number = WHAT_IS.format(held[-1].split()[0])
        replies = [staff.reply(name, q) for q in (by_number, *asked(scene, "held-figures"))]

        assert [r.text for r in replies if r.faults or any(words not in r.text for words in held)] == []
        assert {text for r in replies for text in re.findall(r"R-\d{4} = [\d.-]*\d", r.text)} == {*held}


@pytest.mark.parametrize("task_type", KINDS)
def test_nobody_else_knows_logs_or_figures(task_type: str) -> None:
    """Neither other departments, nor those who know the parameters; a number alone does not help there."""
    scene = make(task_type, "very_hard")
    numbers = [words.split()[0] for held in scene.holders.values() for words in held]
    others = [name for name in PEOPLE if name not in {*scene.keepers, *scene.holders}][::6]
    questions = [*asked(scene, "recovery-log"), *asked(scene, "held-figures"), *map(WHAT_IS.format, numbers)]
    staff = scene.colleagues

    replies = [staff.reply(name, q).text for name in (*others, *scene.experts[:1]) for q in questions]

    assert [reply for reply in replies if SECRETS.search(reply)] == []


@pytest.mark.parametrize("task_type", KINDS)
def test_keepers_know_no_figure_and_holders_no_log(task_type: str) -> None:
    """Nor do holders tell each other's figures."""
    scene = make(task_type, "very_hard")
    first, second, *_ = scene.holders
    staff = scene.colleagues

    by_keepers = [staff.reply(scene.keepers[0], q).text for q in asked(scene, "held-figures")]
    by_holders = [staff.reply(first, q).text for q in asked(scene, "recovery-log")]
    of_others = [staff.reply(first, WHAT_IS.format(words.split()[0])).text for words in scene.holders[second]]

    assert [reply for reply in by_keepers if re.search(r"R-\d{4} = ", reply)] == []
    assert [reply for reply in (*by_holders, *of_others) if SECRETS.search(reply)] == []


@pytest.mark.parametrize("task_type", KINDS)
def test_questions_on_other_things_get_nothing(task_type: str) -> None:
    """Small talk, fishing and foreign matters bring no path of this task."""
    scene = make(task_type, "very_hard")
    people = (*scene.experts[:1], scene.keepers[0], *scene.holders)
    staff = scene.colleagues

    replies = [staff.reply(person, question).text for person in people for question in UNRELATED]

    assert [reply for reply in replies if "data_completion/" in reply or SECRETS.search(reply)] == []


def test_asked_about_two_tasks_a_colleague_answers_for_both() -> None:
    """Each data set is named with its own table."""
    first, second = make("tax_fee"), make("tax_fee", where=slot(task="second"))
    briefs = (*first.task.briefs, *second.task.briefs)
    staff = BriefedColleagues(briefs, staff=STAFF, trainee=TRAINEE, handbook="manuals_for_intern.md")

    reply = staff.reply(first.experts[0], "Where are the fee rates of the categories?").text

    assert first.answer.lookup in reply
    assert second.answer.lookup in reply
