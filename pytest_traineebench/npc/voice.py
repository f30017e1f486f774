"""What a colleague answers from, and who puts the answer into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pytest_traineebench.company.chat import Line
from pytest_traineebench.company.staff import Person
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A message to a colleague, and all that the colleague knows.

    Attributes:
        person: Who is to answer.
        briefs: What this person knows, in the order of the day's tasks.
        fitting: Those of them that the message asks for, by the rules.
        text: The message.
        reading: The message as the rules take it in.
        heard: The conversation so far, oldest first, without `text`.
        trainee: Full name of who wrote.
        handbook: Where the intern handbook is.
    """

    person: Person
    briefs: tuple[Brief, ...]
    fitting: tuple[Brief, ...]
    text: str
    reading: Reading
    heard: Sequence[Line]
    trainee: str
    handbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A colleague's words, and what they cost in tokens."""

    text: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Voice(Protocol):
    """Puts a colleague's answer into words."""

    def answer(self, turn: Turn) -> Answer:
        """Answer a message.

        Raises:
            ModelError: If there is no answer to be had.
        """


def no_answer(name: str) -> str:
    """Return what the trainee is told when a colleague's model fails."""
    return f"{name} does not answer right now."
