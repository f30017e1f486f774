"""Cues: what a question must touch, written by the families, compiled to sets and patterns.

A cue is a choice divided by ``|``. Each alternative is a word or phrase in the notation of the thesaurus, or

- ``a + b``: both, anywhere in the message; either may be a choice in brackets, ``(a | b) + (c | d)``;
- ``#name``: any member of that group of the thesaurus;
- ``=word``: this form of the word only, no synonym;
- ``@13:00-14:00``, ``@2025-10-01 13:00-14:00``: the message names this time;
- ``@!13:00-14:00``: the message names times or days, and this is not among them;
- ``@2025-11``: the message names this month, or a day of it.

A colleague's full name is also touched by the first name alone, and by the last name with "Ms" or a capital.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pytest_traineebench.npc.lexicon import lexicon
from pytest_traineebench.npc.patterns import Pattern, phrase_pattern
from pytest_traineebench.npc.reading import Reading
from pytest_traineebench.npc.times import Appointment, Month, read_times
from pytest_traineebench.npc.words import normalise


@dataclass(frozen=True, slots=True)
class TimeTerm:
    """A time that a message must name, or must contradict."""

    appointment: Appointment | Month
    contradicted: bool

    @classmethod
    def parse(cls, term: str) -> TimeTerm:
        """Read the written form, with its ``@``.

        Raises:
            ValueError: If it has another form.
        """
        written = term.lstrip("@!")
        contradicted = term.startswith("@!")
        return cls(Month.parse(written) if Month.is_written(written) else Appointment.parse(written), contradicted)

    def touched(self, reading: Reading) -> bool:
        """Whether the message names, or contradicts, the time."""
        if self.contradicted:
            return self.appointment.contradicted_by(read_times(reading.text))
        return self.appointment.named_in(read_times(reading.text))


@dataclass(frozen=True, slots=True)
class PhraseTerm:
    """Words that must stand near each other."""

    pattern: Pattern

    def touched(self, reading: Reading) -> bool:
        """Whether the phrase occurs in the message."""
        return self.pattern.find(reading.places) is not None


@dataclass(frozen=True, slots=True)
class Cue:
    """One compiled cue.

    Attributes:
        features: Any of these touches the cue.
        others: Phrases and times, any of which touches it.
        both: Conjunctions; all cues of one must be touched.
    """

    features: frozenset[str] = frozenset()
    others: tuple[PhraseTerm | TimeTerm, ...] = ()
    both: tuple[tuple[Cue, ...], ...] = ()

    @property
    def names_time(self) -> bool:
        """Whether a time is among what touches it."""
        inner = (cue.names_time for cues in self.both for cue in cues)
        return any(isinstance(term, TimeTerm) for term in self.others) or any(inner)

    def touched(self, reading: Reading) -> bool:
        """Whether the message touches the cue."""
        if not self.features.isdisjoint(reading.features):
            return True
        if any(term.touched(reading) for term in self.others):
            return True
        return any(all(cue.touched(reading) for cue in cues) for cues in self.both)


class CueCompiler:
    """Compiles the cues of one day.

    Args:
        names: Full names of the staff, which cues may hold.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {normalise(name) for name in names}
        self._lexicon = lexicon()
        self._compiled: dict[str, Cue] = {}

    def cue(self, written: str) -> Cue:
        """Compile a cue; equal ones once.

        Raises:
            ValueError: If it is empty or names a group that does not exist.
        """
        if written not in self._compiled:
            self._compiled[written] = self._cue(written)
        return self._compiled[written]

    def _cue(self, written: str) -> Cue:
        features: set[str] = set()
        others: list[PhraseTerm | TimeTerm] = []
        both: list[tuple[Cue, ...]] = []
        for alternative in _split(written, "|"):
            parts = _split(alternative, "+")
            if len(parts) > 1:
                both.append(tuple(self.cue(part[1:-1] if part.startswith("(") else part) for part in parts))
            else:
                self._compile(alternative, features, others)
        if not (features or others or both):
            raise ValueError(f"the cue {written!r} holds nothing")
        return Cue(frozenset(features), tuple(others), tuple(both))

    def _compile(self, term: str, features: set[str], others: list[PhraseTerm | TimeTerm]) -> None:
        if term.startswith("@"):
            others.append(TimeTerm.parse(term))
        elif term.startswith("#"):
            features.add(self._group(term))
        elif (name := normalise(term)) in self._names:
            features.update((f"name:{name}", f"first:{name.split()[0]}", f"last:{name.split()[-1]}"))
        else:
            pattern = phrase_pattern(term)
            if not term.startswith("="):
                features |= self._lexicon.groups_of(term)
            if pattern.is_word:
                features.update(pattern.anchor)
            else:
                others.append(PhraseTerm(pattern))

    def _group(self, term: str) -> str:
        if term not in self._lexicon.groups:
            raise ValueError(f"the thesaurus has no group {term!r}")
        return term


def _split(written: str, sign: str) -> tuple[str, ...]:
    """Split a cue at a sign that stands outside of brackets."""
    parts, depth = [""], 0
    for letter in written:
        depth += (letter == "(") - (letter == ")")
        if letter == sign and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return tuple(part.strip() for part in parts if part.strip())
