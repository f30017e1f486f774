"""The search finds what trying everything finds."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from pytest_traineebench.tasks.ads_strategy.knapsack import best_choices, greedy


def _every_value(values: list[int], costs: list[int], budget: int) -> list[int]:
    things = range(len(values))
    choices = [chosen for size in range(len(values) + 1) for chosen in combinations(things, size)]
    affordable = [chosen for chosen in choices if sum(costs[thing] for thing in chosen) <= budget]
    return sorted((sum(values[thing] for thing in chosen) for chosen in affordable), reverse=True)


@pytest.mark.parametrize("seed", range(60))
def test_the_best_choices_are_found(seed: int) -> None:
    """The first two of all affordable choices, in order, also among equal values and costs."""
    rng = Random(seed)
    most = rng.choice([3, 40, 5000])
    values, costs = ([rng.randint(1, most) for _ in range(9)] for _ in range(2))
    budget = rng.randint(1, sum(costs))

    found = best_choices(values, costs, budget, places=2)

    expected = _every_value(values, costs, budget)[:2]
    assert [choice.value for choice in found[: len(expected)]] == expected
    for choice in found[: len(expected)]:
        assert sum(values[thing] for thing in choice.chosen) == choice.value
        assert sum(costs[thing] for thing in choice.chosen) <= budget


def test_going_by_value_per_cost_can_fail() -> None:
    """One thing of the best ratio can stand in the way of two better ones."""
    values, costs = [60, 100, 120], [10, 20, 30]

    assert greedy(values, costs, 50) == {0, 1}
    assert best_choices(values, costs, 50)[0].chosen == {1, 2}


def test_many_things_take_no_long_search() -> None:
    """Sixty channels within narrow prices, the largest task that the arguments allow, end."""
    rng = Random(1)
    costs = [rng.randint(400, 600) for _ in range(60)]
    values = [rng.randint(1000, 1500) for _ in range(60)]

    [best] = best_choices(values, costs, 10_000)

    assert len(best.chosen) > 15
