"""What each of those who are asked knows about their own, or their people's, time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from pytest_traineebench.company.staff import Person
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.meeting_book.answer import Refusal
from pytest_traineebench.tasks.meeting_book.group import Group

_DUTIES = (
    "reception duty",
    "a first-aid course",
    "visitors to show around",
    "a fire-safety inspection to accompany",
    "an interview with a candidate",
    "a delivery to take in",
    "an appointment with the auditors",
    "a call with a customer",
)

_REFUSAL = "I cannot attend"
# A team's outing also has a day that suits, and those who come.
_ANOTHER_MATTER = (
    "team event | =outing | =outings | team building | =teambuilding | team day | =excursion | =event |"
    " maintenance | campaign | attendance rule/policy/manual/record/report/statistics | =invoices | heat map |"
    " staff attendance | =eta | =carrier | =carriers | chart | knowledge base | broken link"
)
_INVITED = "#invited"
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


def write_briefs(task: str, group: Group, span: Span, rng: Random) -> tuple[Brief, ...]:
    """Return one brief on the own time for each of the group, and one per busy member for who decides."""
    return (*_own_time(task, group, span, rng), *_decisions(task, group, span))


def refusals(group: Group) -> tuple[Refusal, ...]:
    """Return who cannot come, and what is said about it by whom."""
    return tuple(
        Refusal(
            person=person.name,
            told_by=group.decider.name if group.decider else person.name,
            words=_unlisted(person) if group.decider else _REFUSAL,
        )
        for person in group.refused
    )


def _own_time(task: str, group: Group, span: Span, rng: Random) -> Iterator[Brief]:
    for person in group.people:
        if person not in group.busy:
            fact = "I can attend"
            reply = f"Yes, {fact} {span}."
        elif group.decider is None:
            fact = _REFUSAL
            reply = (
                f"I am sorry, {fact} {span}: I have {rng.choice(_DUTIES)} then. Please leave me off the attendee list."
            )
        else:
            fact = "given me other work"
            reply = (
                f"My manager has {fact} {span}, so I cannot tell whether I can come. "
                f"Please ask {group.decider.name}, our {group.decider.position}, to confirm my attendance."
            )
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
            unless=(*span.not_meant, "#over"),
            facts=(fact,),
        )


def _decisions(task: str, group: Group, span: Span) -> Iterator[Brief]:
    if group.decider is None:
        return
    for person in group.people:
        if person not in group.busy:
            continue
        refused = person in group.refused
        fact = _unlisted(person) if refused else f"{person.name} should be listed"
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
                f"#should be there | {person.name} + (#referred | {_INVITED} | #decide)",
                f"meeting | {span.named} | =attendee | =attendees | =participants | on list | on the list | off the list "
                f"| {person.name} + (=come | attend | {_INVITED} | #referred | #decide)",
            ),
            unless=span.not_meant,
            facts=(fact,),
        )


def _unlisted(person: Person) -> str:
    return f"{person.name} need not be listed"
