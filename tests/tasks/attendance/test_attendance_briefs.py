"""Colleagues: every manager points to the rules, of their own department's sheet too; nobody else knows anything."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tasks.attendance.attendance_scene import STAFF, colleagues, make, slot

from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.tasks import attendance

QUESTIONS = yaml.safe_load(Path(attendance.__file__).with_name("questions.yaml").read_text("utf-8"))
UNRELATED = yaml.safe_load((Path(__file__).parents[1] / "unrelated.yaml").read_text("utf-8"))["tuning"]
OTHERS = [
    "Please confirm your attendance at the meeting at 13:00.",
    "May I count on your attendance on Thursday from 14:00 to 15:00?",
    "Sorry, I am late. How are you?",
    "When am I too late for lunch?",
    "How do I apply for remote work?",
    "Is overtime paid at this company?",
]


@pytest.mark.parametrize("topic", QUESTIONS)
@pytest.mark.parametrize("level", ["L1", "L5"])
def test_every_manager_understands_every_question(topic: str, level: str) -> None:
    """Whatever words are chosen, the path of the rules comes, and so does that of the department's own sheet."""
    task = make({"level": level})
    staff = colleagues(task)

    departments = {person.name: person.department for person in STAFF}
    for brief in task.briefs:
        for question in QUESTIONS[topic]:
            reply = staff.reply(brief.person, question.format(department=departments[brief.person]))

            assert not reply.faults
            assert all(fact in reply.text for fact in brief.facts), (question, brief.person)


def test_all_managers_know_the_rules_and_only_their_own_sheet() -> None:
    """Ten of fifty people; three departments have a sheet."""
    task = make({"level": "L5"})

    told = {brief.person: brief.facts for brief in task.briefs}
    assert set(told) == {person.name for person in STAFF.managers}
    for person in STAFF.managers:
        sheet = task.answer.sheets.get(person.department)
        assert told[person.name] == ((task.answer.manual, sheet) if sheet else (task.answer.manual,))


def test_nobody_else_knows_anything() -> None:
    """Not the people who are counted, nor the executives."""
    task = make({"level": "L5"})
    staff = colleagues(task)
    strangers = [person.name for person in STAFF if not person.is_manager]

    replies = [
        staff.reply(person, question.format(department="Finance")).text
        for person in strangers[::4]
        for question in QUESTIONS["attendance-rules"]
    ]

    assert not any(".md" in reply and "attendance" in reply for reply in replies)


@pytest.mark.parametrize("question", [*UNRELATED, *OTHERS])
def test_other_questions_get_no_rules(question: str) -> None:
    """Nobody points to the attendance rules unasked."""
    task = make({"level": "L5"})

    reply = colleagues(task).reply(STAFF.managers[0].name, question).text

    assert task.answer.manual not in reply


def test_of_two_tasks_of_a_day_each_has_its_own_pointer() -> None:
    """A manager names both, each with the folder of its records."""
    tasks = [make({"level": "L5"}, where=slot(task=name)) for name in ("attendance", "second")]
    briefs = [brief for task in tasks for brief in task.briefs]
    staff = BriefedColleagues(briefs, staff=STAFF, trainee=TRAINEE, handbook="manuals_for_intern.md")

    reply = staff.reply(STAFF.managers[0].name, "Which attendance rules apply?").text

    for task in tasks:
        folder = task.answer.manual.rpartition("/")[0]
        assert f"`CloudDisk://{folder}/`, the attendance rules are in `CloudDisk://{task.answer.manual}`" in reply
