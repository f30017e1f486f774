"""Whether other seeds give other instances, also at one and the same company."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.build import BuiltDay, parts

LEAST_SEEDS = 50
"""Below these a share of equal instances says little."""
_DIFFERENT, _DIFFERENT_IN_ONE_COMPANY = 0.99, 0.5
"""Least shares; where all names are the same, a task with little in it is sometimes drawn a second time."""
_COMPANY = 50


def sameness(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield a line if too few of many instances differ."""
    if len(trials) < LEAST_SEEDS:
        return
    for where, least, prints in (
        ("", _DIFFERENT, {_digest(trial.built) for trial in trials}),
        # Else the names of other people would make every instance look like another one.
        (" in one company", _DIFFERENT_IN_ONE_COMPANY, {fingerprint(trial) for trial in trials}),
    ):
        if len(prints) < least * len(trials):
            yield f"{len(prints)} different instances at {len(trials)} seeds{where}, expected {least:.0%}"


def fingerprint(trial: Trial) -> str:
    """Return the digest of an instance as it would be in a company that is the same at every seed."""
    built = trial.built
    task = built.tasks[0]
    slot = replace(task.slot, staff=hire(_COMPANY, stream(0, "staff")))
    made = task.family.generate(task.loaded.params, slot)
    alike = replace(
        built,
        staff=slot.staff,
        tasks=(replace(task, slot=slot, task=made),),
        disk=made.disk,
        workspace=made.workspace,
        briefs=made.briefs,
        monitor=made.monitor or built.monitor,
    )
    return _digest(alike)


def _digest(built: BuiltDay) -> str:
    """Return the digest of what the task brings along; the staff and a website without trouble are the day's."""
    not_its_own = {"staff.json"} if built.tasks[0].task.monitor else {"staff.json", "monitor.json"}
    total = hashlib.sha256()
    for name, content in parts(built):
        if name not in not_its_own:
            total.update(f"{name} {len(content)} ".encode() + content)
    return total.hexdigest()
