"""The agent that knows how, where it cannot do what it knows."""

from __future__ import annotations

from pathlib import Path

from support.days import one_task, staged

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.episode import run_day


def test_a_day_that_needs_commands_is_no_failure_of_the_oracle(tmp_path: Path) -> None:
    """Where none can run the day is broken off, in one line that says why."""
    task = one_task("transactions", {"num_normal_transactions": 2, "num_abnormal_transactions": 1})

    with staged(task, tmp_path, sandbox="none") as workday:
        result = run_day(workday, Oracle())

    assert (result.ended, result.crash) == ("broken", "")
    assert result.error == (
        "the oracle computes with shell commands; commands cannot be run here: they are switched off for this run"
    )
