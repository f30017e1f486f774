"""The five levels of difficulty: how much money, how many channels, how fine a map, how much has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a level sets unless an argument says otherwise.

    Attributes:
        budget: Dollars.
        channels: How many can be chosen from.
        side: Cells along one side of the map.
        centers: Hot spots of the map.
        costs: Least and greatest cost of a channel in dollars.
        effects: Least and greatest base effect of a channel.
        changed: Types of channels that have changed since the list was made, each of which a colleague has to be asked
            about.
    """

    budget: int
    channels: int
    side: int
    centers: int
    costs: tuple[int, int]
    effects: tuple[int, int]
    changed: int


LEVELS: Mapping[str, Level] = {
    "very_easy": Level(budget=7000, channels=8, side=8, centers=1, costs=(300, 2500), effects=(600, 3000), changed=0),
    "easy": Level(budget=8000, channels=20, side=10, centers=1, costs=(350, 3200), effects=(700, 3800), changed=1),
    "medium": Level(budget=10_000, channels=28, side=12, centers=1, costs=(400, 4000), effects=(800, 5000), changed=2),
    "hard": Level(budget=11_000, channels=32, side=15, centers=2, costs=(450, 4500), effects=(900, 5600), changed=3),
    "very_hard": Level(
        budget=12_000, channels=36, side=18, centers=2, costs=(500, 5000), effects=(1000, 6000), changed=4
    ),
}
"""The published levels, the easiest first."""

MIXES: Mapping[str, Mapping[str, int]] = {
    "balanced": {"subway": 1, "mall_screen": 1, "bus_stop": 1, "campus_screen": 1},
    "metro_focus": {"subway": 3, "mall_screen": 1, "bus_stop": 1, "campus_screen": 1},
    "campus_heavy": {"subway": 1, "mall_screen": 1, "bus_stop": 1, "campus_screen": 3},
}
"""How often each type of channel occurs, as weights."""
