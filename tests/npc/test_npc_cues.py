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
