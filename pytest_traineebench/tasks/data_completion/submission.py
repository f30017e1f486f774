"""Reads the table that the trainee hands in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.data_completion.answer import Answer
from pytest_traineebench.tasks.data_completion.terms import Row

_NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:e[+-]?\d\d?)?", re.ASCII | re.IGNORECASE)
_SAME = Decimal("1e-9")
"""What a program that reads and writes a number may change about it."""


def read_table(evidence: Evidence, answer: Answer) -> list[Row]:
    """Return the rows of the deliverable, as many as there should be; blank lines and blanks around cells are dropped.

    Raises:
        DeliverableError: If it cannot be read, its header is another one, or it has more or fewer rows.
    """
    most = len(answer.rows) + 2  # the header, and one row too many, so that a huge file is not read on
    lines = list(islice(_lines(evidence.text(answer.report), answer.report), most))
    if not lines or lines[0] != answer.columns:
        found = ",".join(lines[0])[:80] if lines else "nothing"
        raise DeliverableError(f"{answer.report}: expected the header {','.join(answer.columns)}, found {found!r}")
    if len(lines) - 1 != len(answer.rows):
        found = "more" if len(lines) == most else str(len(lines) - 1)
        raise DeliverableError(f"{answer.report}: expected {len(answer.rows)} rows, found {found}")
    return lines[1:]


def number(text: str) -> Decimal | None:
    """Return a cell's value, or None if it is no plain, finite number."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def same(found: str, expected: str) -> bool:
    """Whether two cells say the same: equal numbers however they are written, or equal texts."""
    if found == expected:
        return True
    one, other = number(found), number(expected)
    return one is not None and other is not None and abs(one - other) <= _SAME


def _lines(text: str, name: str) -> Iterator[Row]:
    try:
        for cells in csv.reader(io.StringIO(text)):
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield stripped
    except csv.Error as error:
        raise DeliverableError(f"{name} is not CSV: {error}") from None
