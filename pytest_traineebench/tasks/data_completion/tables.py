"""A table without gaps, of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pytest_traineebench.tasks.data_completion import books, flows
from pytest_traineebench.tasks.data_completion.kinds import TaskType
from pytest_traineebench.tasks.data_completion.terms import Row, Terms

_DRAW: Mapping[TaskType, Callable[[Terms], Iterator[Row]]] = {
    "quarter_from_months": books.quarters_from_months,
    "qoq_rate": books.quarterly_growth,
    "tax_fee": books.fees,
    "total_from_items": books.totals_from_items,
    "ending_from_flow": flows.inventory_days,
    "daily_interpolation": flows.stock_levels,
    "account_balance_from_details": books.balances,
    "depreciation_straight_line": books.depreciations,
    "eta_distance_sla": flows.shipments,
    "segment_time_sum": flows.segment_times,
    "rolling_avg": flows.rolling_averages,
    "funnel": flows.funnels,
}


def draw_table(task_type: TaskType, terms: Terms) -> tuple[Row, ...]:
    """Draw all rows."""
    return tuple(_DRAW[task_type](terms))


def to_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return the file as the company's systems export it: no cell needs quotes, lines end with CR and LF."""
    return "".join(",".join(cells) + "\r\n" for cells in (columns, *rows)).encode()
