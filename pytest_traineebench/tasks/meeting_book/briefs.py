"""What each of those who are asked knows about their own, or their people's, time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pytest_traineebench.company.staff import Person
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.meeting_book.answer import Availability
from pytest_traineebench.tasks.meeting_book.group import Group
from pytest_traineebench.tasks.meeting_book.paths import Paths

_DUTIES = (
    "a first-aid course",
    "visitors to show around",
    "a fire-safety inspection to accompany",
    "an interview with a candidate",
    "a delivery to take in",
    "an appointment with the auditors",
    "a call with a customer",
    "a training on the new phones",
    "a visit to the warehouse",
    "a handover with a colleague",
    "an appointment at the town hall",
)

_CONSENT, _REFUSAL = "I can attend", "I cannot attend"
# A team's outing also has a day that suits, and those who come.
_ANOTHER_MATTER = (
    "all hands | a presentation | meeting point | how many meetings | which room | how .. book a | you prefer | prefer morning | per week | a week | =bore | boring | team event | =outing | =outings | team building | =teambuilding | team day | =excursion | =event |"
    " maintenance | campaign | attendance rule/policy/manual/record/report/statistics | =invoices | heat map |"
    " staff attendance | =eta | =carrier | =carriers | chart | knowledge base | broken link"
)
_INVITED = "#invited"
# Whom a manager lets go is somebody else.
_SPARE = "let/spare/release/excuse/lend/dispense/free .. =off/=go | let =him/=her/=them | can/could/would/will you spare/release/excuse/lend/free"
_CALENDAR = "calendar | diary | agenda | schedule | appointment | =free | =time | planned | plans"
_ROOM = "=room | =rooms | meeting room"
_NO_ROOM = "projector | beamer | whiteboard | coffee | water | view | video | nicest | next door | how do i book | fit in/into | jacket | database | notes of | outcome of/from | the outcome | mixed up | additional work/task"
_MAY_BE_USED = (
    "release | approve | available | use | =book | =booking | =reserve | which | choose | take | allow | permission | open |"
    " suitable | okay | possible | occupy | usable | bookable | cleared | good for | fit"
)
_ANOTHER_TIME = (
    "tomorrow | yesterday | next week/month/year/time | last week/month/year/time | the minutes | minutes of"
)


@dataclass(frozen=True, slots=True)
class Span:
    """The meeting's time, as colleagues write it and as cues name it."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        return f"from {self.start:%H:%M} to {self.end:%H:%M} on {self.start:%Y-%m-%d}"

    @property
    def named(self) -> str:
        """The cue that a question touches which names this time."""
        return f"@{self.start:%Y-%m-%d %H:%M}-{self.end:%H:%M}"

    @property
    def not_meant(self) -> tuple[str, ...]:
        """The cues that a question touches which is about another time, or about nothing of the company's."""
        return (
            f"@!{self.start:%Y-%m-%d %H:%M}-{self.end:%H:%M}",
            "#private | #aside",
            _ANOTHER_TIME,
            _ANOTHER_MATTER,
        )

    @property
    def meeting(self) -> str:
        """The meeting, for a model's prompt."""
        return f"the meeting {self} (not one at another time)"


def write_briefs(  # noqa: PLR0917  -- all that is known about one meeting
    task: str, group: Group, span: Span, released: str, paths: Paths, rng: Random
) -> tuple[Brief, ...]:
    """Return what is known about one meeting.

    Each of the group knows about the own time or who does; who decides, about each busy member; who keeps a calendar,
    about its owner; who releases rooms, about these.
    """
    return (
        *_own_time(task, group, span, paths, rng),
        *_decisions(task, group, span),
        *_calendars(task, group, span, rng),
        *_releases(task, group, span, released),
    )


def availabilities(group: Group, paths: Paths) -> tuple[Availability, ...]:
    """Return for each of the group whether they can come, and how that is found out."""
    return tuple(_availability(person, group, paths) for person in group.people)


def _availability(person: Person, group: Group, paths: Paths) -> Availability:
    can_come = person not in group.refused
    if person == group.rostered:
        return Availability(person=person.name, can_come=can_come, file=paths.roster)
    if group.decider is not None and person in group.busy:
        teller, words = group.decider, _decision(person, group)
    elif group.keeper is not None and person == group.kept:
        teller, words = group.keeper, _calendar(person, group)
    else:
        teller, words = person, _CONSENT if can_come else _REFUSAL
    return Availability(person=person.name, can_come=can_come, told_by=teller.name, words=words)


def _own_time(task: str, group: Group, span: Span, paths: Paths, rng: Random) -> Iterator[Brief]:
    for person in group.people:
        fact, reply = _own_answer(person, group, span, paths, rng)
        yield Brief(
            task=task,
            topic="availability",
            person=person.name,
            when=f"Alice asks whether you are free for, available for, or will attend {span.meeting}",
            reply=reply,
            cues=(
                f"meeting | {span.named}",
                f"available | {span.named} + you | {span.named} + work | {span.named} + okay",
                f"=you | =your | =yours | =ur | {span.named} | =we | =our | =us | =attendance | =it | =time | =slot",
            ),
            never=("#do it for me",),
            weighed="meeting_book/availability",
            about=(span.named,),
            unless=(*span.not_meant, "#over", *((_SPARE,) if person == group.decider else ())),
            facts=(fact,),
        )


def _own_answer(person: Person, group: Group, span: Span, paths: Paths, rng: Random) -> tuple[str, str]:
    """Return what gives the own answer away, and the answer."""
    if person == group.rostered:
        place = f"CloudDisk://{paths.roster}"
        return place, (
            f"That depends on my reception duty: the roster is `{place}`. If I am on duty at any time {span}, leave me "
            "off the attendee list; if I am not, count me in."
        )
    if group.decider is not None and person in group.busy:
        fact = "given me other work"
        return fact, (
            f"My manager has {fact} {span}, so I cannot tell whether I can come. "
            f"Please ask {group.decider.name}, our {group.decider.position}, to confirm my attendance."
        )
    if group.keeper is not None and person == group.kept:
        fact = f"{group.keeper.name} keeps my calendar"
        return fact, (
            f"I do not know what I have {span}: {fact}. Please ask {group.keeper.name} whether I am available then."
        )
    if person in group.refused:
        return _REFUSAL, (
            f"I am sorry, {_REFUSAL} {span}: I have {rng.choice(_DUTIES)} then. Please leave me off the attendee list."
        )
    return _CONSENT, f"Yes, {_CONSENT} {span}."


def _decisions(task: str, group: Group, span: Span) -> Iterator[Brief]:
    if group.decider is None:
        return
    for person in group.people:
        if person not in group.busy:
            continue
        first = person.name.split()[0]
        fact = _decision(person, group)
        refused = person in group.refused
        because = "the other work has to be finished first" if refused else "the other work can wait that long"
        yield Brief(
            task=task,
            topic="listing",
            person=group.decider.name,
            when=f"Alice asks whether {person.name} should be listed for, be invited to, or come to {span.meeting}, "
            "or who of your team should",
            reply=f"{fact} for the meeting {span}; {because}.",
            cues=(
                f"{person.name} | #team",
                f"#should be there | {person.name} + (#referred | {_INVITED} | #decide | {_SPARE} | book/list/have/let/send/get/bring .. {first}) |"
                f" can/could/may/will/would ... {first} ... join/come/attend/participate/take/be/make/go",
                f"meeting | {span.named} | #team + (attend | join) | =attendee | =attendees | =participants | on list | on the list | off the list "
                f"| {person.name} + (=come | attend | {_INVITED} | #referred | #decide)",
            ),
            never=("#do it for me",),
            weighed="meeting_book/listing",
            about=(person.name,),
            unless=span.not_meant,
            facts=(fact,),
        )


def _calendars(task: str, group: Group, span: Span, rng: Random) -> Iterator[Brief]:
    if group.kept is None or group.keeper is None:
        return
    name, fact = group.kept.name, _calendar(group.kept, group)
    because = (
        f"there is {rng.choice(_DUTIES)} in the calendar" if group.kept in group.refused else "the calendar is empty"
    )
    yield Brief(
        task=task,
        topic="calendar",
        person=group.keeper.name,
        when=f"Alice asks whether {name}, whose calendar you keep, is available for or can come to {span.meeting}",
        reply=f"{fact} the meeting {span}; {because}.",
        cues=(
            name,
            f"available | #should be there | {_INVITED} | #referred | #decide | {_CALENDAR}",
            f"meeting | {span.named} | =attendee | =attendees | =participants | on the list | {_CALENDAR} | available |"
            f" {_INVITED}",
        ),
        weighed="meeting_book/calendar",
        about=(name,),
        unless=span.not_meant,
        facts=(fact,),
    )


def _releases(task: str, group: Group, span: Span, released: str) -> Iterator[Brief]:
    if group.releaser is None:
        return
    yield Brief(
        task=task,
        topic="rooms",
        person=group.releaser.name,
        when=f"Alice asks which meeting rooms are released, or which room she may use, for {span.meeting}",
        reply=f"For a meeting {span} these rooms are released: {released}. The others cannot be used then.",
        cues=(
            _ROOM,
            _MAY_BE_USED,
            f"meeting | {span.named} | =book | =booking | =reserve | =release | =released | =releases | we meet",
        ),
        weighed="meeting_book/rooms",
        unless=(f"@!{span.start:%Y-%m-%d %H:%M}-{span.end:%H:%M}", "#private", "#over", _ANOTHER_TIME, _NO_ROOM),
        facts=(released,),
    )


def _decision(person: Person, group: Group) -> str:
    return f"{person.name} need not be listed" if person in group.refused else f"{person.name} should be listed"


def _calendar(person: Person, group: Group) -> str:
    return f"{person.name} cannot attend" if person in group.refused else f"{person.name} can attend"
