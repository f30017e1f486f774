"""Where the files of one campaign lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pytest_traineebench.family import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Names of one task's files.

    Attributes:
        folder: On the cloud disk; all other files but the plan are in it.
        archive: Folder of last year's files.
        plan: To be handed in.
    """

    folder: str
    archive: str
    plan: str

    @classmethod
    def of(cls, slot: Slot, city: str) -> Self:
        """Return the names for a slot and a city."""
        folder = slot.own("ads_strategy")
        return cls(
            folder=folder,
            archive=f"{folder}/archive/{slot.date.year - 1}",
            plan=slot.own(f"ads_strategy_plan_{city.replace(' ', '_')}.json"),
        )

    @property
    def handbook(self) -> str:
        """Path of the handbook."""
        return f"{self.folder}/ads_strategy_handbook.md"

    @property
    def channels(self) -> str:
        """Path of the list of channels."""
        return f"{self.folder}/{_CHANNELS}"

    @property
    def old_channels(self) -> str:
        """Path of last year's list of channels."""
        return f"{self.archive}/{_CHANNELS}"

    @property
    def operators(self) -> str:
        """Folder of the operators' notices."""
        return f"{self.folder}/operators"

    def notice(self, type_: str, number: int) -> str:
        """Return the path of an operator's notice on its channels."""
        return f"{self.operators}/{type_}_notice_{number}.csv"

    def density(self, group: str) -> str:
        """Return the path of a group's map."""
        return f"{self.folder}/{_density(group)}"

    def old_density(self, group: str) -> str:
        """Return the path of last year's map of a group."""
        return f"{self.archive}/{_density(group)}"


_CHANNELS = "channels.csv"


def _density(group: str) -> str:
    return f"target_user_density_{group}.png"
