"""Draws a campaign such that only who reads the right map in the right way, and then searches well, plans it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from random import Random

from pytest_traineebench.tasks.ads_strategy.campaign import Campaign, Estimate
from pytest_traineebench.tasks.ads_strategy.channels import Channel, Market
from pytest_traineebench.tasks.ads_strategy.density import DensityMap, MapShape, draw_density
from pytest_traineebench.tasks.ads_strategy.knapsack import best_choices, greedy

_MARGIN = 1000
"""The best plan beats the next one by at least a thousandth, far more than rounding can move."""
_OFF = 20
"""Who misreads the map is off by more than a twentieth of the true exposure."""
_MAP_TRIES, _CHANGES, _STARTS = 50, 60, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a campaign is drawn from.

    Attributes:
        market: Says what channels there are.
        shape: Of the maps.
        others: How many other groups have maps.
        floor: Percent of the effect that do not depend on the place; a multiple of ten.
    """

    market: Market
    shape: MapShape
    others: int
    floor: int

    def draw(self, ids: Sequence[str], rng: Random) -> Campaign:
        """Draw any campaign."""
        target = _draw_target(self.shape, rng)
        *maps, last_year = (_draw_other(target, self.shape, rng) for _ in range(self.others + 1))
        return Campaign(
            budget=self.market.level.budget,
            floor=self.floor,
            channels=tuple(self.market.draw(number, id_, rng) for number, id_ in enumerate(ids, start=1)),
            target=target,
            others=tuple(maps),
            last_year=last_year,
        )


def draw_campaign(setting: Setting, rng: Random) -> Campaign:
    """Draw a campaign without faults; if the arguments hardly allow any, the one with the fewest.

    Starts with any channels and replaces a few at a time as long as that adds no fault.
    """
    ids = setting.market.draw_ids(rng)
    drawn = []
    for _ in range(_STARTS):
        campaign, faults = _improve(setting.draw(ids, rng), setting.market, rng)
        if not faults:
            return campaign
        drawn.append((faults, campaign))
    return min(drawn, key=itemgetter(0))[1]


def _improve(campaign: Campaign, market: Market, rng: Random) -> tuple[Campaign, int]:
    faults = count_faults(campaign)
    for _ in range(_CHANGES):
        if not faults:
            break
        changed = replace(campaign, channels=_exchange(campaign.channels, market, rng))
        found = count_faults(changed, limit=faults)
        if found <= faults:
            campaign, faults = changed, found
    return campaign, faults


def _draw_target(shape: MapShape, rng: Random) -> DensityMap:
    """Draw a map that is not like itself turned."""
    for _ in range(_MAP_TRIES):
        drawn = draw_density(shape, rng)
        if not any(drawn.resembles(turned) for turned in (drawn.swapped(), drawn.upside_down(), drawn.mirrored())):
            break
    return drawn


def _draw_other(target: DensityMap, shape: MapShape, rng: Random) -> DensityMap:
    for _ in range(_MAP_TRIES):
        drawn = draw_density(shape, rng)
        if not drawn.resembles(target):
            break
    return drawn


def _exchange(channels: tuple[Channel, ...], market: Market, rng: Random) -> tuple[Channel, ...]:
    """Draw an eighth of the channels anew."""
    changed = list(channels)
    for index in rng.sample(range(len(channels)), max(1, len(channels) // 8)):
        changed[index] = market.draw(index + 1, channels[index].id, rng)
    return tuple(changed)


def count_faults(campaign: Campaign, *, limit: int = 1_000) -> int:
    """Count what would let somebody plan well without reading the map rightly, or leave in doubt what is best.

    Args:
        campaign: To judge.
        limit: A count above it need not be exact.
    """
    faults = 0
    for fault in _faults(campaign):
        faults += fault
        if faults > limit:
            break
    return faults


def _faults(campaign: Campaign) -> Iterator[bool]:
    lonely = sum(campaign.target.rows[channel.j][channel.i] == 0 for channel in campaign.channels)
    yield 2 * lonely > len(campaign.channels)
    truth = campaign.truth()
    first, second = best_choices(truth.exposures, truth.costs, campaign.budget, places=2)
    chosen = first.chosen
    yield first.value - second.value < first.value / _MARGIN
    yield chosen == greedy(truth.exposures, truth.costs, campaign.budget)
    flat, misread = tuple(campaign.flat()), tuple(campaign.misreadings())
    for estimate in (*flat, *misread):
        yield _agree(estimate, truth, chosen)
    for estimate in misread:
        theirs = campaign.best(estimate)
        yield theirs == chosen or _agree(estimate, truth, theirs)
    theirs = campaign.best(flat[-1])
    yield theirs == chosen
    for estimate in flat:
        yield _agree(estimate, truth, theirs)


def _agree(estimate: Estimate, truth: Estimate, chosen: frozenset[int]) -> bool:
    """Whether the exposure of a choice looks right in spite of the error."""
    true = truth.total(chosen)
    return abs(estimate.total(chosen) - true) * _OFF <= true
