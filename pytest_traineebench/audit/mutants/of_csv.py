"""Mutants of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from pytest_traineebench.audit.mutants.kinds import Loses, Mutant, rewritten

_Rows = list[list[str]]


def _table(name: str, loses: Loses, change: Callable[[_Rows], _Rows]) -> Mutant:
    """Return the mutant with other rows; the first row is the head."""

    def changed(content: bytes) -> bytes:
        head, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
        file = io.StringIO(newline="")
        csv.writer(file, lineterminator="\n").writerows([head, *change(rows)])
        return file.getvalue().encode()

    return rewritten(name, loses, changed)


def _numbers(change: Callable[[str], str]) -> Callable[[_Rows], _Rows]:
    return lambda rows: [[change(cell) if _is_number(cell) else cell for cell in row] for row in rows]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


CSV = (
    _table("NaN", Loses.SOME, _numbers(lambda _: "NaN")),
    _table("infinity", Loses.SOME, _numbers(lambda _: "inf")),
    _table("other numbers", Loses.SOME, _numbers(lambda cell: str(round(float(cell) * 1.2 + 1, 2)))),
    _table("no numbers", Loses.SOME, _numbers(lambda _: "")),
    _table("words for numbers", Loses.SOME, _numbers(lambda cell: f"about {cell}")),
    _table("last row missing", Loses.SOME, lambda rows: rows[:-1]),
    _table("first row twice", Loses.SOME, lambda rows: [*rows[:1], *rows]),
    _table("another order", Loses.SOME, lambda rows: rows[::-1]),
    _table("head only", Loses.SOME, lambda _: []),
    rewritten("twice", Loses.SOME, lambda content: content + content),
    rewritten("semicolons", Loses.SOME, lambda content: content.replace(b",", b";")),
)
