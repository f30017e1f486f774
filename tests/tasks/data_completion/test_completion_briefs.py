"""Colleagues: everybody knows the handbook, one department its table, and nobody says anything unasked."""

from __future__ import annotations

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

    replies = [staff.reply(name, q) for name in scene.answer.experts for q in asked(scene, TOPICS[task_type])]

    assert [reply.text for reply in replies if scene.answer.lookup not in reply.text or reply.faults] == []


@pytest.mark.parametrize("task_type", TOPICS)
def test_other_departments_do_not_know_the_table(task_type: str) -> None:
    """Nobody outside of it gives the table away."""
    scene = make(task_type)
    others = [name for name in PEOPLE if name not in scene.answer.experts]

    replies = [scene.colleagues.reply(name, q).text for name in others[::9] for q in asked(scene, TOPICS[task_type])]

    assert [reply for reply in replies if scene.answer.lookup in reply] == []


@pytest.mark.parametrize("task_type", KINDS)
def test_questions_on_other_things_get_nothing(task_type: str) -> None:
    """Small talk, fishing and foreign matters bring no path of this task."""
    scene = make(task_type)
    person = (*scene.answer.experts, PEOPLE[10])[0]

    replies = [scene.colleagues.reply(person, question).text for question in UNRELATED]

    assert [reply for reply in replies if "data_completion/" in reply] == []


def test_asked_about_two_tasks_a_colleague_answers_for_both() -> None:
    """Each data set is named with its own table."""
    first, second = make("tax_fee"), make("tax_fee", where=slot(task="second"))
    briefs = (*first.task.briefs, *second.task.briefs)
    staff = BriefedColleagues(briefs, staff=STAFF, trainee=TRAINEE, handbook="manuals_for_intern.md")

    reply = staff.reply(first.answer.experts[0], "Where are the fee rates of the categories?").text

    assert first.answer.lookup in reply
    assert second.answer.lookup in reply
