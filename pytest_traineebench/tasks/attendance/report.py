"""Reads the report that the trainee hands in, and compares it with what it should hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pytest_traineebench.company.evidence import Evidence, json_type
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.attendance.answer import AttendanceAnswer, Figures, Listing, Row

_TOLERANCE = 0.011
"""One in the second decimal, and a little for the rounding of binary fractions."""
_LARGEST = 1e9
_SHOWN, _SHOWN_LETTERS = 6, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A report beside the truth.

    Attributes:
        earned: Share of what had to be found, less the share of the others that is named with it; 0 to 1.
        problems: What is wrong, for people; nothing if the report is flawless.
    """

    earned: float
    problems: tuple[str, ...]


def compare(evidence: Evidence, answer: AttendanceAnswer) -> Comparison:
    """Return how the report compares with the truth.

    Raises:
        DeliverableError: If it cannot be read, or does not have the form that the task asks for.
    """
    if isinstance(answer.expected, Figures):
        return _compare_figures(evidence.json_object(answer.report), answer.expected)
    return _compare_lists(_read_entries(evidence, answer.report), answer.expected)


def _compare_figures(found: Mapping[str, Any], expected: Figures) -> Comparison:
    problems = tuple(
        f"{key} should be {value}, not {_shown(found.get(key))}"
        for key, value in expected.values.items()
        if not _meets(found.get(key), value)
    )
    return Comparison(earned=1 - len(problems) / len(expected.values), problems=problems)


def _meets(found: Any, wanted: float | bool | str) -> bool:  # noqa: FBT001  -- any value of a report
    if isinstance(wanted, bool) or isinstance(found, bool):
        return found is wanted
    if isinstance(wanted, str):
        return isinstance(found, str) and _plain(found) == _plain(wanted)
    if not isinstance(found, int | float) or not -_LARGEST < found < _LARGEST:
        return False
    return found == wanted if isinstance(wanted, int) else abs(found - wanted) < _TOLERANCE


def _plain(text: str) -> str:
    """Return text without what a reader would overlook: case and the number of blanks."""
    return " ".join(text.split()).casefold()


def _read_entries(evidence: Evidence, name: str) -> dict[str, list[Mapping[str, Any]]]:
    """Return the entries of a list by employee number."""
    entries = evidence.json(name)
    if not isinstance(entries, list):
        raise DeliverableError(f"{name} holds a JSON {json_type(entries)}, not a list")
    by_id: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise DeliverableError(f"{name} lists a JSON {json_type(entry)} where an object per employee is expected")
        number = entry.get("employee_id")
        if not isinstance(number, str):
            raise DeliverableError(f"{name} has an entry whose employee_id is a JSON {json_type(number)}, not text")
        by_id.setdefault(number.strip(), []).append(entry)
    return by_id


def _compare_lists(found: Mapping[str, list[Mapping[str, Any]]], expected: Listing) -> Comparison:
    """Compare lists of people.

    The share of what is right, less the share of the others that are listed with them, is Youden's index: who lists
    everybody, or anybody, can expect nothing from it.
    """
    wanted = {row.employee_id: row for row in expected.rows}
    extra = [number for number in found if number not in wanted]
    problems = [problem for row in expected.rows for problem in _row_problems(found.get(row.employee_id, []), row)]
    problems += [f"{_shown(number)} should not be listed" for number in extra]
    if not wanted:
        return Comparison(earned=0.0 if extra else 1.0, problems=tuple(problems))
    parts = sum(_parts(row) for row in expected.rows)
    right = sum(_right(found.get(row.employee_id, []), row) for row in expected.rows)
    wrong = min(1.0, len(extra) / max(1, expected.candidates - len(wanted)))
    return Comparison(earned=max(0.0, right / parts - wrong), problems=tuple(problems))


def _parts(row: Row) -> int:
    return 1 + sum(isinstance(value, int) for value in row.details.values())


def _right(entries: list[Mapping[str, Any]], row: Row) -> int:
    """Return how many parts of a row are right; of an employee listed twice, both entries must say the same."""
    if not entries or not all(_is_person(entry, row) for entry in entries):
        return 0
    numbers = {key: value for key, value in row.details.items() if isinstance(value, int)}
    return 1 + sum(all(_meets(entry.get(key), value) for entry in entries) for key, value in numbers.items())


def _is_person(entry: Mapping[str, Any], row: Row) -> bool:
    texts = {key: value for key, value in row.details.items() if isinstance(value, str)}
    return all(_meets(entry.get(key), value) for key, value in {"name": row.name, **texts}.items())


def _row_problems(entries: list[Mapping[str, Any]], row: Row) -> list[str]:
    if not entries:
        return [f"{row.employee_id} {row.name} is not listed"]
    if len(entries) > 1:
        return [f"{row.employee_id} is listed {len(entries)} times"]
    return [
        f"{key} of {row.employee_id} should be {value}, not {_shown(entries[0].get(key))}"
        for key, value in {"name": row.name, **row.details}.items()
        if not _meets(entries[0].get(key), value)
    ]


def _shown(value: Any) -> str:
    """Write a foreign value for people, however large it is."""
    if isinstance(value, dict | list):
        return f"a JSON {json_type(value)}"
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return "a huge number"
    return repr(value[:_SHOWN_LETTERS] if isinstance(value, str) else value)


def listed(problems: tuple[str, ...]) -> str:
    """Write out problems for people, however many there are."""
    rest = len(problems) - _SHOWN
    return "; ".join(problems[:_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")
