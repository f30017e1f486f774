"""Phrases: words that stand near each other, in the notation of the thesaurus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pytest_traineebench.npc.words import normalise, stem, tokens

_GAPS = {"..": 3, "...": 9}
_GAP = 1
# How often words stand in messages to colleagues, from rare to common; all others are rarer still.
_COMMON = (
    "code chart compani link person keep need =please pleas correct work take make change put what who name =be which "
    "how get have go with meet our if tell could should can do would not ask approv databas websit mainten know want "
    "team so us as they them at by from and or get any all there on in my that this we of a it i one where up me for "
    "to your you be the"
)
_RANK = {form: rank for rank, form in enumerate(_COMMON.split(), start=1)}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in order: for each step its allowed forms, and how many other words may stand before it."""

    steps: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def anchor(self) -> tuple[str, ...]:
        """The forms of a step that is rare in messages; a message without any of them lacks the pattern."""
        return min((forms for forms, _ in self.steps), key=_frequency)

    @property
    def is_word(self) -> bool:
        """Whether it is a single word."""
        return len(self.steps) == 1

    def find(self, places: Mapping[str, list[int]]) -> tuple[int, int] | None:
        """Return the places of the first and the last word of one occurrence, or None."""
        found = []
        for forms, _ in self.steps:
            if len(forms) == 1:
                here = places.get(forms[0])
            else:
                here = [place for form in forms if form in places for place in places[form]]
            if not here:
                return None
            found.append(here)
        for start in found[0]:
            ends = [start]
            for here, (_, gap) in zip(found[1:], self.steps[1:], strict=True):
                ends = [place for place in here for end in ends if end < place <= end + gap + 1]
            if ends:
                return start, min(ends)
        return None


def phrase_pattern(phrase: str) -> Pattern:
    """Return the pattern of a word or phrase in the thesaurus's notation."""
    steps: list[tuple[tuple[str, ...], int]] = []
    gap = _GAP
    for part in phrase.split():
        if part in _GAPS:
            gap = _GAPS[part]
        else:
            # One written word can be several tokens (an id with a hyphen, a contraction); those stand together.
            for choice in _choices(part):
                steps.append((choice, gap))
                gap = 0
            gap = _GAP
    if not steps:
        raise ValueError(f"the phrase {phrase!r} holds no word")
    return Pattern(tuple(steps))


def _choices(part: str) -> Iterator[tuple[str, ...]]:
    if "/" in part or part.startswith("="):
        yield tuple(dict.fromkeys(_form(word) for word in part.split("/") if word))
    else:
        yield from ((stem(token),) for token in tokens(normalise(part)))


def _form(word: str) -> str:
    return normalise(word) if word.startswith("=") else stem(tokens(normalise(word))[0])


def _frequency(forms: tuple[str, ...]) -> int:
    return max(_RANK.get(form, 0) for form in forms)
