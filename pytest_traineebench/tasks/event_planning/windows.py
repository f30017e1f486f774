"""When everybody has time: each colleague one range of days, and the days that suit all of them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from pytest_traineebench.tasks.event_planning.rules import PERIODS

_SHORTEST, _LONGEST = 3, 7
_MOST_COMMON = 3


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which one colleague has time, the first and the last included."""

    person: str
    first: dt.date
    last: dt.date


def next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after a day's."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def draw_windows(people: Sequence[str], month: dt.date, rng: Random) -> tuple[tuple[Window, ...], int]:
    """Draw the windows of all people, and return them with the number of the price period that they lie in.

    At least one window begins on the first common day and another ends on the last one, so that whoever asks only
    some people may well choose a wrong day, and the common days are 1 to 3 (3 to 7 for a single person).
    """
    period = rng.randrange(len(PERIODS))
    low, high = PERIODS[period]
    high = min(high, calendar.monthrange(month.year, month.month)[1])
    common = rng.randint(1, _MOST_COMMON)
    first = rng.randint(low, high - common + 1)
    last = first + common - 1
    begins, ends = rng.sample(range(len(people)), 2) if len(people) > 1 else (0, None)
    windows = []
    for index, person in enumerate(people):
        length = rng.randint(_SHORTEST, _LONGEST)
        before = rng.randint(0, length - common)
        if index == begins:
            before = 0
        elif index == ends:
            before = length - common
        window = _clip(first - before, length, low=low, high=high)
        if index == begins:
            window = (first, max(last, window[1]))
        if index == ends:
            window = (window[0], last)
        windows.append(Window(person, month.replace(day=window[0]), month.replace(day=window[1])))
    return tuple(windows), period


def common_days(windows: Sequence[Window]) -> tuple[dt.date, ...]:
    """Return the days that suit everybody, in order."""
    return tuple(_days(max(window.first for window in windows), min(window.last for window in windows)))


def _clip(first: int, length: int, *, low: int, high: int) -> tuple[int, int]:
    first = max(low, min(first, high - length + 1))
    return first, min(high, first + length - 1)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
