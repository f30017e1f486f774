"""What a transaction review's checkpoints compare with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The truth about one table of transactions.

    Attributes:
        abnormal: Names of the suppliers that the review manual's rule describes, sorted; may be empty.
        suppliers: Names of all suppliers of the table, sorted.
        report: Name of the file to hand in.
        handbook: Path of the intern handbook on the cloud disk.
        manual: Path of the review manual on the cloud disk.
    """

    abnormal: tuple[str, ...]
    suppliers: tuple[str, ...]
    report: str
    handbook: str
    manual: str
