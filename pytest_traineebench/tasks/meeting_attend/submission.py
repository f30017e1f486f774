"""Reads the summary that the trainee hands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pytest_traineebench.company.evidence import Evidence, json_type
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request

ROWS, STATISTICS = "requirement", "statistics"
_TEXTS, _NUMBERS, _TOTAL = ("name", "item"), ("quantity", "unit_price"), "total"
_CENT = 0.01 + 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded request, its parts in plain form; a part that is missing or of the wrong type is None."""

    name: str | None
    item: str | None
    quantity: float | None
    unit_price: float | None
    total: float | None

    def names(self, request: Request) -> bool:
        """Whether it is about that request."""
        return (self.name, self.item) == (plain(request.name), plain(request.item))

    def records(self, request: Request, *, with_total: bool) -> bool:
        """Whether it records that request rightly."""
        return (
            self.names(request)
            and self.quantity == request.quantity
            and _near(self.unit_price, request.unit_price)
            and (not with_total or _near(self.total, request.total))
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary that can be read, however it deviates from the format.

    Attributes:
        rows: One per entry of the list.
        statistics: The overall amount, None if there is none.
        faults: How it deviates, for people; empty if it does not.
    """

    rows: tuple[Row, ...]
    statistics: float | None
    faults: tuple[str, ...]


def read_summary(evidence: Evidence, answer: Answer) -> Summary:
    """Return the summary.

    Raises:
        DeliverableError: If it cannot be read or is not an object with a list of requests.
    """
    data = evidence.json_object(answer.output)
    if not isinstance(data.get(ROWS), list):
        raise DeliverableError(f"{answer.output} has no list {ROWS!r}")
    entries: list[Any] = data[ROWS]
    statistics = _number(data.get(STATISTICS))
    faults = list(_faults(entries, with_total=answer.kind.has_totals))
    if answer.kind.has_totals and statistics is None:
        faults.append(f"{STATISTICS!r} is no number")
    return Summary(tuple(_row(entry) for entry in entries), statistics, tuple(faults))


def mentions(evidence: Evidence, answer: Answer) -> bool:
    """Whether the file holds, in whatever structure, an object that tells who asked for what, rightly at least once.

    Raises:
        DeliverableError: If it cannot be read.
    """
    wanted = {(plain(request.name), plain(request.item)) for request in answer.wanted}
    return any(
        name in texts and item in texts for texts in _texts(evidence.json(answer.output)) for name, item in wanted
    )


def plain(text: str) -> str:
    """Return a text without what a reader would overlook: case and the number of blanks."""
    return " ".join(text.split()).casefold()


def is_amount(found: float | None, expected: int) -> bool:
    """Whether a number is that amount, up to a cent."""
    return _near(found, expected)


def _texts(value: Any) -> Iterator[set[str]]:
    """Yield the texts of each object in a JSON value, however deep."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield {plain(text) for text in part.values() if isinstance(text, str)}
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _faults(entries: list[Any], *, with_total: bool) -> Iterator[str]:
    if not entries:
        yield f"{ROWS!r} is empty"
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            yield f"entry {number} is a JSON {json_type(entry)}, not an object"
            continue
        numbers = (*_NUMBERS, _TOTAL) if with_total else _NUMBERS
        yield from (f"entry {number}: {key!r} is no text" for key in _TEXTS if not isinstance(entry.get(key), str))
        yield from (f"entry {number}: {key!r} is no number" for key in numbers if _number(entry.get(key)) is None)


def _row(entry: Any) -> Row:
    if not isinstance(entry, dict):
        return Row(None, None, None, None, None)
    name, item = (plain(entry[key]) if isinstance(entry.get(key), str) else None for key in _TEXTS)
    quantity, unit_price, total = (_number(entry.get(key)) for key in (*_NUMBERS, _TOTAL))
    return Row(name, item, quantity, unit_price, total)


def _number(value: Any) -> float | None:
    """Return a number; one that is written as text is none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _near(found: float | None, expected: int) -> bool:
    return found is not None and abs(found - expected) <= _CENT
