"""What is judged about a transaction review."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed
from pytest_traineebench.tasks.transactions.answer import Answer
from pytest_traineebench.tasks.transactions.report import plain, read_report

_SHOWN_NAMES, _SHOWN_LETTERS = 5, 60
_LOOK_AGAIN = (
    "Group the payments by supplier and apply every condition of the review manual to each supplier's whole history."
)


def _handbook_read(evidence: Evidence, answer: Answer) -> Verdict:
    if evidence.downloaded(answer.handbook):
        return PASSED
    return missed(
        f"{answer.handbook} was not downloaded",
        "Download the intern handbook that the task names; it says whom to ask about which kind of task.",
    )


def _review_manual_read(evidence: Evidence, answer: Answer) -> Verdict:
    if evidence.downloaded(answer.manual):
        return PASSED
    return missed(
        f"{answer.manual} was not downloaded",
        "Ask a colleague of the department in charge how such a review is done, and download what you are pointed to.",
    )


def _abnormal_suppliers_named(evidence: Evidence, answer: Answer) -> Verdict:
    """Earns the share of abnormal suppliers that are named, less the share of the others that are named with them.

    This is Youden's index: reports made without looking (everybody, anybody) can expect nothing from it.
    """
    found = read_report(evidence, answer.report)
    if guess := _guessed(evidence, answer):
        return guess
    if not answer.abnormal:
        return _nobody_to_name(found)
    right, wrong = _right(found, answer), _wrong(found, answer)
    others = len(answer.suppliers) - len(answer.abnormal)
    earned = max(0.0, len(right) / len(answer.abnormal) - min(1.0, len(wrong) / max(1, others)))
    return _judged(
        earned,
        f"expected {_list(answer.abnormal)}; named of these {_list(right)}, beside them {_list(wrong)}",
    )


def _nobody_accused_wrongly(evidence: Evidence, answer: Answer) -> Verdict:
    """Needs a report that finds something, if there is anything to find: who accuses nobody accuses nobody wrongly."""
    found = read_report(evidence, answer.report)
    if guess := _guessed(evidence, answer):
        return guess
    if not answer.abnormal:
        return _nobody_to_name(found)
    if wrong := _wrong(found, answer):
        return _judged(0.0, f"not abnormal, but named: {_list(wrong)}")
    if not found:
        return _judged(0.0, f"nobody is named although {_list(answer.abnormal)} should be")
    return PASSED


def _guessed(evidence: Evidence, answer: Answer) -> Verdict | None:
    """Return the verdict on a report made without the rules, or None.

    Suppliers are few: whoever always names the newest one, or nobody at all, is right on many a day.
    """
    if evidence.downloaded(answer.manual):
        return None
    return _judged(0.0, "the report is a guess, right or wrong: the rules of the review were never read")


def _nobody_to_name(found: frozenset[str]) -> Verdict:
    return _judged(0.0, f"expected an empty list, found {_list(found)}") if found else PASSED


def _judged(earned: float, reason: str) -> Verdict:
    return PASSED if earned == 1 else Verdict(earned, reason, _LOOK_AGAIN)


def _right(found: frozenset[str], answer: Answer) -> list[str]:
    return [name for name in answer.abnormal if plain(name) in found]


def _wrong(found: frozenset[str], answer: Answer) -> frozenset[str]:
    return found - {plain(name) for name in answer.abnormal}


def _list(names: Iterable[str]) -> str:
    """Write out names for people, however many and long a report makes them."""
    ordered = sorted(names)
    shown = ", ".join(repr(name[:_SHOWN_LETTERS]) for name in ordered[:_SHOWN_NAMES])
    rest = len(ordered) - _SHOWN_NAMES
    return (f"{shown} and {rest} more" if rest > 0 else shown) or "nobody"


def _checkpoint(points: float, check: Callable[[Evidence, Answer], Verdict]) -> Checkpoint[Answer]:
    return Checkpoint(name=check.__name__.lstrip("_"), points=points, check=check)


CHECKPOINTS = (
    _checkpoint(0.5, _handbook_read),
    _checkpoint(0.5, _review_manual_read),
    _checkpoint(1.0, _abnormal_suppliers_named),
    _checkpoint(1.0, _nobody_accused_wrongly),
)
