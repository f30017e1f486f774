"""What the clocks hold of one person on one day: how they come and go, and what goes wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal, NamedTuple

from pytest_traineebench.tasks.attendance.rules import Hours, Rules

Way = Literal["in", "out"]
Status = Literal["approved", "rejected", "pending"]
Slip = Literal["late", "early"]

_LAST_MINUTE = 1439
_ON_THE_DOT = 0.07
"""Share of arrivals and departures at exactly the last or first minute that the rules allow."""
_MISSING, _CLAIMED, _HALF_DAY = 0.03, 0.03, 0.03
_LUNCH_OUT, _STRAY, _ONE_TAG_ONLY, _ASKS = 0.08, 0.02, 0.15, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How somebody behaves; the numbers are probabilities per day.

    Attributes:
        late: To come late.
        early: To leave early.
        absent: Not to come at all.
        overtime: To stay for overtime.
        remote: To work from home.
        quiet: Never to count as late or as having left early, whatever single records look like.
        flawless: Besides, never to count as absent.
    """

    late: float
    early: float
    absent: float
    overtime: float
    remote: float
    quiet: bool = False
    flawless: bool = False


class Punch(NamedTuple):
    """A record: minute of the day, direction, whether it is tagged remote."""

    minute: int
    way: Way
    remote: bool


class Request(NamedTuple):
    """A request to count a record that the clocks do not hold."""

    punch: Punch
    status: Status


class DayRecords(NamedTuple):
    """All that is on file about one person and one day."""

    punches: tuple[Punch, ...] = ()
    requests: tuple[Request, ...] = ()


def draw_workday(habit: Habit, hours: Hours, rules: Rules, rng: Random, *, slip: Slip | None = None) -> DayRecords:
    """Draw the records of a workday.

    Args:
        habit: Whose day it is.
        hours: The department's hours.
        rules: What else applies.
        rng: The draw.
        slip: What must happen on this day, narrowly, with nothing else going wrong.
    """
    if slip is None and rng.random() < habit.absent:
        return DayRecords()
    if slip is None and habit.quiet and not habit.flawless and rules.features.days_off and rng.random() < _HALF_DAY:
        return DayRecords((Punch(_late(hours, rng), "in", False),))  # late, and yet only absent
    late, early = slip == "late", slip == "early"
    if slip is None and not habit.quiet:
        late, early = rng.random() < habit.late, rng.random() < habit.early
    arrival = _arrival(hours, late=late, narrow=slip is not None, rng=rng)
    leaving = _leaving(hours, arrival, early=early, narrow=slip is not None, busy=habit.overtime, rng=rng)
    punches = _tagged(arrival, min(leaving, rules.latest), habit.remote, rng)
    return _as_filed(punches, habit, hours, rules, rng) if slip is None else DayRecords(punches)


def draw_day_off(rng: Random) -> DayRecords:
    """Draw the records of somebody who drops in on a day off, for a few hours at any time."""
    arrival = rng.randint(540, 780)
    return DayRecords((Punch(arrival, "in", False), Punch(arrival + rng.randint(60, 260), "out", False)))


def _late(hours: Hours, rng: Random) -> int:
    return hours.last_start + 1 + min(int(rng.expovariate(1 / 9)), 75)


def _arrival(hours: Hours, *, late: bool, narrow: bool, rng: Random) -> int:
    if late:
        return hours.last_start + rng.randint(1, 3) if narrow else _late(hours, rng)
    if rng.random() < _ON_THE_DOT:
        return hours.last_start
    first = hours.start - (hours.flex.window if hours.flex else 14)
    return first + int(rng.random() * (hours.last_start - first + 1))


def _leaving(hours: Hours, arrival: int, *, early: bool, narrow: bool, busy: float, rng: Random) -> int:
    due = hours.first_leave(arrival)
    if early:
        return due - (rng.randint(1, 3) if narrow else 1 + min(int(rng.expovariate(1 / 11)), 100))
    chance = rng.random()
    if chance < busy:
        return max(due, hours.overtime_base + _overtime(hours.overtime_block, rng))
    return due if chance > 1 - _ON_THE_DOT else due + int(rng.random() * 25)


def _overtime(block: int, rng: Random) -> int:
    """Return minutes beyond the base: sometimes just too few to count, sometimes exactly enough."""
    chance = rng.random()
    if chance < 0.2:  # noqa: PLR2004  -- a fifth
        return int(rng.random() * block)
    return block if chance > 1 - _ON_THE_DOT else block + min(int(rng.expovariate(1 / 45)), 150)


def _tagged(arrival: int, leaving: int, remote: float, rng: Random) -> tuple[Punch, Punch]:
    if rng.random() >= remote:
        return Punch(arrival, "in", False), Punch(leaving, "out", False)
    first, last = rng.choice(((True, False), (False, True))) if rng.random() < _ONE_TAG_ONLY else (True, True)
    return Punch(arrival, "in", first), Punch(leaving, "out", last)


def _as_filed(punches: tuple[Punch, Punch], habit: Habit, hours: Hours, rules: Rules, rng: Random) -> DayRecords:
    """Lose a record, correct one, or add some that change nothing."""
    features, chance = rules.features, rng.random()
    if chance < 2 * _MISSING:
        return _without(punches, int(chance < _MISSING), habit, rules, rng)
    if features.corrections and chance < 2 * _MISSING + _CLAIMED:
        return _claimed(punches, habit, hours, rng)
    arrival, leaving = punches
    if features.days_off and rng.random() < _LUNCH_OUT and arrival.minute < 700 and leaving.minute > 840:  # noqa: PLR2004  -- around noon
        out = rng.randint(715, 750)
        lunch = (Punch(out, "out", arrival.remote), Punch(out + rng.randint(20, 60), "in", arrival.remote))
        return DayRecords((arrival, *lunch, leaving))
    return DayRecords((*punches, *_strays(rules, rng))) if features.corrections else DayRecords(punches)


def _without(punches: tuple[Punch, Punch], lost: int, habit: Habit, rules: Rules, rng: Random) -> DayRecords:
    """Return the day with one record lost; where requests exist, most people hand one in."""
    kept, gone = punches[1 - lost], punches[lost]
    if not rules.features.corrections:
        return DayRecords(punches if habit.flawless and rules.features.days_off else (kept,))
    if habit.flawless:
        return DayRecords((kept,), (Request(gone, "approved"),))
    return DayRecords((kept,), (Request(gone, _status(rng)),) if rng.random() < _ASKS else ())


def _claimed(punches: tuple[Punch, Punch], habit: Habit, hours: Hours, rng: Random) -> DayRecords:
    """Return a day on which the door opened late for somebody who says that they had been there in time."""
    arrival, leaving = punches
    at_the_door = arrival._replace(minute=max(_late(hours, rng), arrival.minute + 1))
    status: Status = "approved" if habit.quiet else _status(rng)
    return DayRecords((at_the_door, leaving), (Request(arrival, status),))


def _status(rng: Random) -> Status:
    chance = rng.random()
    return "approved" if chance < 0.65 else "rejected" if chance < 0.85 else "pending"  # noqa: PLR2004  -- shares


def _strays(rules: Rules, rng: Random) -> tuple[Punch, ...]:
    """Return a record outside the counted part of the day, as cleaners' doors and night buses make them."""
    chance = rng.random()
    if chance < _STRAY:
        return (Punch(rules.earliest - rng.randint(1, 120), "in", False),)
    if chance > 1 - _STRAY:
        return (Punch(rng.randint(rules.latest + 1, _LAST_MINUTE), "out", False),)
    return ()
