"""A day as a text that people read."""

from __future__ import annotations

import datetime as dt

from pytest_traineebench.company.events import DayEnded, DayStarted, TaskArrived, ToolCalled, TurnTaken
from pytest_traineebench.results.transcript import transcript

EIGHT, NINE = dt.datetime(2025, 10, 1, 8), dt.datetime(2025, 10, 1, 9)


def call(arguments: str, result: str) -> ToolCalled:
    """Return a call."""
    return ToolCalled(
        at=NINE, turn=1, id="x", name="Shell", arguments=arguments, outcome="ok", result=result, minutes=2
    )


def test_a_day_reads_from_top_to_bottom() -> None:
    """Prompt, turns, calls with answers, the end; later tasks with their text, those of the morning without."""
    text = transcript(
        [
            DayStarted(at=EIGHT, scenario="alpha", day="day_1", prompt="Good morning."),
            TaskArrived(at=EIGHT, task="first", text="FIRST", deadline=NINE),
            TurnTaken(at=NINE, number=1, text=" I begin. ", calls=1),
            call("{}", "one\ntwo"),
            TaskArrived(at=NINE, task="second", text="SECOND", deadline=NINE),
            DayEnded(at=NINE, reason="done"),
        ]
    )

    assert text.splitlines() == [
        "# alpha, day_1",
        "",
        "Good morning.",
        "> 08:00 task first arrives, deadline 09:00",
        "",
        "",
        "## Turn 1 (09:00)",
        "",
        "I begin.",
        "",
        "**Shell** `{}` -> ok, 2 min",
        "",
        "    one",
        "    two",
        "",
        "> 09:00 task second arrives, deadline 09:00",
        "",
        "SECOND",
        "",
        "",
        "## The day ended at 09:00: done",
    ]


def test_arguments_are_code_whatever_they_hold() -> None:
    """Backticks and line breaks do not break out."""
    lines = transcript([call("``a`\nb", "")]).splitlines()

    assert lines[0] == "**Shell** ``` ``a` b ``` -> ok, 2 min"


def test_no_events_are_no_text() -> None:
    """Not a crash."""
    assert transcript([]) == "\n"
