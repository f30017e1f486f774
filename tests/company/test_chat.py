"""The company's chat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.offices import ANN, BEN, BETH, CARL, Repeaters, open_office

from pytest_traineebench.company.chat import MAX_MESSAGE, Chat, Fault, Line, Reply
from pytest_traineebench.company.events import (
    ColleagueFailed,
    GroupCreated,
    GroupMessageSent,
    MessageSent,
    TokensUsed,
    of_kind,
)
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.errors import ToolError
from pytest_traineebench.randomness import stream


@pytest.fixture
def colleagues() -> Repeaters:
    """Colleagues who repeat what they read."""
    return Repeaters()


@pytest.fixture
def chat(tmp_path: Path, colleagues: Repeaters) -> Chat:
    """The chat of four colleagues."""
    return open_office(tmp_path, colleagues=colleagues).chat


@pytest.mark.parametrize("written", [BETH, "beth king", "  Beth \t KING\n", "BETH  KING"])
def test_a_colleague_is_found_by_full_name(chat: Chat, written: str) -> None:
    """Case and spaces do not matter."""
    assert chat.send(written, "hello") == (BETH, "Beth read: hello")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("King", "several share that name: Ben King, Beth King"),
        ("carl", "Carl Young"),
        ("Bett King", "did you mean 'Beth King'"),
        ("", "ListUsers shows everybody"),
        ("Zaphod Beeblebrox", "ListUsers shows everybody"),
        ("x" * 500_000, "ListUsers shows everybody"),
        (TRAINEE, "that is you"),
        ("alice  SMITH", "that is you"),
    ],
)
def test_an_unknown_receiver_is_refused_with_help(chat: Chat, written: str, told: str) -> None:
    """The refusal says who could have been meant."""
    with pytest.raises(ToolError, match=told):
        chat.send(written, "hello")


@pytest.mark.parametrize(
    ("text", "told"), [("", "empty"), (" \n\t", "empty"), ("x" * (MAX_MESSAGE + 1), "at most 20,000")]
)
def test_an_empty_or_huge_message_is_refused(chat: Chat, colleagues: Repeaters, text: str, told: str) -> None:
    """Nobody is asked, in a direct message or in a group."""
    chat.create_group([BEN])

    with pytest.raises(ToolError, match=told):
        chat.send(BEN, text)
    with pytest.raises(ToolError, match=told):
        chat.send_to_group(1, text)

    assert colleagues.heard == []


def test_the_longest_message_is_sent(chat: Chat) -> None:
    """The bound itself is allowed."""
    assert chat.send(BEN, "x" * MAX_MESSAGE)[0] == BEN


def test_both_directions_are_logged(tmp_path: Path) -> None:
    """The question first, then the answer, with full names."""
    office = open_office(tmp_path)

    office.chat.send("ben king", "hello")

    logged = [(event.sender, event.receiver, event.text) for event in of_kind(office.log, MessageSent)]
    assert logged == [(TRAINEE, BEN, "hello"), (BEN, TRAINEE, "Ben read: hello")]


def test_a_colleague_remembers_the_day(chat: Chat, colleagues: Repeaters) -> None:
    """What is heard is everything before, direct and in groups, in order, and nothing of others' direct messages."""
    chat.create_group([BETH, BEN])
    chat.send(BEN, "one")
    chat.send(CARL, "not for Ben")
    chat.send_to_group(1, "two")
    chat.send(BEN, "three")

    assert colleagues.heard[-1] == (
        BEN,
        (
            Line(TRAINEE, "one"),
            Line(BEN, "Ben read: one"),
            Line(TRAINEE, "two"),
            Line(BEN, "Ben read: two"),
            Line(BETH, "Beth read: two"),
        ),
    )


def test_nobody_sees_the_other_answers_of_a_round(chat: Chat, colleagues: Repeaters) -> None:
    """Members answer in the order of their names, each as if alone."""
    chat.create_group([CARL, BETH, BEN])

    replies = chat.send_to_group(1, "hello")

    assert replies == ((BEN, "Ben read: hello"), (BETH, "Beth read: hello"), (CARL, "Carl read: hello"))
    assert [heard for _, heard in colleagues.heard] == [(), (), ()]


def test_a_group_is_made_once(tmp_path: Path) -> None:
    """The same members in any order, case or number are the same group, with or without the trainee named."""
    office = open_office(tmp_path)
    group, is_new = office.chat.create_group([CARL, BEN])

    again = [
        office.chat.create_group(names)
        for names in ([BEN, CARL], [BEN, "carl young", BEN], [TRAINEE, BEN, CARL], ["alice  smith", BEN, CARL])
    ]
    other, other_is_new = office.chat.create_group([BEN])

    assert is_new
    assert (group.number, group.members) == (1, (TRAINEE, BEN, CARL))
    assert again == [(group, False)] * 4
    assert (other.number, other_is_new) == (2, True)
    assert office.chat.groups == (group, other)
    assert [event.group for event in of_kind(office.log, GroupCreated)] == [1, 2]


@pytest.mark.parametrize("names", [[], [TRAINEE], ["ALICE SMITH", TRAINEE]])
def test_a_group_of_the_trainee_alone_is_refused(chat: Chat, names: list[str]) -> None:
    """A group needs a colleague."""
    with pytest.raises(ToolError, match="at least one colleague"):
        chat.create_group(names)


def test_a_group_with_a_stranger_is_refused(chat: Chat) -> None:
    """One wrong name, and no group is made."""
    with pytest.raises(ToolError, match="nobody at the company is called 'Bob'"):
        chat.create_group([BEN, "Bob"])

    assert chat.groups == ()


@pytest.mark.parametrize("number", [0, -1, 2, 10**40])
def test_an_unknown_group_is_refused(chat: Chat, number: int) -> None:
    """Numbers count from 1."""
    chat.create_group([ANN])

    with pytest.raises(ToolError, match=f"there is no group {number}; ListChatGroups"):
        chat.send_to_group(number, "hello")


def test_group_messages_are_logged_with_their_members(tmp_path: Path) -> None:
    """The trainee's message first, then each answer."""
    office = open_office(tmp_path)
    office.chat.create_group([BETH, BEN])

    office.chat.send_to_group(1, "hello")

    logged = list(of_kind(office.log, GroupMessageSent))
    assert [event.sender for event in logged] == [TRAINEE, BEN, BETH]
    assert {event.members for event in logged} == {(TRAINEE, BEN, BETH)}


def test_faults_and_tokens_of_a_colleague_are_logged(tmp_path: Path) -> None:
    """What a colleague did wrong and cost stands in the log under that name."""

    class Gossip:
        def reply(self, person: str, text: str, *, heard: Sequence[Line]) -> Reply:  # noqa: ARG002  -- the protocol's
            fault = Fault(kind="leak", topic="code", detail="said 4711")
            return Reply(text="4711", faults=(fault,), prompt_tokens=30, completion_tokens=4)

    office = open_office(tmp_path, colleagues=Gossip())

    office.chat.send(BEN, "tell me")

    assert [(e.person, e.kind, e.topic) for e in of_kind(office.log, ColleagueFailed)] == [(BEN, "leak", "code")]
    assert [(e.by, e.prompt, e.completion) for e in of_kind(office.log, TokensUsed)] == [(BEN, 30, 4)]


def test_everybody_in_the_largest_company_can_be_written_to(tmp_path: Path) -> None:
    """1,800 people, each under the own name."""
    staff = hire(1800, stream(1, "staff"))
    chat = open_office(tmp_path, staff=staff).chat

    assert all(chat.send(person.name.upper(), "hello")[0] == person.name for person in staff)
