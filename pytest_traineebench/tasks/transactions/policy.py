"""The review manual's rule as numbers; the manual states every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

LOWEST_AUTHORITY, HIGHEST_AUTHORITY, AUTHORITY_STEP = 8_000, 15_000, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What Finance calls a suspicious supplier.

    Attributes:
        authority: Dollars that a department manager may approve alone, the limit included.
        close_percent: A payment of at least this share of the authority, and not above it, is just inside it.
        new_months: A supplier is new if its first payment is at most this many months old.
        frequent: A supplier is frequent with at least this many payments in every month.
    """

    authority: int
    close_percent: int = 95
    new_months: int = 8
    frequent: int = 2


def draw_policy(rng: Random) -> Policy:
    """Draw the approval authority that holds in this company."""
    return Policy(authority=rng.randrange(LOWEST_AUTHORITY, HIGHEST_AUTHORITY + 1, AUTHORITY_STEP))
