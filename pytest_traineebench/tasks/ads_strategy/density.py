"""How densely a group of people lives in each cell of a city's grid, from 0 to 5."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import mul
from random import Random

HIGHEST = 5
_TRIES = 200
_ALIKE = 0.5
"""Least correlation of two maps that are taken for one another."""


@dataclass(frozen=True, slots=True)
class DensityMap:
    """A square grid of densities.

    Attributes:
        rows: ``rows[j][i]`` is the density of cell (i, j): i counts columns from the left, j rows from the bottom.
    """

    rows: tuple[tuple[int, ...], ...]

    @property
    def side(self) -> int:
        """Cells along one side."""
        return len(self.rows)

    def swapped(self) -> DensityMap:
        """Return what somebody reads who takes i for j."""
        return DensityMap(tuple(zip(*self.rows, strict=True)))

    def upside_down(self) -> DensityMap:
        """Return what somebody reads who counts rows from the top."""
        return DensityMap(self.rows[::-1])

    def mirrored(self) -> DensityMap:
        """Return what somebody reads who counts columns from the right."""
        return DensityMap(tuple(row[::-1] for row in self.rows))

    def resembles(self, other: DensityMap) -> bool:
        """Whether the two are so alike that a mix-up hardly shows."""
        return _correlation(self.values(), other.values()) >= _ALIKE

    def resembles_itself(self) -> bool:
        """Whether it is so like itself turned in one of three ways that a mix-up of its axes hardly shows."""
        ours = self.values()
        turned = (self.swapped(), self.upside_down(), self.mirrored())
        return any(_correlation(ours, other.values()) >= _ALIKE for other in turned)

    def values(self) -> list[int]:
        """Return the densities of all cells, row by row."""
        return [*chain.from_iterable(self.rows)]


@cache
def flat_map(density: int, side: int) -> DensityMap:
    """Return the map of a group that lives equally dense everywhere."""
    return DensityMap(((density,) * side,) * side)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """What a map looks like.

    Attributes:
        side: Cells along one side.
        centers: Number of hot spots.
        apart: Least distance of two hot spots in cells, kept where possible.
        sigmas: Least and greatest width of a hot spot in cells.
    """

    side: int
    centers: int
    apart: float
    sigmas: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A hot spot: a bell curve around a point.

    Attributes:
        x: Column of its middle.
        y: Row of its middle.
        sigma: Width in cells.
    """

    x: float
    y: float
    sigma: float


def draw_spots(shape: MapShape, rng: Random) -> list[Spot]:
    """Draw the hot spots of a map."""
    return [Spot(x=x, y=y, sigma=rng.uniform(*shape.sigmas)) for x, y in _draw_centers(shape, rng)]


def render(spots: Iterable[Spot], cells: range) -> DensityMap:
    """Add up hot spots, and stretch the sum to the whole numbers from 0 to 5.

    Args:
        spots: At least one.
        cells: Which columns, and which rows; all of them, or fewer for a sketch.
    """
    heights = [[0.0] * len(cells) for _ in cells]
    for spot in spots:
        across, up = _bell(spot.x, spot.sigma, cells), _bell(spot.y, spot.sigma, cells)
        heights = [
            [old + b * a for old, a in zip(row, across, strict=True)] for row, b in zip(heights, up, strict=True)
        ]
    low, high = min(map(min, heights)), max(map(max, heights))
    scale = HIGHEST / ((high - low) or 1)
    return DensityMap(tuple([tuple([round((height - low) * scale) for height in row]) for row in heights]))


def _draw_centers(shape: MapShape, rng: Random) -> list[tuple[float, float]]:
    """Draw places in the inner part of the map; after so many tries two may be nearer than wished."""
    low, high = 0.2 * shape.side, 0.8 * shape.side
    centers: list[tuple[float, float]] = []
    for _ in range(shape.centers):
        place = rng.uniform(low, high), rng.uniform(low, high)
        for _ in range(_TRIES):
            if all(math.dist(place, other) >= shape.apart for other in centers):
                break
            place = rng.uniform(low, high), rng.uniform(low, high)
        centers.append(place)
    return centers


def _bell(middle: float, sigma: float, cells: range) -> list[float]:
    return [math.exp(-((index - middle) ** 2) / (2 * sigma**2)) for index in cells]


def _correlation(ours: Sequence[int], theirs: Sequence[int]) -> float:
    total, other_total, count = sum(ours), sum(theirs), len(ours)
    common: int = count * sum(map(mul, ours, theirs)) - total * other_total
    spread: int = count * sum(map(mul, ours, ours)) - total**2
    other_spread: int = count * sum(map(mul, theirs, theirs)) - other_total**2
    return common / max(1.0, math.sqrt(spread * other_spread))
