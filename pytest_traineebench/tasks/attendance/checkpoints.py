"""What is judged: managers asked, rules and records read, and the report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.attendance.answer import AttendanceAnswer, Listing
from pytest_traineebench.tasks.attendance.report import compare, listed

_SOURCE, _VALUES, _FLAWLESS = 0.3, 1.4, 0.7
"""The published weights, 30 % for the sources (here in three) and 70 % for the report, of a constant full score of 3.

The published full score depends on how many people are to be found, so that tasks weigh differently.
"""

_TOPIC = re.compile(
    "tendance|rule|manu|guid|polic|proced|instruct|late|early|absen|overtime|remote|punch|clock|hour|punctual|sheet|"
    "arrang|time|how",
    re.IGNORECASE,
)
"""Beginnings or parts of words that a question about attendance holds, slips of the pen or not."""
_LOOK_AGAIN = (
    "Apply every section of the rules to the records once more: which days count, which records count, what makes a "
    "day absent, the limits, and then how figures and rankings are made."
)


def managers_asked(evidence: Evidence, answer: AttendanceAnswer) -> Verdict:
    """A manager was asked about attendance and named the rules; departments with a sheet named theirs."""
    wanted = {answer.manual: tuple(name for names in answer.managers.values() for name in names)}
    wanted |= {path: answer.managers[department] for department, path in answer.sheets.items()}
    untold = [path for path, people in wanted.items() if not _told(evidence, path, people)]
    return partly(
        len(wanted) - len(untold),
        len(wanted),
        f"no manager in charge was asked about attendance and answered with {', '.join(untold)}",
        "Ask the department's manager for the attendance rules, and everybody to whom the rules send you on.",
    )


def _told(evidence: Evidence, path: str, people: Iterable[str]) -> bool:
    for person in people:
        question = evidence.said(lambda text: _TOPIC.search(text) is not None, to=person)
        if question and evidence.heard(lambda text: path in text, of=person, after=question.order):
            return True
    return False


def rules_read(evidence: Evidence, answer: AttendanceAnswer) -> Verdict:
    """The manual was downloaded, and every sheet in force that the question needs."""
    return _downloads(
        evidence,
        (answer.manual, *answer.sheets.values()),
        "Download the attendance rules that you are pointed to, and every document they send you on to.",
    )


def records_read(evidence: Evidence, answer: AttendanceAnswer) -> Verdict:
    """Every file from which the figures come was downloaded."""
    return _downloads(
        evidence,
        answer.records,
        "Download all files that the rules name as the sources of the figures, for the month in question.",
    )


def _downloads(evidence: Evidence, paths: tuple[str, ...], advice: str) -> Verdict:
    lacking = [path for path in paths if not evidence.downloaded(path)]
    return partly(len(paths) - len(lacking), len(paths), f"not downloaded: {', '.join(lacking)}", advice)


def values_right(evidence: Evidence, answer: AttendanceAnswer) -> Verdict:
    """The report holds the right figures, or the right people with their figures; a share of them is a share."""
    comparison = compare(evidence, answer)
    if guess := _guessed(evidence, answer):
        return guess
    if comparison.earned == 1:
        return PASSED
    return Verdict(comparison.earned, listed(comparison.problems), _LOOK_AGAIN)


def report_flawless(evidence: Evidence, answer: AttendanceAnswer) -> Verdict:
    """Everything in the report is right, nobody is missing, nobody too many, and nobody is listed twice."""
    comparison = compare(evidence, answer)
    if guess := _guessed(evidence, answer):
        return guess
    return missed(listed(comparison.problems), _LOOK_AGAIN) if comparison.problems else PASSED


def _guessed(evidence: Evidence, answer: AttendanceAnswer) -> Verdict | None:
    """Return the verdict on a report that cannot come from the records, or None.

    Of two possible answers one is right without any work, and an empty list is always at hand; for these the rules
    must have been read, too.
    """
    sources = [answer.records[1]]
    if _is_easily_guessed(answer):
        sources.append(answer.manual)
    lacking = [path for path in sources if not evidence.downloaded(path)]
    if not lacking:
        return None
    return missed(
        f"the report is a guess, right or wrong: {', '.join(lacking)} was never downloaded",
        "Work from the company's records and rules: download them before you write the report.",
    )


def _is_easily_guessed(answer: AttendanceAnswer) -> bool:
    expected = answer.expected
    if isinstance(expected, Listing):
        return not expected.rows
    return any(isinstance(value, bool) for value in expected.values.values())


CHECKPOINTS: tuple[Checkpoint[AttendanceAnswer], ...] = (
    Checkpoint(name="managers_asked", points=_SOURCE, check=managers_asked),
    Checkpoint(name="rules_read", points=_SOURCE, check=rules_read),
    Checkpoint(name="records_read", points=_SOURCE, check=records_read),
    Checkpoint(name="values_right", points=_VALUES, check=values_right),
    Checkpoint(name="report_flawless", points=_FLAWLESS, check=report_flawless),
)
