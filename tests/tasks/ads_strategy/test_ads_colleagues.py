"""Everybody in Marketing points to the handbook and to the data, and nobody else does."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from support.days import rules, scenario
from tasks.ads_strategy.ads_scene import STAFF, make

from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.tasks import ads_strategy

QUESTIONS: dict[str, list[str]] = yaml.safe_load(files(ads_strategy).joinpath("questions.yaml").read_text("utf-8"))
UNRELATED: list[str] = yaml.safe_load(Path(__file__).parent.with_name("unrelated.yaml").read_text("utf-8"))["tuning"]
WORDS = {"city": "Shanghai", "group": "college students aged 18 to 25", "budget": "$10,000", "medium": "bus stop"}
ASKED = [(topic, question.format(**WORDS)) for topic, asked in QUESTIONS.items() for question in asked]
OF_ALL = [(topic, question) for topic, question in ASKED if topic != "channel-changes"]


@pytest.mark.parametrize(("topic", "question"), OF_ALL)
def test_marketing_answers_in_whatever_words_it_is_asked(topic: str, question: str) -> None:
    """Everybody there gives the facts away, without a fault."""
    scene = make()
    staff = scene.colleagues

    for person in scene.slot.staff.department("Marketing"):
        [brief] = [b for b in scene.task.briefs if (b.person, b.topic) == (person.name, topic)]
        reply = staff.reply(person.name, question)

        assert [fact for fact in brief.facts if fact not in reply.text] == []
        assert reply.faults == ()


@pytest.mark.parametrize("question", QUESTIONS["channel-changes"])
def test_a_buyer_answers_in_whatever_words_she_is_asked(question: str) -> None:
    """Whichever type of channels it is, she gives notice and discount away; no colleague in Marketing knows them."""
    scene = make("very_hard")
    staff = scene.colleagues
    briefs = [brief for brief in scene.task.briefs if brief.topic == "channel-changes"]
    everybody = {person.name for person in scene.slot.staff.department("Marketing")}

    for brief in briefs:
        medium = brief.facts[0].rpartition("/")[2].partition("_notice")[0].replace("_", " ")
        text = question.format(**{**WORDS, "medium": medium})
        told = staff.reply(brief.person, text)
        others = [staff.reply(name, text).text for name in everybody - {brief.person}]
        assert [fact for fact in brief.facts if fact not in told.text] == []
        assert told.faults == ()
        assert not [reply for reply in others for fact in brief.facts if fact in reply]


@pytest.mark.parametrize(("topic", "question"), OF_ALL)
def test_buyers_do_not_speak_of_changes_unasked(topic: str, question: str) -> None:
    """Whoever asks for handbook or data learns nothing of notices and discounts."""
    scene = make("very_hard")

    for discount in scene.answer.discounts:
        assert f"{discount.percent}%" not in scene.colleagues.reply(discount.buyer, question).text, topic


def test_each_type_has_a_buyer_of_its_own() -> None:
    """Four of the six people in Marketing; where there is one, she buys all, and answers for all."""
    scene = make("very_hard")
    built = build_day(
        scenario([{"id": "ads-strategy", "family": "ads_strategy", "params": {"difficulty": "very hard"}}], size=10),
        "day_1",
    )

    assert len({discount.buyer for discount in scene.answer.discounts}) == 4
    [only] = built.staff.department("Marketing")
    reply = rules(built).reply(only.name, "What has changed for the channels since the list was made?", heard=())
    discounts = built.tasks[0].task.answer.discounts
    assert len(discounts) == 4
    assert all(f"{discount.percent}%" in reply.text for discount in discounts)


def test_nobody_else_knows_anything() -> None:
    """Outside of Marketing no question brings a path."""
    scene = make()
    staff = scene.colleagues
    others = [person.name for person in STAFF if person.department != "Marketing"]

    replies = [staff.reply(name, question).text for name in others[::6] for _, question in ASKED]

    assert not [reply for reply in replies if "ads_strategy" in reply]


def test_marketing_does_not_speak_of_it_unasked() -> None:
    """Questions about anything else bring no path."""
    scene = make("very_hard")
    staff, person = scene.colleagues, scene.answer.discounts[0].buyer

    told = [question for question in UNRELATED if "ads_strategy" in staff.reply(person, question).text]

    assert told == []


@pytest.mark.parametrize(
    "question",
    [
        "The chart link in the article on the brand campaign is broken. Which id is right?",
        "Are you available for a meeting tomorrow at 10:00?",
        "Where can I sell my bike? Is there a place for small ads?",
        "Which tv channel shows the football match?",
        "Has anything changed in the attendance rules?",
        "Is there a discount in the canteen?",
        "Do you get a discount on your subway tickets?",
    ],
)
def test_other_matters_that_sound_like_it_are_told_apart(question: str) -> None:
    """A campaign in an article and a channel on television are not meant."""
    scene = make("very_hard")
    person = scene.answer.discounts[0].buyer

    assert "ads_strategy" not in scene.colleagues.reply(person, question).text


def test_two_campaigns_of_one_day_are_told_apart() -> None:
    """Asked once, a colleague names the files of both, each with the plan that it is for."""
    tasks = [{"id": id_, "family": "ads_strategy", "params": {"city": "Wuhan"}} for id_ in ("ads-strategy", "launch")]
    built = build_day(scenario(tasks), "day_1")
    person = built.staff.department("Marketing")[0].name

    reply = rules(built).reply(person, "Is there a handbook for planning the ads strategy?", heard=())

    first, second = reply.text.split("\n\n")
    assert "`ads_strategy_plan_Wuhan.json`" in first
    assert "`CloudDisk://ads_strategy/ads_strategy_handbook.md`" in first
    assert "`ads_strategy_plan_Wuhan_launch.json`" in second
    assert "`CloudDisk://ads_strategy_launch/ads_strategy_handbook.md`" in second


@pytest.mark.parametrize("size", [10, 50, 300])
def test_somebody_knows_in_companies_of_any_size(size: int) -> None:
    """Marketing has at least one member."""
    loaded = scenario([{"id": "ads-strategy", "family": "ads_strategy"}], size=size)

    built = build_day(loaded, "day_1")

    assert {brief.topic for brief in built.briefs} == {"planning-guide", "source-files", "channel-changes"}
