"""Colleagues: everybody knows their own days and where the materials are, and nobody anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tasks.event_planning.event_scene import DAY, STAFF, colleagues, make, slot

from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.tasks import event_planning
from pytest_traineebench.tasks.event_planning.params import DEPARTMENTS

QUESTIONS = yaml.safe_load(Path(event_planning.__file__).with_name("questions.yaml").read_text("utf-8"))
UNRELATED = yaml.safe_load(Path(__file__).parents[1].joinpath("unrelated.yaml").read_text("utf-8"))["tuning"]


def ask(staff: BriefedColleagues, person: str, question: str, department: str) -> str:
    """Ask somebody, with the words of a task in the question's places."""
    words = {"department": department, "month": "November 2025", "date": "2025-11-13"}
    for name, word in words.items():
        question = question.replace(f"{{{name}}}", word)
    reply = staff.reply(person, question)
    assert not reply.faults
    return reply.text


@pytest.mark.parametrize("department", ["Sales_1", "Human Resources", "Marketing"])
@pytest.mark.parametrize("topic", sorted(QUESTIONS))
def test_every_member_understands_every_question(topic: str, department: str) -> None:
    """Whatever words are chosen, the colleague says all that the brief gives away."""
    task = make({"department": department})
    staff = colleagues(task)

    for brief in (brief for brief in task.briefs if brief.topic == topic):
        for question in QUESTIONS[topic]:
            reply = ask(staff, brief.person, question, department)
            assert all(fact in reply for fact in brief.facts), question


def test_the_code_alone_is_enough() -> None:
    """Whoever names the event is understood."""
    task = make({"department": "Finance"})

    reply = colleagues(task).reply(task.briefs[0].person, f"What about {task.answer.event}?").text

    assert all(fact in reply for fact in task.briefs[0].facts)


def test_unrelated_questions_get_no_fact() -> None:
    """Neither chat nor fishing nor questions about other work get a day or a folder."""
    task = make({"department": "Engineering"})
    staff = colleagues(task)
    brief = task.briefs[0]
    others = [
        "Are you available for a meeting today from 13:00 to 14:00?",
        "What are the attendance rules of the department?",
        "In the event of a fire, where do I go?",
        "Which days were you absent in September?",
        "Where is the event log of the website?",
    ]

    for question in (*UNRELATED, *others):
        reply = staff.reply(brief.person, question).text
        assert not any(fact in reply for fact in brief.facts), question


def test_nobody_of_another_department_knows_anything() -> None:
    """Not even managers and executives."""
    task = make({"department": "Product"})
    staff = colleagues(task)
    facts = {fact for brief in task.briefs for fact in brief.facts}

    for person in STAFF:
        if person.department != "Product":
            reply = ask(staff, person.name, QUESTIONS["availability"][0], "Product")
            assert not any(fact in reply for fact in facts)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_all_members_and_only_they_come(department: str) -> None:
    """Managers included, each with one window of at most a week, within the next month and one part of it."""
    for seed in range(12):
        task = make({"department": department}, where=slot(seed))
        windows = task.answer.windows

        assert [window.person for window in windows] == [person.name for person in STAFF.department(department)]
        assert 1 <= len(task.answer.days) <= 3
        for window in windows:
            assert (window.first.year, window.first.month) == (DAY.year, DAY.month + 1)
            assert 0 <= (window.last - window.first).days < 7
            assert min((window.first.day - 1) // 10, 2) == min((window.last.day - 1) // 10, 2)


def test_nobody_states_the_common_days() -> None:
    """Some begin earlier and some end later than everybody together, so that no single reply gives the answer."""
    wider = 0
    for seed in range(40):
        answer = make({"department": "Marketing"}, where=slot(seed)).answer
        days = answer.days
        wider += any(window.first < days[0] or window.last > days[-1] for window in answer.windows)

    assert wider >= 38


def test_two_events_of_one_department_are_told_apart() -> None:
    """Who takes part in both answers for both, each by its code and with its own folder."""
    first, second = make({"department": "Sales_2"}), make({"department": "Sales_2"}, where=slot(task="second"))
    both = type(first)(instruction="", answer=first.answer, briefs=(*first.briefs, *second.briefs))
    person = first.briefs[0].person

    reply = colleagues(both).reply(person, QUESTIONS["availability"][0].replace("{month}", "November 2025")).text

    for task in (first, second):
        (line,) = (line for line in reply.splitlines() if task.answer.event in line and " to " in line)
        assert all(fact in line for fact in task.briefs[0].facts)
