"""The families stand the audit: their easiest and their hardest variant here, all of them by the command."""

from __future__ import annotations

import pytest

from pytest_traineebench import discovery
from pytest_traineebench.audit.audit import audit_variant, check_names
from pytest_traineebench.audit.checks.solver import SOLVERS
from pytest_traineebench.family import family_names, load_family


@pytest.mark.parametrize("which", [0, -1])
@pytest.mark.parametrize("name", family_names())
def test_a_family_stands_the_audit(name: str, which: int) -> None:
    """Solved by the oracle and by an independent solver, idle 0, no leak, and no cheat keeps what it should lose."""
    family = load_family(name)

    report = audit_variant(family, family.variants()[which], seeds=(21,), checks=check_names())

    assert [str(finding) for finding in report.findings] == []


def test_every_family_has_a_solver() -> None:
    """And there is none without a family."""
    assert discovery.names(SOLVERS) == family_names()
