"""How densely a group of people lives in each cell of a city's grid, from 0 to 5."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

HIGHEST = 5
_TRIES = 200


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
        """Whether the two are so alike (correlation of a half and more) that a mix-up hardly shows."""
        ours = [value for row in self.rows for value in row]
        theirs = [value for row in other.rows for value in row]
        return _correlation(ours, theirs) >= 0.5  # noqa: PLR2004  -- said in the docstring


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


def draw_density(shape: MapShape, rng: Random) -> DensityMap:
    """Draw hot spots, add their bell curves, and stretch the sum to the whole numbers from 0 to 5."""
    heights = [[0.0] * shape.side for _ in range(shape.side)]
    for x, y in _draw_centers(shape, rng):
        sigma = rng.uniform(*shape.sigmas)
        across, up = list(_bell(x, sigma, shape.side)), list(_bell(y, sigma, shape.side))
        heights = [
            [old + b * a for old, a in zip(row, across, strict=True)] for row, b in zip(heights, up, strict=True)
        ]
    low, high = min(map(min, heights)), max(map(max, heights))
    scale = HIGHEST / ((high - low) or 1)
    return DensityMap(tuple(tuple(round((height - low) * scale) for height in row) for row in heights))


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


def _bell(middle: float, sigma: float, side: int) -> Iterator[float]:
    for index in range(side):
        yield math.exp(-((index - middle) ** 2) / (2 * sigma**2))


def _correlation(ours: list[int], theirs: list[int]) -> float:
    mean, other_mean = sum(ours) / len(ours), sum(theirs) / len(theirs)
    common = sum(a * b for a, b in zip(ours, theirs, strict=True)) - len(ours) * mean * other_mean
    spread = sum(a * a for a in ours) - len(ours) * mean**2
    other_spread = sum(b * b for b in theirs) - len(ours) * other_mean**2
    return common / (math.sqrt(spread * other_spread) or 1)
