"""What the checkpoints compare with: every channel's true worth, and the best plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A channel that can be chosen.

    Attributes:
        id: Such as ``"CH417"``.
        cost: Dollars, all changes included.
        density: What the picture shows for its cell, 0 to 5.
        exposure: Its effective exposure in hundredths.
    """

    id: str
    cost: int
    density: int
    exposure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """What only one colleague can say.

    Attributes:
        buyer: The colleague's full name.
        percent: The discount.
    """

    buyer: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The truth about one campaign.

    Attributes:
        handbook: Path of the handbook on the cloud disk.
        plan: Name of the file to hand in.
        budget: Dollars.
        discounts: What was to be learned by asking; nothing if nothing has changed since the list was made.
        candidates: All channels that can be booked.
        best: Ids of the best plan, sorted.
        blind: Greatest exposure, in hundredths, of a plan that was made with something misread, or
            with nothing of what has changed.
    """

    handbook: str
    plan: str
    budget: int
    discounts: tuple[Discount, ...]
    candidates: tuple[Candidate, ...]
    best: tuple[str, ...]
    blind: int

    def cost(self, ids: Iterable[str]) -> int:
        """Return what channels cost together in dollars."""
        wanted = frozenset(ids)
        return sum(candidate.cost for candidate in self.candidates if candidate.id in wanted)

    def exposure(self, ids: Iterable[str]) -> int:
        """Return the effective exposure of channels together in hundredths."""
        wanted = frozenset(ids)
        return sum(candidate.exposure for candidate in self.candidates if candidate.id in wanted)
