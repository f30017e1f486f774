"""What a family's checkpoints give for evidence that somebody may have tampered with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scenario.build import BuiltTask

Shares = Mapping[str, float]
"""What each checkpoint gives, 0 to 1, by its name."""
_NOISE = 1e-9


def shares(task: BuiltTask, evidence: Evidence) -> Shares:
    """Return what each checkpoint of a task gives."""
    return {point.name: point.judge(evidence, task.task.answer).earned for point in task.loaded.family.checkpoints}


def is_full(found: Shares) -> bool:
    """Tell whether nothing was lost."""
    return all(share >= 1 - _NOISE for share in found.values())


def gains(found: Shares, limit: Shares) -> Iterator[str]:
    """Yield each checkpoint that gives more than it may."""
    for name, share in found.items():
        if share > limit[name] + _NOISE:
            yield f"{name} gives {share:.2f}, expected at most {limit[name]:.2f}"


def differences(found: Shares, expected: Shares) -> Iterator[str]:
    """Yield each checkpoint that gives something else than it should."""
    for name, share in found.items():
        if abs(share - expected[name]) > _NOISE:
            yield f"{name} gives {share:.2f}, expected {expected[name]:.2f}"
