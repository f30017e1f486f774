"""Differently worded questions are answered by those who know, and by nobody else; unrelated ones by nobody at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from npc.npc_days import HELD_OUT, PACKAGE, TASKS, TUNED, Trial, day, questions, trials
from npc.npc_samples import BRIEFS, BYSTANDER, HANDBOOK, STAFF, TRAINEE

from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.npc.matching import Matcher

TUNING = {file.stem: file for file in sorted(TASKS.glob("tuning/*.yaml"))}
FAMILIES = sorted(HELD_OUT)
NEAR_MISSES = yaml.safe_load((TASKS / "near_misses.yaml").read_text(encoding="utf-8"))
UNRELATED = yaml.safe_load((TASKS / "unrelated.yaml").read_text(encoding="utf-8"))


def asked(family: str, file: Path) -> Iterator[tuple[Trial, ...]]:
    """Yield each question of a family's file, as put to some of the people who can answer it."""
    for _, topic, text in questions({family: file}):
        put = tuple(trials(day(family), family, topic, text))
        assert put, f"nobody knows about {topic}"
        yield put


def is_answered(put: tuple[Trial, ...]) -> bool:
    """Whether each of these people says all that they know about it."""
    replies = ((trial, day(trial.family).reply(trial.person, trial.text)) for trial in put)
    return all(fact in reply for trial, reply in replies for fact in trial.facts)


def told_by_others(trial: Trial) -> list[str]:
    """Return what people who do not know about the matter say of it all the same."""
    where = day(trial.family)
    topic = trial.topic.removesuffix("-all")
    briefs = [brief for task in where.built.tasks for brief in task.task.briefs if brief.topic == topic]
    knowing = {brief.person for brief in briefs}
    facts = {fact for brief in briefs for fact in brief.facts if fact not in trial.text}
    replies = [where.reply(person.name, trial.text) for person in where.built.staff if person.name not in knowing]
    return [fact for reply in replies for fact in facts if fact in reply]


def touching(texts: list[str]) -> list[str]:
    """Return which messages get anything out of anybody on a day with a task of every family."""
    where = day()
    matcher = Matcher(where.built.briefs, names=[person.name for person in where.built.staff])
    people = {brief.person for brief in where.built.briefs}
    return [text for text in texts if any(matcher.fitting(person, text) for person in people)]


@pytest.mark.parametrize("family", sorted(TUNED))
def test_every_shipped_question_is_answered(family: str) -> None:
    """The questions that the vocabulary was written with are all understood."""
    missed = [put[0].text for put in asked(family, TUNED[family]) if not is_answered(put)]

    assert missed == []


@pytest.mark.parametrize("family", sorted(TUNING))
def test_tuning_questions_are_answered(family: str) -> None:
    """Nearly all of those that it was widened with are; of a third that is held out while learning, 96 in 100."""
    results = [is_answered(put) for put in asked(family, TUNING[family])]

    assert sum(results) >= 0.95 * len(results)


def test_held_out_questions_are_answered() -> None:
    """Of the questions that nobody looked at, at least 95 in 100 are understood; only their number is shown."""
    results = [is_answered(put) for family in FAMILIES for put in asked(family, HELD_OUT[family])]

    assert len(results) >= 500
    assert sum(results) >= 0.95 * len(results)


@pytest.mark.parametrize("family", FAMILIES)
def test_held_out_questions_get_nothing_out_of_others(family: str) -> None:
    """Put to all who do not know, they are not answered once."""
    told = [fact for put in asked(family, HELD_OUT[family]) for fact in told_by_others(put[0])]

    assert told == []


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_unrelated_questions_get_no_fact(part: str) -> None:
    """Asked of everybody, at most one unrelated or fishing question in a hundred touches a brief."""
    texts = UNRELATED[part]

    assert len(touching(texts)) <= 0.01 * len(texts)


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_near_misses_get_no_fact(part: str) -> None:
    """Of those that use the words of a matter and are about another, at most six in a hundred do.

    The tuning part is learnt from and says little. Of near misses held out while learning, four in a hundred leak, and
    of those that somebody else wrote and nobody had seen, up to ten.
    """
    texts = NEAR_MISSES[part]

    assert len(touching(texts)) <= 0.06 * len(texts)


@pytest.mark.parametrize(
    "file", [PACKAGE / "npc" / "questions.yaml", TASKS / "held_out" / "handbook.yaml"], ids=["tuning", "held_out"]
)
def test_questions_about_the_company_are_sent_to_the_handbook(file: Path) -> None:
    """At least 95 in 100 general questions are answered with the handbook."""
    colleagues = BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK)
    texts = yaml.safe_load(file.read_text(encoding="utf-8"))["handbook"]

    sent = sum(HANDBOOK in colleagues.reply(BYSTANDER.name, text).text for text in texts)

    assert sent >= 0.95 * len(texts)


def test_a_colleague_in_doubt_answers_what_is_likely_meant() -> None:
    """A question that touches a matter in no foreseen words is answered; a remark or small talk is not."""
    where = day("sales")
    brief = where.built.briefs[0]
    matcher = Matcher(where.built.briefs, names=[person.name for person in where.built.staff])

    def heard(text: str) -> tuple[bool, bool]:
        return bool(matcher.asked_for(brief.person, text)), bool(matcher.fitting(brief.person, text))

    assert heard("Do the Q3 orders need sorting by colleague?") == (False, True)
    assert heard("Q3 was a good one.") == (False, False)
    assert heard("Do you like Q3 so far?") == (False, False)
