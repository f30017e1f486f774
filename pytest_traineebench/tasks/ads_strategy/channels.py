"""The advertising channels that can be booked, this year and last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel.

    Attributes:
        id: Such as ``"CH417"``.
        name: Such as ``"bus_stop_003"``.
        type: Such as ``"bus_stop"``.
        i: Column of its cell on the map.
        j: Row of its cell on the map, from the bottom.
        cost: Dollars.
        effect: Base effect.
        fit: How well it suits the target group, in tenths.
        last_cost: What it cost last year, 0 if it was not offered.
        last_effect: Its base effect of last year.
    """

    id: str
    name: str
    type: str
    i: int
    j: int
    cost: int
    effect: int
    fit: int
    last_cost: int
    last_effect: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What channels are drawn from.

    Attributes:
        level: Bounds of costs and effects, the map's side, the number of channels.
        types: Types of channels with their weights.
        fits: Audience fit of each type in tenths.
    """

    level: Level
    types: Mapping[str, int]
    fits: Mapping[str, int]

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
        cost, effect = rng.randint(*self.level.costs), rng.randint(*self.level.effects)
        is_new = rng.random() < _IS_NEW
        return Channel(
            id=id_,
            name=f"{type_}_{number:03}",
            type=type_,
            i=rng.randrange(self.level.side),
            j=rng.randrange(self.level.side),
            cost=cost,
            effect=effect,
            fit=self.fits[type_],
            last_cost=0 if is_new else round(cost * rng.uniform(0.6, 0.9)),
            last_effect=round(effect * rng.uniform(0.6, 0.9)),
        )


def open_market(level: Level, mix: str, group: str, rng: Random) -> Market:
    """Return the market for a target group; each type's fit may be a tenth off what is usual for the group."""
    fits = _FITS.get(group, _PUBLISHED_FITS)
    return Market(
        level=level, types=MIXES[mix], fits={type_: fit + rng.choice((-1, 0, 0, 1)) for type_, fit in fits.items()}
    )


def to_csv(channels: Iterable[Channel]) -> bytes:
    """Write this year's list."""
    return _table((row, row.cost, row.effect) for row in channels)


def last_years_csv(channels: Sequence[Channel]) -> bytes:
    """Write last year's list: other costs and effects, without what is new."""
    return _table((row, row.last_cost, row.last_effect) for row in channels if row.last_cost)


def _table(rows: Iterable[tuple[Channel, int, int]]) -> bytes:
    lines = ["id,name,type,grid_i,grid_j,cost,base_effect,audience_fit"]
    lines += [
        f"{row.id},{row.name},{row.type},{row.i},{row.j},{cost},{effect},{row.fit / 10}" for row, cost, effect in rows
    ]
    return ("\n".join(lines) + "\n").encode()
