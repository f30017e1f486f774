"""Differently worded questions are answered; unrelated and fishing ones are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from npc.npc_samples import (
    ACCOUNTANT,
    BRIEFS,
    BUSY,
    BYSTANDER,
    ENGINEERING_MANAGER,
    FREE,
    HANDBOOK,
    HR_MANAGER,
    MAINTAINER,
    MARKETING_MANAGER,
    OWNER,
    STAFF,
    TRAINEE,
    WORDS,
)

import pytest_traineebench
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.npc.matching import Matcher

PACKAGE = Path(pytest_traineebench.__file__).parent
TASKS = Path(__file__).parents[1] / "tasks"
ASKED = {
    "review-manual": ACCOUNTANT,
    "documents": ACCOUNTANT,
    "maintainer": HR_MANAGER,
    "clean-up": MAINTAINER,
    "approval": ENGINEERING_MANAGER,
    "code-received": MAINTAINER,
    "availability": FREE,
    "listing": MARKETING_MANAGER,
    "listing-all": MARKETING_MANAGER,
    "chart-ids": OWNER,
    "edit-request": OWNER,
    "process": OWNER,
}
SAMPLED = ("kb_fix", "meeting_book", "transactions", "website_analysis")
"""The families whose briefs the samples are like; the others test their questions beside their own briefs."""
TUNED = {family: PACKAGE / "tasks" / family / "questions.yaml" for family in SAMPLED}
HELD_OUT = {family: TASKS / "held_out" / f"{family}.yaml" for family in SAMPLED}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """The rules on all sample briefs."""
    return Matcher(BRIEFS, names=[person.name for person in STAFF])


def questions(files: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield topic and text of every question that a sample brief answers."""
    for file in files.values():
        for topic, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield from ((topic, fill(text)) for text in texts if topic in ASKED)


def fill(text: str) -> str:
    """Put the sample's words into a question's places."""
    for name, word in WORDS.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def answered(matcher: Matcher, topic: str, text: str) -> bool:
    """Whether the right briefs are among those that fit."""
    fitting = matcher.fitting(ASKED[topic].name, text)
    if topic == "listing-all":
        return sum(brief.topic == "listing" for brief in fitting) == len(BUSY)
    if topic == "listing":
        return any(brief.topic == topic and BUSY[0].name in brief.reply for brief in fitting)
    return topic in {brief.topic for brief in fitting}


def test_every_question_of_the_families_is_answered(matcher: Matcher) -> None:
    """The questions that the vocabulary was written with are all understood."""
    missed = [(topic, text) for topic, text in questions(TUNED) if not answered(matcher, topic, text)]

    assert missed == []


def test_held_out_questions_are_answered(matcher: Matcher) -> None:
    """Of the questions that nobody looked at, at least 95 in 100 are understood; only their number is shown."""
    results = [answered(matcher, topic, text) for topic, text in questions(HELD_OUT)]

    assert len(results) >= 100
    assert sum(results) >= 0.95 * len(results)


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_unrelated_questions_get_no_fact(matcher: Matcher, part: str) -> None:
    """Asked of everybody, at most one unrelated or fishing question in a hundred touches a brief."""
    texts = yaml.safe_load((TASKS / "unrelated.yaml").read_text(encoding="utf-8"))[part]

    touching = sum(any(matcher.fitting(person.name, fill(text)) for person in STAFF) for text in texts)

    assert touching <= 0.01 * len(texts)


@pytest.mark.parametrize(
    "file", [PACKAGE / "npc" / "questions.yaml", TASKS / "held_out" / "handbook.yaml"], ids=["tuning", "held_out"]
)
def test_questions_about_the_company_are_sent_to_the_handbook(file: Path) -> None:
    """At least 95 in 100 general questions are answered with the handbook."""
    colleagues = BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK)
    texts = yaml.safe_load(file.read_text(encoding="utf-8"))["handbook"]

    sent = sum(HANDBOOK in colleagues.reply(BYSTANDER.name, text).text for text in texts)

    assert sent >= 0.95 * len(texts)
