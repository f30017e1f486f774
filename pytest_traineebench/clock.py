"""The virtual clock of a day and its queue of coming events; the only source of ``now``."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """Something that will happen at a moment.

    Attributes:
        at: When.
        order: Breaks ties: earlier scheduled first.
        happen: What to do when the clock gets there; called with the clock standing at `at`.
        concerns_trainee: Whether waiting stops here.
        what: Why waiting stops, in words for the trainee.
    """

    at: datetime
    order: int
    happen: Callable[[], None] = field(compare=False)
    concerns_trainee: bool = field(compare=False, default=False)
    what: str = field(compare=False, default="")


class VirtualClock:
    """Logical time: it moves only when told to, never back, and never beyond the end of the day."""

    def __init__(self, start: datetime, end: datetime) -> None:
        """Set the clock.

        Args:
            start: The moment the day begins.
            end: The moment the day is over; later than `start`.
        """
        if end <= start:
            raise ValueError(f"a day ends after its start: {start} to {end}")
        self.start = start
        self.end = end
        self._now = start
        self._queue: list[Coming] = []
        self._scheduled = 0
        self._waiting = False

    @property
    def now(self) -> datetime:
        """The virtual moment, to the minute."""
        return self._now

    @property
    def is_over(self) -> bool:
        """Whether the end of the day is reached."""
        return self._now >= self.end

    def schedule(
        self, at: datetime, happen: Callable[[], None], *, concerns_trainee: bool = False, what: str = ""
    ) -> Coming:
        """Put an event into the queue; one that lies in the past or at ``now`` happens with the next move."""
        coming = Coming(at, self._scheduled, happen, concerns_trainee, what)
        self._scheduled += 1
        heapq.heappush(self._queue, coming)
        return coming

    def cancel(self, coming: Coming) -> None:
        """Take an event out of the queue; one that already happened is ignored."""
        if coming in self._queue:
            self._queue.remove(coming)
            heapq.heapify(self._queue)

    @property
    def is_waiting(self) -> bool:
        """Whether the clock is being moved by a wait, so that the trainee is told of what happens now."""
        return self._waiting

    def next_concern(self, *, until: datetime) -> Coming | None:
        """Return the first coming event that concerns the trainee after ``now`` and not later than `until`."""
        concerns = [coming for coming in self._queue if coming.concerns_trainee and self._now < coming.at <= until]
        return min(concerns, default=None)

    def wait(self, minutes: int) -> tuple[str, ...]:
        """Move forward by whole minutes, but stop at the first moment that concerns the trainee.

        Returns:
            Everything that concerns her at the moment of the stop, in words; empty if nothing stopped her.

        Raises:
            ValueError: If `minutes` is negative.
        """
        until = self._in(minutes)
        stop = self.next_concern(until=until)
        reasons = (
            ()
            if stop is None
            else tuple(
                coming.what for coming in sorted(self._queue) if coming.concerns_trainee and coming.at == stop.at
            )
        )
        self._waiting = True
        try:
            self.advance_to(until if stop is None else stop.at)
        finally:
            self._waiting = False
        return reasons

    def advance(self, minutes: int) -> None:
        """Move forward by whole minutes; what is due on the way happens in its order.

        Raises:
            ValueError: If `minutes` is negative.
        """
        self.advance_to(self._in(minutes))

    def advance_to(self, moment: datetime) -> None:
        """Move forward to a moment, at most to the end of the day; an earlier moment leaves the clock alone."""
        target = max(self._now, min(moment, self.end))
        while self._queue and self._queue[0].at <= target:
            coming = heapq.heappop(self._queue)
            self._now = max(self._now, coming.at)
            coming.happen()
        self._now = max(self._now, target)

    def _in(self, minutes: int) -> datetime:
        if minutes < 0:
            raise ValueError("the clock never goes back")
        # Capped before the addition, so that a huge number cannot overflow the calendar.
        minutes = min(minutes, (self.end - self._now) // timedelta(minutes=1) + 1)
        return min(self._now + timedelta(minutes=minutes), self.end)
