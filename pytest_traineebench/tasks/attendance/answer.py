"""The truth of a task: what the report must hold, and what had to be asked and read for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A report that is one object.

    Attributes:
        values: By key; a whole number and a truth value must be met exactly, another number nearly.
    """

    values: Mapping[str, float | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of a report that is a list.

    Attributes:
        employee_id: Such as ``"E1007"``.
        name: Full name.
        details: What else stands about the person, by key.
    """

    employee_id: str
    name: str
    details: Mapping[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A report that is a list of people.

    Attributes:
        rows: The people who must be listed, and nobody else.
        candidates: How many people the question is about.
    """

    rows: tuple[Row, ...]
    candidates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceAnswer:
    """What the checkpoints compare with.

    Attributes:
        report: Name of the report in the workspace.
        manual: Path of the rules on the cloud disk.
        sheets: Paths of the sheets in force of those departments that the question is about, by department.
        managers: Names of all managers by department; each tells of the rules, and of their own department's sheet.
        records: Paths of all files that the report is computed from.
        expected: What the report must hold.
    """

    report: str
    manual: str
    sheets: Mapping[str, str]
    managers: Mapping[str, tuple[str, ...]]
    records: tuple[str, ...]
    expected: Figures | Listing
