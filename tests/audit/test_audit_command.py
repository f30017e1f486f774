"""The command ``audit``."""

from __future__ import annotations

import re

import pytest
from support.command import Run, runner

from pytest_traineebench.audit import planning
from pytest_traineebench.audit.audit import check_names
from pytest_traineebench.audit.finding import Finding


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with arguments in this process."""
    return runner(capsys)


def test_a_family_without_findings(run: Run) -> None:
    """A table of all checks, a total, and 0."""
    said = run("audit", "--family", "website_analysis", "--seeds", 2)

    assert (said.code, said.err) == (0, "")
    head, row, blank, total = said.out.splitlines()
    assert head.split() == ["family", "variants", "instances", *check_names()]
    assert row.split() == ["website_analysis", "1", "2", *"-" * len(check_names())]
    assert (blank, total) == ("", "1 variant, 2 instances, 0 findings")


def test_checks_and_variants_can_be_chosen(run: Run) -> None:
    """The first and the last variant of each family that is named."""
    said = run("audit", "--family", "kb_fix", "--family", "meeting_book", "--variants", "some", "--check", "idle")

    assert said.code == 0
    assert [line.split() for line in said.out.splitlines()[:3]] == [
        ["family", "variants", "instances", "idle"],
        ["kb_fix", "2", "4", "-"],
        ["meeting_book", "2", "4", "-"],
    ]


def test_findings_are_listed_and_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each, and 1."""
    finding = Finding(family="kb_fix", variant="easy", seed=3, check="idle", detail="manual_read gives 1")
    monkeypatch.setattr(planning, "_levels", lambda *_: [finding])

    said = run("audit", "--family", "kb_fix", "--variants", "some", "--check", "idle", "--seeds", 1)

    assert said.code == 1
    assert said.out.splitlines()[1:] == [
        "kb_fix         2          2     1",
        "",
        "kb_fix, easy, seed 3, idle: manual_read gives 1",
        "",
        "2 variants, 2 instances, 1 finding",
    ]


def test_levels_are_compared(run: Run) -> None:
    """Over all variants of a family."""
    assert run("audit", "--family", "kb_fix", "--check", "levels").code == 0


def test_processes_find_the_same(run: Run) -> None:
    """In the same order."""
    options = ("audit", "--family", "kb_fix", "--check", "idle", "--check", "repeat", "--seeds", 1)

    assert run(*options, "--jobs", 2) == run(*options)


@pytest.mark.parametrize(
    ("option", "value", "found"),
    [
        ("--family", "kb_fixx", "--family: there is no 'kb_fixx'; did you mean 'kb_fix'?"),
        ("--check", "oracel", "--check: there is no 'oracel'; did you mean 'oracle'?"),
        ("--seeds", "0", "argument --seeds: found '0', expected a whole number from 1 to 10,000"),
        ("--jobs", "x", "argument --jobs: found 'x', expected a whole number from 1 to 64"),
        ("--variants", "none", "argument --variants: invalid choice: 'none'"),
    ],
)
def test_a_wrong_option(run: Run, option: str, value: str, found: str) -> None:
    """The line tells what is right."""
    said = run("audit", option, value)

    assert said.code == 2
    assert re.match(rf"traineebench: error: {re.escape(found)}", said.err)
