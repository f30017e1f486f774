"""The truth of a task: the meeting, what everybody asked for in it, and what of that is to be recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pytest_traineebench.tasks.meeting_attend.kinds import Kind
from pytest_traineebench.tasks.meeting_attend.paths import Paths
from pytest_traineebench.tasks.meeting_attend.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one person asks for.

    Attributes:
        name: Full name.
        item: As it is called in the meeting.
        quantity: Pieces.
        unit_price: Dollars per piece.
        is_reasonable: Whether it obeys every procurement rule.
        source: From where it is known in full.
    """

    name: str
    item: str
    quantity: int
    unit_price: int
    is_reasonable: bool
    source: Source = Source.SAID

    @property
    def total(self) -> int:
        """Dollars."""
        return self.quantity * self.unit_price

    @property
    def words(self) -> str:
        """The whole request, as people say and write it."""
        return f"{self.quantity} x {self.item} at ${self.unit_price} each"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the checkpoints compare with.

    Attributes:
        kind: What is asked for in the meeting.
        room: Where it is held.
        start: When it begins.
        end: When it ends.
        organizer: Full name of who called it.
        requests: All of them, in the order in which they are told; none for a meeting without a task.
        lines: What is said of them in the meeting, one line each.
        paths: Where the files lie.
    """

    kind: Kind
    room: str
    start: datetime
    end: datetime
    organizer: str
    requests: tuple[Request, ...]
    lines: tuple[str, ...]
    paths: Paths

    @property
    def output(self) -> str:
        """Name of the file that is asked for."""
        return self.paths.output

    @property
    def wanted(self) -> tuple[Request, ...]:
        """The requests that are to be recorded."""
        return tuple(request for request in self.requests if request.is_reasonable or not self.kind.has_rules)

    @property
    def unwanted(self) -> tuple[Request, ...]:
        """The requests that are to be left out."""
        return tuple(request for request in self.requests if request not in self.wanted)

    @property
    def statistics(self) -> int:
        """Dollars for all requests that are to be recorded."""
        return sum(request.total for request in self.wanted)
