"""When a day passes, and what is said if it does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pytest_traineebench.plugin import options, setup
from pytest_traineebench.results.record import DayRecord
from pytest_traineebench.scoring.scorecard import CheckpointScore, TaskScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a day passes.

    Attributes:
        problem: Why the day as a whole fails, or empty.
        missed: Ids of the tasks that fail by themselves.
    """

    problem: str = ""
    missed: frozenset[str] = frozenset()

    @property
    def passes(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.problem and not self.missed


def judge(item: pytest.Item, record: DayRecord) -> Judgement:
    """Return the judgement on a day that has scores: by the project's hook if it decides, else by the option.

    Raises:
        TypeError: If the hook returns something else than True, False, a text or None.
    """
    decided: object = item.ihook.pytest_traineebench_verdict(item=item, record=record)
    if decided is None:
        return _by_rule(item.config, record)
    if isinstance(decided, bool | str):
        why = decided if isinstance(decided, str) else ""
        return Judgement(problem="" if decided is True else _with_missed(record, why or "it returned False"))
    raise TypeError(f"pytest_traineebench_verdict returned a {type(decided).__name__}; expected True or a reason")


def broken(record: DayRecord) -> Judgement:
    """Return the judgement on a day whose scores do not count."""
    if record.outcome == "error":
        return Judgement(problem=f"the run broke, so this day does not count: {record.error}")
    return Judgement(problem=f"a colleague failed, so this day does not count: {'; '.join(record.npc_faults)}")


def why_missed(task: TaskScore) -> str:
    """List a task's unearned checkpoints with their reasons."""
    lines = [f"{task.family}: {task.earned:.2f} of {task.points:.2f} points"]
    for checkpoint in task.checkpoints:
        if not checkpoint.is_full:
            earned = f"{checkpoint.earned:.2f} of {checkpoint.points:.2f}{_late(checkpoint)}"
            lines.append(f"  {checkpoint.name}: {earned}: {checkpoint.reason}")
    return "\n".join(lines)


def _by_rule(config: pytest.Config, record: DayRecord) -> Judgement:
    rule = options.choice(config, "verdict")
    if rule == "report":
        return Judgement()
    crash = "the agent raised an exception; see the section 'agent'" if record.ended == "crash" else ""
    if rule == "strict":
        return Judgement(problem=crash, missed=frozenset(task.task for task in record.tasks if not task.is_success))
    share = setup.min_score(config)
    if record.score < share - 1e-9:
        below = f"score {record.score:.3f} is below {share:g}"
        return Judgement(problem=_with_missed(record, f"{crash}\n{below}" if crash else below))
    return Judgement(problem=crash)


def _with_missed(record: DayRecord, problem: str) -> str:
    return "\n".join([problem, *(why_missed(task) for task in record.tasks if not task.is_success)])


def _late(checkpoint: CheckpointScore) -> str:
    late = checkpoint.earned_late > checkpoint.earned
    return f" ({checkpoint.earned_late:.2f} by the end of the day)" if late else ""
