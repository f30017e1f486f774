"""The colleague without a model: all that the message asks for, in the words of the briefs, else a general answer."""

from __future__ import annotations

from pytest_traineebench.npc.reading import Reading
from pytest_traineebench.npc.voice import Answer, Turn
from pytest_traineebench.npc.words import listed

UNKNOWN = "I do not know about that, sorry."
WELCOME = "You are welcome!"
HELLO = "Hello {first}! How can I help you?"
HANDBOOK = (
    "For how the company works and whom to ask about what, please see the intern handbook, `{handbook}` on the cloud "
    "disk."
)
_LONGEST_THANKS, _LONGEST_GREETING = 25, 10
_QUESTIONS = listed("who what where when which why how")


class RulesVoice:
    """Answers without any chance: equal turns get equal answers."""

    def answer(self, turn: Turn) -> Answer:
        """Answer a message with everything that it asks for."""
        if turn.fitting:
            return Answer(text="\n\n".join(dict.fromkeys(brief.reply for brief in turn.fitting)))
        return Answer(text=_general(turn))


def _general(turn: Turn) -> str:
    features = turn.reading.features
    if "#fishing" in features:
        return UNKNOWN
    if "#company" in features:
        return HANDBOOK.format(handbook=turn.handbook)
    if _asks(turn.reading):
        return UNKNOWN
    if "#thanks" in features and turn.reading.size <= _LONGEST_THANKS:
        return WELCOME
    if "#greeting" in features and turn.reading.size <= _LONGEST_GREETING:
        return HELLO.format(first=turn.trainee.split()[0])
    return UNKNOWN


def _asks(reading: Reading) -> bool:
    return "?" in reading.text or not _QUESTIONS.isdisjoint(reading.features)
