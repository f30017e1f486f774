"""Exact decimal numbers, drawn and derived: what a table shows is all there is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from random import Random

_CENT = -2
_HUNDRED = 100


def hundredths(rng: Random, low: float, high: float) -> Decimal:
    """Draw a number with two decimals."""
    return Decimal(rng.randint(round(low * _HUNDRED), round(high * _HUNDRED))).scaleb(_CENT)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half to even; whoever rounds halves otherwise is within every tolerance."""
    return value.quantize(Decimal(1).scaleb(-decimals))


def mean(values: Iterable[Decimal]) -> Decimal:
    """Return the arithmetic mean."""
    held = list(values)
    return sum(held, Decimal()) / len(held)
