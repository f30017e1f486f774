"""When an applicant studied and worked: degrees, employments and internships that agree with the profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from pytest_traineebench.tasks.resume_select.profile import Profile
from pytest_traineebench.tasks.resume_select.vocabulary import DEGREES, MAJORS

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JULY, _AUGUST = 6, 7
_YEARS_OF_STUDY = {"Bachelor's": 4, "Master's": 2, "Doctoral": 4}
_STAY = (14, 40)
_SHORTEST_STAY = 6
_LONG, _SHORT = (6, 8), (3, 4)
_HAS_INTERNSHIP, _SAME_MAJOR = 0.45, 0.55


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree, from the year in which it was begun to the one in which it was or will be finished."""

    level: str
    major: str
    begun: int
    ended: int
    finished: bool


@dataclass(frozen=True, slots=True)
class Stint:
    """A time of work; months are counted from year 0, and both the first and the last one were worked in full."""

    first: int
    last: int
    ongoing: bool
    internship: bool

    @property
    def months(self) -> int:
        """How long it lasted."""
        return self.last - self.first + 1

    @property
    def dates(self) -> str:
        """The dates as a resume gives them: ``"Oct 2020 - Mar 2023 (2 years 6 months, full-time)"``."""
        end = "Present" if self.ongoing else _month(self.last)
        kind = "internship" if self.internship else "full-time"
        return f"{_month(self.first)} - {end} ({length(self.months)}, {kind})"


def length(months: int) -> str:
    """Write a number of months in years and months."""
    parts = zip(divmod(months, 12), ("year", "month"), strict=True)
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)


def degrees(profile: Profile, today: date, rng: Random) -> tuple[Degree, ...]:
    """Return the degrees, the latest first; work begins in the months after the last one that is finished."""
    rank = DEGREES.index(profile.education)
    ended = _graduation(profile, today)
    found: list[Degree] = []
    if profile.studying:
        ended = today.year - 1
        found.append(Degree(DEGREES[rank + 1], profile.major, ended, today.year + 1, finished=False))
    for level in reversed(DEGREES[: rank + 1]):
        major = profile.major if level == profile.education else _lower_major(profile, rng)
        begun = ended - _YEARS_OF_STUDY[level]
        found.append(Degree(level, major, begun, ended, finished=True))
        ended = begun
    return tuple(found)


def _lower_major(profile: Profile, rng: Random) -> str:
    return profile.lower_major or (profile.major if rng.random() < _SAME_MAJOR else rng.choice(MAJORS))


def employments(profile: Profile, today: date, rng: Random) -> tuple[Stint, ...]:
    """Return the full-time work, the latest first: without gaps, and as long as the profile says to the month.

    Drawn from the first day on, so that a resume of an earlier year shows the same beginnings.
    """
    return tuple(reversed(list(_stays(_this_month(today) - 12 * profile.years, _this_month(today), rng))))


def _stays(begin: int, end: int, rng: Random) -> Iterator[Stint]:
    while begin < end:
        months = rng.randint(*_STAY)
        ongoing = begin + months + _SHORTEST_STAY > end
        following = end if ongoing else begin + months
        yield Stint(begin, following - 1, ongoing, internship=False)
        begin = following


def internships(profile: Profile, today: date, rng: Random) -> tuple[Stint, ...]:
    """Return the internships, the latest first; all of them end in a summer before the degree."""
    summer = _graduation(profile, today) * 12 + _AUGUST - 12
    if profile.long_internships:
        lengths = [rng.randint(*_LONG), rng.randint(*_LONG)]
    else:
        lengths = [rng.randint(*_SHORT)] if rng.random() < _HAS_INTERNSHIP else []
    ends = [summer - 12 * number for number in range(len(lengths))]
    return tuple(
        Stint(end - months + 1, end, ongoing=False, internship=True) for end, months in zip(ends, lengths, strict=True)
    )


def _graduation(profile: Profile, today: date) -> int:
    """Return the year of the last degree: the summer before work began, or before now."""
    if profile.studying:
        return today.year
    year, month = divmod(_this_month(today) - 12 * profile.years, 12)
    return year if month >= _JULY else year - 1


def _this_month(today: date) -> int:
    return today.year * 12 + today.month - 1


def _month(number: int) -> str:
    return f"{_MONTHS[number % 12]} {number // 12}"
