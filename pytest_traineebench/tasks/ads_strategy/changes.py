"""What has changed since the list of channels was made, and who knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.ads_strategy.levels import MIXES

DEPARTMENT = "Marketing"
_DISCOUNTS = range(11, 25)
_NUMBERS = range(2, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What has changed for one type of channels.

    Attributes:
        type: Such as ``"bus_stop"``.
        buyer: Full name of the colleague in Marketing who buys these channels and knows of it.
        discount: Percent taken off the cost of each of them; stands in no file.
        notice: Number of the operator's notice that holds.
        void: Number of another one, which does not.
    """

    type: str
    buyer: str
    discount: int
    notice: int
    void: int

    @property
    def medium(self) -> str:
        """The type as people say it, such as ``"bus stop"``."""
        return self.type.replace("_", " ")


def draw_changes(count: int, slot: Slot) -> tuple[Change, ...]:
    """Draw changes of so many types; the first of them are the same however many there are.

    Each type has a buyer of its own as far as the department has people.
    """
    rng = slot.stream("changes")
    types, buyers = list(MIXES["balanced"]), [person.name for person in slot.staff.department(DEPARTMENT)]
    rng.shuffle(types)
    rng.shuffle(buyers)
    discounts = rng.sample(_DISCOUNTS, len(types))
    drawn = []
    for index, (type_, discount) in enumerate(zip(types, discounts, strict=True)):
        later = rng.choice(_NUMBERS)
        # An operator may take a notice back, so that the later one holds no more often than the earlier one.
        notice, void = rng.sample((later - 1, later), 2)
        buyer = buyers[index % len(buyers)]
        drawn.append(Change(type=type_, buyer=buyer, discount=discount, notice=notice, void=void))
    return tuple(drawn[:count])


def discounts(changes: tuple[Change, ...]) -> Mapping[str, int]:
    """Return the discount of each type that has changed, in percent."""
    return {change.type: change.discount for change in changes}
