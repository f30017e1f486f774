"""Which cells of a table are missing, and what belongs there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from pytest_traineebench.tasks.data_completion.books import QUARTERS
from pytest_traineebench.tasks.data_completion.kinds import TaskType
from pytest_traineebench.tasks.data_completion.levels import Level
from pytest_traineebench.tasks.data_completion.numbers import rounded
from pytest_traineebench.tasks.data_completion.terms import Row

_YEAR = len(QUARTERS)
_FULL = 100


def draw_gaps(task_type: TaskType, target: str, count: int, level: Level, rng: Random) -> tuple[int, ...]:
    """Draw the rows whose target cell is missing: runs at random places until the level's share is reached.

    Every missing cell can be worked out: a first quarter has no growth, so that it is missing nowhere; a stock has a
    known day before and after; and of an entity's quarterly totals one is always known.

    Args:
        task_type: Kind of the table.
        target: Column with the gaps.
        count: Rows of the table.
        level: Length of the runs and share of missing cells.
        rng: Draws the places.
    """
    places = _places(task_type, target, count)
    wanted = max(1, len(places) * level.missing_percent // _FULL)
    by_year = (task_type, target) == ("qoq_rate", "quarter_total")
    missing: set[int] = set()
    while len(missing) < wanted:
        start = rng.randrange(len(places))
        for place in places[start : start + level.run]:
            if not (by_year and _last_known(place, missing)):
                missing.add(place)
    return tuple(sorted(missing))


def interpolate(rows: Sequence[Row], gaps: Sequence[int]) -> tuple[Row, ...]:
    """Return rows of day and level in which the level of each gap lies on the line between its known neighbours."""
    missing, restored = set(gaps), list(rows)
    for gap in gaps:
        before = next(at for at in range(gap, -1, -1) if at not in missing)
        after = next(at for at in range(gap, len(rows)) if at not in missing)
        low, high = Decimal(rows[before][1]), Decimal(rows[after][1])
        level = low + (high - low) * (gap - before) / (after - before)
        restored[gap] = (rows[gap][0], str(rounded(level, 2)))
    return tuple(restored)


def _places(task_type: TaskType, target: str, count: int) -> list[int]:
    if target == "qoq":
        return [place for place in range(count) if place % _YEAR]
    if task_type == "daily_interpolation":
        return list(range(1, count - 1))
    return list(range(count))


def _last_known(place: int, missing: set[int]) -> bool:
    first = place - place % _YEAR
    return not set(range(first, first + _YEAR)) - missing - {place}
