"""A conversation as a chat request holds it: what was said first, then what the model's turns brought."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

_TIME = re.compile(r"\[System Time\] (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A tool call of the model, and the answer to it; empty if none is there."""

    name: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A turn of the model and what it was told until the next one.

    Attributes:
        calls: Its tool calls with their answers.
        told: All text that came back, answers included, without line breaks.
        time: The virtual time that was shown last, or None.
    """

    calls: tuple[Answered, ...] = ()
    told: str = ""
    time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What a request holds.

    Attributes:
        system: The system messages, as they stand.
        question: The last message of the user, as it stands.
        opening: All that was said before the model's first turn, without line breaks.
        rounds: The model's turns so far.
        size: Characters of all messages.
    """

    system: str = ""
    question: str = ""
    opening: str = ""
    rounds: tuple[Round, ...] = ()
    size: int = field(default=0, compare=False)

    @property
    def told(self) -> str:
        """All that the model was told so far, without line breaks."""
        return " ".join([self.opening, *(one.told for one in self.rounds)])


def read_conversation(messages: Sequence[Mapping[str, object]]) -> Conversation:
    """Read the messages of a request; whatever has another shape than OpenAI's counts as empty."""
    groups: list[list[Mapping[str, object]]] = [[]]
    for message in messages:
        if message.get("role") == "assistant":
            groups.append([])
        groups[-1].append(message)
    opening, *turns = groups
    return Conversation(
        system="\n\n".join(_said_by(messages, "system", "developer")),
        question=next(reversed(list(_said_by(messages, "user"))), ""),
        opening=flat("\n".join(map(_text, opening))),
        rounds=tuple(_round(turn) for turn in turns),
        size=sum(len(_text(message)) for message in messages),
    )


def flat(text: str) -> str:
    """Return a text with a single space for each run of white space, since agents wrap and indent what they pass on."""
    return " ".join(text.split())


def without_answers(one: Round) -> Round:
    """Return a round as if no tool had been called in it."""
    return replace(one, calls=())


def _round(turn: Sequence[Mapping[str, object]]) -> Round:
    said, *back = turn
    answers = {str(message.get("tool_call_id")): _text(message) for message in back if message.get("role") == "tool"}
    told = "\n".join(map(_text, back))
    shown = _TIME.findall(told)
    return Round(
        calls=tuple(
            Answered(name=str(_object(call.get("function")).get("name")), answer=answers.get(str(call.get("id")), ""))
            for call in _calls(said)
        ),
        told=flat(told),
        time=_moment(shown[-1]) if shown else None,
    )


def _said_by(messages: Sequence[Mapping[str, object]], *roles: str) -> Iterator[str]:
    return (_text(message) for message in messages if message.get("role") in roles)


def _text(message: Mapping[str, object]) -> str:
    content = message.get("content")
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(text for part in parts if isinstance(text := _object(part).get("text"), str))


def _calls(message: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    calls = message.get("tool_calls")
    return map(_object, calls if isinstance(calls, list) else [])


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a colleague may have written a time that there is not
        return None
