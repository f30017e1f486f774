"""Finds the best choices of things under a budget: a search that cuts off what cannot win."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple


class Choice(NamedTuple):
    """A choice of things.

    Attributes:
        value: Sum of their values.
        chosen: Their indices.
    """

    value: int
    chosen: frozenset[int]


_NOTHING = Choice(-1, frozenset())


def best_choices(values: Sequence[int], costs: Sequence[int], budget: int, *, places: int = 1) -> list[Choice]:
    """Return the choices of the greatest value whose costs do not exceed the budget, the best one first.

    Depth first through the things in the order of value per cost, taking what fits before leaving it out; a branch is
    cut off when even with a fraction of the first thing that does not fit any more (Dantzig's bound) it could not
    reach one of the places.

    Args:
        values: Worth of each thing, positive.
        costs: Cost of each thing, positive.
        budget: What may be spent in all.
        places: How many choices to return.
    """
    order = by_ratio(values, costs)
    worth, price = ([0, *accumulate(of[index] for index in order)] for of in (values, costs))
    found = [_NOTHING] * places
    stack: list[tuple[int, int, int, tuple[int, ...]]] = [(0, budget, 0, ())]
    while stack:
        at, room, total, taken = stack.pop()
        if _bound(worth, price, at, room, total) <= found[-1].value:
            continue
        for place in range(at, len(order)):
            index = order[place]
            if costs[index] <= room:
                stack.append((place + 1, room, total, taken))
                room -= costs[index]
                total += values[index]
                taken = (*taken, index)
        if total > found[-1].value:
            found[-1] = Choice(total, frozenset(taken))
            found.sort(key=itemgetter(0), reverse=True)
    return found


def greedy(values: Sequence[int], costs: Sequence[int], budget: int) -> frozenset[int]:
    """Return what somebody takes who goes by value per cost and takes whatever still fits."""
    chosen = set()
    for index in by_ratio(values, costs):
        if costs[index] <= budget:
            budget -= costs[index]
            chosen.add(index)
    return frozenset(chosen)


def by_ratio(values: Sequence[int], costs: Sequence[int]) -> list[int]:
    """Return the indices of all things, the one with the most value per cost first."""
    return sorted(range(len(values)), key=lambda index: -values[index] / costs[index])


def _bound(worth: Sequence[int], price: Sequence[int], at: int, room: int, total: int) -> float:
    """Return what could be reached at most from a place on; `worth` and `price` are the sums of all things before."""
    end = bisect_right(price, price[at] + room, at) - 1  # how far everything fits
    total += worth[end] - worth[at]
    if end == len(price) - 1:
        return total
    left = price[at] + room - price[end]
    return total + (worth[end + 1] - worth[end]) * left / (price[end + 1] - price[end])
