"""Applies the handbook's rules to the records: who sold how much in a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pytest_traineebench.tasks.sales.orders import CANCELLED, COMPLETED, Order, Seller, first_day
from pytest_traineebench.tasks.sales.policy import USD, WEB_SHOP, Policy

Totals = Mapping[Seller, int]
"""US cents of everybody who has a completed order that counts."""


def total_sales(orders: Sequence[Order], *, year: int, quarter: int, policy: Policy) -> Totals:
    """Return what each person sold in the quarter whose file has those rows."""
    first, end = first_day(year, quarter), first_day(year, quarter + 1)
    counted = [
        order
        for order in _once_each(orders, policy)
        if first <= order.day < end and order.seller.id != WEB_SHOP and _counts(order, policy)
    ]
    totals = {order.seller: 0 for order in counted if order.status == COMPLETED}
    for order in counted:
        if order.seller in totals:
            totals[order.seller] += dollar_cents(order, policy)
    return totals


def dollar_cents(order: Order, policy: Policy) -> int:
    """Return an order's value in US cents."""
    return order.cents if order.currency == USD else order.cents * policy.rates[order.currency] // 100


def rank(totals: Totals, *, lowest: bool = False) -> list[Seller]:
    """Return people from the best to the worst, or the other way round; equal totals by id."""
    return sorted(totals, key=lambda seller: (totals[seller] if lowest else -totals[seller], seller.id))


def average(totals: Totals) -> int:
    """Return cents per person, half a cent rounded up."""
    return (2 * sum(totals.values()) + len(totals)) // (2 * len(totals))


def _once_each(orders: Sequence[Order], policy: Policy) -> Iterable[Order]:
    rows = orders if policy.last_counts else reversed(orders)
    return {order.number: order for order in rows}.values()


def _counts(order: Order, policy: Policy) -> bool:
    if order.status == COMPLETED:
        return dollar_cents(order, policy) >= policy.minimum * 100
    return order.status != CANCELLED and policy.refunds_deducted
