"""Rows about goods, ways and visitors: inventory, logistics, web."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from decimal import Decimal

from pytest_traineebench.tasks.data_completion.numbers import mean, rounded
from pytest_traineebench.tasks.data_completion.terms import Row, Terms, row

WINDOW = 7
_AVERAGE_DECIMALS = 4
_ETA_DECIMALS = 6
"""With so many, a distance can be worked out from the hours to the centimetre or so."""


def inventory_days(terms: Terms) -> Iterator[Row]:
    """Yield stocks with what came in, went out and got lost; the rows are independent of each other."""
    for entity, day in zip(terms.numbers, terms.days, strict=True):
        begin, inbound, outbound = terms.amount(100, 300), terms.amount(0, 50), terms.amount(0, 50)
        shrinkage = terms.amount(0, 5)
        yield row(entity, day, begin, inbound, outbound, shrinkage, begin + inbound - outbound - shrinkage)


def stock_levels(terms: Terms) -> Iterator[Row]:
    """Yield a stock that wanders from day to day."""
    level = terms.amount(400, 900)
    for day in terms.days:
        level = max(Decimal("20.00"), level + terms.amount(-18, 18))
        yield row(day, level)


def shipments(terms: Terms) -> Iterator[Row]:
    """Yield distances with the hours that their carrier takes."""
    for shipment in terms.numbers:
        carrier, (speed, handling) = terms.parameters()
        distance = terms.amount(50, 800)
        yield row(shipment, distance, carrier, rounded(distance / speed + handling, _ETA_DECIMALS))


def segment_times(terms: Terms) -> Iterator[Row]:
    """Yield jobs of three segments."""
    for job in terms.numbers:
        segments = [terms.amount(0.5, 3) for _ in range(3)]
        yield row(job, *segments, sum(segments))


def rolling_averages(terms: Terms) -> Iterator[Row]:
    """Yield a daily figure with the mean of the last days, of fewer ones at the start."""
    level, window = terms.amount(90, 400), deque[Decimal](maxlen=WINDOW)
    for day in terms.days:
        level = max(Decimal("15.00"), level + terms.amount(-6, 6))
        window.append(level + terms.amount(-10, 10))
        yield row(day, window[-1], rounded(mean(window), _AVERAGE_DECIMALS))


def funnels(terms: Terms) -> Iterator[Row]:
    """Yield impressions, click-through rate and the expected clicks, which are not rounded."""
    for entity in terms.numbers:
        impressions = terms.rng.randint(1_000, 10_000)
        ctr = Decimal(terms.rng.randint(100, 2_000)).scaleb(-4)
        yield row(entity, impressions, ctr, impressions * ctr)
