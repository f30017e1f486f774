"""One fact that should hold at the deadline, and the verdict on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError

AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checkpoint found.

    Attributes:
        earned: Share of the points, 0 to 1.
        reason: For people: what was expected and what was found. Empty at full marks.
        advice: For the agent: what to look at again, never the answer. Empty at full marks.
    """

    earned: float
    reason: str = ""
    advice: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.earned <= 1:
            raise ValueError(f"a verdict earns a share of 0 to 1, not {self.earned}")
        if self.earned == 1 and (self.reason or self.advice):
            raise ValueError("at full marks a verdict gives no reason and no advice")
        if self.earned < 1 and not (self.reason and self.advice):
            raise ValueError("below full marks a verdict gives a reason and an advice")


PASSED = Verdict(1.0)


def missed(reason: str, advice: str) -> Verdict:
    """Return the verdict without points."""
    return Verdict(0.0, reason, advice)


def partly(earned: int, of: int, reason: str, advice: str) -> Verdict:
    """Return the verdict that gives `earned` parts `of` all; all parts are full marks, and need no words."""
    if of < 1 or not 0 <= earned <= of:
        raise ValueError(f"{earned} of {of} is no share")
    return PASSED if earned == of else Verdict(earned / of, reason, advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint(Generic[AnswerT]):
    """A named fact that should hold.

    Attributes:
        name: The fact, as an identifier: ``"room_booked"``.
        points: What it is worth, more than 0.
        check: Pure function of the evidence and the task's answer.
    """

    name: str
    points: float
    check: Callable[[Evidence, AnswerT], Verdict]

    def __post_init__(self) -> None:
        if not 0 < self.points < math.inf:
            raise ValueError(f"checkpoint {self.name}: points are more than 0, not {self.points}")

    def judge(self, evidence: Evidence, answer: AnswerT) -> Verdict:
        """Return the verdict; a deliverable that cannot be read is a missed checkpoint, not an error."""
        try:
            return self.check(evidence, answer)
        except DeliverableError as problem:
            return missed(
                str(problem), "Hand in the file under the exact name and in the format that the task asks for."
            )
