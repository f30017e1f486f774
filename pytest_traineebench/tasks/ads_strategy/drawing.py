"""Draws a campaign such that only who reads the right map in the right way, and then searches well, plans it best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from random import Random

from pytest_traineebench.tasks.ads_strategy.campaign import Campaign, Estimate
from pytest_traineebench.tasks.ads_strategy.channels import Channel, Market
from pytest_traineebench.tasks.ads_strategy.density import HIGHEST, DensityMap, MapShape, draw_spots, render
from pytest_traineebench.tasks.ads_strategy.knapsack import Choice

_MARGIN = 1000
"""The best plan beats the next one by at least a thousandth, far more than rounding can move."""
_OFF = 20
"""Who misreads the map is off by more than a twentieth of the true exposure."""
_SMALL = 8
"""Side of a map that is too small for a sketch."""
_MANY = 1000
"""More than all faults that take a search to be found."""
_MAP_TRIES, _CHANGES, _STARTS = 50, 100, 10


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
            weights=range(self.floor, 101, (100 - self.floor) // HIGHEST),
            changed=tuple(self.market.discounts),
            channels=tuple(self.market.draw(number, id_, rng) for number, id_ in enumerate(ids, start=1)),
            target=target,
            turned=(target.swapped(), target.upside_down(), target.mirrored()),
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
    """Draw a map that is not like itself turned; most large ones that are show it in a sketch of every third cell."""
    every = range(shape.side)
    sketch = range((1 - shape.side) % 3, shape.side, 3) if shape.side > _SMALL else every
    for _ in range(_MAP_TRIES):
        spots = draw_spots(shape, rng)
        if not render(spots, sketch).resembles_itself() and not render(spots, every).resembles_itself():
            break
    return render(spots, every)


def _draw_other(target: DensityMap, shape: MapShape, rng: Random) -> DensityMap:
    for _ in range(_MAP_TRIES):
        drawn = render(draw_spots(shape, rng), range(shape.side))
        if not drawn.resembles(target):
            break
    return drawn


def _exchange(channels: tuple[Channel, ...], market: Market, rng: Random) -> tuple[Channel, ...]:
    """Draw a tenth of the channels anew."""
    changed = list(channels)
    for index in rng.sample(range(len(channels)), max(1, len(channels) // 10)):
        changed[index] = market.draw(index + 1, channels[index].id, rng)
    return tuple(changed)


def count_faults(campaign: Campaign, *, limit: int = 10_000) -> int:
    """Count what would let somebody plan well without reading everything rightly, or leave in doubt what is best.

    Args:
        campaign: To judge. While it has faults that show quickly, the others are not looked for, and it counts as
            worse than any campaign that has only others.
        limit: A count above it need not be exact.
    """
    truth = campaign.truth()
    first, second = campaign.best(truth, places=2)
    quick = _add_up(_quick_faults(campaign, truth, first, second), max(0, limit - _MANY))
    return _MANY + quick if quick else _add_up(_hidden_faults(campaign, truth, first.chosen), limit)


def _add_up(faults: Iterable[bool], limit: int) -> int:
    count = 0
    for fault in faults:
        count += fault
        if count > limit:
            break
    return count


def _quick_faults(campaign: Campaign, truth: Estimate, first: Choice, second: Choice) -> Iterator[bool]:
    """Yield the faults that show without a search for what somebody else would choose."""
    chosen = first.chosen
    yield first.value - second.value < first.value / _MARGIN
    yield chosen == campaign.greedy(truth)
    lonely = sum(campaign.target.rows[channel.j][channel.i] == 0 for channel in campaign.channels)
    yield 2 * lonely > len(campaign.channels)
    booked = {campaign.channels[index].type for index in chosen}
    yield from (type_ not in booked for type_ in campaign.changed)
    for estimate in (*campaign.flat(), *campaign.misreadings()):
        yield _agree(estimate, first.value, chosen)


def _hidden_faults(campaign: Campaign, truth: Estimate, chosen: frozenset[int]) -> Iterator[bool]:
    """Yield the faults of what others would choose, those first that are found soonest."""
    for estimate in campaign.oversights():
        yield campaign.would_choose(chosen, estimate)
    flat = tuple(campaign.flat())
    theirs = campaign.best(flat[-1])[0].chosen
    yield theirs == chosen
    true = sum(truth.exposures(theirs))
    for estimate in flat:
        yield _agree(estimate, true, theirs)
    for estimate in campaign.misreadings():
        theirs = campaign.best(estimate)[0].chosen
        yield theirs == chosen or _agree(estimate, sum(truth.exposures(theirs)), theirs)


def _agree(estimate: Estimate, true: int, chosen: frozenset[int]) -> bool:
    """Whether the exposure of a choice looks right in spite of the error."""
    return abs(sum(estimate.exposures(chosen)) - true) * _OFF <= true
