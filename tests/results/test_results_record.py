"""What is counted or compared of a day."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pytest_traineebench.company.events import ColleagueFailed
from pytest_traineebench.episode import DayResult
from pytest_traineebench.results.record import DayRecord, Outcome, json_schema, make_record
from pytest_traineebench.scoring.scorecard import CheckpointScore, Scorecard, TaskScore

POLITE = CheckpointScore(name="polite", points=2, earned=1, earned_late=2, reason="r", advice="a")
TASK = TaskScore(task="t", family="f", version=1, subtype="", difficulty="easy", checkpoints=(POLITE,))


def result(*, error: str = "", faults: tuple[ColleagueFailed, ...] = ()) -> DayResult:
    """Return what came out of a day."""
    return DayResult(
        scorecard=Scorecard(scenario="s", day="d", tasks=(TASK,)),
        ended="done",
        crash="",
        error=error,
        faults=faults,
        events=(),
        steps=1,
        calls=2,
        minutes=3,
        agent_tokens=(4, 5),
        npc_tokens=(6, 7),
    )


def summed_up(outcome: DayResult, tasks: tuple[TaskScore, ...] = (TASK,)) -> DayRecord:
    """Return its record."""
    return make_record(outcome, tasks=tasks, nodeid="s::d", seed=1, agent="a", npc="rules", sandbox="none")


def fault() -> ColleagueFailed:
    """Return a colleague's fault."""
    return ColleagueFailed(at=dt.datetime(2025, 1, 1), person="Ann", kind="leak", topic="room", detail="all")


@pytest.mark.parametrize(
    ("outcome", "counts", "found"),
    [
        ("failed", True, result()),
        ("error", False, result(error="broke", faults=(fault(),))),
        ("invalid", False, result(faults=(fault(),))),
    ],
)
def test_the_outcome_says_whether_scores_count(outcome: Outcome, counts: bool, found: DayResult) -> None:  # noqa: FBT001  -- a parameter
    """An error of the run comes before a colleague's fault."""
    record = summed_up(found)

    assert (record.outcome, record.counts) == (outcome, counts)


def test_the_score_is_that_of_the_tasks_given() -> None:
    """A project may have changed them."""
    more = TASK.model_copy(update={"checkpoints": (POLITE, POLITE.model_copy(update={"earned": 2.0}))})

    assert (summed_up(result()).score, summed_up(result(), (more,)).score, summed_up(result(), ()).score) == (
        0.5,
        0.75,
        0,
    )


def test_a_record_is_read_back_as_it_was() -> None:
    """From its JSON, which is how workers send it."""
    record = summed_up(result(faults=(fault(),)))

    assert DayRecord.model_validate_json(record.model_dump_json()) == record
    assert record.npc_faults == ("Ann: leak (room): all",)
    assert (record.agent_tokens.total, record.npc_tokens.total) == (9, 13)


def test_absurd_counts_are_bounded() -> None:
    """A server, or a project's own colleague, counts as it likes; the record stays one that can be written and read."""
    record = summed_up(dataclasses.replace(result(), agent_tokens=(10**400, 5), npc_tokens=(-3, 7)))

    assert DayRecord.model_validate_json(record.model_dump_json()) == record
    assert (record.agent_tokens.total, record.npc_tokens.total) == (10**12 + 5, 7)


def test_the_schema_describes_every_field() -> None:
    """Closed, and with words for each checkpoint's fields."""
    schema = json_schema()

    checkpoint = schema["$defs"]["CheckpointScore"]
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) >= {"nodeid", "outcome", "score", "tasks"}
    assert all("description" in field for field in checkpoint["properties"].values())
