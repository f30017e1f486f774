"""The company's rules for a day out, as numbers; the guidelines state every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_STARTS = (8 * 60 + 30, 9 * 60, 9 * 60 + 30)
_ACTIVITIES = (105, 120, 135)
_LUNCHES = (75, 90, 105)
_SPEEDS = (24, 27, 30, 33, 36)
_WEIGHTS = ((4, 4, 2), (5, 3, 2), (3, 5, 2), (4, 3, 3), (3, 4, 3), (2, 5, 3), (5, 2, 3))

PERIODS = ((1, 10), (11, 20), (21, 31))
"""First and last day of the month of the early, the mid and the late price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every plan of one event.

    Attributes:
        start: When the group leaves the company, in minutes of the day.
        activity: Minutes at each of the two locations.
        lunch: Minutes in the restaurant.
        speed: Kilometres per hour on all roads.
        weights: Tenths that interest, cost and distance count in the overall score.
    """

    start: int
    activity: int
    lunch: int
    speed: int
    weights: tuple[int, int, int]

    def travel(self, decimetres: int) -> int:
        """Return the minutes of one leg, rounded up to a whole minute."""
        return -(-decimetres * 60 // (self.speed * 10_000))


def draw_rules(rng: Random) -> Rules:
    """Draw the rules of one event."""
    return Rules(
        start=rng.choice(_STARTS),
        activity=rng.choice(_ACTIVITIES),
        lunch=rng.choice(_LUNCHES),
        speed=rng.choice(_SPEEDS),
        weights=rng.choice(_WEIGHTS),
    )


def clock(minutes: int) -> str:
    """Return minutes of the day as ``HH:MM``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
