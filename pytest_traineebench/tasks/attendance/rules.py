"""The attendance rules as numbers; the manual and the departments' sheets state every one of them.

Times of day are minutes since midnight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from pytest_traineebench.tasks.attendance.params import Level

_OWN = 3
"""Departments with an arrangement of their own at the highest level, as published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flex:
    """Flexible hours.

    Attributes:
        window: Minutes by which one may start before or after the scheduled start.
        needed: Minutes of work that a day needs, lunch not counted.
    """

    window: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of a department.

    Attributes:
        start: Scheduled start.
        end: Scheduled end.
        lunch: Minutes of the lunch break.
        grace_late: Minutes after the start at which one still is on time, if hours are fixed.
        grace_early: Minutes before the end at which one may leave, if hours are fixed.
        flex: Flexible hours, or None if hours are fixed.
        overtime_after: From when overtime is counted, unless the scheduled end is later.
        overtime_block: Fewest minutes that count as overtime.
    """

    start: int
    end: int
    lunch: int
    grace_late: int
    grace_early: int
    flex: Flex | None = None
    overtime_after: int
    overtime_block: int

    @property
    def last_start(self) -> int:
        """The last minute at which an arrival is on time."""
        return self.start + (self.flex.window if self.flex else self.grace_late)

    @property
    def overtime_base(self) -> int:
        """From when overtime counts."""
        return max(self.end, self.overtime_after)

    def first_leave(self, arrival: int) -> int:
        """Return the first minute at which somebody who came at `arrival` may leave."""
        return arrival + self.lunch + self.flex.needed if self.flex else self.end - self.grace_early


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Which rules a level brings; each level has all of the one below.

    Attributes:
        days_off: Days off stand in a calendar of their own, people also come on them, and one missing record makes a
            day absent.
        corrections: Requests for missing records, of which the approved ones count; records outside the counted part
            of the day.
        flex: Flexible hours for everybody.
        own: How many departments have a sheet of their own, which brings them flexible hours.
    """

    days_off: bool = False
    corrections: bool = False
    flex: bool = False
    own: int = 0


FEATURES: Mapping[Level, Features] = {
    "L1": Features(),
    "L2": Features(days_off=True),
    "L3": Features(days_off=True, corrections=True),
    "L4": Features(days_off=True, corrections=True, flex=True),
    # Not also flexible for everybody: the point of a sheet is that a department differs from the others.
    "L5": Features(days_off=True, corrections=True, own=_OWN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one company.

    Attributes:
        features: What applies at all.
        general: The hours of every department without a sheet.
        own: The hours of departments with one, in the order of the company's list.
        earliest: Records before do not count.
        latest: Records after do not count.
    """

    features: Features
    general: Hours
    own: Mapping[str, Hours] = field(default_factory=dict)
    earliest: int
    latest: int

    def hours(self, department: str) -> Hours:
        """Return the hours of a department."""
        return self.own.get(department, self.general)


def draw_rules(level: Level, departments: Sequence[str], rng: Random, *, about: str = "all") -> Rules:
    """Draw a company's rules.

    Args:
        level: How intricate they are.
        departments: All departments that clock in.
        rng: The draw.
        about: The department that the task is about, which then has a sheet if there are any; or ``"all"``.
    """
    features = FEATURES[level]
    general = _fixed(rng)
    general = _flexible(general, rng) if features.flex else general
    others = [name for name in departments if name != about]
    size = min(features.own, len(departments))
    chosen = set(rng.sample(others, size)) if about == "all" else {about, *rng.sample(others, max(0, size - 1))}
    own = {name: _own(general, rng) for name in departments if name in chosen} if size else {}
    earliest, latest = rng.randrange(300, 391, 15), rng.choice((1320, 1350, 1380, 1410))
    return Rules(features=features, general=general, own=own, earliest=earliest, latest=latest)


def _fixed(rng: Random) -> Hours:
    start = rng.choice((480, 510, 540, 570, 600))
    lunch = rng.choice((30, 45, 60, 75))
    end = start + 480 + lunch
    return Hours(
        start=start,
        end=end,
        lunch=lunch,
        grace_late=rng.randint(3, 12),
        grace_early=rng.randint(3, 12),
        overtime_after=end + rng.choice((15, 20, 30, 45)),
        overtime_block=rng.choice((15, 20, 30, 40)),
    )


def _flexible(hours: Hours, rng: Random) -> Hours:
    """Return the hours as flexible ones; the fixed hours are longer than the time needed, so that few fall short."""
    return replace(hours, flex=Flex(window=rng.randrange(20, 46, 5), needed=rng.randrange(405, 451, 15)))


def _own(general: Hours, rng: Random) -> Hours:
    """Draw a sheet: other and flexible hours always, another lunch break and overtime sometimes."""
    start = rng.choice([start for start in (480, 510, 540, 570, 600, 630) if start != general.start])
    lunch = rng.choice((general.lunch, 30, 45, 60, 75))
    end = start + 480 + lunch
    overtime_after = rng.choice((general.overtime_after, end + 15, end + 30))
    return _flexible(replace(general, start=start, end=end, lunch=lunch, overtime_after=overtime_after), rng)
