"""The handbook's rules as values; the handbook states every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

WEB_SHOP = "web_shop"
"""The employee id of orders that nobody sold."""

USD = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which orders count in this company, and at what value.

    Attributes:
        rates: Whole US cents that one unit of a foreign currency is worth.
        minimum: Dollars; a completed order below is a sample and does not count.
        refunds_deducted: Whether refunds are taken off a person's sales, or left to Finance.
        last_counts: Whether of the rows with one order number the last in the file counts, or the first.
    """

    rates: Mapping[str, int]
    minimum: int
    refunds_deducted: bool
    last_counts: bool


def draw_policy(rng: Random) -> Policy:
    """Draw the rules of one year."""
    return Policy(
        rates={"EUR": rng.randint(102, 118), "GBP": rng.randint(120, 138)},
        minimum=rng.randrange(200, 801, 50),
        refunds_deducted=rng.random() < 0.5,  # noqa: PLR2004  -- a coin
        last_counts=rng.random() < 0.5,  # noqa: PLR2004  -- a coin
    )
