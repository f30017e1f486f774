"""Where the files of one event lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files.

    Attributes:
        folder: Of all materials, on the cloud disk.
        guidelines: The rules.
        places: The list of locations and restaurants.
        roads: The road map.
        picture: The road map as an image.
        old_guidelines: Last year's rules.
        old_places: Last year's list.
        output: What is handed in, in the workspace.
    """

    folder: str
    guidelines: str
    places: str
    roads: str
    picture: str
    old_guidelines: str
    old_places: str
    output: str

    @classmethod
    def of(cls, slot: Slot, department: str, *, optimal: bool) -> Self:
        """Return the names for a slot."""
        folder, last_year = slot.own("event_planning"), slot.date.year - 1
        return cls(
            folder=folder,
            guidelines=f"{folder}/{slot.own('event_planning_guidelines.txt')}",
            places=f"{folder}/{slot.own('locations_restaurants_info.txt')}",
            roads=f"{folder}/{slot.own('mst_map.json')}",
            picture=f"{folder}/{slot.own('mst_map.png')}",
            old_guidelines=f"{folder}/archive/{slot.own(f'event_planning_guidelines_{last_year}.txt')}",
            old_places=f"{folder}/archive/{slot.own(f'locations_restaurants_info_{last_year}.txt')}",
            output=slot.own(f"dept_{department}_{'optimal_plan' if optimal else 'plan_metrics'}.json"),
        )

    @property
    def materials(self) -> tuple[str, str, str]:
        """The three documents that a plan is worked out from."""
        return self.guidelines, self.places, self.roads
