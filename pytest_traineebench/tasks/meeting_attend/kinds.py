"""What the trainee is asked to do with the meeting."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The task that is handed out in the meeting, if any; the easiest first."""

    NONE = "none"
    WRITE = "write"
    SUM = "sum"
    CHECK = "check"
    CHECK_SUM = "check_sum"

    @property
    def has_rules(self) -> bool:
        """Whether only requests that obey the procurement rules are wanted."""
        return self in (Kind.CHECK, Kind.CHECK_SUM)

    @property
    def has_totals(self) -> bool:
        """Whether amounts per person and overall are wanted."""
        return self in (Kind.SUM, Kind.CHECK_SUM)
