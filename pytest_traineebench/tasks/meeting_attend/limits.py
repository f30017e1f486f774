"""The limits that the procurement rules set; each is a largest value that is still allowed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one person may ask for.

    Attributes:
        pieces: Items.
        price: Dollars for a single item.
        total: Dollars for all items together.
    """

    pieces: int
    price: int
    total: int

    def allow(self, quantity: int, unit_price: int) -> bool:
        """Whether so many items of that price break none of the limits."""
        return quantity <= self.pieces and unit_price <= self.price and quantity * unit_price <= self.total


# Each limit can be broken alone: a single item is dearer than its limit and within the total, and as many items as are
# allowed, each within its price, are well beyond the total.
_ALL = tuple(
    Limits(pieces=pieces, price=price, total=total)
    for pieces in (2, 3, 4, 5)
    for price in range(350, 801, 50)
    for total in range(800, 1601, 100)
    if price + 50 <= total <= pieces * price / 1.2
)


def draw_limits(rng: Random) -> tuple[Limits, Limits]:
    """Draw the limits that hold, and former ones that differ from them in every one."""
    now = rng.choice(_ALL)
    others = [
        limits
        for limits in _ALL
        if limits.pieces != now.pieces and limits.price != now.price and limits.total != now.total
    ]
    return now, rng.choice(others)
