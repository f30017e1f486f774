"""Words speak for a topic and against it; what somebody says depends on that where cues are not enough."""

from __future__ import annotations

import pytest
from npc.learning import FILE, written

from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.evidence import ANY, NUMBER, TELLING, Weights, message_features, parse_weights, weights
from pytest_traineebench.npc.matching import Matcher


def brief(*, weighed: str = "sales/sales-manual", never: tuple[str, ...] = (), about: tuple[str, ...] = ()) -> Brief:
    """Return a brief whose cues are touched by hardly any question."""
    return Brief(
        task="t",
        topic="t",
        person="P",
        when="w",
        reply="r",
        cues=("sales | revenue", "xylophone"),
        weighed=weighed,
        never=never,
        about=about,
    )


def fits(asked: Brief, text: str) -> bool:
    """Whether the person with this one brief answers."""
    return bool(Matcher([asked]).fitting("P", text))


QUESTION = "By which rules is the total revenue of the third quarter calculated?"


def test_a_question_in_unforeseen_words_is_answered_for_its_weight() -> None:
    """Enough words that speak for a topic make up for a cue that is not touched."""
    assert fits(brief(), QUESTION)
    assert not fits(brief(weighed=""), QUESTION)


@pytest.mark.parametrize(
    "never_answered",
    [brief(never=("quarter",)), brief(about=("Laura",)), brief(weighed=ANY)],
    ids=["never", "about", "any"],
)
def test_weight_is_not_enough(never_answered: Brief) -> None:
    """What is never to be said, or needs a name, or has no weights of its own is not answered for its weight."""
    assert not fits(never_answered, QUESTION)


def test_cues_are_not_enough_for_small_talk() -> None:
    """A remark that touches every cue is not answered when its other words speak against any question."""
    remark = "I bought a xylophone at the sales last weekend, and my dog likes it."

    assert fits(brief(weighed=""), remark)
    assert not fits(brief(), remark)
    assert not fits(brief(weighed=ANY), remark)


def test_a_topic_without_weights_is_refused() -> None:
    """A slip in the name is found when the day is built."""
    with pytest.raises(ValueError, match="sales/manual"):
        Matcher([brief(weighed="sales/manual")])


def test_features_are_words_neighbours_groups_and_numbers() -> None:
    """Words of different sentences are no neighbours; a word with a digit is a number; a remark is telling."""
    found = message_features(Matcher([]).read("Orders of Q3. Fine."))

    assert {"order", "of", NUMBER, "order_of", f"of_{NUMBER}", TELLING} <= found
    assert f"{NUMBER}_fine" not in found


def test_weights_are_written_as_they_are_read() -> None:
    """A table read back is the same table, and so is the shipped one."""
    table = {"any": Weights(-3, {}), "a/b": Weights(-12, {"word": 7, "#group": 3, "word_word": -4}, few=True)}

    assert parse_weights(line for line in written(table).splitlines() if not line.startswith(";")) == table
    assert written(weights()) == FILE.read_text(encoding="utf-8")
