"""How often and how long a model's server is asked again after a failure."""

from __future__ import annotations

import email.utils
import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


class Again(enum.Enum):
    """What asking again is good for after a failure."""

    NEVER = "the same request fails again"
    BRIEFLY = "nobody is there: most likely a server that was not started"
    PATIENTLY = "the server is there and may recover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Bounds on attempts and waits, all in real seconds; the virtual clock never sees them.

    Attributes:
        attempts: At most this many requests for one answer.
        unreachable_attempts: The same for a server that cannot be reached at all.
        base: The first wait; each further one is twice as long. Zero waits only as long as the server asks.
        longest: No wait of our own is longer.
        patience: Waits and time-outs of one answer add up to at most this; a server that asks for a longer wait
            than is left is not asked again.
    """

    attempts: int = 7
    unreachable_attempts: int = 3
    base: float = 1.0
    longest: float = 30.0
    patience: float = 900.0

    def wait(self, again: Again, attempt: int, *, asked: float | None, spent: float, rng: Random) -> float | None:
        """Return the seconds to wait after a failed attempt, or None to give up.

        Args:
            again: What asking again is good for.
            attempt: The number of the attempt that failed, from 1.
            asked: The wait that the server asked for.
            spent: Seconds that waits and time-outs have taken so far.
            rng: Spreads the waits of workers that fail at one moment.
        """
        allowed = {Again.NEVER: 1, Again.BRIEFLY: min(self.unreachable_attempts, self.attempts)}
        if attempt >= allowed.get(again, self.attempts):
            return None
        own = min(self.base * 2 ** min(attempt - 1, 30), self.longest) * rng.uniform(0.75, 1.0)
        wait = max(own, asked or 0.0)
        return wait if spent + wait < self.patience else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait, if it does.

    A date is taken relative to the answer's own ``Date``: this machine's clock has no part in it (RFC 9110, 10.2.3).
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        until = email.utils.parsedate_to_datetime(headers.get("retry-after", ""))
        sent = email.utils.parsedate_to_datetime(headers.get("date", ""))
        return max((until - sent).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
