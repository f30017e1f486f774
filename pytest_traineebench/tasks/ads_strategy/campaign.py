"""A campaign: channels, maps and money, and what people take it for who read a map rightly or wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pytest_traineebench.tasks.ads_strategy.channels import Channel
from pytest_traineebench.tasks.ads_strategy.density import HIGHEST, DensityMap
from pytest_traineebench.tasks.ads_strategy.knapsack import best_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What somebody takes the channels for.

    Attributes:
        exposures: Of each channel, in cents of effective exposure.
        costs: Of each channel, in dollars.
    """

    exposures: tuple[int, ...]
    costs: tuple[int, ...]

    def total(self, chosen: frozenset[int]) -> int:
        """Return the exposure of a choice."""
        return sum(self.exposures[index] for index in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What a task is about.

    Attributes:
        budget: Dollars.
        floor: Percent of a channel's effect that do not depend on where it stands.
        channels: What can be booked.
        target: The map of the target group.
        others: Maps of other groups.
        last_year: Last year's map of the target group.
    """

    budget: int
    floor: int
    channels: tuple[Channel, ...]
    target: DensityMap
    others: tuple[DensityMap, ...]
    last_year: DensityMap

    @property
    def costs(self) -> tuple[int, ...]:
        """Cost of each channel."""
        return tuple(channel.cost for channel in self.channels)

    def truth(self) -> Estimate:
        """Return the true exposures and costs."""
        return self._read(self.target)

    def misreadings(self) -> Iterator[Estimate]:
        """Yield what people get who misread something: axes, group, year of the map, or year of the list."""
        target = self.target
        for wrong in (target.swapped(), target.upside_down(), target.mirrored(), *self.others, self.last_year):
            yield self._read(wrong)
        # What was not offered last year is not on last year's list: beyond any budget.
        costs = tuple(channel.last_cost or self.budget + 1 for channel in self.channels)
        yield Estimate(exposures=self._exposures(target, [c.last_effect for c in self.channels]), costs=costs)

    def flat(self) -> Iterator[Estimate]:
        """Yield what people get who look at no map and take one density for all cells; all choose the same."""
        for density in range(HIGHEST + 1):
            yield self._read(DensityMap(((density,) * self.target.side,) * self.target.side))

    def best(self, estimate: Estimate) -> frozenset[int]:
        """Return the best plan, as somebody sees it."""
        return best_choices(estimate.exposures, estimate.costs, self.budget)[0].chosen

    def blind(self) -> int:
        """Return the greatest true exposure of an affordable plan that is best to somebody who misreads something."""
        truth, reached = self.truth(), [0]
        for estimate in (next(self.flat()), *self.misreadings()):
            chosen = self.best(estimate)
            if sum(truth.costs[index] for index in chosen) <= self.budget:
                reached.append(truth.total(chosen))
        return max(reached)

    def _read(self, density: DensityMap) -> Estimate:
        return Estimate(exposures=self._exposures(density, [c.effect for c in self.channels]), costs=self.costs)

    def _exposures(self, density: DensityMap, effects: Iterable[int]) -> tuple[int, ...]:
        # Every weight is an even number of percents and every fit a whole number of tenths. The product in
        # thousandths is even, and no rounding to cents is ever a tie.
        step, rows = (100 - self.floor) // HIGHEST, density.rows
        return tuple(
            (effect * (self.floor + step * rows[c.j][c.i]) * c.fit + 5) // 10
            for c, effect in zip(self.channels, effects, strict=True)
        )
