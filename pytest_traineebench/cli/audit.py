"""The command ``audit``: whether the families can be solved, by the honest only, and judge rightly."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

from pytest_traineebench.audit.audit import VariantReport, check_names
from pytest_traineebench.audit.finding import Finding
from pytest_traineebench.audit.planning import Plan, carry_out
from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.family import family_names


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Return a table of findings by family and check, and a line for each; the code is 1 if there are any."""
    plan = Plan(
        families=_chosen("--family", arguments.family, family_names()),
        all_variants=arguments.variants == "all",
        seeds=arguments.seeds,
        checks=_chosen("--check", arguments.check, check_names()),
    )
    reports, findings = carry_out(plan, jobs=arguments.jobs)
    lines = [*_table(plan, reports, findings), *(["", *map(str, findings)] if findings else []), ""]
    instances = sum(report.seeds for report in reports)
    counts = ((len(reports), "variant"), (instances, "instance"), (len(findings), "finding"))
    lines.append(", ".join(f"{number} {what}{'' if number == 1 else 's'}" for number, what in counts))
    return "\n".join(lines) + "\n", 1 if findings else 0


def _chosen(option: str, chosen: Sequence[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that an option gives, in their own order; all if it is not given."""
    for name in chosen or ():
        if name not in known:
            raise ConfigError(f"{option}: there is no {name!r}{did_you_mean(name, known)}")
    return tuple(name for name in known if chosen is None or name in chosen)


def _table(plan: Plan, reports: Sequence[VariantReport], findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a row per family: how much was audited, and how many findings each check has."""
    counts = Counter((finding.family, finding.check) for finding in findings)
    rows = [["family", "variants", "instances", *plan.checks]]
    for family in plan.families:
        of_family = [report.seeds for report in reports if report.family == family]
        found = [str(counts[family, check] or "-") for check in plan.checks]
        rows.append([family, str(len(of_family)), str(sum(of_family)), *found])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        figures = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield f"{name.ljust(widths[0])}  {figures}"
