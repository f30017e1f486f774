"""How suppliers are paid over the months: two ordinary patterns, four that resemble the abnormal one, and that one.

The manual calls a supplier abnormal that is new, frequent, unrated and always just inside the approval authority.
Each of the four near misses lacks one of these features, so no feature tells the abnormal suppliers apart by itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import Enum
from random import Random

HISTORY_MONTHS = 33
NEW_MONTHS = 6
"""Months with payments of a new supplier: well inside the eight that the manual calls new."""

_BUSY_MONTHS = (2, 2, 3, 3, 4, 4)
_JUST_INSIDE = (0.953, 0.99)
_LIMITS = range(6_000, 20_001, 500)


class Pattern(Enum):
    """A supplier's behaviour.

    Attributes:
        STABLE: Rated, monthly at the start of the month, about the same amount.
        SEASONAL: Rated, monthly in the middle of the month, around the authority in summer.
        LONG_STANDING: Like the abnormal one in all but age: unrated, frequent, just inside the authority for years.
        RATED: Like the abnormal one in all but the rating.
        OTHER_LIMIT: Like the abnormal one, but just below a round sum that is not the authority.
        OCCASIONAL: Like the abnormal one, but paid once a month.
        ABNORMAL: New, frequent, unrated, always just inside the authority.
    """

    STABLE = "stable"
    SEASONAL = "seasonal"
    LONG_STANDING = "long-standing"
    RATED = "rated"
    OTHER_LIMIT = "other-limit"
    OCCASIONAL = "occasional"
    ABNORMAL = "abnormal"

    @property
    def is_rated(self) -> bool:
        """Whether the supplier has a rating."""
        return self in {Pattern.STABLE, Pattern.SEASONAL, Pattern.RATED}


NEWCOMERS = (Pattern.RATED, Pattern.OTHER_LIMIT, Pattern.OCCASIONAL)
_TWO_NEWCOMERS_FROM = 5


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment to a supplier.

    Attributes:
        day: When.
        amount: Dollars, to the cent.
    """

    day: date
    amount: float


def draw_patterns(normal: int, abnormal: int, rng: Random) -> tuple[Pattern, ...]:
    """Choose the suppliers' behaviours in random order.

    From two normal suppliers on, the normal ones together show every feature of the abnormal ones.
    """
    chosen = [*_normal(normal, rng), *[Pattern.ABNORMAL] * abnormal]
    rng.shuffle(chosen)
    return tuple(chosen)


def _normal(count: int, rng: Random) -> list[Pattern]:
    if count == 1:
        return [rng.choice((Pattern.STABLE, Pattern.SEASONAL, Pattern.LONG_STANDING, *NEWCOMERS))]
    newcomers = rng.sample(NEWCOMERS, 2 if count >= _TWO_NEWCOMERS_FROM else 1)
    ordinary = [Pattern.SEASONAL, *(rng.choice((Pattern.STABLE, Pattern.SEASONAL)) for _ in range(count))]
    return [Pattern.LONG_STANDING, *newcomers, *ordinary][:count]


def draw_payments(pattern: Pattern, *, before: date, authority: int, rng: Random) -> tuple[Payment, ...]:
    """Draw a supplier's payments, oldest first.

    Args:
        pattern: The supplier's behaviour.
        before: The last payments are made in the month before this day's.
        authority: The approval authority in dollars, with which all amounts scale.
        rng: Draws days and amounts.
    """
    months = _months(before)
    new = months[-NEW_MONTHS:]
    match pattern:
        case Pattern.STABLE:
            return _stable(months, authority, rng)
        case Pattern.SEASONAL:
            return _seasonal(months, authority, rng)
        case Pattern.LONG_STANDING:
            return _just_inside(authority, months, [2] * len(months), rng)
        case Pattern.OCCASIONAL:
            return _just_inside(authority, new, [1] * len(new), rng)
        case Pattern.OTHER_LIMIT:
            return _just_inside(_other_limit(authority, rng), new, rng.sample(_BUSY_MONTHS, len(new)), rng)
        case Pattern.RATED | Pattern.ABNORMAL:
            return _just_inside(authority, new, rng.sample(_BUSY_MONTHS, len(new)), rng)


_Month = tuple[int, int]
_Months = tuple[_Month, ...]


def _months(before: date) -> _Months:
    """Return year and month of the whole history, oldest first."""
    now = before.year * 12 + before.month - 1
    return tuple((number // 12, number % 12 + 1) for number in range(now - HISTORY_MONTHS, now))


def _stable(months: _Months, authority: int, rng: Random) -> tuple[Payment, ...]:
    level = authority * rng.uniform(0.35, 0.6)
    first = months[0][0]

    def amount(year: int) -> float:
        return round(level * 1.04 ** (year - first) * rng.uniform(0.95, 1.05), 2)

    return tuple(Payment(date(year, month, rng.randint(2, 8)), amount(year)) for year, month in months)


def _seasonal(months: _Months, authority: int, rng: Random) -> tuple[Payment, ...]:
    first = months[0][0]

    def amount(year: int, month: int) -> float:
        season = (1 + 0.4 * math.sin(math.tau * month / 12 - math.tau / 4)) / 1.4  # 1 in June, 3/7 in December
        return round(authority * 0.96 * 1.02 ** (year - first) * season * rng.uniform(0.97, 1.03), 2)

    return tuple(Payment(date(year, month, rng.randint(12, 18)), amount(year, month)) for year, month in months)


def _other_limit(authority: int, rng: Random) -> int:
    """Draw a round sum so far from the authority that no amount just inside the one is just inside the other."""
    far = (limit for limit in _LIMITS if not 0.9 * authority < limit < 1.1 * authority)
    return rng.choice([limit for limit in far if 0.7 * authority < limit < 1.4 * authority])


def _just_inside(limit: int, months: _Months, counts: list[int], rng: Random) -> tuple[Payment, ...]:
    """Pay amounts just inside a limit, so many times a month, on any days of the month."""
    return tuple(
        Payment(date(year, month, day), round(limit * rng.uniform(*_JUST_INSIDE), 2))
        for (year, month), count in zip(months, counts, strict=True)
        for day in sorted(rng.sample(range(1, 29), count))
    )
