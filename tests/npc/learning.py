"""Learns the weights of ``pytest_traineebench/npc/evidence.txt`` from the questions that may be tuned with.

``PYTHONPATH=tests:. python -m npc.learning`` writes the file anew. For each topic it is a linear support vector
machine, the topic against all else, found by steps in a fixed order; equal questions give an equal file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml
from npc.npc_days import PACKAGE, TASKS, TUNED, Day, day, questions, trials

from pytest_traineebench.npc.ears import Ear
from pytest_traineebench.npc.evidence import ANY, Weights, cue_features, message_features, weights
from pytest_traineebench.npc.matching import Matcher
from pytest_traineebench.npc.words import normalise, stem, tokens
from pytest_traineebench.randomness import stream

FILE = PACKAGE / "npc" / "evidence.txt"
TUNING = {file.stem: file for file in sorted(TASKS.glob("tuning/*.yaml"))}
_ROUNDS = 20
_TRUST = 0.05
"""How much one question may shape the weights; the larger, the more it is learnt by heart."""
_START = 3.0
_SCALE = 100
_FEWEST = 2
_SMALLEST = 4
_OWN, _SIBLING, _NOTHING = 3.0, 0.3, 5.0
_ALL_OWN = 300.0
_FEW = 60
_OWN_OF_ANY, _NOTHING_OF_ANY = 1.0, 2.5
"""How much a question counts that is the topic's own (more if there are few), its family's other, and nobody's."""
_WIDTH = 118
_HEAD = """\
; How much the words of a message speak for a topic, in hundredths; see evidence.py. Written by tests/npc/learning.py
; from tests/tasks/tuning, the near misses and the unrelated messages beside it and the questions.yaml of the families;
; not to be edited by hand. Each topic has a line with its start (and few, if learnt from few) and, from high to low:
; word:12 (a stem), word_word:12 (neighbours), #group:12 (of the thesaurus), cue0:12 (the topic's first cue touched).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A message, and for each topic what of it speaks for or against it.

    Attributes:
        topic: The topic that it asks for, as ``family/topic``; empty if none should answer it.
        features: Words, neighbours and groups.
        cues: For each topic the features of its own cues.
    """

    topic: str
    features: frozenset[str]
    cues: Mapping[str, tuple[str, ...]]

    def of(self, topic: str) -> list[str]:
        """Return all that may speak for a topic."""
        return sorted((*self.features, *self.cues.get(topic, ())))


class Hearing:
    """What all who know something hear on one day."""

    def __init__(self, where: Day) -> None:
        self._matcher = Matcher(where.built.briefs, names=[person.name for person in where.built.staff])
        self._ears: dict[str, list[Ear]] = {}
        for ear in self._matcher.ears:
            if ear.weights is not None and ear.brief.weighed != ANY:
                self._ears.setdefault(ear.brief.weighed, []).append(ear)

    def words(self, text: str) -> frozenset[str]:
        """Return what of a message is the same for all topics."""
        return message_features(self._matcher.read(text))

    def cues(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return for each topic the cues that the message touches, of who hears most of them."""
        reading = self._matcher.read(text)
        heard = {
            topic: max({ear.cues: ear.touched(reading) for ear in ears}.values(), key=int.bit_count)
            for topic, ears in self._ears.items()
        }
        return {topic: cue_features(touched) for topic, touched in heard.items()}


class Examples:
    """Makes examples; names and what else fills the places of a question are left out, since they differ by the day."""

    def __init__(self) -> None:
        self._names = _stems(" ".join(person.name for person in day().built.staff))
        self._all = Hearing(day())
        self._own = {family: Hearing(day(family)) for family in TUNED}

    def question(self, family: str, topic: str, written: str) -> Example:
        """Return the example of a family's question."""
        text = next(trials(day(family), family, topic, written)).text
        own = self._own[family]
        kept = own.words(text) - self._without(own.words(text), _stems(text) - _stems(written))
        return Example(
            topic=f"{family}/{topic.removesuffix('-all')}",
            features=kept,
            cues={**self._all.cues(text), **own.cues(text)},
        )

    def nothing(self, text: str) -> Example:
        """Return the example of a message that nobody should answer."""
        words = self._all.words(text)
        return Example(topic="", features=words - self._without(words, frozenset()), cues=self._all.cues(text))

    def _without(self, features: frozenset[str], filled: frozenset[str]) -> frozenset[str]:
        left_out = self._names | filled
        return frozenset(feature for feature in features if not left_out.isdisjoint(feature.split("_")))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, tokens(normalise(text))))


def examples() -> list[Example]:
    """Return all that may be learnt from."""
    make = Examples()
    asked = [make.question(*question) for files in (TUNED, TUNING) for question in questions(files)]
    others = (yaml.safe_load((TASKS / f"{name}.yaml").read_text())["tuning"] for name in ("near_misses", "unrelated"))
    return [*asked, *(make.nothing(text) for texts in others for text in texts)]


def learn(learnt_from: Sequence[Example], topics: Iterable[str]) -> dict[str, Weights]:
    """Return the weights of each topic."""
    return {topic: _Learner(topic, learnt_from).learn() for topic in topics}


class _Learner:
    """One topic's logistic regression."""

    def __init__(self, topic: str, learnt_from: Sequence[Example]) -> None:
        found = [example.of(topic) for example in learnt_from]
        often = Counter(feature for features in found for feature in features)
        own = sum(example.topic == topic for example in learnt_from)
        self._own, self._few = max(_OWN, _ALL_OWN / max(own, 1)), topic != ANY and own < _FEW
        names = sorted(feature for feature, times in often.items() if times >= _FEWEST)
        index = {name: place for place, name in enumerate(names, start=1)}
        self._topic, self._names = topic, names
        self._rows = [
            ([index[feature] for feature in features if feature in index], *self._aim(example.topic))
            for example, features in zip(learnt_from, found, strict=True)
        ]

    def _aim(self, topic: str) -> tuple[float, float]:
        """Return 1 or -1 for what is to be answered or not, and how much that counts."""
        if self._topic == ANY:
            return (1.0, _OWN_OF_ANY) if topic else (-1.0, _NOTHING_OF_ANY)
        if topic == self._topic:
            return 1.0, self._own
        if not topic:
            return -1.0, _NOTHING
        return -1.0, _SIBLING if topic.partition("/")[0] == self._topic.partition("/")[0] else 1.0

    def learn(self) -> Weights:
        """Return the weights with which the questions are told apart best while small: a linear support vector machine.

        Each step mends the share that one question has in the weights (dual coordinate descent).
        """
        values, shares = [0.0] * (len(self._names) + 1), [0.0] * len(self._rows)
        order, chance = list(range(len(self._rows))), stream(1, "learning", self._topic)
        for _ in range(_ROUNDS):
            chance.shuffle(order)
            for number in order:
                row, sign, counts = self._rows[number]
                share, slack = shares[number], 0.5 / (_TRUST * counts)
                short = sign * (_START * values[0] + sum(values[place] for place in row)) - 1.0 + share * slack
                now = max(share - short / (len(row) + _START * _START + slack), 0.0)
                if now != share:
                    shares[number], step = now, sign * (now - share)
                    values[0] += _START * step
                    for place in row:
                        values[place] += step
        start, *tenths = [round(_SCALE * value) for value in (_START * values[0], *values[1:])]
        kept = {name: weight for name, weight in zip(self._names, tenths, strict=True) if abs(weight) >= _SMALLEST}
        return Weights(start, kept, few=self._few)


def written(learnt: Mapping[str, Weights]) -> str:
    """Return the text of the file."""
    lines = [_HEAD.rstrip("\n")]
    for topic, found in sorted(learnt.items()):
        lines.append(f"{topic}: {found.start}{' few' * found.few}")
        line = ""
        for feature, weight in sorted(found.by_feature.items(), key=lambda entry: (-entry[1], entry[0])):
            if len(line) + len(entry := f" {feature}:{weight}") > _WIDTH:
                lines.append(f" {line}")
                line = ""
            line += entry
        lines.append(f" {line}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(learn(examples(), weights())), encoding="utf-8")
