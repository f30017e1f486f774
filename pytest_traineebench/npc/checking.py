"""Checks what a colleague said: nothing that is not theirs to say, nothing held back that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pytest_traineebench.company.chat import Fault
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.matching import Matcher, said_by
from pytest_traineebench.npc.voice import Turn
from pytest_traineebench.npc.words import normalise

LEAK, WITHHELD = "leak", "withheld"

_DISK = re.compile(r"clouddisk:/*")
_SIGN = re.compile(r"[\d/_:@#]")
_TELLING_WORDS = 3
_LOOK_BACK = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A literal string that a brief gives away.

    Attributes:
        text: As the brief has it.
        form: In normal form, for finding it.
        own_only: Whether others may say it by chance: a colleague's name, or words of everyday language.
        telling: Whether saying it gives anything away at all; a word or two of everyday language does not.
    """

    text: str
    form: str
    own_only: bool
    telling: bool

    def said_in(self, plain: str) -> bool:
        """Whether a text in normal form holds the fact as a whole word."""
        start = plain.find(self.form)
        while start >= 0:
            end = start + len(self.form)
            if (
                not (plain[start - 1 : start].isalnum() and self.form[0].isalnum())
                and not plain[end : end + 1].isalnum()
            ):
                return True
            start = plain.find(self.form, start + 1)
        return False


class Checker:
    """Judges replies against all briefs of the day.

    Args:
        briefs: All briefs of the day, of all colleagues.
        names: Full names of the staff.
        matcher: Knows which briefs a message asks for.
    """

    def __init__(self, briefs: Sequence[Brief], *, names: Iterable[str], matcher: Matcher) -> None:
        known = {normalise(name) for name in names}
        self._matcher = matcher
        self._facts = {text: _fact(text, known) for brief in briefs for text in brief.facts}
        self._holders: dict[str, list[Brief]] = {}
        for brief in briefs:
            for text in brief.facts:
                self._holders.setdefault(text, []).append(brief)

    def check(self, turn: Turn, reply: str) -> tuple[Fault, ...]:
        """Return what is wrong with a reply; nothing if it is in order."""
        plain = plain_text(reply)
        return (*self._withheld(turn, plain), *self._leaks(turn, plain))

    def _withheld(self, turn: Turn, plain: str) -> Iterator[Fault]:
        """Find facts that the message alone clearly asked for; what the colleague said before need not be repeated."""
        asked = self._matcher.asked_for(turn.person.name, turn.text)
        if not any(brief.facts for brief in asked):
            return
        said = [plain, *map(plain_text, said_by(turn.person.name, turn.heard))]
        for brief in asked:
            missing = [text for text in brief.facts if not any(map(self._facts[text].said_in, said))]
            if missing:
                yield Fault(kind=WITHHELD, topic=brief.topic, detail=f"asked, but not said: {', '.join(missing)}")

    def _leaks(self, turn: Turn, plain: str) -> Iterator[Fault]:
        for text, fact in self._facts.items():
            if fact.telling and fact.said_in(plain) and not self._may_say(turn, fact):
                topic = self._holders[text][0].topic
                yield Fault(kind=LEAK, topic=topic, detail=f"said without being asked: {text}")

    def _may_say(self, turn: Turn, fact: Fact) -> bool:
        own = [brief for brief in self._holders[fact.text] if brief.person == turn.person.name]
        if not own and fact.own_only:
            return True
        if any(self._called_for(brief, turn) for brief in own):
            return True
        open_to_all = (turn.handbook, turn.person.name, turn.text, *(line.text for line in turn.heard))
        asked_for = (brief.reply for brief in turn.fitting)
        return any(fact.said_in(plain_text(text)) for text in (*open_to_all, *asked_for))

    def _called_for(self, brief: Brief, turn: Turn) -> bool:
        """Whether the conversation bears on a brief.

        One cue is enough here: a model may well see through a question that the rules do not, and an honest day must
        not be called invalid for it.
        """
        if brief in turn.fitting:
            return True
        recent = said_by(turn.trainee, turn.heard)[-_LOOK_BACK:]
        return self._matcher.touches(brief, (turn.text, *recent))


@lru_cache(maxsize=256)
def plain_text(text: str) -> str:
    """Return a text without case, Markdown, doubled blanks and the ways to write a place on the cloud disk."""
    return _DISK.sub("clouddisk:", " ".join(normalise(text).split()))


def _fact(text: str, names: set[str]) -> Fact:
    form = plain_text(text).rstrip("/.!")
    signed = bool(_SIGN.search(form))
    named = form in names
    telling = bool(form) and (signed or named or len(form.split()) >= _TELLING_WORDS)
    return Fact(text, form, own_only=not signed, telling=telling)
