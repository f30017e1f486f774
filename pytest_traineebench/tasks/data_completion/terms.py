"""What a table is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pytest_traineebench.tasks.data_completion.lookup import Lookup
from pytest_traineebench.tasks.data_completion.numbers import hundredths

Row = tuple[str, ...]
"""Cells as they stand in the file."""
_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a table is to be drawn.

    Attributes:
        rows: Rows, or entities with four rows each.
        before: The last day of a series is the one before this; no date is later than it.
        lookup: Parameters of the formula, of the kinds that have some.
        rng: Draws everything.
    """

    rows: int
    before: date
    lookup: Lookup | None
    rng: Random

    @property
    def numbers(self) -> range:
        """Ids of the entities."""
        return range(1, self.rows + 1)

    @property
    def days(self) -> Iterator[str]:
        """One day after the other, as many as there are rows."""
        return ((self.before - timedelta(days=left)).isoformat() for left in range(self.rows, 0, -1))

    def past_day(self) -> str:
        """Draw a day of the last year."""
        return (self.before - timedelta(days=self.rng.randint(0, _YEAR))).isoformat()

    def amount(self, low: float, high: float) -> Decimal:
        """Draw a number with two decimals."""
        return hundredths(self.rng, low, high)

    def parameters(self) -> tuple[str, tuple[Decimal, ...]]:
        """Draw a key of the table of parameters, and return it with its numbers."""
        if self.lookup is None:
            raise LookupError("this kind has no table of parameters")
        return self.rng.choice(list(self.lookup.rows.items()))


def row(*cells: Decimal | str | int) -> Row:
    """Write out cells."""
    return tuple(map(str, cells))
