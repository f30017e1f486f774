"""Three hints for a transaction review."""

from __future__ import annotations

from pytest_traineebench.company import handbook
from pytest_traineebench.tasks.transactions.paths import Paths

_WHERE = """\
Download `CloudDisk://{handbook}`, ask somebody in Finance for the rules of the transaction review, and download the \
manual `{manual}`. Then group the rows of `{database}` by supplier and apply the rules."""

_PROCEDURE = """\
1. Download `CloudDisk://{handbook}` and read whom to ask.
2. Ask an Accountant or the Finance Manager how to review the transaction data.
3. Download `{manual}` and read all of it; note the approval authority.
4. With Python's `sqlite3`, read the table `transactions` of `{database}` and work out for each supplier: the day of \
the first payment, the smallest number of payments in a month, whether there is a rating, the smallest and the largest \
amount.
5. Keep the suppliers that meet all conditions of the manual at once; there may be none.
6. Write `{report}`: {{"abnormal_suppliers": [names as in the table]}}."""


def give_hints(paths: Paths) -> tuple[str, str, str]:
    """Return the hints, from whom to ask to the whole procedure."""
    manual, database = f"CloudDisk://{paths.manual}", paths.database
    return (
        "Finance is in charge of data reviews: ask an Accountant or the Finance Manager how this review is done.",
        _WHERE.format(handbook=handbook.PATH, manual=manual, database=database),
        _PROCEDURE.format(handbook=handbook.PATH, manual=manual, database=database, report=paths.report),
    )
