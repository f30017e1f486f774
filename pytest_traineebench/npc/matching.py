"""Which of a colleague's briefs a message asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pytest_traineebench.company.chat import Line
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.cues import CueCompiler
from pytest_traineebench.npc.ears import Ear
from pytest_traineebench.npc.keys import KeyFinder
from pytest_traineebench.npc.lexicon import lexicon
from pytest_traineebench.npc.reading import Reader, Reading, parts_of
from pytest_traineebench.npc.words import listed

_FISHING = "#fishing"
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
            self._ears.setdefault(brief.person, []).append(Ear.of(brief, compiler))
        self._keys = KeyFinder(key for brief in briefs for key in brief.keys)
        self._reader = Reader(
            lexicon(),
            names=names,
            cues=[cue for brief in briefs for cue in (*brief.cues, *brief.about)],
            unless=[cue for brief in briefs for cue in (*brief.unless, *brief.never)],
        )

    @property
    def ears(self) -> tuple[Ear, ...]:
        """All briefs, compiled."""
        return tuple(ear for ears in self._ears.values() for ear in ears)

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
        reading = self.read(text)
        if not is_heard(reading):
            return asked
        return tuple(ear.brief for ear in self._ears.get(person, ()) if ear.brief in asked or ear.meant_by(reading))

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
        heard = is_heard(reading)
        earlier = _Earlier(self, before, text) if heard and before else None
        return tuple(
            ear.brief
            for ear in ears
            if not keys.isdisjoint(ear.brief.keys)
            or (heard and self.clearly(ear, text))
            or (earlier is not None and earlier.completes(ear, reading))
        )

    def clearly(self, ear: Ear, text: str) -> bool:
        """Whether a message, or a sentence of it, asks for a brief by all cues, and its other words allow that."""
        return any(map(ear.allows, self.asking(ear, text)))

    def asking(self, ear: Ear, text: str) -> Iterator[Reading]:
        """Yield the message, and those parts of it that can stand alone, that touch all cues and are not ruled out.

        Small talk beside a question, such as a broken coffee machine, does not rule the question out.
        """
        reading = self.read(text)
        if not ear.asked_in(reading) or ear.outdated(reading):
            return
        if not ear.ruled_out(reading):
            yield reading
        parts = map(self.read, parts_of(text))
        yield from (part for part in parts if ear.asked_in(part) and not ear.ruled_out(part))

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


def said_by(speaker: str, heard: Sequence[Line]) -> tuple[str, ...]:
    """Return what one person said in a conversation."""
    return tuple(line.text for line in heard if line.speaker == speaker)


def is_heard(reading: Reading) -> bool:
    """Whether a message is more than a keyword or a heap of them, and no attempt to get at everything."""
    if reading.size < _FEWEST_WORDS or _FISHING in reading.features:
        return False
    return len(_MATTERS & reading.features) < _FEWEST_MATTERS or not _GLUE.isdisjoint(reading.features)
