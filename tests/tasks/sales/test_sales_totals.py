"""The handbook's rules on rows made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pytest_traineebench.tasks.sales.orders import Order, Seller
from pytest_traineebench.tasks.sales.policy import Policy
from pytest_traineebench.tasks.sales.totals import average, rank, total_sales

ANA, BEN = Seller("ana_lee", "Ana Lee", "Sales_1"), Seller("ben_lee", "Ben Lee", "Sales_1")
SHOP = Seller("web_shop", "Web Shop", "Sales_1")
POLICY = Policy(rates={"EUR": 110, "GBP": 130}, minimum=500, refunds_deducted=True, last_counts=True)
ORDER = Order("1", date(2024, 7, 1), ANA, 100_000, "USD", "completed")


def totals(*orders: Order, policy: Policy = POLICY) -> dict[str, int]:
    """Return cents by first name of the third quarter of 2024."""
    found = total_sales(orders, year=2024, quarter=3, policy=policy)
    return {seller.id.split("_", maxsplit=1)[0]: cents for seller, cents in found.items()}


@pytest.mark.parametrize(("last", "cents"), [(True, 70_000), (False, 100_000)])
def test_of_repeated_numbers_one_row_counts(last: bool, cents: int) -> None:  # noqa: FBT001  -- a parameter
    """The last or the first of the file, as the company has it."""
    policy = replace(POLICY, last_counts=last)

    assert totals(ORDER, replace(ORDER, cents=70_000), policy=policy) == {"ana": cents}


def test_an_order_that_was_cancelled_later_is_gone() -> None:
    """Where the last row counts; where the first does, it stays."""
    rows = (ORDER, replace(ORDER, status="cancelled"))

    assert totals(*rows) == {}
    assert totals(*rows, policy=replace(POLICY, last_counts=False)) == {"ana": 100_000}


@pytest.mark.parametrize(("day", "counts"), [((6, 30), False), ((7, 1), True), ((9, 30), True), ((10, 1), False)])
def test_an_order_belongs_to_the_quarter_of_its_date(day: tuple[int, int], counts: bool) -> None:  # noqa: FBT001  -- a parameter
    """First and last day included."""
    assert bool(totals(replace(ORDER, day=date(2024, *day)))) is counts


@pytest.mark.parametrize(
    ("cents", "currency", "total"),
    [
        (49_999, "USD", None),
        (50_000, "USD", 50_000),
        (45_400, "EUR", None),
        (45_500, "EUR", 50_050),
        (38_400, "GBP", None),
        (38_500, "GBP", 50_050),
    ],
)
def test_samples_are_below_the_minimum_after_conversion(cents: int, currency: str, total: int | None) -> None:
    """An order of exactly the minimum counts."""
    found = totals(replace(ORDER, cents=cents, currency=currency))

    assert found == ({} if total is None else {"ana": total})


def test_refunds_are_deducted_or_left_to_finance() -> None:
    """They have no minimum, are converted, and make nobody an employee who sold nothing."""
    small = replace(ORDER, number="2", cents=-1_000, status="refund", currency="EUR")
    alone = replace(small, number="3", seller=BEN)

    assert totals(ORDER, small, alone) == {"ana": 98_900}
    assert totals(ORDER, small, alone, policy=replace(POLICY, refunds_deducted=False)) == {"ana": 100_000}


def test_the_web_shop_sells_for_nobody() -> None:
    """Nor do cancelled orders count."""
    assert totals(replace(ORDER, seller=SHOP), replace(ORDER, number="2", status="cancelled")) == {}


def test_ranks_are_by_total_and_then_by_id() -> None:
    """In both directions."""
    cid = Seller("cid_lee", "Cid Lee", "Sales_1")
    found = {cid: 5, BEN: 7, ANA: 5}

    assert rank(found) == [BEN, ANA, cid]
    assert rank(found, lowest=True) == [ANA, cid, BEN]


@pytest.mark.parametrize(("cents", "mean"), [((1, 2), 2), ((1, 1), 1), ((1, 1, 2), 1), ((1, 2, 2), 2)])
def test_half_a_cent_is_rounded_up(cents: tuple[int, ...], mean: int) -> None:
    """Averages are given to the cent."""
    found = {Seller(str(index), "", ""): value for index, value in enumerate(cents)}

    assert average(found) == mean
