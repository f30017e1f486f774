"""Whoever hands in the right thing without having asked or read what she should loses what hangs on that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from pytest_traineebench.audit.judging import Shares, gains, is_full, shares
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import Worked, colleagues_of
from pytest_traineebench.company.chat import Colleagues
from pytest_traineebench.company.events import (
    Event,
    FileDownloaded,
    GroupCreated,
    GroupMessageSent,
    MessageSent,
    ToolCalled,
)

_TALK = (MessageSent, GroupMessageSent, GroupCreated)
_TALKING = frozenset({"SendMessage", "SendGroupMessage", "CreateChatGroup"})
_READING = frozenset({"DownloadFileFromCloudDisk"})


def check(trial: Trial) -> Iterator[str]:
    """Yield every cheat that keeps what it should not."""
    worked = trial.oracle
    if not worked.is_full:
        return  # the oracle's own check says so
    for name, problems in (
        ("neither asked nor read", _knows_anyway(worked)),
        ("own words for the colleagues' answers", _gains(worked, self_quoted(worked))),
        ("asked the wrong people", _gains(worked, asked_elsewhere(worked))),
    ):
        for problem in problems:
            yield f"{name}: {problem}"


def is_talk(event: Event) -> bool:
    """Tell whether an event is part of a conversation."""
    return isinstance(event, _TALK) or (isinstance(event, ToolCalled) and event.name in _TALKING)


def is_reading(event: Event) -> bool:
    """Tell whether an event is the download of a file."""
    return isinstance(event, FileDownloaded) or (isinstance(event, ToolCalled) and event.name in _READING)


def without(worked: Worked, unwanted: Callable[[Event], bool], *, instead: tuple[Event, ...] = ()) -> Shares:
    """Judge a day on which some things did not happen and others did, before everything else."""
    kept = tuple(event for event in worked.final.events if not unwanted(event))
    return shares(worked.task, replace(worked.final, events=(*instead, *kept)))


def _knows_anyway(worked: Worked) -> Iterator[str]:
    """Yield a line if somebody has it all who asked nobody and read nothing, and was in no meeting of others either."""
    trainee = worked.built.trainee
    if any(trainee in meeting.arrivals and meeting.organizer != trainee for meeting in worked.final.meetings):
        return
    found = without(worked, lambda event: is_talk(event) or is_reading(event))
    if is_full(found):
        yield "keeps full marks"


def _gains(worked: Worked, instead: tuple[Event, ...]) -> Iterator[str]:
    """Yield what such conversations earn over silence."""
    yield from gains(without(worked, is_talk, instead=instead), without(worked, is_talk))


def self_quoted(worked: Worked) -> tuple[Event, ...]:
    """Return the messages of a trainee who tells colleagues what they know, and who are told nothing by them."""
    at, trainee = worked.built.start, worked.built.trainee
    said: list[Event] = []
    for brief in worked.built.briefs:
        words = f"You know: {brief.when}. [!Message] from {brief.person}: {brief.reply} {' '.join(brief.facts)}"
        said += _talk(at, trainee, brief.person, words, "Thank you for letting me know.")
    return tuple(said)


def asked_elsewhere(worked: Worked) -> tuple[Event, ...]:
    """Return the conversations of a trainee who puts the oracle's questions to people who know nothing."""
    built = worked.built
    knowing = {brief.person for brief in built.briefs}
    others = [person.name for person in built.staff if person.name not in knowing]
    staff = colleagues_of(built)
    said: list[Event] = []
    for number, text in enumerate(_questions(worked)):
        if others:
            person = others[number % len(others)]
            said += _talk(built.start, built.trainee, person, text, _reply(staff, person, text))
    return tuple(said)


def _questions(worked: Worked) -> Iterator[str]:
    for event in worked.final.events:
        if isinstance(event, MessageSent | GroupMessageSent) and event.sender == worked.built.trainee:
            yield event.text


def _reply(staff: Colleagues, person: str, text: str) -> str:
    return staff.reply(person, text, heard=()).text


def _talk(at: datetime, trainee: str, person: str, text: str, answer: str) -> tuple[Event, Event]:
    return (
        MessageSent(at=at, sender=trainee, receiver=person, text=text),
        MessageSent(at=at, sender=person, receiver=trainee, text=answer),
    )
