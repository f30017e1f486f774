"""The company's year: days off, some of them in the month that matters, and events on ordinary workdays."""

from __future__ import annotations

import datetime as dt
from random import Random

from pytest_traineebench.tasks.attendance.month import dates_of, is_weekday

HOLIDAY, COMPANY_DAY, EVENT = "public holiday", "company day off", "event"

_HOLIDAYS = (
    "Lantern Day",
    "River Day",
    "Unity Day",
    "Memorial Day",
    "Arbor Day",
    "Republic Day",
    "Peace Day",
    "Citizens' Day",
    "Heritage Day",
    "Teachers' Day",
)
_COMPANY_DAYS = ("Founders' Day", "Bridge day", "Inventory closure", "Office move", "Wellbeing day")
_EVENTS = ("All-hands meeting", "Fire drill", "Open house", "Blood drive", "Town hall", "Safety training")
_ELSEWHERE = range(5, 10)


def draw_calendar(month: dt.date, rng: Random) -> list[tuple[dt.date, str, str]]:
    """Draw the calendar of a year: date, kind and name of each entry.

    At least one day off and one event fall on a weekday of `month`; a holiday may fall on its weekend.
    """
    here = dates_of(month)
    weekdays = rng.sample([date for date in here if is_weekday(date)], 4)
    holidays, company_days = list(_HOLIDAYS), list(_COMPANY_DAYS)
    rng.shuffle(holidays)
    rng.shuffle(company_days)
    entries = [(weekdays[0], HOLIDAY, holidays.pop()), (weekdays[1], EVENT, rng.choice(_EVENTS))]
    if rng.random() < 0.5:  # noqa: PLR2004  -- a half
        entries.append((weekdays[2], COMPANY_DAY, company_days.pop()))
    if rng.random() < 0.5:  # noqa: PLR2004  -- a half
        weekend = rng.choice([date for date in here if not is_weekday(date)])
        entries.append((weekend, HOLIDAY, holidays.pop()))
    others = [date for date in _year(month.year) if date.month != month.month]
    for date in rng.sample(others, rng.choice(_ELSEWHERE)):
        kind = rng.choice((HOLIDAY, HOLIDAY, EVENT, COMPANY_DAY))
        names = holidays if kind == HOLIDAY else company_days if kind == COMPANY_DAY else list(_EVENTS)
        if names:
            entries.append((date, kind, names.pop()))
    return entries


def days_off(entries: list[tuple[dt.date, str, str]]) -> frozenset[dt.date]:
    """Return the dates on which nobody has to work."""
    return frozenset(date for date, kind, _ in entries if kind in (HOLIDAY, COMPANY_DAY))


def _year(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    days = (first + dt.timedelta(days=number) for number in range(366))
    return [day for day in days if day.year == year]
