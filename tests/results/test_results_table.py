"""The table's figures, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_traineebench.results.record import DayRecord, Outcome, Tokens
from pytest_traineebench.results.table import table
from pytest_traineebench.scoring.scorecard import CheckpointScore, TaskScore


def task(family: str, *earned: float, points: float = 1) -> TaskScore:
    """Return a task with a checkpoint per figure."""
    checkpoints = tuple(
        CheckpointScore(name=f"c{index}", points=points, earned=each, earned_late=each)
        for index, each in enumerate(earned)
    )
    return TaskScore(task=family, family=family, version=1, subtype="", difficulty="", checkpoints=checkpoints)


def day(
    name: str, *tasks: TaskScore, outcome: Outcome = "failed", tokens: tuple[int, int] = (0, 0), **more: Any
) -> DayRecord:
    """Return the record of a day."""
    return DayRecord(
        nodeid=f"{name}.scenario.yaml::day_1",
        scenario=name,
        day="day_1",
        seed=1,
        agent="a",
        npc="rules",
        sandbox="none",
        outcome=outcome,
        ended="done",
        score=0,
        tasks=tasks,
        agent_tokens=Tokens(prompt=tokens[0], completion=tokens[1]),
        npc_tokens=Tokens(prompt=0, completion=5),
        **{"steps": 1, "calls": 2, "minutes": 3, **more},
    )


def rows(lines: list[str]) -> list[str]:
    """Return lines without rules and padding."""
    return [" ".join(line.split()) for line in lines if line.strip("-")]


def test_success_is_of_tasks_and_score_of_points() -> None:
    """A task with many points weighs no more than another; calls and the like are means of days."""
    found = table(
        [
            day("b", task("kb_fix", 1, 1), task("meeting_book", 10, 0, points=10), calls=10, steps=4, tokens=(100, 20)),
            day("a", task("kb_fix", 1, 0, 0, 0), calls=5, steps=3, minutes=61),
        ]
    )

    assert rows(found) == [
        "family tasks success score calls steps minutes tokens",
        "kb_fix 2 50.0 % 62.5 % 7.5 3.5 32.0 65.0",
        "meeting_book 1 0.0 % 50.0 % 10.0 4.0 3.0 125.0",
        "all 3 33.3 % 58.3 % 7.5 3.5 32.0 65.0",
        "2 of 2 days count",
    ]


def test_columns_are_aligned() -> None:
    """Names to the left, figures to the right, thousands parted."""
    found = table([day("a", task("kb_fix", 1), calls=1234567)])

    assert found[:3] == [
        "family  tasks  success    score        calls  steps  minutes  tokens",
        "--------------------------------------------------------------------",
        "kb_fix      1  100.0 %  100.0 %  1,234,567.0    1.0      3.0     5.0",
    ]


@pytest.mark.parametrize(
    ("earned", "shown"), [(1.0, "100.0 %"), (0.9999, "99.9 %"), (0.9994, "99.9 %"), (0.0001, "0.0 %")]
)
def test_only_what_is_complete_is_100(earned: float, shown: str) -> None:
    """Rounding gives nothing away."""
    found = table([day("a", task("kb_fix", earned))])

    assert f" {shown} " in rows(found)[1].replace("0.0 % 0.0 %", "0.0 %").replace("100.0 % 100.0 %", "100.0 %")


def test_what_broke_is_named_and_not_averaged() -> None:
    """Errors, invalid days, days without a record, and days that were not reached."""
    found = table(
        [
            day("a", task("kb_fix", 1), outcome="passed"),
            day("c", task("kb_fix", 0), outcome="error", error="no\nanswer", calls=1000),
            day("b", task("sales", 0), outcome="invalid", npc_faults=("Ann: leak", "Bob: leak"), calls=1000),
        ],
        lost={"d.scenario.yaml::day_1": "worker 'gw0' crashed"},
        not_worked=2,
    )

    assert rows(found)[1:] == [
        "kb_fix 1 100.0 % 100.0 % 2.0 1.0 3.0 5.0",
        "all 1 100.0 % 100.0 % 2.0 1.0 3.0 5.0",
        "1 of 6 days count",
        "invalid: b.scenario.yaml::day_1: Ann: leak; Bob: leak",
        "error: c.scenario.yaml::day_1: no answer",
        "error: d.scenario.yaml::day_1: worker 'gw0' crashed",
        "not worked: 2",
    ]


def test_if_nothing_counts_there_are_no_figures() -> None:
    """Only what became of the days; of very many, not each is named."""
    lost = {f"s{number:02}.scenario.yaml::day_1": "x" * 1000 for number in range(30)}

    found = table([day("a", outcome="error", error="broke")], lost=lost)

    assert found[0] == "0 of 31 days count"
    assert found[-1] == "  and 11 more that broke or whose colleagues failed"
    assert len(found) == 22
    assert max(map(len, found)) < 250


def test_a_day_without_tasks_is_no_row() -> None:
    """A project may take scores away."""
    assert table([day("a")]) == ["1 of 1 days count"]
