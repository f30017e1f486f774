"""The roads: a tree that joins the company and all places, and the ways along it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_EARTH_KM = 6371.0
_DECIMETRES = 10_000


@dataclass(frozen=True, slots=True)
class Road:
    """A road between two points, given by their numbers; its length is in decimetres, as the map states it."""

    one: int
    other: int
    length: int


def build_roads(points: Sequence[tuple[float, float]]) -> tuple[Road, ...]:
    """Return the minimum spanning tree of points under great-circle distances (Prim's algorithm)."""
    roads: list[Road] = []
    nearest = {index: (_kilometres(points[0], points[index]), 0) for index in range(1, len(points))}
    while nearest:
        new = min(nearest, key=lambda index: (nearest[index][0], index))
        length, old = nearest.pop(new)
        roads.append(Road(old, new, round(length * _DECIMETRES)))
        for index, (best, _) in nearest.items():
            if (way := _kilometres(points[new], points[index])) < best:
                nearest[index] = (way, new)
    return tuple(roads)


def ways(roads: Sequence[Road]) -> tuple[tuple[int, ...], ...]:
    """Return the length of the way between any two points along the roads, which come in the order of building."""
    count = len(roads) + 1
    table = [[0] * count for _ in range(count)]
    known = [0]
    for road in roads:
        for point in known:
            table[point][road.other] = table[road.other][point] = table[point][road.one] + road.length
        known.append(road.other)
    return tuple(map(tuple, table))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance by the haversine formula."""
    north, south = math.radians(one[0]), math.radians(other[0])
    half_height, half_width = (south - north) / 2, math.radians(other[1] - one[1]) / 2
    square = math.sin(half_height) ** 2 + math.cos(north) * math.cos(south) * math.sin(half_width) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(square))
