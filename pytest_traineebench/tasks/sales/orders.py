"""One department's orders of one quarter, with all that makes raw records differ from sales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from pytest_traineebench.tasks.sales.policy import USD, WEB_SHOP, Policy

COMPLETED, CANCELLED, REFUND = "completed", "cancelled", "refund"
_FEWEST = 2
"""Orders of a person in a quarter; one may be corrected away, and somebody who is there has sold something."""


@dataclass(frozen=True, slots=True)
class Seller:
    """Whose order it is, as the records have it."""

    id: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Order:
    """One row of the records; `cents` are hundredths of the order's own currency."""

    number: str
    day: date
    seller: Seller
    cents: int
    currency: str
    status: str


_Entry = tuple[date, Seller, int, str, str]


def first_day(year: int, quarter: int) -> date:
    """Return the first day of a quarter; quarter 5 is the next year's first."""
    return date(year + quarter // 5, 1 + (quarter - 1) % 4 * 3, 1)


def draw_orders(
    sellers: Sequence[Seller], *, year: int, quarter: int, prefix: str, policy: Policy, rng: Random
) -> list[Order]:
    """Draw the rows of one file in their order: by day, numbers repeated further down.

    Args:
        sellers: Who sold in this quarter.
        year: Of the orders.
        quarter: Of the orders, 1 to 4.
        prefix: Begins all order numbers of the file.
        policy: Amounts keep to both sides of its minimum.
        rng: Draws everything.
    """
    start = first_day(year, quarter)
    days = [start + timedelta(days=index) for index in range((first_day(year, quarter + 1) - start).days)]
    entries = [entry for seller in sellers for entry in _sales(seller, days, policy, rng)]
    entries += _noise(sellers, entries, days, policy, rng)
    entries.sort(key=lambda entry: entry[0])
    return _with_repeats(_numbered(entries, prefix, rng), rng)


def _sales(seller: Seller, days: Sequence[date], policy: Policy, rng: Random) -> Iterator[_Entry]:
    # The published shape of the numbers of orders and of the amounts.
    for _ in range(max(_FEWEST, int(rng.lognormvariate(2.0, 0.6)))):
        chance = rng.random()
        cents, currency = int(rng.lognormvariate(8.5, 0.5) * 100), USD
        if chance < 0.06:  # noqa: PLR2004  -- few orders are just large enough to count, some to the cent
            cents = int(policy.minimum * max(100.0, rng.uniform(90, 150)))
        elif chance < 0.22:  # noqa: PLR2004  -- some are abroad; whole units, so that conversion leaves no fractions
            cents, currency = cents // 100 * 100, rng.choice(sorted(policy.rates))
        yield rng.choice(days), seller, cents, currency, COMPLETED


def _noise(
    sellers: Sequence[Seller], sales: Sequence[_Entry], days: Sequence[date], policy: Policy, rng: Random
) -> Iterator[_Entry]:
    more = len(sellers) // 4
    for _ in range(rng.randint(2, 4) + more):
        yield rng.choice(days), rng.choice(sellers), int(rng.lognormvariate(8.6, 0.5) * 100), USD, CANCELLED
    for _ in range(rng.randint(1, 3) + more):
        yield rng.choice(days), rng.choice(sellers), int(policy.minimum * rng.uniform(8, 96)), USD, COMPLETED
    for _, seller, cents, currency, _ in rng.sample(sales, rng.randint(1, min(3, len(sales))) + more):
        yield rng.choice(days), seller, -(cents * rng.randint(1, 6) // 1000 * 100), currency, REFUND
    shop = Seller(WEB_SHOP, "Web Shop", sellers[0].department)
    for _ in range(rng.randint(2, 5) + more):
        yield rng.choice(days), shop, int(rng.lognormvariate(8.9, 0.4) * 100), USD, COMPLETED


def _numbered(entries: Sequence[_Entry], prefix: str, rng: Random) -> list[Order]:
    number, orders = rng.randint(100, 900), []
    for entry in entries:
        number += rng.randint(1, 3)
        orders.append(Order(f"{prefix}-{number:05}", *entry))
    return orders


def _with_repeats(orders: list[Order], rng: Random) -> list[Order]:
    """Put in some orders a second time, further down: exported twice, corrected, or cancelled later."""
    places = [(float(place), order) for place, order in enumerate(orders)]
    plain = [place for place, order in enumerate(orders) if _is_plain(order)]
    spare = {order.seller.id: -_FEWEST for order in orders}
    for place in plain:
        spare[orders[place].seller.id] += 1
    chosen = rng.sample(plain, min(len(plain), rng.randint(2, 4) + len(plain) // 30))
    for index, place in enumerate(chosen):
        order = orders[place]
        spare[order.seller.id] -= 1
        again = _again(order, index, rng, may_end=spare[order.seller.id] >= 0)
        places.append((rng.uniform(place + 0.5, len(orders)), again))
    return [order for _, order in sorted(places, key=lambda row: row[0])]


def _again(order: Order, index: int, rng: Random, *, may_end: bool) -> Order:
    kind = index % 3
    if kind == 1:
        return order
    if kind == 2 and may_end:  # noqa: PLR2004  -- the third of three sorts
        return replace(order, status=CANCELLED)
    return replace(order, cents=int(order.cents * rng.choice((0.6, 0.75, 0.9, 1.1, 1.25, 1.5))))


def _is_plain(order: Order) -> bool:
    return order.status == COMPLETED and order.currency == USD and order.seller.id != WEB_SHOP
