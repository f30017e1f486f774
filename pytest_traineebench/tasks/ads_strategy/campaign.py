"""A campaign: channels, maps and money, and what people take it for who read it rightly or wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pytest_traineebench.tasks.ads_strategy.channels import Channel, Offer
from pytest_traineebench.tasks.ads_strategy.density import HIGHEST, DensityMap, flat_map
from pytest_traineebench.tasks.ads_strategy.knapsack import Choice, best_choices, greedy

_UNPAYABLE = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What somebody takes the channels for; worked out only as far as somebody wants to know.

    Attributes:
        channels: All channels.
        density: What they take for the map of the target group.
        offers: What they take for the terms of each channel.
        weights: Percent of a channel's effect that count where the density is 0, 1 and so on.
    """

    channels: Sequence[Channel]
    density: DensityMap
    offers: Sequence[Offer]
    weights: Sequence[int]

    def exposures(self, chosen: Iterable[int]) -> list[int]:
        """Return the exposure of each chosen channel, in cents of effective exposure."""
        # Every weight is an even number of percents and every fit a whole number of tenths. The product in
        # thousandths is even, and no rounding to cents is ever a tie.
        rows, channels, offers, weights = self.density.rows, self.channels, self.offers, self.weights
        return [
            (offers[k].effect * weights[rows[channels[k].j][channels[k].i]] * channels[k].fit + 5) // 10 for k in chosen
        ]

    def costs(self, chosen: Iterable[int]) -> list[int]:
        """Return the cost of each chosen channel, in dollars; beyond any budget if it cannot be booked."""
        return [self.offers[k].cost or _UNPAYABLE for k in chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What a task is about.

    Attributes:
        budget: Dollars.
        weights: Percent of a channel's effect that count where the density is 0, 1 and so on; all are even.
        changed: Types of channels that have changed since the list was made.
        channels: What is listed.
        target: The map of the target group.
        turned: What it is taken for by who mixes up its axes or their directions.
        others: Maps of other groups.
        last_year: Last year's map of the target group.
    """

    budget: int
    weights: Sequence[int]
    changed: tuple[str, ...]
    channels: tuple[Channel, ...]
    target: DensityMap
    turned: tuple[DensityMap, ...]
    others: tuple[DensityMap, ...]
    last_year: DensityMap

    def truth(self) -> Estimate:
        """Return the true exposures and costs."""
        return self._estimate(self.target, self._now())

    def misreadings(self) -> Iterator[Estimate]:
        """Yield what people get who misread something: axes, group, year of the map, or year of the list."""
        now = self._now()
        for wrong in (*self.turned, *self.others, self.last_year):
            yield self._estimate(wrong, now)
        yield self._estimate(self.target, [channel.last for channel in self.channels])

    def flat(self) -> Iterator[Estimate]:
        """Yield what people get who look at no map and take one density for all cells; all choose the same."""
        now = self._now()
        for density in range(HIGHEST + 1):
            yield self._estimate(flat_map(density, self.target.side), now)

    def as_listed(self) -> Estimate:
        """Return what people get who take the list for the last word."""
        return self._estimate(self.target, [channel.listed for channel in self.channels])

    def oversights(self) -> Iterator[Estimate]:
        """Yield what people get who miss what has changed for one type, or which notice holds, or something of all."""
        for type_ in self.changed:
            for mistake in range(len(self.channels[0].mistaken)):
                offers = [c.mistaken[mistake] if c.type == type_ else c.now for c in self.channels]
                yield self._estimate(self.target, offers)
        if self.changed:
            yield self._estimate(self.target, [channel.undiscounted for channel in self.channels])
            yield self.as_listed()

    def best(self, estimate: Estimate, *, places: int = 1) -> list[Choice]:
        """Return the best plans, as somebody sees it."""
        return best_choices(*self._things(estimate), self.budget, places=places)

    def greedy(self, estimate: Estimate) -> frozenset[int]:
        """Return what somebody chooses who goes by exposure per dollar."""
        return greedy(*self._things(estimate), self.budget)

    def would_choose(self, chosen: frozenset[int], estimate: Estimate) -> bool:
        """Tell whether a plan is the best, as somebody sees it; most that are not are seen through without a search."""
        if sum(estimate.costs(chosen)) > self.budget:
            return False
        total = sum(estimate.exposures(chosen))
        return sum(estimate.exposures(self.greedy(estimate))) <= total and self.best(estimate)[0].chosen == chosen

    def blind(self) -> int:
        """Return the greatest true exposure of an affordable plan that is best to who misreads something.

        Or to who sees nothing of what has changed; whoever misses some of it is on the way.
        """
        truth, reached = self.truth(), [0]
        unaware = (self.as_listed(),) if self.changed else ()
        for estimate in (next(self.flat()), *self.misreadings(), *unaware):
            chosen = self.best(estimate)[0].chosen
            if sum(truth.costs(chosen)) <= self.budget:
                reached.append(sum(truth.exposures(chosen)))
        return max(reached)

    def _now(self) -> list[Offer]:
        return [channel.now for channel in self.channels]

    def _estimate(self, density: DensityMap, offers: Sequence[Offer]) -> Estimate:
        return Estimate(channels=self.channels, density=density, offers=offers, weights=self.weights)

    def _things(self, estimate: Estimate) -> tuple[list[int], list[int]]:
        every = range(len(self.channels))
        return estimate.exposures(every), estimate.costs(every)
