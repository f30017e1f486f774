"""A brief with an ear for its questions: its cues compiled, and the weights of its topic."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.cues import Cue, CueCompiler
from pytest_traineebench.npc.evidence import ANY, Weights, cue_features, message_features, weights
from pytest_traineebench.npc.reading import Reading

_AGAINST, _NO_QUESTION_AT_ALL = -20, -50
_SHARE_OF_ANY = 0.3


@dataclass(frozen=True, slots=True)
class Ear:
    """A brief with its cues compiled.

    Attributes:
        brief: The brief.
        cues: What a question must touch.
        unless: What rules a question out.
        never: What rules it out in whatever words.
        about: What every question must touch that is answered for its weight.
        weights: What speaks for the topic; none if nothing was learnt about it.
    """

    brief: Brief
    cues: tuple[Cue, ...]
    unless: tuple[Cue, ...]
    never: tuple[Cue, ...]
    about: tuple[Cue, ...]
    weights: Weights | None

    @classmethod
    def of(cls, brief: Brief, compiler: CueCompiler) -> Ear:
        """Compile a brief.

        Raises:
            ValueError: If a cue is not written in the notation of cues, or nothing was learnt about the topic.
        """
        if brief.weighed and brief.weighed not in weights():
            raise ValueError(f"nothing was learnt about {brief.weighed!r}")
        written = (brief.cues, brief.unless, brief.never, brief.about)
        cues, unless, never, about = (tuple(map(compiler.cue, choices)) for choices in written)
        return cls(brief, cues, unless, never, about, weights().get(brief.weighed))

    def touched(self, reading: Reading) -> int:
        """Return, as bits, which of the cues a message touches."""
        return sum(1 << index for index, cue in enumerate(self.cues) if cue.touched(reading))

    def asked_in(self, reading: Reading) -> bool:
        """Whether the message touches every cue."""
        return bool(self.cues) and all(cue.touched(reading) for cue in self.cues)

    def allows(self, reading: Reading) -> bool:
        """Whether the words of a message that touches every cue do not speak too much against the brief.

        What the cues are worth together is not learnt: they were written with the questions that one learns from, and
        would seem better than they are.
        """
        if self.weights is None:
            return True
        if self.weights.few or self.brief.weighed == ANY:
            return _of_any(reading) > _NO_QUESTION_AT_ALL
        return self._evidence(self.weights, reading) > _AGAINST

    def meant_by(self, reading: Reading) -> bool:
        """Whether the words of a message speak for the brief, even though it touches too few of the cues."""
        if self.weights is None or self.brief.weighed == ANY or self.outdated(reading):
            return False
        if _of_any(reading) <= 0 or self._evidence(self.weights, reading) <= 0:
            return False
        return all(cue.touched(reading) for cue in self.about) and not any(cue.touched(reading) for cue in self.never)

    def _evidence(self, own: Weights, reading: Reading) -> float:
        features = (*message_features(reading), *cue_features(self.touched(reading)))
        return own.evidence(features) + _SHARE_OF_ANY * _of_any(reading)

    def ruled_out(self, reading: Reading) -> bool:
        """Whether the message touches what rules the brief out."""
        return any(cue.touched(reading) for cue in (*self.unless, *self.never))

    def outdated(self, reading: Reading) -> bool:
        """Whether what rules the brief out is a time: that holds for every sentence of the message."""
        return any(cue.names_time and cue.touched(reading) for cue in self.unless)


def _of_any(reading: Reading) -> int:
    """Return how much a message speaks for being a question that somebody should answer."""
    return weights()[ANY].evidence(message_features(reading))
