"""A harder level is more work: more to ask, more people to ask, more files to fetch."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean

import pytest
from tasks.ads_strategy.ads_scene import LEVELS, MIXES

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.audit.case import Case
from pytest_traineebench.audit.effort import Effort, effort_of
from pytest_traineebench.audit.working import work
from pytest_traineebench.family import Variant
from pytest_traineebench.tasks.ads_strategy import FAMILY

SEEDS = range(2)


def _effort(level: str, mix: str, seed: int) -> Effort:
    variant = Variant(mix, level, {"task_params": {"city": "Wuhan", "difficulty": level, "channel_mix": mix}})
    worked = work(Case(family=FAMILY, variant=variant, seed=seed).build(), Oracle())
    assert worked.is_full
    return effort_of(worked)


@pytest.mark.parametrize("mix", MIXES)
def test_each_level_is_more_work_than_the_one_before(mix: str) -> None:
    """Calls and files grow at every step, contacts never shrink, and all three grow from the first to the last."""
    efforts = [[_effort(level, mix, seed) for seed in SEEDS] for level in LEVELS]

    means = [
        tuple(fmean(getattr(effort, name) for effort in of_level) for name in ("calls", "files", "contacts"))
        for of_level in efforts
    ]
    for (calls, files, contacts), (more_calls, more_files, more_contacts) in pairwise(means):
        assert more_calls > calls
        assert more_files > files
        assert more_contacts >= contacts
    assert means[-1][2] > means[0][2]


def test_the_easiest_level_stays_simple() -> None:
    """One colleague, the handbook and the list."""
    effort = _effort("very_easy", "balanced", 0)

    assert (effort.calls, effort.contacts, effort.files) == (10, 1, 2)
