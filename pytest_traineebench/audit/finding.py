"""What an audit found wrong."""

from __future__ import annotations

from dataclasses import dataclass

MAX_DETAIL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a family that is not as it should be.

    Attributes:
        family: Its name.
        variant: Subtype and difficulty; empty if it is about the family as a whole.
        seed: Of the instance, or None if it is about several.
        check: Name of the check.
        detail: What is wrong, in words.
    """

    family: str
    variant: str
    seed: int | None
    check: str
    detail: str

    def __str__(self) -> str:
        where = [self.family, self.variant, "" if self.seed is None else f"seed {self.seed}", self.check]
        detail = " ".join(self.detail.split())
        cut = detail if len(detail) <= MAX_DETAIL else f"{detail[:MAX_DETAIL]} ..."
        return f"{', '.join(filter(None, where))}: {cut}"
