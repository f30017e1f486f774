"""Rows about money: sales, transactions, accounts, depreciation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pytest_traineebench.tasks.data_completion.numbers import rounded
from pytest_traineebench.tasks.data_completion.terms import Row, Terms, row

QUARTERS = (1, 2, 3, 4)
_LIVES = tuple(range(12, 121, 6))
"""Months, twelve to ten years: so many that guessing is no way to fill gaps."""
_QOQ_DECIMALS = 8
"""With so many, a quarter's total can be worked out from its neighbour's to the cent."""


def quarters_from_months(terms: Terms) -> Iterator[Row]:
    """Yield quarters as the sum of three months."""
    for entity in terms.numbers:
        for quarter in QUARTERS:
            months = [terms.amount(1_000, 10_000) for _ in range(3)]
            yield row(entity, quarter, *months, sum(months))


def quarterly_growth(terms: Terms) -> Iterator[Row]:
    """Yield quarters with the growth over the one before; the first of an entity has none."""
    for entity in terms.numbers:
        total = terms.amount(9_000, 18_000)
        yield row(entity, QUARTERS[0], total, "")
        for quarter in QUARTERS[1:]:
            before = total
            total = rounded(before * terms.amount(0.88, 1.36), 2) + terms.amount(0, 99)
            yield row(entity, quarter, total, rounded((total - before) / before, _QOQ_DECIMALS))


def fees(terms: Terms) -> Iterator[Row]:
    """Yield amounts with the fee of their category, which is not rounded."""
    for entity in terms.numbers:
        day = terms.past_day()
        category, (rate,) = terms.parameters()
        amount = terms.amount(100, 5_000)
        yield row(entity, day, category, amount, amount * rate)


def totals_from_items(terms: Terms) -> Iterator[Row]:
    """Yield totals of three items."""
    for entity in terms.numbers:
        items = [terms.amount(10, 500) for _ in range(3)]
        yield row(entity, terms.past_day(), *items, sum(items))


def balances(terms: Terms) -> Iterator[Row]:
    """Yield balances of three details, some of them negative."""
    for entity in terms.numbers:
        details = (terms.amount(100, 1_000), terms.amount(-200, 800), terms.amount(-100, 500))
        yield row(entity, *details, sum(details))


def depreciations(terms: Terms) -> Iterator[Row]:
    """Yield assets whose four figures fit to the cent."""
    for entity in terms.numbers:
        life = terms.rng.choice(_LIVES)
        monthly, salvage = terms.amount(100, 3_000), terms.amount(500, 3_000)
        yield row(entity, monthly * Decimal(life) + salvage, salvage, life, monthly)
