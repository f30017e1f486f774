"""Colleagues: owners answer for their own charts, point to the guideline, and edit nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tasks.kb_fix.kb_fix_scene import STAFF, at_level, colleagues, make, slot

from pytest_traineebench.tasks import kb_fix

QUESTIONS = yaml.safe_load(Path(kb_fix.__file__).with_name("questions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("topic", sorted(QUESTIONS))
def test_every_owner_understands_every_question(topic: str) -> None:
    """Whatever words are chosen, and whatever article is named, the owner says all that the brief gives away."""
    task = make({"num_articles": 11, "owners_per_article": 2, "links_per_article_min": 2})
    staff = colleagues(task)

    for brief in (brief for brief in task.briefs if brief.topic == topic):
        olds = ", ".join(link.old for link in task.answer.owners[brief.person])
        for subject in task.answer.subjects_of(brief.person):
            for question in QUESTIONS[topic]:
                reply = staff.reply(brief.person, question.format(subject=subject, old_ids=olds))

                assert not reply.faults
                assert all(fact in reply.text for fact in brief.facts), (question, subject)


def test_nobody_else_knows_anything() -> None:
    """Colleagues who own no chart, and owners of other charts, give no new id and no path away."""
    task = at_level("medium")
    staff = colleagues(task)
    strangers = [person.name for person in STAFF if person.name not in task.answer.owners][:10]
    link = task.answer.links[0]
    words = {"subject": task.answer.articles[0].subject, "old_ids": link.old}

    replies = [
        staff.reply(person, question.format(**words)).text
        for person in strangers
        for questions in QUESTIONS.values()
        for question in questions
    ]

    assert not any("NEW" in reply or task.answer.manual in reply for reply in replies)


def test_an_owner_never_says_the_id_of_another_chart() -> None:
    """A co-owner of the article who is asked about somebody else's chart does not know it."""
    task = at_level("hard")
    staff = colleagues(task)
    owners = list(task.answer.owners)

    for link in task.answer.links:
        other = next(name for name in owners if name != link.owner)
        assert link.new not in staff.reply(other, f"What is the new id of chart {link.old}?").text


def test_asked_for_ids_an_owner_gives_ids_and_asked_for_the_way_the_guideline() -> None:
    """The two answers do not get in each other's way."""
    task = at_level("easy")
    staff = colleagues(task)
    link = task.answer.links[0]

    ids = staff.reply(link.owner, f"Which new id replaces {link.old}?").text
    way = staff.reply(link.owner, "How do broken chart links get corrected here in general?").text

    assert link.new in ids
    assert task.answer.manual not in ids
    assert task.answer.manual in way
    assert link.new not in way


def test_an_owner_of_charts_in_two_tasks_answers_for_both() -> None:
    """Two tasks of one day, one owner: asked by id, the answer is that task's only."""
    first = make({"difficulty": "hard"})
    second = make({"difficulty": "hard"}, where=slot(task="second-fix"))
    owner = next(name for name in first.answer.owners if name in second.answer.owners)
    both = type(first)(instruction="", answer=first.answer, briefs=(*first.briefs, *second.briefs))
    staff = colleagues(both)

    for task in (first, second):
        for link in task.answer.owners[owner]:
            assert link.new in staff.reply(owner, f"What became of {link.old}?").text
