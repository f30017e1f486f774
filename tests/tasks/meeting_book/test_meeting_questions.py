"""Colleagues answer for themselves and for the named time only, however they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from tasks.meeting_book.meeting_scene import BOTH, colleagues, generate

from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.tasks.meeting_book.agenda import POINTS, SUBJECTS

_TIME = {"date": "2025-10-01", "start": "13:00", "end": "14:00"}


def _questions(topic: str) -> list[str]:
    text = (files("pytest_traineebench.tasks.meeting_book") / "questions.yaml").read_text(encoding="utf-8")
    questions: list[str] = yaml.safe_load(text)[topic]
    return questions


class _Office:
    """The colleagues of one meeting, and what they may be asked."""

    def __init__(self, task_type: str) -> None:
        self.task, self.slot = generate(4, task_type=task_type, conflict_nums=3)
        self.staff: BriefedColleagues = colleagues(self.task, self.slot)

    def own(self) -> Iterator[Any]:
        """Yield the briefs on people's own time."""
        return (brief for brief in self.task.briefs if brief.topic == "availability")

    def others(self) -> list[Any]:
        """Return the briefs of the manager who decides."""
        return [brief for brief in self.task.briefs if brief.topic == "listing"]

    @property
    def rooms(self) -> Any:
        """The brief of who releases rooms."""
        return next(brief for brief in self.task.briefs if brief.topic == "rooms")

    @property
    def calendar(self) -> Any:
        """The brief of who keeps somebody's calendar."""
        return next(brief for brief in self.task.briefs if brief.topic == "calendar")

    def reply(self, person: str, question: str) -> str:
        """Ask somebody who has heard nothing yet."""
        reply = self.staff.reply(person, question)
        assert reply.faults == ()
        return reply.text


@pytest.fixture(scope="module")
def offices() -> dict[str, _Office]:
    """The colleagues of both kinds of meeting."""
    return {task_type: _Office(task_type) for task_type in BOTH}


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("question", _questions("availability"))
def test_everybody_answers_for_themselves(offices: dict[str, _Office], task_type: str, question: str) -> None:
    """Each way of asking gets each person's own answer."""
    office = offices[task_type]

    for brief in office.own():
        assert brief.reply in office.reply(brief.person, question.format(**_TIME))


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("subject", [*SUBJECTS, *POINTS])
def test_the_subject_does_not_distract(offices: dict[str, _Office], task_type: str, subject: str) -> None:
    """Whatever the meeting is about, a question that says so is understood."""
    office = offices[task_type]
    question = f"Are you available from 13:00 to 14:00 today for a meeting about {subject}?"

    for brief in office.own():
        assert office.reply(brief.person, question) == brief.reply
    if "manager" in task_type:
        question = f"Which rooms are released from 13:00 to 14:00 today for a meeting about {subject}?"
        assert office.reply(office.rooms.person, question) == office.rooms.reply


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize(
    "question",
    [
        "Are you available for a meeting today from 15:00 to 16:00?",
        "Are you free for a meeting at 9 am?",
        "Can you attend the meeting on 2025-10-02 from 13:00 to 14:00?",
        "Could you make it to a meeting tomorrow?",
        "Do you have time from 13:00 to 15:30 for the meeting?",
        "Are you free for a coffee at 13:00?",
    ],
)
def test_another_time_is_not_confirmed(offices: dict[str, _Office], task_type: str, question: str) -> None:
    """Who is asked about another hour or day, or about a coffee, does not say yes or no."""
    office = offices[task_type]

    for brief in office.own():
        assert brief.facts[0] not in office.reply(brief.person, question)


@pytest.mark.parametrize("question", _questions("listing"))
def test_the_manager_decides_about_each_by_name(offices: dict[str, _Office], question: str) -> None:
    """A question about one busy person is answered about that one alone."""
    office = offices["department"]
    busy = {brief.facts[0].split(" need")[0].split(" should")[0]: brief for brief in office.others()}

    for name, brief in busy.items():
        answer = office.reply(brief.person, question.format(person=name))

        assert brief.facts[0] in answer
        assert not any(other.facts[0] in answer for other in busy.values() if other is not brief)


@pytest.mark.parametrize("question", _questions("listing-all"))
def test_the_manager_decides_about_all_at_once(offices: dict[str, _Office], question: str) -> None:
    """A question about the whole team, or about all three, is answered about each of them."""
    office = offices["department"]
    names = [brief.facts[0].split(" need")[0].split(" should")[0] for brief in office.others()]
    asked = question.format(person=names[0], person2=names[1], person3=names[2])

    answer = office.reply(office.others()[0].person, asked)

    assert all(brief.facts[0] in answer for brief in office.others())


def test_members_do_not_decide_about_each_other(offices: dict[str, _Office]) -> None:
    """Asked about a colleague, anybody but the manager gives no decision away."""
    office = offices["department"]
    manager = office.others()[0].person

    for brief in office.own():
        if brief.person != manager:
            for other in office.others():
                question = f"Should {other.facts[0].split(' need')[0]} be invited to the meeting at 13:00?"
                assert other.facts[0] not in office.reply(brief.person, question)


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("question", _questions("calendar"))
def test_who_keeps_a_calendar_tells_what_is_in_it(offices: dict[str, _Office], task_type: str, question: str) -> None:
    """Asked about its owner by name; nobody else can tell."""
    office = offices[task_type]
    brief = office.calendar
    owner = brief.facts[0].partition(" can")[0]
    text = question.format(person=owner, **_TIME)

    told = {person.name for person in office.slot.staff if brief.facts[0] in office.reply(person.name, text)}

    assert told == {brief.person}


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("question", _questions("rooms"))
def test_who_releases_rooms_names_them(offices: dict[str, _Office], task_type: str, question: str) -> None:
    """Asked in whatever words; nobody else can tell."""
    office = offices[task_type]
    brief = office.rooms
    text = question.format(**_TIME)

    told = {person.name for person in office.slot.staff if brief.facts[0] in office.reply(person.name, text)}

    assert told == {brief.person}


@pytest.mark.parametrize("topic", ["calendar", "rooms"])
def test_held_out_questions_are_answered(offices: dict[str, _Office], topic: str) -> None:
    """Of the questions that nobody tuned for, at least 95 in 100 are understood; only their number is shown."""
    file = Path(__file__).parents[1] / "held_out" / "meeting_book.yaml"
    answered = []
    for office in offices.values():
        brief = office.calendar if topic == "calendar" else office.rooms
        owner = office.calendar.facts[0].partition(" can")[0]
        questions = [text.format(person=owner, **_TIME) for text in yaml.safe_load(file.read_text("utf-8"))[topic]]
        answered += [brief.facts[0] in office.reply(brief.person, question) for question in questions]

    assert len(answered) == 24
    assert sum(answered) >= 0.95 * len(answered)


@pytest.mark.parametrize(
    "question",
    [
        "Which rooms are released for a meeting from 15:00 to 16:00?",
        "Which rooms may I use tomorrow?",
        "Who can I ask about rooms?",
        "I missed the meeting in Room_06. What was said?",
        "Good morning!",
    ],
)
def test_no_rooms_are_released_for_another_time(offices: dict[str, _Office], question: str) -> None:
    """Nor without being asked for."""
    for office in offices.values():
        assert office.rooms.facts[0] not in office.reply(office.rooms.person, question)
