"""What a data completion's checkpoints compare with."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.tasks.data_completion.terms import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that can only be had by asking.

    Attributes:
        people: Full names of those who know it.
        words: What the answer of one of them holds, all of it.
    """

    people: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The truth about one table with gaps.

    Attributes:
        manual: Path of the manual on the cloud disk.
        data: Path of the table on the cloud disk.
        report: Name of the file to hand in.
        columns: Names, in order.
        target: The column with the gaps.
        rows: The complete table, cells as they stand in the file; only what no rule can give is empty.
        gaps: Indices of the rows whose target cell was missing, in order.
        tolerance: How far from the true value a filled-in number may be, as a decimal number.
        lookup: Path of the table of parameters on the cloud disk; empty if none is needed.
        logs: Paths of the recovery log and its corrections that are in force; none if the table shows all figures.
        sources: Everything that has to be asked for.
    """

    manual: str
    data: str
    report: str
    columns: tuple[str, ...]
    target: str
    rows: tuple[Row, ...]
    gaps: tuple[int, ...]
    tolerance: str
    lookup: str = ""
    logs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def at(self) -> int:
        """Index of the target column."""
        return self.columns.index(self.target)
