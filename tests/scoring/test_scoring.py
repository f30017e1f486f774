"""Checkpoints, verdicts and scores."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from support.offices import open_office

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.scoring import (
    PASSED,
    Checkpoint,
    CheckpointScore,
    Scorecard,
    TaskScore,
    Verdict,
    missed,
    partly,
)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """The evidence of a day on which nothing happened."""
    return open_office(tmp_path).evidence(frozen=True)


def scored(points: float, earned: float, name: str = "fact") -> CheckpointScore:
    """Return the score of one checkpoint."""
    return CheckpointScore(name=name, points=points, earned=earned, earned_late=earned)


def task(*checkpoints: CheckpointScore) -> TaskScore:
    """Return the score of one task."""
    return TaskScore(task="a", family="f", version=1, subtype="", difficulty="", checkpoints=checkpoints)


@pytest.mark.parametrize("earned", [-0.1, 1.1, math.nan, math.inf, -math.inf])
def test_a_verdict_earns_a_share(earned: float) -> None:
    """From nothing to all."""
    with pytest.raises(ValueError, match="a share of 0 to 1"):
        Verdict(earned, "reason", "advice")


@pytest.mark.parametrize(("reason", "advice"), [("", ""), ("reason", ""), ("", "advice")])
@pytest.mark.parametrize("earned", [0, 0.5, 0.999999])
def test_lost_points_are_explained(earned: float, reason: str, advice: str) -> None:
    """To people and to the agent."""
    with pytest.raises(ValueError, match="gives a reason and an advice"):
        Verdict(earned, reason, advice)


def test_full_marks_need_no_words() -> None:
    """And have none."""
    assert Verdict(1) == PASSED
    with pytest.raises(ValueError, match="no reason"):
        Verdict(1, "reason", "advice")


def test_missed_is_nothing() -> None:
    """With both texts."""
    assert missed("reason", "advice") == Verdict(0, "reason", "advice")


def test_parts_are_counted() -> None:
    """All parts are full marks exactly, and need no words."""
    assert partly(1, 3, "reason", "advice") == Verdict(1 / 3, "reason", "advice")
    assert partly(0, 3, "reason", "advice") == missed("reason", "advice")
    assert partly(3, 3, "reason", "advice") is PASSED


@pytest.mark.parametrize(("earned", "of"), [(1, 0), (0, 0), (-1, 3), (4, 3)])
def test_impossible_parts_are_refused(earned: int, of: int) -> None:
    """A mistake of the checkpoint's author."""
    with pytest.raises(ValueError, match="is no share"):
        partly(earned, of, "reason", "advice")


@pytest.mark.parametrize("points", [0, -1, math.nan, math.inf])
def test_a_checkpoint_is_worth_something(points: float) -> None:
    """A checkpoint without points could not be missed."""
    with pytest.raises(ValueError, match="points are more than 0"):
        Checkpoint[None](name="fact", points=points, check=lambda _, __: PASSED)


def test_a_broken_deliverable_is_a_missed_checkpoint(evidence: Evidence) -> None:
    """With its reason, and an advice for the agent."""

    def check(found: Evidence, answer: str) -> Verdict:
        return PASSED if found.text("report.md") == answer else missed("other text", "look again")

    verdict = Checkpoint(name="fact", points=1, check=check).judge(evidence, "text")

    assert verdict.earned == 0
    assert verdict.reason == "report.md is not in the workspace"
    assert "exact name" in verdict.advice


def test_a_crash_is_no_missed_checkpoint(evidence: Evidence) -> None:
    """What is our own fault passes through."""

    def check(_: Evidence, __: None) -> Verdict:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        Checkpoint(name="fact", points=1, check=check).judge(evidence, None)


def test_only_deliverables_are_forgiven(evidence: Evidence) -> None:
    """The text of the error is the reason."""

    def check(_: Evidence, __: None) -> Verdict:
        raise DeliverableError("x.json is not JSON")

    assert Checkpoint(name="fact", points=1, check=check).judge(evidence, None).reason == "x.json is not JSON"


def test_points_add_up() -> None:
    """Fractions as well, without the dust of binary sums."""
    score = task(*[scored(0.1, 0.1)] * 10)

    assert (score.points, score.earned) == (1.0, 1.0)
    assert score.is_success


@pytest.mark.parametrize(
    ("earned", "is_full"), [(3.0, True), (3 * (2.8 / 2.8), True), (2.8, False), (2.9999, False), (0, False)]
)
def test_success_is_every_checkpoint_in_full(earned: float, is_full: bool) -> None:  # noqa: FBT001  -- a parameter
    """A share of 2.8 of 3 points is no success, but counts."""
    score = task(scored(1, 1), scored(3, earned))

    assert score.is_success is is_full
    assert score.earned == pytest.approx(1 + earned)


def test_rounding_does_not_cost_a_success() -> None:
    """A share times the points may come out a little below."""
    share = sum([0.1] * 10)

    assert share < 1
    assert task(scored(3, 3 * share)).is_success


def test_the_score_is_the_mean_over_tasks() -> None:
    """A task with many points weighs no more than another."""
    card = Scorecard(scenario="s", day="d", tasks=(task(scored(1, 1)), task(scored(3, 2.8), scored(7, 0))))

    assert card.score == pytest.approx((1 + 0.28) / 2)
    assert card.successes == 1


def test_a_perfect_day_is_exactly_one() -> None:
    """No threshold of 1.0 is missed by rounding."""
    perfect = task(*[scored(points, points) for points in (0.1, 0.2, 0.7, 2.8 / 3)])

    assert Scorecard(scenario="s", day="d", tasks=(perfect,) * 7).score == 1.0


@pytest.mark.parametrize(
    "wrong", [{"points": 0}, {"points": -1}, {"earned": -0.1}, {"earned": math.nan}, {"points": math.inf}, {"more": 1}]
)
def test_impossible_scores_are_refused(wrong: dict[str, Any]) -> None:
    """In files as well."""
    fields = {"name": "fact", "points": 1, "earned": 0, "earned_late": 0, "reason": "r", "advice": "a", **wrong}

    with pytest.raises(ValidationError):
        CheckpointScore.model_validate(fields)


def test_a_task_has_checkpoints() -> None:
    """Nothing is divided by nothing."""
    with pytest.raises(ValidationError):
        task()


def test_a_day_without_judged_tasks_has_no_points() -> None:
    """That happens if every checkpoint broke; the day is an error then, and its score is shown nowhere."""
    assert Scorecard(scenario="s", day="d", tasks=()).score == 0


def test_a_scorecard_survives_its_file() -> None:
    """As JSON and back."""
    card = Scorecard(scenario="s", day="d", tasks=(task(scored(3, 2.8 / 3), scored(1, 1)),))

    assert Scorecard.model_validate_json(card.model_dump_json()) == card
