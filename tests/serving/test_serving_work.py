"""What a trainee goes by: which day it is, what she was told, which answers are there and which are to come."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

import pytest
from support.days import one_task, scenario

from pytest_traineebench.family import Call
from pytest_traineebench.scenario import prompt
from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.scenario.stage import all_tools
from pytest_traineebench.serving.conversation import Answered, Conversation, Round, read_conversation
from pytest_traineebench.serving.days import ServedDay, recognise, serve_day
from pytest_traineebench.serving.desk import AnswerPendingError, Desk, PendingAnswer
from pytest_traineebench.serving.work import Scene, next_calls

MINUTES = {tool.name: tool.minutes for tool in all_tools()}
EIGHT = datetime(2025, 10, 1, 8)


def served(family: str, *, seed: int = 1, **recipe: Any) -> ServedDay:
    """Return a day with one task without arguments."""
    return serve_day(build_day(one_task(family, {}, seed=seed, **recipe), "day_1"))


def told(text: str, *rounds: Round) -> Conversation:
    """Return a conversation that opens with a message of the user."""
    opened = read_conversation([{"role": "user", "content": text}])
    return Conversation(opening=opened.opening, rounds=rounds)


def calls(day: ServedDay, *rounds: Round, text: str = "") -> list[str]:
    """Return the names of the calls that come next."""
    scene = Scene(day=day, conversation=told(text or prompt.morning(day.built), *rounds), minutes=MINUTES)
    return [call.name for call in next_calls(scene)]


@pytest.mark.parametrize(
    "change",
    [
        str,
        lambda text: textwrap.fill(text, 50, break_on_hyphens=False, break_long_words=False),
        lambda text: textwrap.indent(text, "    "),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"You are an agent.\n<day>\n{text}\n</day>\nBegin!",
        lambda text: text[text.index("## Task") :],
    ],
)
def test_a_day_is_recognised_however_it_is_passed_on(
    quickstart: tuple[ServedDay, ...], change: Callable[[str], str]
) -> None:
    """Wrapped, indented, quoted, or without the words of welcome."""
    found = [recognise(quickstart, told(change(prompt.morning(day.built)))) for day in quickstart]

    assert found == list(quickstart)


def test_a_day_is_recognised_in_parts_of_a_message(quickstart: tuple[ServedDay, ...]) -> None:
    """And in any role before the first turn."""
    text = prompt.morning(quickstart[2].built)
    parts = [{"type": "text", "text": part} for part in text.split("\n", 3)]

    found = recognise(quickstart, read_conversation([{"role": "developer", "content": parts}]))

    assert found is quickstart[2]


def test_another_day_is_not_recognised(quickstart: tuple[ServedDay, ...]) -> None:
    """A changed deadline is enough."""
    text = prompt.morning(quickstart[0].built).replace("12:00", "12:30")

    assert recognise(quickstart, told(text)) is None


def test_companies_tell_equal_prompts_apart() -> None:
    """Two seeds of one task begin alike; the list of the staff shows which one it is."""
    days = [served("website_analysis", seed=seed) for seed in (1, 2, 3)]
    staff = Round(told=" ".join(person.name for person in days[1].built.staff))
    text = prompt.morning(days[1].built)

    assert len({day.morning for day in days}) == 1
    assert calls(days[0]) == calls(days[1])
    assert recognise(days, told(text, staff)) is days[1]


def test_a_later_task_is_begun_when_it_is_told() -> None:
    """Not when the clock would have it, since an agent may not pass it on."""
    tasks = [{"id": "website-analysis", "family": "website_analysis", "arrives": "09:00"}]
    day = serve_day(build_day(scenario(tasks), "day_1"))
    waited = Answered(name="all_tasks_done", answer="You waited until 09:00, when something new came in.")
    news = " ".join(prompt.arrival(day.built, day.built.tasks[0]).split())

    assert calls(day) == ["all_tasks_done"]
    assert calls(day, Round(calls=(waited,))) == ["all_tasks_done"]
    assert calls(day, Round(calls=(waited,), told=news)) == ["GetHistoricalLoadTimes"]


def test_calls_that_need_no_answer_go_together() -> None:
    """Three at most; a call that needs an answer waits for it."""
    day = serve_day(build_day(one_task("kb_fix", {"difficulty": "easy"}), "day_1"))
    listing = Answered(name="OpenFolderInCloudDisk", answer="a.md\nb.md\nc.md\nd.md")

    assert calls(day) == ["OpenFolderInCloudDisk"]
    assert calls(day, Round(calls=(listing,))) == ["DownloadFileFromCloudDisk"] * 3


def test_an_answer_that_makes_no_sense_ends_the_task_and_not_the_day() -> None:
    """The trainee gives the task up."""
    day = served("website_analysis")
    nonsense = Answered(name="GetHistoricalLoadTimes", answer="<html>")

    assert calls(day, Round(calls=(nonsense,))) == ["all_tasks_done"]


@pytest.mark.parametrize(
    "look",
    [
        str,
        repr,
        len,
        bool,
        list,
        hash,
        itemgetter(0),
        lambda answer: f"{answer}",
        lambda answer: answer == "x",
        lambda answer: answer + "x",
        lambda answer: "x" + answer,
        lambda answer: "x" in answer,
        lambda answer: answer.splitlines(),
        lambda answer: answer.partition("x"),
    ],
)
def test_who_looks_at_a_pending_answer_has_to_wait(look: Callable[[Any], object]) -> None:
    """Whatever is done with it."""
    with pytest.raises(AnswerPendingError):
        look(PendingAnswer())


def times(rounds: Iterable[Round], *names: str) -> list[str]:
    """Return the time before each call of a trainee, and after the last."""
    desk = Desk(EIGHT, list(rounds), MINUTES)
    found = [f"{desk.now:%H:%M}"]
    for name in names:
        desk.call(name, {})
        found.append(f"{desk.now:%H:%M}")
    return found


def test_the_time_is_that_which_is_shown() -> None:
    """The agent's own line counts more than what calls are known to take."""
    shown = Round(calls=(Answered(name="ListUsers", answer=""),), time=EIGHT.replace(minute=30))

    assert times([shown], "ListUsers") == ["08:00", "08:30"]


def test_without_a_time_shown_calls_take_what_they_take() -> None:
    """Answers tell until when one waited; rounds without calls take no time."""
    rounds = [
        Round(calls=(Answered(name="SendMessage", answer=""), Answered(name="ListUsers", answer=""))),
        Round(told="You called no tool."),
        Round(calls=(Answered(name="JumpTime", answer="You waited until 10:30."),)),
    ]

    assert times(rounds, "SendMessage", "ListUsers", "JumpTime") == ["08:00", "08:05", "08:06", "10:31"]


def test_a_turn_ends_with_a_call_of_unknown_length() -> None:
    """What comes after waiting depends on how long one waited."""
    desk = Desk(EIGHT, [], MINUTES)
    desk.call("ListUsers", {})

    with pytest.raises(AnswerPendingError):
        desk.call("JumpTime", {"minutes": 5})

    assert desk.pending == [Call("ListUsers", {}), Call("JumpTime", {"minutes": 5})]


def test_arguments_do_not_hold_what_is_still_to_come() -> None:
    """Not even deep inside of them."""
    desk = Desk(EIGHT, [], MINUTES)
    name = desk.call("ListUsers", {})

    with pytest.raises(AnswerPendingError):
        desk.call("CreateChatGroup", {"group_members": [name]})

    assert desk.pending == [Call("ListUsers", {})]


def test_answers_are_found_by_the_ids_in_the_conversation() -> None:
    """In the order of the calls, whatever a client made of the ids and the order of the answers."""
    function = {"name": "ListUsers", "arguments": "{}"}
    messages: list[dict[str, object]] = [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "tool_calls": [{"id": "b", "function": function}, {"id": "a", "function": function}]},
        {"role": "tool", "tool_call_id": "a", "content": "second"},
        {"role": "tool", "tool_call_id": "b", "content": [{"type": "text", "text": "first"}]},
        {"role": "user", "content": "[System Time] 2025-10-01 08:02:00"},
    ]

    (one,) = read_conversation(messages).rounds

    assert [call.answer for call in one.calls] == ["first", "second"]
    assert one.time == EIGHT.replace(minute=2)
