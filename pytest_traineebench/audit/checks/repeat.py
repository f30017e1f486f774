"""Building a day twice gives equal days."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.scenario.build import digest


def check(trial: Trial) -> Iterator[str]:
    """Yield a difference between two builds."""
    first, second = digest(trial.built), digest(trial.case.build())
    if first != second:
        yield f"built twice it is {first} and {second}"
