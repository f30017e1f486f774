"""Reads the report that the trainee hands in, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_traineebench.company.evidence import Evidence, json_type
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.sales.answer import Answer, Figure, Shape

_TOLERANCE = 5.000001
"""Cents; the bit more keeps the floats of a difference of exactly five cents inside."""

_SHOWN = 60
_ID = "employee_id"


@dataclass(slots=True)
class Report:
    """What a report holds.

    Attributes:
        right: Keys of the figures that it has right.
        surplus: How many people it names that were not asked for.
        flaws: Where it departs from the format, for people.
    """

    right: set[str] = field(default_factory=set)
    surplus: int = 0
    flaws: list[str] = field(default_factory=list)


def read_report(evidence: Evidence, answer: Answer) -> Report:
    """Compare a report with the answer.

    Raises:
        DeliverableError: If it cannot be read or its outermost value is of another kind than asked for.
    """
    report, wanted = Report(), {figure.key: figure for figure in answer.figures}
    if answer.shape is Shape.PEOPLE:
        _read_people(evidence.json(answer.report), wanted, report, prefix="", where=answer.report)
        return report
    found = evidence.json_object(answer.report)
    if answer.shape is Shape.PEOPLE_BY_DEPARTMENT:
        _read_departments(found, wanted, report, answer.departments)
    else:
        _read_numbers(found, wanted, report, answer)
    _drop_lucky_numbers(report, wanted)
    return report


def _read_departments(
    found: Mapping[str, Any], wanted: Mapping[str, Figure], report: Report, departments: tuple[str, ...]
) -> None:
    for name in departments:
        if name not in found:
            report.flaws.append(f"{name} is missing")
            continue
        try:
            _read_people(found[name], wanted, report, prefix=f"{name}/", where=name)
        except DeliverableError as problem:
            report.flaws.append(str(problem))
    report.flaws.extend(f"{_short(name)} was not asked about" for name in found if name not in departments)


def _read_people(value: Any, wanted: Mapping[str, Figure], report: Report, *, prefix: str, where: str) -> None:
    seen: set[str] = set()
    for entry in _entries(value, where):
        if not isinstance(entry, dict) or not isinstance(entry.get(_ID), str):
            report.flaws.append(f"{where} lists something that is no person with an {_ID}")
            report.surplus += 1
            continue
        key = prefix + entry[_ID].strip()
        if key in seen or key not in wanted:
            report.surplus += 1
        else:
            _read_person(entry, wanted[key], report)
        seen.add(key)


def _entries(value: Any, where: str) -> Iterable[Any]:
    """Return the people of a list; one person without a list, or people by id, are as good."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and _ID in value:
        return [value]
    if isinstance(value, dict) and all(isinstance(entry, dict) for entry in value.values()):
        return value.values()
    raise DeliverableError(f"{where} holds a JSON {json_type(value)} where a list of people is expected")


def _read_person(entry: Mapping[str, Any], figure: Figure, report: Report) -> None:
    for name, right in (("name", figure.name), ("department", figure.department)):
        if entry.get(name) != right:
            report.flaws.append(f"{figure.key}: {name} is {_short(entry.get(name))}, not {right!r}")
    _read_number(entry, "total_sales", figure, report)


def _read_numbers(found: Mapping[str, Any], wanted: Mapping[str, Figure], report: Report, answer: Answer) -> None:
    for key, figure in wanted.items():
        _read_number(found, key, figure, report)
    allowed = set(wanted)
    if answer.shape is Shape.STATISTICS:
        allowed.add("department")
        if found.get("department") != answer.departments[0]:
            report.flaws.append(f"department is {_short(found.get('department'))}, not {answer.departments[0]!r}")
    if answer.shape is Shape.AVERAGES:
        report.flaws.extend(f"{_short(name)} was not asked about" for name in found if name not in allowed)


def _read_number(found: Mapping[str, Any], key: str, figure: Figure, report: Report) -> None:
    value = found.get(key)
    # A truth value is a number to Python, and 3.0 is no count.
    if isinstance(value, bool) or not isinstance(value, int | float if figure.is_money else int):
        kind = "a number" if figure.is_money else "a whole number"
        report.flaws.append(f"{figure.key}: {key} is {_short(value)}, not {kind}")
    elif _equals(value, figure):
        report.right.add(figure.key)


def _equals(value: float, figure: Figure) -> bool:
    if not figure.is_money:
        return value == figure.value
    return abs(value * 100 - figure.value) <= _TOLERANCE  # also not if it is infinite


def _drop_lucky_numbers(report: Report, wanted: Mapping[str, Figure]) -> None:
    """Do not count small whole numbers, which can be guessed, without an amount that is right."""
    money = {key for key, figure in wanted.items() if figure.is_money}
    if money and not money & report.right:
        report.right.clear()


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str | int | float) and not _is_huge(value) else f"a JSON {json_type(value)}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _is_huge(value: Any) -> bool:
    """Tell integers of which Python refuses to write the digits."""
    return isinstance(value, int) and value.bit_length() > 1000  # noqa: PLR2004  -- far below Python's limit
