"""Tables of parameters: the fee rates of categories, the agreed service levels of carriers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

_CATEGORIES = "ABCDE"
_CARRIERS = "XYZWV"
_RATE_STEP = Decimal("0.005")
_SPEED_STEP = 5  # km/h
_HANDLING_STEP = Decimal("0.1")  # hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A table whose first column is the key.

    Attributes:
        columns: Names, the key's first.
        steps: By how little a number of each other column can change.
        rows: The other cells by key.
    """

    columns: tuple[str, ...]
    steps: tuple[Decimal, ...]
    rows: Mapping[str, tuple[Decimal, ...]]

    def to_csv(self) -> bytes:
        """Return the file."""
        lines = (",".join((key, *map(str, cells))) for key, cells in self.rows.items())
        return "\n".join((",".join(self.columns), *lines, "")).encode()


def draw_rates(count: int, rng: Random) -> Lookup:
    """Draw a rate for each category, no two alike: 2 % to 15 %, to half a per cent."""
    steps = rng.sample(range(4, 31), count)
    rows = {key: (step * _RATE_STEP,) for key, step in zip(_CATEGORIES, steps, strict=False)}
    return Lookup(columns=("category", "rate"), steps=(_RATE_STEP,), rows=rows)


def draw_service_levels(count: int, rng: Random) -> Lookup:
    """Draw speed and handling time of each carrier, no two equally fast."""
    speeds = rng.sample(range(45, 96, _SPEED_STEP), count)
    rows = {
        key: (Decimal(speed), rng.randint(5, 25) * _HANDLING_STEP)
        for key, speed in zip(_CARRIERS, speeds, strict=False)
    }
    steps = (Decimal(_SPEED_STEP), _HANDLING_STEP)
    return Lookup(columns=("carrier", "speed_kmh", "handling_h"), steps=steps, rows=rows)


def draw_superseded(current: Lookup, rng: Random) -> Lookup:
    """Draw an older version of a table, in which every single number is another one."""
    rows = {
        key: tuple(cell + rng.choice((-1, 1, 2)) * step for cell, step in zip(cells, current.steps, strict=True))
        for key, cells in current.rows.items()
    }
    return replace(current, rows=rows)
