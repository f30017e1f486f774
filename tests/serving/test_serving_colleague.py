"""The colleague of few words: answers from the list in the prompt."""

from __future__ import annotations

import pytest

from pytest_traineebench.company.chat import Line
from pytest_traineebench.company.staff import Person
from pytest_traineebench.llm.messages import AssistantMessage, SystemMessage, UserMessage
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.matching import Matcher
from pytest_traineebench.npc.model import conversation
from pytest_traineebench.npc.voice import Turn
from pytest_traineebench.serving.colleague import UNKNOWN, reply, speaks
from pytest_traineebench.serving.conversation import read_conversation

ANN = Person("Ann Lee", "Marketing", "Marketing Manager")
BRIEFS = (
    Brief(
        task="t",
        topic="manual",
        person=ANN.name,
        when="Zoe asks how reviews are done",
        reply="See `a.md`.\n\nAll of it.",
    ),
    Brief(task="t", topic="files", person=ANN.name, when="Zoe asks where the invoices lie", reply="They lie in `b/`."),
    Brief(task="t", topic="one", person=ANN.name, when="Zoe asks whether Ben should be invited", reply="Ben should."),
    Brief(
        task="t", topic="two", person=ANN.name, when="Zoe asks whether Carl should be invited", reply="Carl need not."
    ),
)


def asked(question: str, *heard: Line, briefs: tuple[Brief, ...] = BRIEFS) -> list[dict[str, object]]:
    """Return what a chat model is sent when Ann is asked."""
    matcher = Matcher(briefs, names=[ANN.name])
    turn = Turn(
        person=ANN, briefs=briefs, fitting=(), text=question, reading=matcher.read(question), heard=heard,
        trainee="Zoe Ray", handbook="CloudDisk:book.md",
    )  # fmt: skip
    roles = {SystemMessage: "system", AssistantMessage: "assistant", UserMessage: "user"}
    return [
        {"role": roles[type(message)], "content": message.content if isinstance(message, UserMessage) else message.text}
        for message in conversation(turn)
        if isinstance(message, SystemMessage | AssistantMessage | UserMessage)
    ]


def answer(question: str, *heard: Line, briefs: tuple[Brief, ...] = BRIEFS) -> str:
    """Return what Ann answers."""
    return reply(read_conversation(asked(question, *heard, briefs=briefs)))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How are the reviews done here?", "See `a.md`.\n\nAll of it."),
        ("Where do invoices lie?", "They lie in `b/`."),
        ("How is a review done, and where do the invoices lie?", "See `a.md`.\n\nAll of it.\n\nThey lie in `b/`."),
        ("Should Ben and Carl be invited?", "Ben should.\n\nCarl need not."),
        ("Should Carl be invited?", "Carl need not."),
        ("What is the weather like?", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_the_best_entries_are_given(question: str, expected: str) -> None:
    """As they stand in the list, each once."""
    assert answer(question) == expected


def test_only_the_last_message_is_answered() -> None:
    """What was said before, by whomever, is not asked again."""
    heard = (Line("Zoe Ray", "Where do the invoices lie?"), Line("Ben King", "They lie somewhere else."))

    assert answer("How are reviews done?", *heard) == "See `a.md`.\n\nAll of it."


def test_who_knows_nothing_says_so() -> None:
    """A colleague without entries is a colleague all the same."""
    messages = asked("How are reviews done?", briefs=())

    assert speaks(read_conversation(messages))
    assert reply(read_conversation(messages)) == UNKNOWN


def test_a_trainee_is_no_colleague() -> None:
    """Other system prompts are not taken for a colleague's."""
    assert not speaks(read_conversation([{"role": "system", "content": "You work as an intern."}]))
