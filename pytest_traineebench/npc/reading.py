"""What a colleague takes in of a message: its words, the groups of the thesaurus that it touches, its times."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from pytest_traineebench.npc.lexicon import Lexicon
from pytest_traineebench.npc.words import (
    SHORTEST,
    STOP,
    Speller,
    listed,
    literals,
    normalise,
    plain_words,
    stem,
    tokens,
)

LONGEST = 20_000
"""Characters of a message that are read; the chat allows no more."""

_REMEMBERED = 256
_SENTENCE_GAP = 100
_MOST_PLACES = 40  # of one word; more of them is noise, and would make phrases slow to find
_GREETING = re.compile(r"\W*(?:hi|hello|hey|dear|hallo|hiya|greetings|good (?:morning|afternoon|evening|day))\b")
_GREETED_WORD = re.compile(r"[\s&]*([^\W\d_]+)[^\S\n]*([,:;!.\n\u2013\u2014-]*)")
_TITLES = listed("mr mrs ms miss mister dr")
_CAPITAL = re.compile(r"\b[A-Z][a-z]+")
_SENTENCE_END = re.compile(r"(?:[.!?;:]+(?=\s)|\n)\s*")
_MOST_SENTENCES = 12  # of a message that is taken apart; longer ones are judged as a whole
_GREETED = listed("and all team everyone everybody there both folks colleague colleagues mr mrs ms dr")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as a colleague takes it in.

    Attributes:
        text: The message in normal form.
        features: Stems, ``=form`` of words that a cue or group names so, ``#group``, ``name:`` and ``first:`` of
            people.
        places: Where each stem and form stands; ends of sentences leave a wide gap.
        size: How many words it has.
    """

    text: str
    features: frozenset[str]
    places: Mapping[str, list[int]] = field(compare=False)
    size: int


class Reader:
    """Reads messages, and remembers those read last.

    Args:
        lexicon: The compiled thesaurus.
        names: Full names of the staff.
        cues: Cues that messages are read for: their words are mended towards, their literal forms kept.
        unless: Cues whose literal forms are kept; no slip of the pen rules a message out.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        names: Iterable[str] = (),
        cues: Iterable[str] = (),
        unless: Iterable[str] = (),
    ) -> None:
        cues = tuple(dict.fromkeys(cues))
        self._lexicon = lexicon
        self._literals = lexicon.literals | literals(cues) | literals(dict.fromkeys(unless))
        self._full_names = frozenset(tuple(normalise(name).split()) for name in names)
        self._first_names = frozenset(name[0] for name in self._full_names)
        self._last_names = frozenset(name[-1] for name in self._full_names)
        self._names = frozenset(part for name in self._full_names for part in name)
        self._speller = Speller((*plain_words(cues), *sorted(self._names)))
        self._read: OrderedDict[str, Reading] = OrderedDict()

    def read(self, text: str) -> Reading:
        """Return what the message holds."""
        text = text[:LONGEST]
        known = self._read.get(text)
        if known is not None:
            self._read.move_to_end(text)
            return known
        reading = self._read[text] = self._take_in(
            normalise(text), frozenset(map(str.casefold, _CAPITAL.findall(text)))
        )
        if len(self._read) > _REMEMBERED:
            self._read.popitem(last=False)
        return reading

    def _take_in(self, text: str, capitals: frozenset[str]) -> Reading:
        greeting = self._greeting(text)
        words = [self._mend(word) for word in tokens(text[greeting:])]
        places, size = self._places(words)
        self._forget_idioms(places)
        features = set(places)
        features.update(self._people(words))
        features.update(self._surnames(words, capitals))
        features.update(self._groups(places))
        if greeting:
            features.add("#greeting")
        return Reading(text, frozenset(features), places, size)

    def _mend(self, word: str) -> str:
        # What one vocabulary knows is no slip of a word in the other: "contact" is not "contract".
        if (
            len(word) < SHORTEST
            or word in self._names
            or self._speller.knows(word)
            or self._lexicon.speller.knows(word)
        ):
            return word
        mended = self._lexicon.speller.mend(word)
        return mended if mended != word else self._speller.mend(word)

    def _greeting(self, text: str) -> int:
        """Return where a greeting and the names in it end: who is greeted is not who is asked about."""
        greeting = _GREETING.match(text)
        if greeting is None:
            return 0
        place, end = greeting.end(), greeting.end()
        while (match := _GREETED_WORD.match(text, place)) and (match[1] in self._names or match[1] in _GREETED):
            place = match.end()
            if match[2]:
                end = place
        return end

    def _places(self, words: list[str]) -> tuple[dict[str, list[int]], int]:
        places: dict[str, list[int]] = {}
        place = size = 0
        for word in words:
            if word == STOP:
                place += _SENTENCE_GAP
                continue
            place += 1
            size += 1
            for form in (stem(word), f"={word}") if word in self._literals else (stem(word),):
                here = places.setdefault(form, [])
                if len(here) < _MOST_PLACES:
                    here.append(place)
        return places, size

    def _forget_idioms(self, places: dict[str, list[int]]) -> None:
        idioms = self._lexicon.idioms
        for form in sorted(places.keys() & idioms.keys()):
            for _, pattern in idioms[form]:
                while (ends := pattern.find(places)) is not None:
                    _remove(places, *ends)

    def _groups(self, places: Mapping[str, list[int]]) -> set[str]:
        words, patterns = self._lexicon.words, self._lexicon.patterns
        found: set[str] = set()
        for form in places.keys() & words.keys():
            found.update(words[form])
        for form in places.keys() & patterns.keys():
            for name, pattern in patterns[form]:
                if name not in found and pattern.find(places):
                    found.add(name)
        return found

    def _people(self, words: list[str]) -> Iterable[str]:
        if self._first_names.isdisjoint(words):
            return
        after = 0
        for index, word in enumerate(words):
            if index < after or word not in self._first_names:
                continue
            pair = tuple(words[index : index + 2])
            if pair in self._full_names:
                yield f"name:{' '.join(pair)}"
                after = index + 2
            else:
                yield f"first:{word}"

    def _surnames(self, words: list[str], capitals: frozenset[str]) -> Iterable[str]:
        """Yield who is called by the last name alone: "Ms King", "King", but neither "Ann King" nor "king"."""
        if self._last_names.isdisjoint(words):
            return
        for before, word in pairwise(("", *words)):
            titled = before in _TITLES or (word in capitals and before not in self._first_names)
            if titled and word in self._last_names:
                yield f"last:{word}"


def parts_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, and the rests of it that begin with its later sentences."""
    text = text[:LONGEST]
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    if not 1 < len(starts) <= _MOST_SENTENCES:
        return ()
    sentences = (text[start:end] for start, end in zip(starts, (*ends, len(text)), strict=True))
    return tuple(dict.fromkeys((*sentences, *(text[start:] for start in starts[1:]))))


def _remove(places: dict[str, list[int]], first: int, last: int) -> None:
    for form in [form for form, found in places.items() if any(first <= place <= last for place in found)]:
        places[form] = [place for place in places[form] if not first <= place <= last]
        if not places[form]:
            del places[form]
