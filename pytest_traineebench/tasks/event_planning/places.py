"""The locations and restaurants that a plan can be made of."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from pytest_traineebench.tasks.event_planning.params import GivenPlan, plain

COMPANY = "KnowledgeX"
COMPANY_AT = (31.2304, 121.4737)

_PREFIXES = ("Maple", "Willow", "Silverlake", "Cloudhill", "Riverside", "Autumn", "Rainbow", "Stonegate")
_SUFFIXES = ("Forest", "Wetland", "Cultural Park", "Old Town", "Eco Park", "Country Park")
_STREETS = ("Rd", "St", "Ave", "Ln")
_CATEGORIES = ("Park", "Historic Site", "Lakeside", "Greenway", "Garden", "Village")
_TICKETS = (0, 20, 30, 40, 50, 80, 100)
_STEMS = ("Taste", "Cloud", "Harmony", "Old Stove", "Autumn", "Pine", "Maple", "Neighbor")
_CUISINES = ("Shanghai", "Jiangsu/Zhejiang", "Sichuan", "Northeastern", "BBQ", "Hotpot", "Farmhouse", "Light Meal")
_MEALS = (50, 60, 70, 80, 90, 100, 120)
_SEASONS = ((0.8, 0.9), (0.95, 1.05), (1.1, 1.3))
_LOWEST, _HIGHEST = 320, 490
_FAR, _NEAR, _AROUND = 25.0, 15.0, 9.0
_KM_PER_DEGREE = 111


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location or a restaurant.

    Attributes:
        name: Unique in its world.
        sort: Category of a location, cuisine of a restaurant.
        address: Number and street.
        at: Latitude and longitude.
        prices: Cents per person early, mid and late in the month.
        interest: Hundredths of the rating.
    """

    name: str
    sort: str
    address: str
    at: tuple[float, float]
    prices: tuple[int, int, int]
    interest: int

    @property
    def has_seasons(self) -> bool:
        """Whether the price depends on the day."""
        return len(set(self.prices)) > 1


def draw_locations(count: int, given: GivenPlan | None, rng: Random) -> tuple[Place, ...]:
    """Draw the locations; those of a given plan stand at drawn places of the list."""
    forced = (given.morning, given.afternoon) if given else ()
    taken = {plain(name) for name in (given.morning, given.lunch, given.afternoon)} if given else set()
    pool = [f"{prefix} {suffix}" for prefix in _PREFIXES for suffix in _SUFFIXES]
    return tuple(_location(name, rng) for name in _names(count, forced, pool, taken, rng))


def draw_restaurants(count: int, given: GivenPlan | None, locations: Sequence[Place], rng: Random) -> tuple[Place, ...]:
    """Draw the restaurants: half of them near the company, the others around the locations in turn."""
    forced = (given.lunch,) if given else ()
    taken = {plain(place.name) for place in locations} | {plain(name) for name in forced}
    pool = [f"{stem} \N{MIDDLE DOT} {cuisine}" for stem in _STEMS for cuisine in _CUISINES]
    near = count // 2
    return tuple(
        _restaurant(name, None if index < near else locations[(index - near) % len(locations)], rng)
        for index, name in enumerate(_names(count, forced, pool, taken, rng))
    )


def _names(count: int, forced: Sequence[str], pool: Sequence[str], taken: Collection[str], rng: Random) -> list[str]:
    names = rng.sample([name for name in pool if plain(name) not in taken], count)
    for index, name in zip(rng.sample(range(count), len(forced)), forced, strict=True):
        names[index] = name
    return names


def _location(name: str, rng: Random) -> Place:
    return Place(
        name=name,
        at=_around(COMPANY_AT, _FAR, rng),
        address=f"No.{rng.randint(1, 999)} {rng.choice(_PREFIXES)} {rng.choice(_STREETS)}",
        sort=rng.choice(_CATEGORIES),
        prices=_ticket(100 * rng.choice(_TICKETS), rng),
        interest=rng.randint(_LOWEST, _HIGHEST),
    )


def _ticket(base: int, rng: Random) -> tuple[int, int, int]:
    if base == 0 or rng.random() < 0.5:  # noqa: PLR2004  -- half of those that cost anything
        return base, base, base
    early, mid, late = (round(base * rng.uniform(*season)) for season in _SEASONS)
    return early, mid, late


def _restaurant(name: str, beside: Place | None, rng: Random) -> Place:
    cuisine = name.partition(" \N{MIDDLE DOT} ")[2]
    price = 100 * rng.choice(_MEALS)
    return Place(
        name=name,
        at=_around(beside.at, _AROUND, rng) if beside else _around(COMPANY_AT, _NEAR, rng),
        address=f"No.{rng.randint(1, 999)} {rng.choice(_STEMS)} {rng.choice(_STREETS)}",
        sort=cuisine or rng.choice(_CUISINES),
        prices=(price, price, price),
        interest=rng.randint(_LOWEST, _HIGHEST),
    )


def _around(middle: tuple[float, float], radius: float, rng: Random) -> tuple[float, float]:
    """Draw a point of a disc of that many kilometres, uniformly."""
    distance, angle = radius * math.sqrt(rng.random()), 2 * math.pi * rng.random()
    latitude, longitude = middle
    north = distance * math.cos(angle) / _KM_PER_DEGREE
    east = distance * math.sin(angle) / (_KM_PER_DEGREE * math.cos(math.radians(latitude)))
    return round(latitude + north, 6), round(longitude + east, 6)
