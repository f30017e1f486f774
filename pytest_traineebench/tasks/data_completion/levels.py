"""The five difficulties: how long the table is, how much of it is missing, and how much lies around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Difficulty = Literal["very_easy", "easy", "medium", "hard", "very_hard"]
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)


@dataclass(frozen=True, slots=True)
class Level:
    """What a difficulty means.

    Attributes:
        rows: Rows of the table; of the sales tables the entities, which have four rows each.
        missing_percent: Share of the cells of the target column that are empty, at least.
        run: Length of a gap, as far as the table goes.
        older_versions: How many superseded versions of each file lie beside it.
        keys: Categories or carriers of a table of parameters.
    """

    rows: int
    missing_percent: int
    run: int
    older_versions: int
    keys: int


LEVELS: Mapping[Difficulty, Level] = {
    "very_easy": Level(30, 5, 1, 0, 3),
    "easy": Level(50, 8, 1, 1, 3),
    "medium": Level(80, 15, 3, 1, 4),
    "hard": Level(120, 25, 5, 2, 4),
    "very_hard": Level(200, 35, 7, 2, 5),
}
