"""Three hints for a data completion."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.tasks.data_completion.answer import Answer

_WHOM_PARAMETERS = "The formula needs parameters that only colleagues know of: ask the department that the task names."
_WHOM_LOG = "Which recovery log belongs to the data set is known in the department that keeps the logs."
_WHOM_HOLDERS = "Some figures were noted by colleagues: the log names them, and only they can tell."
_WHOM_NOBODY = (
    "Nobody needs to be asked: the handbook holds the rule, and the files that the task names hold all known values."
)

_WHERE = """\
Download the handbook `CloudDisk://{manual}` and the data set `CloudDisk://{data}`. Find the handbook's section on \
this data set, and solve its formula for the column with the empty cells.{parameters}{log}"""
_PARAMETERS = " Take the parameters from the file that a colleague names, not from one that looks alike."
_LOG = " Where a formula needs a cell that holds a number of the recovery log, look that number up by the handbook."

_FIRST = """\
Download `CloudDisk://{manual}` and read the general rules, the section on the data set and the table at the end."""
_SECOND = "Download `CloudDisk://{data}`."
_ASK = (
    "Ask somebody of the department that the task names for the parameters in force, and download the file they name."
)
_NO_PARAMETERS = "See which rows around a gap are needed: only the row itself, its neighbours, or the days before."
_GET_LOG = "Download the recovery log of this data set{asking}."
_ASKING_LOG = ", after asking Engineering which one it is and whether there are corrections; download these as well"
_HOLDERS = (
    "Search the log for those numbers of the data set that have a name and no figure, and ask each of these people for "
    "their figures, by number."
)
_FIGURES = (
    "Make a table of number and figure: from the log, over it from the corrections the latest of each number, and from "
    "what you were told. Use it wherever a formula needs a cell that holds a number, and leave these cells as they are."
)
_FILL = """\
With Python's `csv`, read all rows as text. In each row whose target cell is empty, and that the handbook does not \
say stays empty, put the value that the formula gives; leave every other cell as the text that it is."""
_CHECK = "Check by the rows without gaps that your formula gives the values that are known."
_HAND_IN = "Write `{report}` with the same header and the same rows in the same order."


def give_hints(answer: Answer) -> tuple[str, str, str]:
    """Return the hints, from whom to ask to the whole procedure."""
    names = {"manual": answer.manual, "data": answer.data, "report": answer.report}
    where = _WHERE.format(**names, parameters=_PARAMETERS if answer.lookup else "", log=_LOG if answer.logs else "")
    steps = (f"{number}. {step.format(**names)}" for number, step in enumerate(_steps(answer), start=1))
    return " ".join(_whom(answer)), where, "\n".join(steps)


def _whom(answer: Answer) -> Iterator[str]:
    if not answer.sources:
        yield _WHOM_NOBODY
    if answer.lookup:
        yield _WHOM_PARAMETERS
    if _asks_for_log(answer):
        yield _WHOM_LOG
    if _asks_holders(answer):
        yield _WHOM_HOLDERS


def _steps(answer: Answer) -> Iterator[str]:
    yield from (_FIRST, _SECOND, _ASK if answer.lookup else _NO_PARAMETERS)
    if answer.logs:
        yield _GET_LOG.format(asking=_ASKING_LOG if _asks_for_log(answer) else "")
    if _asks_holders(answer):
        yield _HOLDERS
    if answer.logs:
        yield _FIGURES
    yield from (_FILL, _CHECK, _HAND_IN)


def _asks_for_log(answer: Answer) -> bool:
    return len(answer.sources) > bool(answer.lookup)


def _asks_holders(answer: Answer) -> bool:
    return len(answer.sources) > bool(answer.lookup) + 1
