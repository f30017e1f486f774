"""How much a message speaks for a topic: a weighted count of its words, learnt from many questions.

Cues say for certain what a question touches, but nobody foresees all words for a thing, nor all other things that
share them. So each topic also has weights: a word, two words in a row, a group of the thesaurus or a cue of the topic
speaks for it, or against it. ``evidence.txt`` holds them and says how they came about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pytest_traineebench.npc.reading import Reading

NUMBER = "#number"
"""Stands for each word with a digit: ids, dates and amounts differ from day to day."""

TELLING = "#telling"
"""Stands for a message that neither has a question mark nor asks or wants anything."""

ANY = "any"
"""The topic of all questions that somebody should answer; small talk and requests to do the work speak against it."""

_FAR = 50
_FEW = " few"


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for one topic, in hundredths.

    Attributes:
        start: What a message without any known feature has; negative.
        by_feature: What each feature adds.
        few: Whether they were learnt from few questions; they can then make up for cues, but not outweigh them.
    """

    start: int
    by_feature: Mapping[str, int]
    few: bool = False

    def evidence(self, features: Iterable[str]) -> int:
        """Return how much speaks for the topic, given what `message_features` and `cue_features` found."""
        known = self.by_feature
        return self.start + sum(known[feature] for feature in features if feature in known)


@cache
def weights() -> Mapping[str, Weights]:
    """Return the weights of every topic, as ``family/topic``, and of `ANY`."""
    text = files(__package__).joinpath("evidence.txt").read_text(encoding="utf-8")
    return parse_weights(line for line in text.splitlines() if not line.startswith(";"))


def parse_weights(lines: Iterable[str]) -> Mapping[str, Weights]:
    """Read the table: lines ``topic: start`` (and ``few``), and indented below each, ``feature:weight``."""
    found: dict[str, Weights] = {}
    by_feature: dict[str, int] = {}
    for line in lines:
        if not line.startswith(" "):
            topic, _, written = line.rpartition(": ")
            by_feature = {}
            found[topic] = Weights(int(written.removesuffix(_FEW)), by_feature, few=written.endswith(_FEW))
        else:
            for entry in line.split():
                feature, _, weight = entry.rpartition(":")
                by_feature[feature] = int(weight)
    return found


@lru_cache(maxsize=256)
def message_features(reading: Reading) -> frozenset[str]:
    """Return the words, neighbours and groups of a message."""
    found = {feature.replace(" ", "-") for feature in reading.features if feature.startswith("#")}
    if "?" in reading.text:
        found.add("?")
    elif "#asking" not in found:
        found.add(TELLING)
    before, place_before = "", -_FAR
    for place, word in _in_order(reading):
        found.add(word)
        if place - place_before < _FAR:
            found.add(f"{before}_{word}")
        before, place_before = word, place
    return frozenset(found)


def cue_features(touched: int) -> tuple[str, ...]:
    """Return a topic's own cues that a message touches, given as bits."""
    return tuple(f"cue{index}" for index in range(touched.bit_length()) if touched >> index & 1)


def _in_order(reading: Reading) -> list[tuple[int, str]]:
    """Return the stems of a message where they stand."""
    return sorted(
        (place, NUMBER if any(map(str.isdigit, form)) else form)
        for form, places in reading.places.items()
        if not form.startswith("=")
        for place in places
    )
