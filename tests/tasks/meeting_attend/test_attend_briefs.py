"""Whoever called the meeting tells the minutes to those who missed it, and nobody else does."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from tasks.meeting_attend.attend_scene import STAFF, TASKS, Scene, make, slot

from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.tasks import meeting_attend

WORDS = {"room": "Room_06", "date": "2025-10-01", "start": "09:30", "end": "10:30"}
QUESTIONS: list[str] = yaml.safe_load(files(meeting_attend).joinpath("questions.yaml").read_text("utf-8"))["minutes"]
PROMISES: list[str] = yaml.safe_load(files(meeting_attend).joinpath("questions.yaml").read_text("utf-8"))["promised"]
UNRELATED: list[str] = yaml.safe_load((Path(__file__).parents[1] / "unrelated.yaml").read_text("utf-8"))["tuning"]


def _told(scene: Scene, question: str, person: str = "") -> bool:
    reply = scene.colleagues().reply(person or scene.answer.organizer, question)
    assert reply.faults == ()
    facts = scene.task.briefs[0].facts
    told = [fact in reply.text for fact in facts]
    assert all(told) or not any(told)
    return all(told)


@pytest.mark.parametrize("kind", TASKS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_organizer_understands_every_question(kind: str, question: str) -> None:
    """In whatever words the minutes are asked for."""
    assert _told(make(kind), question.format(**WORDS))


@pytest.mark.parametrize("question", UNRELATED)
def test_the_organizer_tells_nothing_to_other_questions(question: str) -> None:
    """Small talk, keywords and tricks get no minutes."""
    assert not _told(make(), question)


@pytest.mark.parametrize(
    "question",
    [
        "Which room is the meeting in?",
        "Is the meeting at 09:30 really compulsory?",
        "What will be discussed in the meeting?",
        "Could you postpone the meeting?",
        "I will miss the meeting at 09:30, sorry.",
        "I missed the meeting at 15:00. What was said?",
        "Are you available for a meeting from 13:00 to 14:00?",
        "Should somebody be invited to the meeting?",
    ],
)
def test_questions_before_the_meeting_and_about_others_get_no_minutes(question: str) -> None:
    """They are not about what was said in this one."""
    assert not _told(make(), question)


def test_nobody_else_knows_the_minutes() -> None:
    """Neither those who were there nor those who were not."""
    scene = make()
    question = "I missed the meeting in Room_06 at 09:30. What was said?"

    told = [person.name for person in STAFF if _told(scene, question, person.name)]

    assert told == [scene.answer.organizer]


def test_the_minutes_are_what_was_said() -> None:
    """The whole text, the task included."""
    scene = make()

    reply = scene.colleagues().reply(scene.answer.organizer, "I missed the meeting. May I have the minutes?")

    assert scene.meeting.summary in reply.text


def test_somebody_who_called_two_meetings_tells_the_one_that_was_asked_about() -> None:
    """By its time; without any time, both."""
    first = make("write")
    second = next(
        scene
        for seed in range(20)
        if (scene := make("check", where=slot(seed, task="second"), meeting_start_time="14:00")).answer.organizer
        == first.answer.organizer
    )
    briefs = (*first.task.briefs, *second.task.briefs)
    staff = BriefedColleagues(briefs, staff=STAFF, trainee="Alice Smith", handbook="handbook.md")

    def told(question: str) -> list[bool]:
        text = staff.reply(first.answer.organizer, question).text
        return [scene.meeting.summary in text for scene in (first, second)]

    assert told("I missed the meeting at 09:30. What was said?") == [True, False]
    assert told("I missed the meeting from 14:00 to 15:00. What was said?") == [False, True]
    assert told("I missed the meeting. What was said?") == [True, True]


@pytest.mark.parametrize("question", PROMISES)
def test_a_promised_figure_is_told_by_who_promised_it_alone(question: str) -> None:
    """In whatever words it is asked for; nobody else knows it."""
    scene = make("check", 3)
    for brief in _promised(scene):
        thing = brief.facts[0].partition(" x ")[2].partition(" at $")[0]
        text = question.format(item=thing, **WORDS)

        told = [person.name for person in STAFF if brief.facts[0] in scene.ask(person.name, text)]

        assert told == [brief.person]


@pytest.mark.parametrize(
    "question",
    [
        *UNRELATED,
        "Good morning! How are you?",
        "I missed the meeting at 09:30. What was said?",
        "Are you available for a meeting from 13:00 to 14:00?",
        "At 15:00 you promised to tell me how many you need in that meeting. How many?",
    ],
)
def test_promised_figures_are_not_told_to_other_questions(question: str) -> None:
    """Small talk, keywords and tricks get none, nor questions about other meetings."""
    scene = make("check", 3)

    told = [brief for brief in _promised(scene) if brief.facts[0] in scene.ask(brief.person, question)]

    assert told == []


def test_held_out_questions_about_promises_are_answered() -> None:
    """Of the questions that nobody tuned for, at least 95 in 100 are understood; only their number is shown."""
    file = Path(__file__).parents[1] / "held_out" / "meeting_attend.yaml"
    answered = []
    for seed in range(5):
        scene = make("check", 3, where=slot(seed))
        for brief in _promised(scene):
            thing = brief.facts[0].partition(" x ")[2].partition(" at $")[0]
            texts = [text.format(item=thing, **WORDS) for text in yaml.safe_load(file.read_text("utf-8"))["promised"]]
            answered += [brief.facts[0] in scene.ask(brief.person, text) for text in texts]

    assert len(answered) == 120
    assert sum(answered) >= 0.95 * len(answered)


def _promised(scene: Scene) -> list[Brief]:
    return [brief for brief in scene.task.briefs if brief.topic == "promised"]


def test_there_is_a_promise_for_each_request_that_has_to_be_asked_for() -> None:
    """One at level 2, two at level 3, none where everything is said."""
    assert [len(_promised(make("write", level))) for level in (1, 2, 3)] == [0, 1, 2]
