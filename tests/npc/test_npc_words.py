"""Words of a message are compared by their meaning, not by how they are typed."""

from __future__ import annotations

import pytest

from pytest_traineebench.npc.words import STOP, Speller, normalise, stem, tokens


def test_case_accents_quotes_and_marks_are_forgotten() -> None:
    """Full-width letters, capitals, accents, typographic quotes and Markdown make no difference."""
    text = normalise("**Who\u2019s** the `\uff37\uff45\uff42` r\u00e9dacteur?")

    assert text == "who's the web redacteur?"


def test_contractions_fall_into_words() -> None:
    """A possessive loses its ending, a negation becomes a word."""
    words = tokens(normalise("The site's owner isn't here. We can't wait!"))

    assert words == ["the", "site", "owner", "is", "not", "here", STOP, "we", "can", "not", "wait", STOP]


def test_a_dot_within_a_word_ends_no_sentence() -> None:
    """File names and times stay within their sentence."""
    words = tokens(normalise("Open transactions.db at 13.30 please"))

    assert STOP not in words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maintains", "maintainer"),
        ("authorise", "authorization"),
        ("organised", "organizing"),
        ("analyses", "analyze"),
        ("invited", "invitation"),
        ("kept", "keeps"),
        ("whom", "who"),
    ],
)
def test_inflections_and_spellings_share_a_stem(one: str, other: str) -> None:
    """Inflections, British and American spelling and irregular forms come to one stem."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("response", "responsible"), ("busy", "business"), ("manager", "manages"), ("replacement", "replace")],
)
def test_words_of_other_meaning_keep_their_own_stem(one: str, other: str) -> None:
    """Words that only look alike are told apart."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize("slip", ["maintaner", "mantainer", "maintainerr", "maintaienr", "maintamer"])
def test_one_slip_is_mended(slip: str) -> None:
    """A letter missing, doubled or swapped with its neighbour is read as meant; two slips are not."""
    speller = Speller(["maintainer"])

    assert speller.mend(slip) == ("maintainer" if slip != "maintamer" else slip)


def test_a_slip_in_an_inflection_is_mended() -> None:
    """The ending need not be among the known words."""
    assert Speller(["invoice"]).mend("invoces") == "invoices"


def test_a_word_that_is_known_is_no_slip() -> None:
    """In any inflection, and however short."""
    speller = Speller(["staying", "say"], meant=frozenset({"contract"}))

    assert [speller.knows(word) for word in ("says", "contracts", "saying", "contact")] == [True, True, True, False]
    assert speller.mend("saying") == "saying"


@pytest.mark.parametrize("word", ["police", "desk", "apolicy", "42"])
def test_other_words_stay(word: str) -> None:
    """Words that are meant, short words, other first letters and numbers are left alone."""
    speller = Speller(["policy", "disk"], meant=frozenset({"police"}))

    assert speller.mend(word) == word
