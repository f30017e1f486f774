"""Cues are touched by words, synonyms, phrases, names and times."""

from __future__ import annotations

import pytest

from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.matching import Matcher

NAMES = ("Laura Martin", "Laura Baker")


def touched(cue: str, text: str) -> bool:
    """Whether a message touches a cue, with a second cue that every message here touches."""
    brief = Brief(task="t", topic="t", person="P", when="w", reply="r", cues=(cue, "anchor"))
    return bool(Matcher([brief], names=NAMES).fitting("P", f"{text} anchor"))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("website", "the sites"),
        ("website", "our web page"),
        ("responsible", "she takes really good care of it"),
        ("=free", "are you free"),
        ("#private", "the birthday cake"),
        ("chart + broken", "a broken thing in the graph"),
        ("who ... run", "who is it that in fact runs this"),
        ("look/care after", "they cared after us"),
        ("Laura Martin", "is Laura coming"),
        ("Laura Martin", "laura martin's seat"),
        ("@13:00-14:00", "at 1 pm"),
        ("@!13:00-14:00", "at 3 pm"),
        ("(chart | link) + (broken | dead)", "the graph is dead"),
        ("@2025-11", "on 2025-11-13"),
        ("@2025-11", "early in November"),
        ("Laura Martin", "should Ms Martin come"),
        ("Laura Martin", "should Martin come"),
    ],
)
def test_a_message_touches_the_cue(cue: str, text: str) -> None:
    """Inflections, synonyms, phrases with words between, conjunctions, names and times are heard."""
    assert touched(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("=free", "freely"),
        ("=attendee", "will you attend"),
        ("chart + broken", "a chart"),
        ("who run", "who is it that in fact runs this"),
        ("who ... run", "who are you. they run fast"),
        ("Laura Martin", "is Laura Baker coming"),
        ("@13:00-14:00", "at 3 pm"),
        ("@!13:00-14:00", "some day"),
        ("available", "feel free to ask"),
        ("(chart | link) + (broken | dead)", "the graph is red"),
        ("@2025-11", "on 2025-10-13"),
        ("@2025-05", "I may come"),
        ("Laura Martin", "a martin is a bird"),
        ("Laura Martin", "is Jane Baker coming"),
    ],
)
def test_a_message_misses_the_cue(cue: str, text: str) -> None:
    """Literal forms, half conjunctions, far words, other sentences, other people and idioms are not heard."""
    assert not touched(cue, text)


@pytest.mark.parametrize(
    ("cue", "words"), [("", "nothing"), (" | ", "nothing"), ("#nonsense", "no group"), ("@noon", "13:00")]
)
def test_a_badly_written_cue_is_refused(cue: str, words: str) -> None:
    """The error says what is wrong with it."""
    brief = Brief(task="t", topic="t", person="P", when="w", reply="r", cues=(cue,))

    with pytest.raises(ValueError, match=words):
        Matcher([brief])
