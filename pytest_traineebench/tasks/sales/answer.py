"""What a sales analysis' checkpoints compare with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What the file to hand in looks like."""

    PEOPLE = "people"
    PEOPLE_BY_DEPARTMENT = "people by department"
    AVERAGES = "averages"
    STATISTICS = "statistics"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that should be in the report.

    Attributes:
        key: Where: an employee id (after department and slash if lists are by department), a department, or the key
            of the number.
        value: US cents, or a whole number.
        is_money: Which of the two.
        name: Of the person, if it is a person's.
        department: Of the person, if it is a person's.
    """

    key: str
    value: int
    is_money: bool = True
    name: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The truth about one question.

    Attributes:
        shape: Of the report.
        departments: That are asked about.
        figures: That the report should hold, and no others.
        report: Name of the file to hand in.
        manual: Path of the sales handbook on the cloud disk.
        folder: Of the records on the cloud disk.
        records: Paths of the files that hold the orders asked about.
        experts: Colleagues who know handbook and records.
    """

    shape: Shape
    departments: tuple[str, ...]
    figures: tuple[Figure, ...]
    report: str
    manual: str
    folder: str
    records: tuple[str, ...]
    experts: tuple[str, ...]
