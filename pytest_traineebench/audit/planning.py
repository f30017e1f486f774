"""Audits many variants, one after another or side by side in processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from pytest_traineebench.audit.audit import LEVELS, VariantReport, audit_levels, audit_variant
from pytest_traineebench.audit.finding import Finding
from pytest_traineebench.family import load_family


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be audited.

    Attributes:
        families: Names.
        all_variants: Whether all of their variants, or the first and the last of each.
        seeds: How many instances of each variant.
        checks: Names of the checks.
    """

    families: tuple[str, ...]
    all_variants: bool
    seeds: int
    checks: tuple[str, ...]


def carry_out(plan: Plan, *, jobs: int) -> tuple[tuple[VariantReport, ...], tuple[Finding, ...]]:
    """Return the report of each variant, and all findings.

    Args:
        plan: What is to be audited.
        jobs: How many processes; 1 is this one.
    """
    places = [(family, index) for family in plan.families for index in _indices(plan, family)]
    audit = partial(_audit, plan)
    if jobs == 1:
        reports = tuple(map(audit, places))
    else:
        # Spawned: a forked process would inherit whatever threads and files this one has.
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            reports = tuple(pool.map(audit, places))
    findings = [finding for report in reports for finding in report.findings]
    return reports, (*findings, *_levels(plan, reports))


def _indices(plan: Plan, family: str) -> Sequence[int]:
    count = len(load_family(family).variants())
    return range(count) if plan.all_variants else sorted({0, count - 1})


def _audit(plan: Plan, place: tuple[str, int]) -> VariantReport:
    """Audit one variant; a family cannot be sent to another process, its name can."""
    name, index = place
    family = load_family(name)
    return audit_variant(family, family.variants()[index], seeds=range(plan.seeds), checks=plan.checks)


def _levels(plan: Plan, reports: Sequence[VariantReport]) -> Iterator[Finding]:
    if LEVELS in plan.checks and plan.all_variants:  # the first and the last variant may be of different kinds
        for _, of_family in groupby(reports, key=lambda report: report.family):
            yield from audit_levels(list(of_family))
