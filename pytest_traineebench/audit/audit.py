"""Audits variants and families: makes the instances, runs every check, and collects what was found."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from pytest_traineebench import discovery
from pytest_traineebench.audit.case import Case
from pytest_traineebench.audit.effort import Effort, disorder, effort_of
from pytest_traineebench.audit.finding import Finding
from pytest_traineebench.audit.instances import sameness
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.family import TaskFamily, Variant

CHECKS = "pytest_traineebench.audit.checks"
"""The package whose modules are the checks of single instances."""
LEVELS, INSTANCES = "levels", "instances"
"""The checks of a family and of a variant as a whole."""

_BREAKS = "breaks: "


def check_names() -> tuple[str, ...]:
    """Return the names of all checks, those of the whole last."""
    return (*discovery.names(CHECKS), INSTANCES, LEVELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantReport:
    """What the audit of a variant found.

    Attributes:
        family: Name of the family.
        variant: The variant.
        seeds: How many instances were audited.
        findings: What is wrong.
        efforts: How much work each instance was.
    """

    family: str
    variant: Variant
    seeds: int
    findings: tuple[Finding, ...]
    efforts: tuple[Effort, ...]


def audit_variant(
    family: TaskFamily[Any, Any], variant: Variant, *, seeds: Sequence[int], checks: Collection[str]
) -> VariantReport:
    """Run checks on a variant at each seed.

    Args:
        family: The family.
        variant: One of its variants.
        seeds: At which instances are made; at least one.
        checks: Names of checks.
    """
    trials = [Trial(Case(family=family, variant=variant, seed=seed)) for seed in seeds]
    for index, trial in enumerate(trials):
        trial.thorough = index == 0
        if len(trials) > 1:
            trial.neighbour = trials[(index + 1) % len(trials)]
    findings = [finding for trial in trials for finding in _check(trial, checks)]
    if INSTANCES in checks:
        findings += _guarded(trials[0].case, INSTANCES, partial(sameness, trials), at_seed=False)
    return VariantReport(
        family=family.name,
        variant=variant,
        seeds=len(seeds),
        findings=tuple(findings),
        efforts=tuple(_efforts(trials)) if LEVELS in checks else (),
    )


def _efforts(trials: Iterable[Trial]) -> Iterator[Effort]:
    for trial in trials:
        with suppress(Exception):  # the oracle's own check says what broke
            yield effort_of(trial.oracle)


def audit_levels(reports: Sequence[VariantReport]) -> Iterator[Finding]:
    """Yield where a family's harder levels are not more work.

    Args:
        reports: Of the family's variants, in its own order: the easiest first.
    """
    efforts: dict[str, list[Effort]] = {}
    for report in reports:
        efforts.setdefault(report.variant.difficulty, []).extend(report.efforts)
    for line in disorder(list(efforts.items())):
        yield Finding(family=reports[0].family, variant="", seed=None, check=LEVELS, detail=line)


def _check(trial: Trial, checks: Collection[str]) -> Iterator[Finding]:
    """Yield what the checks find; once one breaks, the others would mostly break in the same way."""
    for name in (name for name in discovery.names(CHECKS) if name in checks):
        findings = list(_guarded(trial.case, name, partial(discovery.load(CHECKS, name).check, trial)))
        yield from findings
        if any(finding.detail.startswith(_BREAKS) for finding in findings):
            return


def _guarded(
    case: Case, check: str, produce: Callable[[], Iterator[str]], *, at_seed: bool = True
) -> Iterator[Finding]:
    """Yield what a check finds; a family that breaks is a finding, and the others are audited all the same."""
    try:
        details = list(produce())
    except Exception:  # noqa: BLE001  -- see above
        details = [f"{_BREAKS}{_last_lines(traceback.format_exc())}"]
    seed = case.seed if at_seed else None
    for detail in details:
        yield Finding(family=case.family.name, variant=case.kind, seed=seed, check=check, detail=detail)


def _last_lines(trace: str) -> str:
    return " / ".join(line.strip() for line in trace.strip().splitlines()[-3:])
