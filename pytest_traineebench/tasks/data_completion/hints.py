"""Three hints for a data completion."""

from __future__ import annotations

from pytest_traineebench.tasks.data_completion.answer import Answer

_WHOM = {
    True: "The formula needs parameters that only colleagues know of: ask the department that the task names.",
    False: "Nobody needs to be asked: the handbook that the task names holds the rule, the data set all known values.",
}
_WHERE = """\
Download the handbook `CloudDisk://{manual}` and the data set `CloudDisk://{data}`. Find the handbook's section on \
this data set, and solve its formula for the column with the empty cells.{parameters}"""
_PARAMETERS = " Take the parameters from the file that a colleague names, not from one that looks alike."

_PROCEDURE = """\
1. Download `CloudDisk://{manual}` and read the general rules, the section on the data set and the table at the end.
2. Download `CloudDisk://{data}`.
3. {third}
4. With Python's `csv`, read all rows as text. In each row whose target cell is empty, and that the handbook does not \
say stays empty, put the value that the formula gives; leave every other cell as the text that it is.
5. Check by the rows without gaps that your formula gives the values that are known.
6. Write `{report}` with the same header and the same rows in the same order."""
_ASK = (
    "Ask somebody of the department that the task names for the parameters in force, and download the file they name."
)
_NO_PARAMETERS = "See which rows around a gap are needed: only the row itself, its neighbours, or the days before."


def give_hints(answer: Answer) -> tuple[str, str, str]:
    """Return the hints, from whom to ask to the whole procedure."""
    asks = bool(answer.lookup)
    return (
        _WHOM[asks],
        _WHERE.format(manual=answer.manual, data=answer.data, parameters=_PARAMETERS if asks else ""),
        _PROCEDURE.format(
            manual=answer.manual, data=answer.data, report=answer.report, third=_ASK if asks else _NO_PARAMETERS
        ),
    )
