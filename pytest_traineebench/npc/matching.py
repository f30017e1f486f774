"""Which of a colleague's briefs a message asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pytest_traineebench.company.chat import Line
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.cues import Cue, CueCompiler
from pytest_traineebench.npc.lexicon import lexicon
from pytest_traineebench.npc.reading import Reader, Reading, parts_of
from pytest_traineebench.npc.words import listed, normalise

_FISHING = "#fishing"
_ASKING, _SMALL_TALK = "#asking", "#small talk"
_LOOK_BACK = 2
_FEWEST_WORDS, _FEWEST_MATTERS = 2, 4
# Words that hold a sentence together; matters of several tasks without any of them are a heap of keywords.
_GLUE = listed(
    "a the be do have i you we he she it they me us my our this that these there to of for in on at from with by and "
    "or not who what which where when why how can could will would should may please thanks need"
)
_MATTERS = listed(
    "#transaction #invoice #website #database #maintenance #meeting #chart #article #code #responsible #document"
)
_KEY_PARTS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Ear:
    """A brief with its cues compiled.

    Attributes:
        brief: The brief.
        cues: What a question must touch.
        unless: What rules a question out.
        matter: What a question must touch that is answered in doubt.
    """

    brief: Brief
    cues: tuple[Cue, ...]
    unless: tuple[Cue, ...]
    matter: tuple[Cue, ...]

    def touched(self, reading: Reading) -> int:
        """Return, as bits, which of the cues a message touches."""
        return sum(1 << index for index, cue in enumerate(self.cues) if cue.touched(reading))

    def asked_in(self, reading: Reading) -> bool:
        """Whether the message touches every cue."""
        return bool(self.cues) and all(cue.touched(reading) for cue in self.cues)

    def meant_by(self, reading: Reading) -> bool:
        """Whether the message asks something about the matter, in whatever words, and is no small talk."""
        return (
            bool(self.matter)
            and _asks(reading)
            and _SMALL_TALK not in reading.features
            and all(cue.touched(reading) for cue in self.matter)
        )

    def ruled_out(self, reading: Reading) -> bool:
        """Whether the message touches what rules the brief out."""
        return any(cue.touched(reading) for cue in self.unless)

    def outdated(self, reading: Reading) -> bool:
        """Whether what rules the brief out is a time: that holds for every sentence of the message."""
        return any(cue.names_time and cue.touched(reading) for cue in self.unless)


class Matcher:
    """Finds the briefs that a message asks for; equal messages get equal answers.

    Args:
        briefs: All briefs of the day.
        names: Full names of the staff.

    Raises:
        ValueError: If a cue is not written in the notation of cues.
    """

    def __init__(self, briefs: Sequence[Brief], *, names: Iterable[str] = ()) -> None:
        names = tuple(names)
        compiler = CueCompiler(names)
        self._ears: dict[str, list[Ear]] = {}
        for brief in briefs:
            ear = Ear(brief, *(tuple(map(compiler.cue, cues)) for cues in (brief.cues, brief.unless, brief.matter)))
            self._ears.setdefault(brief.person, []).append(ear)
        self._keys = _KeyFinder(key for brief in briefs for key in brief.keys)
        self._reader = Reader(
            lexicon(),
            names=names,
            cues=[cue for brief in briefs for cue in (*brief.cues, *brief.matter)],
            unless=[cue for brief in briefs for cue in brief.unless],
        )

    def read(self, text: str) -> Reading:
        """Return what a message holds."""
        return self._reader.read(text)

    def fitting(self, person: str, text: str, *, before: Sequence[str] = ()) -> tuple[Brief, ...]:
        """Return the briefs of a person that a message of the trainee asks for, or that it is likely to mean.

        Args:
            person: Full name of who is asked.
            text: The message.
            before: What the trainee has written to this person before, as for `asked_for`.
        """
        asked = self.asked_for(person, text, before=before)
        if asked or not self._ears.get(person) or not _is_heard(self.read(text)):
            return asked
        readings = (self.read(text), *map(self.read, parts_of(text)))
        return tuple(
            ear.brief
            for ear in self._ears[person]
            if not ear.outdated(readings[0])
            and any(ear.meant_by(reading) and not ear.ruled_out(reading) for reading in readings)
        )

    def asked_for(self, person: str, text: str, *, before: Sequence[str] = ()) -> tuple[Brief, ...]:
        """Return the briefs of a person that a message of the trainee clearly asks for.

        Args:
            person: Full name of who is asked.
            text: The message.
            before: What the trainee has written to this person, oldest first. The last two messages may lend a cue
                to a message that brings another one.
        """
        ears = self._ears.get(person)
        if not ears:
            return ()
        reading = self.read(text)
        keys = self._keys.find(reading.text)
        heard = _is_heard(reading)
        earlier = _Earlier(self, before, text) if heard and before else None
        return tuple(
            ear.brief
            for ear in ears
            if not keys.isdisjoint(ear.brief.keys)
            or (heard and self._fits(ear, reading, text))
            or (earlier is not None and earlier.completes(ear, reading))
        )

    def _fits(self, ear: Ear, reading: Reading, text: str) -> bool:
        """Whether a message, or a part of it that can stand alone, asks for a brief and is not ruled out.

        Small talk beside a question, such as a broken coffee machine, does not rule the question out.
        """
        if not ear.asked_in(reading):
            return False
        if not ear.ruled_out(reading):
            return True
        if ear.outdated(reading):
            return False
        parts = map(self.read, parts_of(text))
        return any(ear.asked_in(part) and not ear.ruled_out(part) for part in parts)

    def touches(self, brief: Brief, texts: Sequence[str]) -> bool:
        """Whether messages that fish for nothing bear on a brief at all: by a key or by any of its cues."""
        ears = [ear for ear in self._ears.get(brief.person, ()) if ear.brief == brief]
        return any(
            not self._keys.find(reading.text).isdisjoint(brief.keys)
            or (_FISHING not in reading.features and any(ear.touched(reading) for ear in ears))
            for reading in map(self.read, texts)
        )


class _Earlier:
    """The trainee's last messages, which a follow-up leans on."""

    def __init__(self, matcher: Matcher, before: Sequence[str], text: str) -> None:
        self._texts = [said for said in before[-_LOOK_BACK:] if _FISHING not in matcher.read(said).features]
        self._matcher = matcher
        self._text = text

    def completes(self, ear: Ear, reading: Reading) -> bool:
        """Whether an earlier message lends the cues that the new one lacks.

        The new message has to bring a cue that the earlier one lacked, so that neither asking on ("why?") nor fishing
        after an honest question is answered, and it has to be free of what rules the brief out.
        """
        own = ear.touched(reading)
        if not own or any(cue.touched(reading) for cue in ear.unless):
            return False
        every = (1 << len(ear.cues)) - 1
        lent = 0
        for said in reversed(self._texts):
            heard = ear.touched(self._matcher.read(said))
            lent |= heard
            if heard != every and own & ~heard and (own | lent) == every:
                return True
        return False


class _KeyFinder:
    """Finds literal keys in a text, whatever their case and whether or not blanks or hyphens part them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_form = {"".join(_KEY_PARTS.findall(normalise(key))): key for key in dict.fromkeys(keys)}
        patterns = [r"[\W_]*".join(_KEY_PARTS.findall(normalise(key))) for key in self._by_form.values()]
        choice = "|".join(sorted(patterns, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{choice})(?![^\W_])") if choice else None

    def find(self, text: str) -> frozenset[str]:
        """Return the keys that a normalised text holds."""
        if self._pattern is None:
            return frozenset()
        found = self._pattern.findall(text)
        return frozenset(self._by_form["".join(_KEY_PARTS.findall(match))] for match in found)


def said_by(speaker: str, heard: Sequence[Line]) -> tuple[str, ...]:
    """Return what one person said in a conversation."""
    return tuple(line.text for line in heard if line.speaker == speaker)


def _asks(reading: Reading) -> bool:
    return "?" in reading.text or _ASKING in reading.features


def _is_heard(reading: Reading) -> bool:
    """Whether a message is more than a keyword or a heap of them, and no attempt to get at everything."""
    if reading.size < _FEWEST_WORDS or _FISHING in reading.features:
        return False
    return len(_MATTERS & reading.features) < _FEWEST_MATTERS or not _GLUE.isdisjoint(reading.features)
