"""The advertising channels that can be booked, and what was said of each at different times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from pytest_traineebench.tasks.ads_strategy.levels import MIXES, Level

# Ids are numbers of the agency's catalogue, so that two lists have hardly one in common and none can be guessed.
_CATALOGUE = range(101, 1000)
_FITS: Mapping[str, Mapping[str, int]] = {
    "college_students_18_25": {"subway": 6, "mall_screen": 6, "bus_stop": 5, "campus_screen": 9},
    "young_professionals_25_35": {"subway": 9, "mall_screen": 7, "bus_stop": 5, "campus_screen": 4},
    "seniors_60_plus": {"subway": 5, "mall_screen": 7, "bus_stop": 9, "campus_screen": 3},
}
_PUBLISHED_FITS = _FITS["college_students_18_25"]
_IS_NEW = 0.12
"""Share of the channels that were not offered last year."""
_IN_NOTICE, _WITHDRAWN = 0.6, 0.15
"""Shares of the channels that an operator's notice names, and of those that it withdraws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """On what terms a channel could be booked at one time.

    Attributes:
        cost: Dollars, 0 if it could not be booked.
        effect: Base effect.
    """

    cost: int
    effect: int

    def discounted(self, percent: int) -> Offer:
        """Return the offer with a discount, in whole dollars, half a dollar rounded up."""
        return Offer(cost=(self.cost * (100 - percent) + 50) // 100, effect=self.effect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel.

    Attributes:
        id: Such as ``"CH417"``.
        name: Such as ``"bus_stop_003"``.
        type: Such as ``"bus_stop"``.
        i: Column of its cell on the map.
        j: Row of its cell on the map, from the bottom.
        fit: How well it suits the target group, in tenths.
        listed: This year's list.
        last: Last year's list.
        notice: What its operator's notice that holds says, None if nothing.
        void: What its operator's notice that does not hold says, None if nothing.
        now: On what terms it can be booked now.
        undiscounted: The same without the discount.
        mistaken: What the terms are taken for by who misses what has changed for its type, or which notice holds.
    """

    id: str
    name: str
    type: str
    i: int
    j: int
    fit: int
    listed: Offer
    last: Offer
    notice: Offer | None
    void: Offer | None
    now: Offer
    undiscounted: Offer
    mistaken: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What channels are drawn from.

    Attributes:
        level: Bounds of costs and effects, the map's side, the number of channels.
        types: Types of channels with their weights.
        fits: Audience fit of each type in tenths.
        discounts: Percent that are taken off the costs of types that have changed since the list was made.
    """

    level: Level
    types: Mapping[str, int]
    fits: Mapping[str, int]
    discounts: Mapping[str, int] = field(default_factory=dict)

    def draw_ids(self, rng: Random) -> list[str]:
        """Draw the catalogue's numbers of all channels, in order."""
        return [f"CH{number:03}" for number in sorted(rng.sample(_CATALOGUE, self.level.channels))]

    def draw(self, number: int, id_: str, rng: Random) -> Channel:
        """Draw a channel.

        Args:
            number: Its position in the list, from 1.
            id_: Its id.
            rng: Draws the rest.
        """
        type_ = rng.choices(tuple(self.types), tuple(self.types.values()))[0]
        listed, percent = self._offer(type_, rng), self.discounts.get(type_, 0)
        notice, void = (self._notice(type_, rng) if percent else None for _ in range(2))
        undiscounted = notice or listed
        return Channel(
            id=id_,
            name=f"{type_}_{number:03}",
            type=type_,
            i=rng.randrange(self.level.side),
            j=rng.randrange(self.level.side),
            fit=self.fits[type_],
            listed=listed,
            last=_last_year(listed, rng),
            notice=notice,
            void=void,
            now=undiscounted.discounted(percent),
            undiscounted=undiscounted,
            mistaken=(listed, (void or listed).discounted(percent)),
        )

    def _notice(self, type_: str, rng: Random) -> Offer | None:
        """Draw what an operator says of a channel: nothing, that it is withdrawn, or other terms."""
        if rng.random() >= _IN_NOTICE:
            return None
        return Offer(cost=0, effect=0) if rng.random() < _WITHDRAWN else self._offer(type_, rng)

    def _offer(self, type_: str, rng: Random) -> Offer:
        low, high = self.level.costs
        cost = rng.randint(low, high)
        if cost * (100 - self.discounts.get(type_, 0)) % 100 == 50:  # noqa: PLR2004  -- half a dollar
            cost += 1 if cost < high else -1  # so that however the discounted cost is rounded, it is the same
        return Offer(cost=cost, effect=rng.randint(*self.level.effects))


def open_market(level: Level, mix: str, group: str, rng: Random, *, discounts: Mapping[str, int]) -> Market:
    """Return the market for a target group; each type's fit may be a tenth off what is usual for the group."""
    fits = _FITS.get(group, _PUBLISHED_FITS)
    return Market(
        level=level,
        types=MIXES[mix],
        fits={type_: fit + rng.choice((-1, 0, 0, 1)) for type_, fit in fits.items()},
        discounts=discounts,
    )


def _last_year(listed: Offer, rng: Random) -> Offer:
    is_new = rng.random() < _IS_NEW
    return Offer(
        cost=0 if is_new else round(listed.cost * rng.uniform(0.6, 0.9)),
        effect=round(listed.effect * rng.uniform(0.6, 0.9)),
    )
