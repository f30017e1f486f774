"""The people of the sales departments know handbook and records, whatever words are used; nobody else does."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tasks.sales.sales_scene import QUESTION, STAFF, TOP, make

from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.tasks import sales

FOLDER = Path(sales.__file__)
QUESTIONS = yaml.safe_load(FOLDER.with_name("questions.yaml").read_text("utf-8"))
UNRELATED = yaml.safe_load(Path(__file__).parents[1].joinpath("unrelated.yaml").read_text("utf-8"))["tuning"]


def worded(question: str, department: str) -> str:
    """Fill in a question's places."""
    for place, text in (("department", department), ("quarter", "Q3"), ("year", "2024")):
        question = question.replace(f"{{{place}}}", text)
    return question


@pytest.mark.parametrize("topic", sorted(QUESTIONS))
def test_everybody_in_sales_understands_every_question(topic: str) -> None:
    """Whatever words are chosen, whoever of the three departments is asked says all that the brief gives away."""
    scene = make(TOP)

    for brief in (brief for brief in scene.task.briefs if brief.topic == topic):
        person = STAFF.find(brief.person)
        assert person is not None
        for question in QUESTIONS[topic]:
            reply = scene.colleagues.reply(brief.person, worded(question, person.department))
            assert not reply.faults
            assert all(fact in reply.text for fact in brief.facts), question


def test_the_clue_belongs_to_people_who_exist() -> None:
    """Both topics are known to everybody in Sales_1, Sales_2 and Sales_3, the managers included, and to nobody else."""
    scene = make(TOP)

    for topic in ("sales-manual", "sales-data"):
        who = {brief.person for brief in scene.task.briefs if brief.topic == topic}
        assert who == {person.name for person in STAFF if person.department.startswith("Sales_")}
        assert len(who) == 9


def test_nobody_else_knows_anything() -> None:
    """People of other departments give neither path nor folder away."""
    scene = make(TOP)
    others = [person.name for person in STAFF if not person.department.startswith("Sales")][::6]

    replies = [
        scene.colleagues.reply(name, worded(question, "Sales_1")).text
        for name in others
        for questions in QUESTIONS.values()
        for question in questions
    ]

    assert not [reply for reply in replies if "sales" in reply]


def test_unrelated_questions_get_nothing() -> None:
    """Nor do those that fish for whatever there is."""
    scene = make(TOP)
    manager = scene.answer.experts[0]

    replies = {question: scene.colleagues.reply(manager, question) for question in UNRELATED}

    assert not [question for question, reply in replies.items() if "CloudDisk://sales" in reply.text or reply.faults]


@pytest.mark.parametrize("family", ["attendance", "kb_fix", "meeting_book", "data_completion"])
def test_a_department_that_is_only_named_is_no_question_about_sales(family: str) -> None:
    """Questions of other tasks that mention Sales_2 or an article on sales do not bring the handbook."""
    scene = make(TOP)
    manager = scene.answer.experts[3]
    file = FOLDER.parents[1] / family / "questions.yaml"
    questions = [q for questions in yaml.safe_load(file.read_text("utf-8")).values() for q in questions]

    named = [
        q.replace("{department}", "Sales_2").replace("{subject}", "Sales Account Planning Guide") for q in questions
    ]

    wrong = [q for q in named if "CloudDisk://sales" in scene.colleagues.reply(manager, q).text]
    assert len(wrong) <= 0.05 * len(named), wrong


def test_asked_while_two_analyses_run_a_colleague_tells_them_apart() -> None:
    """Each answer names the report that it is for, so that no rule is mixed up."""
    first, second = make(TOP), make(TOP, task="second")
    staff = BriefedColleagues(
        (*first.task.briefs, *second.task.briefs), staff=STAFF, trainee="Alice Smith", handbook="manuals_for_intern.md"
    )

    reply = staff.reply(first.answer.experts[0], QUESTION)

    assert not reply.faults
    parts = reply.text.split("\n\n")
    for scene in (first, second):
        mine = [part for part in parts if f"`{scene.answer.report}`" in part]
        assert len(mine) == 2
        assert scene.answer.manual in mine[0]
        assert f"CloudDisk://{scene.answer.folder}/`" in mine[1]
