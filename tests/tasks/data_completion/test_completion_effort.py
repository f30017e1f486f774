"""Difficulty orders the work of a completion: what has to be called, read and asked grows from level to level."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean

import pytest
from tasks.data_completion.completion_scene import TYPES, WITH_PARAMETERS

from pytest_traineebench.audit.case import Case
from pytest_traineebench.audit.effort import Effort, effort_of
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.tasks.data_completion import FAMILY
from pytest_traineebench.tasks.data_completion.levels import DIFFICULTIES

SEEDS = (1, 2)


def efforts(task_type: str, *, levels: int = len(DIFFICULTIES)) -> list[tuple[float, float, float]]:
    """Return the oracle's calls, contacts and files at the easiest levels in the mean over seeds, the easiest first."""
    variants = [variant for variant in FAMILY.variants() if variant.subtype == task_type]
    return [
        _mean([effort_of(Trial(Case(family=FAMILY, variant=variant, seed=seed)).oracle) for seed in SEEDS])
        for variant in variants[:levels]
    ]


def _mean(found: list[Effort]) -> tuple[float, float, float]:
    calls, contacts, files = zip(*((effort.calls, effort.contacts, effort.files) for effort in found), strict=True)
    return fmean(calls), fmean(contacts), fmean(files)


@pytest.mark.parametrize("task_type", TYPES)
def test_work_grows_with_the_difficulty(task_type: str) -> None:
    """Nothing shrinks, the sum grows at every step, and at the end there is more of each."""
    levels = efforts(task_type)

    for easier, harder in pairwise(levels):
        assert all(less <= more for less, more in zip(easier, harder, strict=True))
        assert sum(easier) < sum(harder)
    assert all(less < more for less, more in zip(levels[0], levels[-1], strict=True))


@pytest.mark.parametrize("task_type", TYPES)
def test_the_easiest_level_is_simple(task_type: str) -> None:
    """Two files and nobody to ask; of the kinds with parameters one person, and the table that they name."""
    asks = task_type in WITH_PARAMETERS

    assert efforts(task_type, levels=1) == [(8, 1, 3) if asks else (5, 0, 2)]
