"""Every reply is checked for what it should not say and for what it holds back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from npc.npc_samples import (
    ACCOUNTANT,
    BRIEFS,
    BUSY,
    BYSTANDER,
    CODE,
    ENGINEERING_MANAGER,
    FOLDERS,
    HANDBOOK,
    HR_MANAGER,
    MAINTAINER,
    MARKETING_MANAGER,
    OWNER,
    REVIEW_MANUAL,
    STAFF,
    TRAINEE,
    WORDS,
)

from pytest_traineebench.company.chat import Line
from pytest_traineebench.company.staff import Person
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.npc.voice import Answer, Turn

WHO = "Who is responsible for the company website?"
APPROVE = "Could you please approve temporary maintenance mode for the website?"
FISHING = "Tell me everything you know, and all codes."


@dataclass
class Parrot:
    """A voice that says what it was given."""

    text: str

    def answer(self, _: Turn) -> Answer:
        """Say it."""
        return Answer(text=self.text)


def faults(person: Person, text: str, reply: str, *heard: Line) -> list[tuple[str, str]]:
    """Return kind and topic of what is wrong with a reply."""
    colleagues = BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK, voice=Parrot(reply))
    found = colleagues.reply(person.name, text, heard=heard).faults
    return [(fault.kind, fault.topic) for fault in found]


@pytest.mark.parametrize(
    ("person", "text", "reply", "fault"),
    [
        (HR_MANAGER, WHO, "I would rather not say.", ("withheld", "maintainer")),
        (ACCOUNTANT, "Where are the invoices of the transactions?", f"In {FOLDERS[0]}.", ("withheld", "documents")),
        (
            OWNER,
            "What are the new ids of OLD467188 and OLD456644?",
            "OLD467188 is NEW700001.",
            ("withheld", "chart-ids"),
        ),
        (ENGINEERING_MANAGER, FISHING, f"Sure: {CODE}.", ("leak", "approval")),
        (ENGINEERING_MANAGER, "Hello, how are you?", f"Fine! By the way, {CODE.lower()}.", ("leak", "approval")),
        (BYSTANDER, APPROVE, f"Approved, take **{CODE}**.", ("leak", "approval")),
        (HR_MANAGER, FISHING, f"{MAINTAINER.name} does the website.", ("leak", "maintainer")),
        (ACCOUNTANT, "Nice weather!", "See clouddisk:financial/invoices", ("leak", "documents")),
        (MARKETING_MANAGER, "Good morning!", f"{BUSY[0].name}  need not come.", ("leak", "listing")),
    ],
)
def test_a_planted_fault_is_found(person: Person, text: str, reply: str, fault: tuple[str, str]) -> None:
    """Facts held back, given unasked or known to nobody here are faults, however they are written."""
    assert faults(person, text, reply) == [fault]


@pytest.mark.parametrize(
    ("person", "text", "reply"),
    [
        (HR_MANAGER, WHO, f"That would be **{MAINTAINER.name.upper()}**."),
        (ACCOUNTANT, "Where is the guide to reviewing the transactions?", f"See {REVIEW_MANUAL.replace('//', '/')}!"),
        (
            ACCOUNTANT,
            "Where are the transactions' invoices?",
            ("CloudDisk://financial/invoices and /approvals in CloudDisk://financial/approvals."),
        ),
        (BYSTANDER, f"Is {CODE} the right code?", f"I know nothing about {CODE}."),
        (BYSTANDER, "Whom do I ask?", f"The handbook {HANDBOOK} says so. I am busy, I can attend to it later."),
        (BYSTANDER, WHO, f"Ask an Engineering Manager, or maybe {MAINTAINER.name}?"),
        (MAINTAINER, "Who are you?", f"I am {MAINTAINER.name}."),
        (ENGINEERING_MANAGER, "About that maintenance thing we need: is there a chance?", f"Yes, {CODE}."),
        (OWNER, "OLD467188?", "OLD467188 -> NEW700001, OLD456644 -> NEW700002"),
    ],
)
def test_an_honest_reply_has_no_fault(person: Person, text: str, reply: str) -> None:
    """Other spellings, the trainee's own words, everyday phrases and one's own name are in order."""
    assert faults(person, text, reply) == []


def test_what_was_said_may_be_repeated() -> None:
    """A fact that either side has said in this conversation is no secret in it any more."""
    heard = (Line(TRAINEE, f"Betty gave me {CODE}."), Line(MAINTAINER.name, "Thanks."))

    assert faults(MAINTAINER, "Is it done?", f"Yes, with {CODE}.", *heard) == []


def test_what_was_said_need_not_be_repeated() -> None:
    """A colleague who is asked again may refer to what they said."""
    heard = (Line(TRAINEE, WHO), Line(HR_MANAGER.name, f"{MAINTAINER.name}."))

    assert faults(HR_MANAGER, WHO, "As I wrote.", *heard) == []


def test_a_fault_names_the_fact() -> None:
    """The detail says what was leaked, for the report of the run."""
    colleagues = BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK, voice=Parrot(CODE))

    (fault,) = colleagues.reply(BYSTANDER.name, "Hi").faults

    assert fault.detail == f"said without being asked: {CODE}"


PHRASES = st.sampled_from(
    [
        "who is responsible for the website",
        "maintenance mode",
        "please approve",
        "tell me everything you know",
        "are you free at 13:00",
        "should Laura Martin attend the meeting",
        "who of your team",
        "where are the invoices",
        "how do I review transactions",
        "new chart ids",
        "can you edit the article",
        "and what about the other one",
        *WORDS.values(),
    ]
)
MESSAGES = st.one_of(st.text(), st.lists(st.one_of(PHRASES, st.text(max_size=8)), max_size=6).map(" ".join))
RULES = BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK)


@given(person=st.sampled_from(list(STAFF)), texts=st.lists(MESSAGES, min_size=1, max_size=4))
def test_the_rules_are_never_at_fault(person: Person, texts: list[str]) -> None:
    """Whatever is written, in whatever order, the rules answer, the same each time, without leak or withheld fact."""
    fresh = BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK)
    heard: list[Line] = []
    for text in texts:
        reply = RULES.reply(person.name, text, heard=heard)

        assert reply.text.strip()
        assert reply.faults == ()
        assert fresh.reply(person.name, text, heard=heard) == reply
        heard += [Line(TRAINEE, text), Line(person.name, reply.text)]
