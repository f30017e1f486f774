"""A colleague who answers from the list in the prompt: with the entry that shares most words with the question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_traineebench.npc.words import listed, normalise, stem, tokens
from pytest_traineebench.serving.conversation import Conversation

UNKNOWN = "I do not know about that, sorry."
_ENTRY = re.compile(r"^- When (.+), answer:\n((?:    .*(?:\n|\Z)|[ \t]*\n)+)", re.MULTILINE)
_LIST = re.compile(r"^What you know:\n", re.MULTILINE)
_LINE = re.compile(r"(?:\A|\n\n)[A-Z]\w* [A-Z]\w*: ")
"""Where somebody begins to speak; several may have spoken since the colleague's last turn."""
_SENTENCE = re.compile(r"[^.?!\n]+\?")
_LEAST = 2
"""Words that a question and an entry must share; one may be chance."""
_COMMON = frozenset(
    map(
        stem,
        listed(
            "a about all also am an and any are as ask at be by can could do does for from give has have hello hi how "
            "i in is it its me my need of on or our please regards so tell that the their them there they this to us "
            "want was we what when where which who whom will with would you your"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _Entry:
    words: frozenset[str]
    answer: str

    def shares(self, words: frozenset[str]) -> int:
        return len(self.words & words)


def speaks(conversation: Conversation) -> bool:
    """Whether somebody is to play a colleague."""
    return bool(_LIST.search(conversation.system))


def reply(conversation: Conversation) -> str:
    """Return the entries' answers that share most words with the question as a whole, or with one of its sentences."""
    listing = _LIST.split(conversation.system, maxsplit=1)[-1]
    entries = [_Entry(_words(f"{when} {answer}"), _unindented(answer)) for when, answer in _ENTRY.findall(listing)]
    question = _LINE.split(conversation.question)[-1]
    asked = _words(question)
    best = max((entry.shares(asked) for entry in entries), default=0)
    if best < _LEAST:
        return UNKNOWN
    near = [entry for entry in entries if 2 * entry.shares(asked) >= best]
    chosen: set[_Entry] = set()
    for words in (asked, *_parts(question)):
        most = max(entry.shares(words) for entry in near)
        chosen |= {entry for entry in near if entry.shares(words) == most}
    return "\n\n".join(dict.fromkeys(entry.answer for entry in near if entry in chosen))


def _parts(question: str) -> Iterator[frozenset[str]]:
    """Yield the words of each thing that is asked."""
    for sentence in _SENTENCE.findall(question):
        yield from map(_words, sentence.split(", and "))


def _words(text: str) -> frozenset[str]:
    return frozenset(map(stem, tokens(normalise(text)))) - _COMMON


def _unindented(answer: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in answer.rstrip().split("\n"))
