"""The oracle earns every point, and colleagues do nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import Worked


def check(trial: Trial) -> Iterator[str]:
    """Yield what the oracle missed."""
    yield from shortfalls(trial.oracle)
    if trial.oracle.result.ended != "done":
        yield f"the day ended with {trial.oracle.result.ended!r}"


def shortfalls(worked: Worked) -> Iterator[str]:
    """Yield every checkpoint that is not full, every fault of a colleague, and what broke."""
    result = worked.result
    for task in result.scorecard.tasks:
        for point in task.checkpoints:
            if not point.is_full:
                yield f"{point.name} is {point.earned:g} of {point.points:g}: {point.reason}"
    for fault in result.faults:
        yield f"{fault.person}: {fault.kind} about {fault.topic!r}: {fault.detail}"
    yield from filter(None, (result.error, result.crash.strip().rpartition("\n")[2]))
