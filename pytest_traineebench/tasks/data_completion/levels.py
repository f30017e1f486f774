"""The five difficulties: how long the table is, how much is missing, and what has to be fetched and asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Difficulty = Literal["very_easy", "easy", "medium", "hard", "very_hard"]
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What is to be found out about the figures for which a table holds a number of the recovery log only.

    Attributes:
        other_logs: Logs of other outages beside the one in force; if there are some, only colleagues know which it is.
        corrections: Whether some of its figures were corrected later, in a file of its own.
        holders: Colleagues who noted figures that do not stand in the log.
    """

    other_logs: int
    corrections: bool
    holders: int


@dataclass(frozen=True, slots=True)
class Level:
    """What a difficulty means.

    Attributes:
        rows: Rows of the table; of the sales tables the entities, which have four rows each.
        missing_percent: Share of the cells of the target column that are empty, at least.
        run: Length of a gap, as far as the table goes.
        older_versions: How many superseded versions of each file lie beside it.
        keys: Categories or carriers of a table of parameters.
        recovery: What there is to find out about numbers in place of figures; None if the table has none of them.
    """

    rows: int
    missing_percent: int
    run: int
    older_versions: int
    keys: int
    recovery: Recovery | None


LEVELS: Mapping[Difficulty, Level] = {
    "very_easy": Level(30, 5, 1, 0, 3, None),
    "easy": Level(50, 8, 1, 1, 3, Recovery(other_logs=0, corrections=False, holders=0)),
    "medium": Level(80, 15, 3, 1, 4, Recovery(other_logs=2, corrections=False, holders=0)),
    "hard": Level(120, 25, 5, 2, 4, Recovery(other_logs=2, corrections=True, holders=1)),
    "very_hard": Level(200, 35, 7, 2, 5, Recovery(other_logs=2, corrections=True, holders=3)),
}
