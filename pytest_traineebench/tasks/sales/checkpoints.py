"""What is judged about a sales analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.sales.answer import Answer, Figure, Shape
from pytest_traineebench.tasks.sales.report import Report, read_report

_ASKING, _READING, _FETCHING, _FORMAT, _FIGURES = 0.45, 0.45, 0.35, 0.35, 1.4
"""The published three points; the basics' 0.9 in two, format and figures with the fetching between them."""

_ABOUT = (
    "sale", "sell", "sold", "order", "revenue", "turnover", "record", "data", "analys", "analyz", "figure", "quarter",
    "handbook", "manual", "guid", "rule", "report", "rank", "average",
)  # fmt: skip
_MOST_SHOWN = 8
_LOOK_AGAIN = (
    "Apply the handbook's rules on which rows count one by one to the files of the right departments and quarters, and "
    "report what was asked for and nothing else."
)


def _sales_staff_consulted(evidence: Evidence, answer: Answer) -> Verdict:
    """Somebody in sales, asked, told where the handbook is; having been told only where the records are is half."""
    if _told(evidence, answer, answer.manual):
        return PASSED
    advice = "Ask somebody in the sales departments both where the records are and by which handbook they are analysed."
    if _told(evidence, answer, f"{answer.folder}/"):
        return Verdict(0.5, f"nobody was asked for the handbook {answer.manual}, only for the records", advice)
    return missed(f"nobody of the sales departments told where {answer.manual} is", advice)


def _told(evidence: Evidence, answer: Answer, path: str) -> bool:
    for person in answer.experts:
        question = evidence.said(lambda text: any(word in text.lower() for word in _ABOUT), to=person)
        if question and evidence.heard(lambda text: path in text, of=person, after=question.order):
            return True
    return False


def _sales_handbook_read(evidence: Evidence, answer: Answer) -> Verdict:
    if evidence.downloaded(answer.manual):
        return PASSED
    return missed(
        f"{answer.manual} was not downloaded",
        "Download the sales departments' handbook in the edition of the year that the question is about.",
    )


def _records_fetched(evidence: Evidence, answer: Answer) -> Verdict:
    missing = _not_fetched(evidence, answer)
    return partly(
        len(answer.records) - len(missing),
        len(answer.records),
        f"not downloaded: {', '.join(missing)}",
        "Download the records of every department and quarter that the question is about; mind year and quarter.",
    )


def _report_in_format(evidence: Evidence, answer: Answer) -> Verdict:
    """The format counts for a report that has at least one figure right: a form with made-up numbers is no report."""
    report = _founded_report(evidence, answer)
    if not report.right:
        return missed("not one figure of the report is right", _LOOK_AGAIN)
    if not report.flaws:
        return PASSED
    return Verdict(
        0.5,
        _cut(report.flaws),
        "Compare the report with the example in the task: which keys it has, what kind of value stands where, and that "
        "it speaks of nothing else.",
    )


def _figures_right(evidence: Evidence, answer: Answer) -> Verdict:
    """Earns the share of figures that are right; everybody named beside those asked for takes one away."""
    report = _founded_report(evidence, answer)
    wrong = [_expected(figure) for figure in answer.figures if figure.key not in report.right]
    return partly(
        max(0, len(report.right) - report.surplus),
        len(answer.figures),
        f"wrong or missing: {_cut(wrong) or 'nothing'}; {report.surplus} entries too many",
        _LOOK_AGAIN,
    )


def _founded_report(evidence: Evidence, answer: Answer) -> Report:
    """Read the report; without the records, which cannot be known otherwise, its figures are guesses.

    A count is small, and often hit by chance: it needs the rules as well.
    """
    report = read_report(evidence, answer)
    is_unruled = answer.shape is Shape.COUNT and not evidence.downloaded(answer.manual)
    if is_unruled or _not_fetched(evidence, answer):
        report.right.clear()
    return report


def _not_fetched(evidence: Evidence, answer: Answer) -> list[str]:
    return [path for path in answer.records if not evidence.downloaded(path)]


def _expected(figure: Figure) -> str:
    return f"{figure.key} = {figure.value / 100:.2f}" if figure.is_money else f"{figure.key} = {figure.value}"


def _cut(problems: Iterable[str]) -> str:
    shown = list(problems)
    more = f"; and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return "; ".join(shown[:_MOST_SHOWN]) + more


def _checkpoint(points: float, check: Callable[[Evidence, Answer], Verdict]) -> Checkpoint[Answer]:
    return Checkpoint(name=check.__name__.lstrip("_"), points=points, check=check)


CHECKPOINTS = (
    _checkpoint(_ASKING, _sales_staff_consulted),
    _checkpoint(_READING, _sales_handbook_read),
    _checkpoint(_FETCHING, _records_fetched),
    _checkpoint(_FORMAT, _report_in_format),
    _checkpoint(_FIGURES, _figures_right),
)
