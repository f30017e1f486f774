"""The company's chat: direct and group messages; every colleague answers when written to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.events import (
    ColleagueFailed,
    EventLog,
    GroupCreated,
    GroupMessageSent,
    MessageSent,
    TokensUsed,
)
from pytest_traineebench.company.staff import Staff
from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ToolError
from pytest_traineebench.watchdog import TimeIsUp

MAX_MESSAGE = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something a colleague did wrong: ``leak``, ``withheld`` or ``no-answer``."""

    kind: str
    topic: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A colleague's answer, with what was wrong with it and what it cost in tokens."""

    text: str
    faults: tuple[Fault, ...] = ()
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Colleagues(Protocol):
    """Whoever speaks for the staff: rules or a chat model."""

    def reply(self, person: str, text: str, *, heard: Sequence[Line]) -> Reply:
        """Answer a message of the trainee.

        Args:
            person: Full name of who answers.
            text: The message.
            heard: What this person has heard and said so far today, direct and in groups, oldest first, without
                `text`.
        """


@dataclass(frozen=True, slots=True)
class Group:
    """A chat group; members sorted by name."""

    number: int
    members: tuple[str, ...]


class Chat:
    """All conversations of the day."""

    def __init__(self, clock: VirtualClock, log: EventLog, staff: Staff, trainee: str, colleagues: Colleagues) -> None:
        self._clock = clock
        self._log = log
        self._staff = staff
        self._names = {person.name.casefold(): person.name for person in staff}
        self._trainee = trainee
        self._colleagues = colleagues
        self._heard: dict[str, list[Line]] = {}
        self._groups: list[Group] = []

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, oldest first."""
        return tuple(self._groups)

    def send(self, receiver: str, text: str) -> tuple[str, str]:
        """Send a direct message from the trainee and return who answers what.

        Raises:
            ToolError: If nobody has that name or the message is empty or too long.
        """
        person = self._colleague(receiver)
        _check_text(text)
        self._log.append(MessageSent(at=self._clock.now, sender=self._trainee, receiver=person, text=text))
        reply = self._ask(person, text)
        self._hear(person, text, reply.text)
        self._log.append(MessageSent(at=self._clock.now, sender=person, receiver=self._trainee, text=reply.text))
        return person, reply.text

    def create_group(self, names: Iterable[str]) -> tuple[Group, bool]:
        """Return the group of the trainee and these colleagues, and whether it is new.

        Raises:
            ToolError: If a name is unknown or the trainee would be alone.
        """
        others = {self._colleague(name) for name in names if not self._is_trainee(name)}
        if not others:
            raise ToolError("a group needs at least one colleague beside you")
        members = tuple(sorted({self._trainee, *others}))
        for group in self._groups:
            if group.members == members:
                return group, False
        group = Group(len(self._groups) + 1, members)
        self._groups.append(group)
        self._log.append(GroupCreated(at=self._clock.now, group=group.number, members=members))
        return group, True

    def send_to_group(self, number: int, text: str) -> tuple[tuple[str, str], ...]:
        """Send a message to a group and return who answers what; nobody sees the other answers of this round.

        Raises:
            ToolError: If there is no such group or the message is empty or too long.
        """
        if not 1 <= number <= len(self._groups):
            raise ToolError(f"there is no group {number}; ListChatGroups shows the groups")
        _check_text(text)
        group = self._groups[number - 1]
        others = [member for member in group.members if member != self._trainee]
        self._log_group(group, self._trainee, text)
        replies = [(member, self._ask(member, text).text) for member in others]
        for member in others:
            self._heard.setdefault(member, []).append(Line(self._trainee, text))
        for member, reply in replies:
            self._log_group(group, member, reply)
            for listener in others:
                self._heard[listener].append(Line(member, reply))
        return tuple(replies)

    def _ask(self, person: str, text: str) -> Reply:
        try:
            reply = self._colleagues.reply(person, text, heard=tuple(self._heard.get(person, ())))
        except TimeIsUp:
            # The agent's time ran out while somebody else was thinking.
            detail = "did not answer before the time was up"
            self._log.append(
                ColleagueFailed(at=self._clock.now, person=person, kind="no-answer", topic="", detail=detail)
            )
            raise
        for fault in reply.faults:
            self._log.append(
                ColleagueFailed(
                    at=self._clock.now, person=person, kind=fault.kind, topic=fault.topic, detail=fault.detail
                )
            )
        if reply.prompt_tokens or reply.completion_tokens:
            self._log.append(
                TokensUsed(
                    at=self._clock.now, by=person, prompt=reply.prompt_tokens, completion=reply.completion_tokens
                )
            )
        return reply

    def _hear(self, person: str, text: str, reply: str) -> None:
        self._heard.setdefault(person, []).extend((Line(self._trainee, text), Line(person, reply)))

    def _log_group(self, group: Group, sender: str, text: str) -> None:
        self._log.append(
            GroupMessageSent(at=self._clock.now, group=group.number, members=group.members, sender=sender, text=text)
        )

    def _colleague(self, written: str) -> str:
        name = " ".join(written.split())
        found = self._names.get(name.casefold())
        if found is not None:
            return found
        if self._is_trainee(name):
            raise ToolError("that is you; write to a colleague")
        raise ToolError(f"nobody at the company is called {name!r}{self._suggest(name)}")

    def _is_trainee(self, written: str) -> bool:
        return " ".join(written.split()).casefold() == self._trainee.casefold()

    def _suggest(self, name: str) -> str:
        partly = [person.name for person in self._staff if name.casefold() in person.name.casefold().split()]
        if len(partly) > 1:
            return f"; several share that name: {', '.join(partly)}"
        text = did_you_mean(name, partly or [person.name for person in self._staff])
        return text if "did you mean" in text or partly else "; ListUsers shows everybody"


def _check_text(text: str) -> None:
    if not text.strip():
        raise ToolError("the message is empty")
    if len(text) > MAX_MESSAGE:
        raise ToolError(f"a message has at most {MAX_MESSAGE:,} characters, this one {len(text):,}")
