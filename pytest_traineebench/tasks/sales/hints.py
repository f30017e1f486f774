"""Three hints for a sales analysis."""

from __future__ import annotations

from pytest_traineebench.tasks.sales.answer import Answer

_WHOM = """\
The sales departments know where their records are and by which rules they are analysed: ask one of their managers."""

_WHERE = """\
Ask somebody in Sales_1, Sales_2 or Sales_3 (`ListUsers` shows them) for the handbook and the records. They are in \
`CloudDisk://{folder}/`. Download the handbook `CloudDisk://{manual}` and the files of the departments and quarters \
that the question is about, and apply the handbook's rules to the rows."""

_PROCEDURE = """\
1. Ask a Sales Manager where the records are and by which handbook they are analysed.
2. Download `CloudDisk://{manual}` and read all of it; earlier years' editions have other rules.
3. Download these records, not the preliminary ones and not those of another year: {records}.
4. With Python's `csv`, go through each file in the order of the handbook's section 3: keep one row per order number, \
drop other quarters, the web shop, cancelled orders and samples, convert currencies, treat refunds as it says.
5. Add up by `employee_id`, and by department; rank, average or compare as section 4 says.
6. Write `{report}` in the format of the task, with what was asked for and nothing else."""


def give_hints(answer: Answer) -> tuple[str, str, str]:
    """Return the hints, from whom to ask to the whole procedure."""
    records = ", ".join(f"`CloudDisk://{path}`" for path in answer.records)
    return (
        _WHOM,
        _WHERE.format(folder=answer.folder, manual=answer.manual),
        _PROCEDURE.format(manual=answer.manual, records=records, report=answer.report),
    )
