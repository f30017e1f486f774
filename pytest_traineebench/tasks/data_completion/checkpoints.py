"""What is judged about a data completion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.data_completion.answer import Answer, Source
from pytest_traineebench.tasks.data_completion.submission import number, read_table, same
from pytest_traineebench.tasks.data_completion.terms import Row

_SHOWN, _SHOWN_LETTERS = 3, 40
_FIRST_LINE = 2  # of the file, since line 1 is the header
_ASK = (
    "Ask a colleague of each department that the task names which file is in force, and everybody whom the files name "
    "for a figure; then wait for the answer."
)
_CALCULATE = (
    "Look at the formula of the column in the handbook again, at the cells that it takes as known, and at how exact a "
    "value must be."
)


def _manual_read(evidence: Evidence, answer: Answer) -> Verdict:
    if evidence.downloaded(answer.manual):
        return PASSED
    return missed(f"{answer.manual} was not downloaded", "Download the handbook that the task names, and keep to it.")


def _sources_consulted(evidence: Evidence, answer: Answer) -> Verdict:
    """Earns the share of what can only be had by asking; where nobody needs to be asked, needs the named files."""
    if not answer.sources:
        return _files_fetched(evidence, answer)
    unheard = [source for source in answer.sources if not _was_told(evidence, source)]
    told = len(answer.sources) - len(unheard)
    return partly(told, len(answer.sources), f"not heard from those who know: {_list([*_described(unheard)])}", _ASK)


def _files_fetched(evidence: Evidence, answer: Answer) -> Verdict:
    needed = [path for path in (answer.data, *answer.logs) if not evidence.downloaded(path)]
    if not needed:
        return PASSED
    return missed(f"not downloaded: {', '.join(needed)}", "Download the data set, and every other file that is named.")


def _was_told(evidence: Evidence, source: Source) -> bool:
    """Whether somebody who knows said all of it, in as many messages as it took, after a question."""
    return any(_has_told(evidence, person, source) for person in source.people)


def _has_told(evidence: Evidence, person: str, source: Source) -> bool:
    asked = evidence.said(lambda text: bool(text.strip()), to=person)
    if asked is None:
        return False
    said = [line.text for line in evidence.conversation(person) if not line.by_trainee and line.order > asked.order]
    return all(any(word in text for text in said) for word in source.words)


def _described(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        yield f"{', '.join(source.words)} (of {', '.join(source.people[:_SHOWN])})"


def _gaps_filled(evidence: Evidence, answer: Answer) -> Verdict:
    """Earns the share of gaps with the right value; less than half of them is no work but luck, and earns nothing."""
    table = read_table(evidence, answer)
    wrong = list(_wrong_gaps(table, answer))
    right = len(answer.gaps) - len(wrong)
    reason = f"{right} of {len(answer.gaps)} gaps are right; {_list(wrong)}"
    return partly(right, len(answer.gaps), reason, _CALCULATE) if _worth(right, answer) else missed(reason, _CALCULATE)


def _nothing_else_changed(evidence: Evidence, answer: Answer) -> Verdict:
    """Needs gaps that were filled: who hands the data set in as it was has changed nothing, and done nothing."""
    table = read_table(evidence, answer)
    if changed := list(_changed(table, answer)):
        return missed(
            f"{len(changed)} cells or rows outside of the gaps are not as they were; {_list(changed)}",
            "Compare your file with the data set cell by cell: only the missing cells of the target column may differ.",
        )
    if not _worth(len(answer.gaps) - len(list(_wrong_gaps(table, answer))), answer):
        return missed("nothing else was changed, but most gaps are not filled rightly either", _CALCULATE)
    return PASSED


def _worth(right: int, answer: Answer) -> bool:
    return 2 * right >= len(answer.gaps)


def _wrong_gaps(table: Sequence[Row], answer: Answer) -> Iterator[str]:
    """Yield a description of each gap without its right value."""
    for gap in answer.gaps:
        found = table[gap][answer.at] if answer.at < len(table[gap]) else ""
        expected = answer.rows[gap][answer.at]
        value = number(found)
        if value is None or abs(value - Decimal(expected)) > Decimal(answer.tolerance):
            yield f"line {gap + _FIRST_LINE}: expected {expected}, found {found[:_SHOWN_LETTERS]!r}"


def _changed(table: Sequence[Row], answer: Answer) -> Iterator[str]:
    """Yield a description of each change outside of the gaps."""
    gaps = set(answer.gaps)
    for index, (found, expected) in enumerate(zip(table, answer.rows, strict=True)):
        if len(found) != len(expected):
            yield f"line {index + _FIRST_LINE} has {len(found)} cells instead of {len(expected)}"
            continue
        for at, (cell, right) in enumerate(zip(found, expected, strict=True)):
            if not (at == answer.at and index in gaps) and not same(cell, right):
                yield (
                    f"line {index + _FIRST_LINE}, {answer.columns[at]}: expected {right!r}, "
                    f"found {cell[:_SHOWN_LETTERS]!r}"
                )


def _list(faults: Sequence[str]) -> str:
    rest = len(faults) - _SHOWN
    return "; ".join(faults[:_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")


def _checkpoint(points: float, check: Callable[[Evidence, Answer], Verdict]) -> Checkpoint[Answer]:
    return Checkpoint(name=check.__name__.lstrip("_"), points=points, check=check)


CHECKPOINTS = (
    _checkpoint(0.4, _manual_read),
    _checkpoint(0.6, _sources_consulted),
    _checkpoint(2.0, _gaps_filled),
    _checkpoint(1.0, _nothing_else_changed),
)
