"""From which known cells the value of a gap is worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pytest_traineebench.tasks.data_completion.books import QUARTERS
from pytest_traineebench.tasks.data_completion.kinds import KINDS, TaskType

Cell = tuple[int, int]
"""Row and column of a table."""
_YEAR = len(QUARTERS)
_LAST = _YEAR - 1


def operands(task_type: TaskType, target: str, gaps: Sequence[int], rows: int) -> list[tuple[Cell, ...]]:
    """Return known numbers that the gaps' values need, gap by gap.

    Of the growth tables these are the cells that no other way leads around, such as the growth of a last quarter whose
    total is missing; a gap may have none. Of the rolling averages it is the figure of the day itself.

    Args:
        task_type: Kind of the table.
        target: Column with the gaps.
        gaps: Rows whose target cell is missing.
        rows: Rows of the table.
    """
    columns = KINDS[task_type].columns
    missing = frozenset(gaps)
    if task_type == "qoq_rate":
        return _tied(target, gaps, missing)
    if task_type == "daily_interpolation":
        return [_neighbours(gap, missing, rows) for gap in gaps]
    terms = [name for name in KINDS[task_type].targets if name != target] or ["metric"]
    return [tuple((gap, columns.index(name)) for name in terms) for gap in gaps]


def _tied(target: str, gaps: Sequence[int], missing: Collection[int]) -> list[tuple[Cell, ...]]:
    """Return the cells that quarters hang on; of a table so small that there are none, one that is merely used."""
    find, used = (_growth_needed, "quarter_total") if target == "qoq" else (_totals_needed, "qoq")
    found = [tuple(find(gap, missing)) for gap in gaps]
    return found if any(found) else [((gaps[0], KINDS["qoq_rate"].columns.index(used)),)]


def _growth_needed(gap: int, missing: Collection[int]) -> Iterator[Cell]:
    """Yield the totals of a gap's two quarters that no known growth gives as well."""
    at = KINDS["qoq_rate"].columns.index("quarter_total")
    if gap % _YEAR == _LAST or gap + 1 in missing:
        yield gap, at
    if gap % _YEAR == 1 or gap - 1 in missing:
        yield gap - 1, at


def _totals_needed(gap: int, missing: Collection[int]) -> Iterator[Cell]:
    """Yield the growth that alone ties a gap at an end of the year to the totals that are known."""
    at = KINDS["qoq_rate"].columns.index("qoq")
    year = range(gap - gap % _YEAR, gap - gap % _YEAR + _YEAR)
    if all(quarter in missing for quarter in year if quarter > gap):
        yield gap, at
    if all(quarter in missing for quarter in year if quarter < gap):
        yield gap + 1, at


def _neighbours(gap: int, missing: Collection[int], rows: int) -> tuple[Cell, ...]:
    at = KINDS["daily_interpolation"].columns.index("stock_level")
    before = next(day for day in range(gap, -1, -1) if day not in missing)
    after = next(day for day in range(gap, rows) if day not in missing)
    return (before, at), (after, at)
