"""What is found about variants and families as a whole, and how findings are put together."""

from __future__ import annotations

import re

import pytest
from audit.tiny_family import Tiny, trial_of

from pytest_traineebench.audit.audit import VariantReport, audit_levels, audit_variant, check_names
from pytest_traineebench.audit.effort import Effort, disorder, effort_of
from pytest_traineebench.audit.finding import MAX_DETAIL, Finding
from pytest_traineebench.audit.instances import fingerprint, sameness
from pytest_traineebench.audit.mutants import Loses, mutants_of
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import Slot, Task, Variant

LITTLE, MUCH = Effort(5, 1, 2), Effort(9, 3, 2)


def test_work_that_grows_is_in_order() -> None:
    """In the mean; one of the three may stay as it is, and a single level has no order."""
    assert list(disorder([("easy", [LITTLE]), ("hard", [LITTLE, MUCH])])) == []
    assert list(disorder([("only", [MUCH])])) == []
    assert list(disorder([])) == []


def test_work_that_shrinks_is_found() -> None:
    """With the level at which it does."""
    lines = list(disorder([("easy", [LITTLE]), ("medium", [MUCH]), ("hard", [Effort(9, 2, 9)])]))

    less = "9.00 calls, 2.00 contacts, 9.00 files"
    assert lines == [f"work shrinks from medium (9.00 calls, 3.00 contacts, 2.00 files) to hard ({less})"]


def test_work_that_does_not_grow_is_found() -> None:
    """The hardest level has to be more work than the easiest."""
    (line,) = disorder([("easy", [LITTLE]), ("hard", [LITTLE])])

    assert line.startswith("work does not grow from easy (5.00 calls")


def test_effort_is_what_the_log_tells() -> None:
    """Calls, people written to, and files fetched."""
    assert effort_of(trial_of(Tiny()).oracle) == Effort(4, 1, 1)


def test_levels_are_compared_over_all_variants() -> None:
    """In the order in which the family names them."""
    reports = [
        VariantReport(family="f", variant=Variant("s", level, {}), seeds=1, findings=(), efforts=(effort,))
        for level, effort in (("easy", MUCH), ("hard", LITTLE))
    ]

    assert [(finding.family, finding.check) for finding in audit_levels(reports)] == [("f", "levels")] * 2


def _different(trials: list[Trial]) -> int:
    return len({fingerprint(trial) for trial in trials})


def test_instances_are_compared_in_one_company() -> None:
    """A family that draws nothing is one instance, whatever the names of the company's people."""
    assert _different([trial_of(Tiny(draws=False), seed=seed) for seed in range(6)]) == 1
    assert _different([trial_of(Tiny(), seed=seed) for seed in range(6)]) == 6


def test_equal_instances_are_found() -> None:
    """In one company, and the more so if not even the names differ; a few seeds say nothing."""
    one, many = trial_of(Tiny()), [trial_of(Tiny(draws=False), seed=seed) for seed in range(50)]

    assert list(sameness([one] * 60)) == [
        "1 different instances at 60 seeds, expected 99%",
        "1 different instances at 60 seeds in one company, expected 50%",
    ]
    assert list(sameness(many)) == ["1 different instances at 50 seeds in one company, expected 50%"]
    assert list(sameness([one] * 49)) == []


def test_a_variant_is_audited_at_every_seed() -> None:
    """By the checks that are chosen."""
    report = audit_variant(Tiny(), Tiny().variants()[0], seeds=(3, 4), checks=("idle", "solver", "deliverable"))

    assert [(finding.seed, finding.check) for finding in report.findings] == [(3, "solver"), (4, "solver")]
    assert (report.seeds, report.efforts) == (2, ())


def test_equal_instances_of_a_variant_are_one_finding() -> None:
    """It is about no seed in particular."""
    family = Tiny(draws=False)

    (finding,) = audit_variant(family, family.variants()[0], seeds=range(50), checks=("instances",)).findings

    assert str(finding) == "audit, audit, instances: 1 different instances at 50 seeds in one company, expected 50%"


def test_a_family_that_breaks_is_a_finding() -> None:
    """One for each instance; other families are audited all the same."""

    class Broken(Tiny):
        def generate(self, params: object, slot: Slot) -> Task[object]:  # type: ignore[override]
            raise LookupError(f"nothing for {params} at {slot.task}")

    report = audit_variant(Broken(), Broken().variants()[0], seeds=(1,), checks=check_names())

    assert [finding.check for finding in report.findings] == [check_names()[0]]
    assert re.fullmatch("breaks: .*LookupError: nothing for .*", report.findings[0].detail)


def test_a_finding_is_one_line() -> None:
    """However long its reason is."""
    finding = Finding(family="f", variant="s easy", seed=7, check="idle", detail="a\nb " + "x" * 1000)

    assert str(finding).startswith("f, s easy, seed 7, idle: a b xxx")
    assert len(str(finding)) < MAX_DETAIL + 40


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.md"])
def test_every_format_has_its_mutants(name: str) -> None:
    """Many, each with a name of its own, and nearly all of them must lose something."""
    mutants = mutants_of(name)

    assert len({mutant.name for mutant in mutants}) == len(mutants) >= 18
    assert sum(mutant.loses is Loses.PERHAPS for mutant in mutants) <= 2


def test_a_day_that_cannot_be_built_says_so() -> None:
    """A wrong argument is told as everywhere."""
    family = Tiny(files={"manuals_for_intern.md": "The handbook's place."})

    with pytest.raises(ScenarioError, match="both place"):
        trial_of(family).case.build()
