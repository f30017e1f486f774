"""The twelve kinds of data set: which columns they have, which of them may have gaps, and how exact a value must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

Domain = Literal["sales", "transactions", "inventory", "finance", "logistics", "web"]
TaskType = Literal[
    "quarter_from_months",
    "qoq_rate",
    "tax_fee",
    "total_from_items",
    "ending_from_flow",
    "daily_interpolation",
    "account_balance_from_details",
    "depreciation_straight_line",
    "eta_distance_sla",
    "segment_time_sum",
    "rolling_avg",
    "funnel",
]

DOMAINS: tuple[Domain, ...] = get_args(Domain)
TASK_TYPES: tuple[TaskType, ...] = get_args(TaskType)

_HUNDREDTH = Decimal("0.01")
_RATIO = Decimal("0.0005")
_AVERAGE = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of data set.

    Attributes:
        domain: The folder that it lies in.
        file: Its published file name.
        columns: In the order of the file.
        targets: Columns that may have gaps, with the largest error of a value that still counts as right.
        lookup: Published name of the table of parameters that the formula needs; empty if it needs none.
        expert: Department that knows where this table is.
    """

    domain: Domain
    file: str
    columns: tuple[str, ...]
    targets: Mapping[str, Decimal]
    lookup: str = ""
    expert: str = ""


def _columns(written: str) -> tuple[str, ...]:
    return tuple(written.split(","))


def _exact(*names: str) -> dict[str, Decimal]:
    return dict.fromkeys(names, _HUNDREDTH)


KINDS: Mapping[TaskType, Kind] = {
    "quarter_from_months": Kind(
        domain="sales",
        file="sales_quarter_from_months.csv",
        columns=_columns("entity,quarter,m1,m2,m3,quarter_total"),
        targets=_exact("m1", "m2", "m3", "quarter_total"),
    ),
    "qoq_rate": Kind(
        domain="sales",
        file="sales_qoq.csv",
        columns=_columns("entity,quarter,quarter_total,qoq"),
        targets={"qoq": _RATIO, **_exact("quarter_total")},
    ),
    "tax_fee": Kind(
        domain="transactions",
        file="transactions_tax_fee.csv",
        columns=_columns("entity,date,category,amount,fee"),
        targets=_exact("amount", "fee"),
        lookup="rates.csv",
        expert="Finance",
    ),
    "total_from_items": Kind(
        domain="transactions",
        file="transactions_total_from_items.csv",
        columns=_columns("entity,date,item_a,item_b,item_c,total"),
        targets=_exact("item_a", "item_b", "item_c", "total"),
    ),
    "ending_from_flow": Kind(
        domain="inventory",
        file="inventory_ending_from_flow.csv",
        columns=_columns("entity,day,begin,inbound,outbound,shrinkage,ending"),
        targets=_exact("begin", "inbound", "outbound", "shrinkage", "ending"),
    ),
    "daily_interpolation": Kind(
        domain="inventory",
        file="inventory_daily_interpolation.csv",
        columns=_columns("day,stock_level"),
        targets=_exact("stock_level"),
    ),
    "account_balance_from_details": Kind(
        domain="finance",
        file="finance_account_balance.csv",
        columns=_columns("entity,detail1,detail2,detail3,balance"),
        targets=_exact("detail1", "detail2", "detail3", "balance"),
    ),
    "depreciation_straight_line": Kind(
        domain="finance",
        file="finance_depreciation.csv",
        columns=_columns("entity,cost,salvage,life_months,monthly_dep"),
        targets=_exact("monthly_dep", "salvage", "cost", "life_months"),
    ),
    "eta_distance_sla": Kind(
        domain="logistics",
        file="logistics_eta.csv",
        columns=_columns("shipment,distance_km,carrier,eta_hours"),
        targets=_exact("eta_hours", "distance_km"),
        lookup="carrier_sla.csv",
        expert="Sales_1",
    ),
    "segment_time_sum": Kind(
        domain="logistics",
        file="logistics_segment_sum.csv",
        columns=_columns("job,seg1,seg2,seg3,total_time"),
        targets=_exact("seg1", "seg2", "seg3", "total_time"),
    ),
    "rolling_avg": Kind(
        domain="web",
        file="web_rolling.csv",
        columns=_columns("day,metric,rolling_7d"),
        targets={"rolling_7d": _AVERAGE},
    ),
    "funnel": Kind(
        domain="web",
        file="web_funnel.csv",
        columns=_columns("entity,impressions,ctr,clicks"),
        targets={"ctr": _RATIO, **_exact("impressions", "clicks")},
    ),
}


def sibling(task_type: TaskType) -> TaskType:
    """Return the other kind of the same domain."""
    domain = KINDS[task_type].domain
    return next(other for other in TASK_TYPES if other != task_type and KINDS[other].domain == domain)
