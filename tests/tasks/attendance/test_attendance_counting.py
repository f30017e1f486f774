"""The rules, case by case, on hours from nine to six."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_traineebench.tasks.attendance.counting import DayCount, add_up, count_day
from pytest_traineebench.tasks.attendance.punches import DayRecords, Punch, Request, Status
from pytest_traineebench.tasks.attendance.rules import FEATURES, Flex, Hours, Rules

NINE, SIX = 9 * 60, 18 * 60
HOURS = Hours(start=NINE, end=SIX, lunch=60, grace_late=5, grace_early=5, overtime_after=SIX + 30, overtime_block=30)
FLEXIBLE = replace(HOURS, flex=Flex(window=30, needed=7 * 60))
RULES = Rules(features=FEATURES["L3"], general=HOURS, earliest=6 * 60, latest=22 * 60)
LENIENT = replace(RULES, features=FEATURES["L1"])


def day(arrival: int | None = NINE, leaving: int | None = SIX, *more: Punch, remote: bool = False) -> DayRecords:
    """Return a day with one arrival and one departure."""
    punches = [Punch(arrival, "in", remote)] if arrival is not None else []
    punches += [Punch(leaving, "out", remote)] if leaving is not None else []
    return DayRecords((*punches, *more))


def count(records: DayRecords, hours: Hours = HOURS, rules: Rules = RULES) -> DayCount:
    """Return what the day counts as."""
    return count_day(records, hours, rules)


@pytest.mark.parametrize(
    ("arrival", "late"), [(NINE - 30, 0), (NINE, 0), (NINE + 5, 0), (NINE + 6, 6), (NINE + 60, 60)]
)
def test_late_minutes_run_from_the_start(arrival: int, late: int) -> None:
    """The last minute of the grace time is on time; the grace time is not subtracted."""
    assert count(day(arrival)) == DayCount(late=late)


@pytest.mark.parametrize(("leaving", "early"), [(SIX + 9, 0), (SIX, 0), (SIX - 5, 0), (SIX - 6, 6), (SIX - 90, 90)])
def test_early_minutes_run_to_the_end(leaving: int, early: int) -> None:
    """Likewise."""
    assert count(day(NINE, leaving)) == DayCount(early=early)


def test_a_day_can_be_both() -> None:
    """Late and gone early."""
    assert count(day(NINE + 10, SIX - 10)) == DayCount(late=10, early=10)


@pytest.mark.parametrize(("arrival", "late"), [(NINE - 30, 0), (NINE + 30, 0), (NINE + 31, 31)])
def test_flexible_hours_are_late_after_the_window(arrival: int, late: int) -> None:
    """The window is not subtracted, and there is no grace."""
    assert count(day(arrival, 20 * 60), FLEXIBLE).late == late


@pytest.mark.parametrize(("leaving", "early"), [(NINE + 480, 0), (NINE + 479, 1), (NINE + 240, 240), (NINE + 30, 420)])
def test_flexible_hours_fall_short_of_the_time_needed(leaving: int, early: int) -> None:
    """Lunch is taken off in full, time worked is never negative, and the scheduled end plays no role."""
    assert count(day(NINE, leaving), FLEXIBLE) == DayCount(early=early)


@pytest.mark.parametrize(("beyond", "overtime"), [(0, 0), (29, 0), (30, 30), (31, 31), (100, 100)])
def test_overtime_shorter_than_the_smallest_does_not_count(beyond: int, overtime: int) -> None:
    """From the smallest on all minutes count, not whole blocks."""
    assert count(day(NINE, SIX + 30 + beyond)) == DayCount(overtime=overtime)


def test_overtime_never_counts_before_the_end_of_the_day() -> None:
    """A department that works longer than the time from which overtime counts."""
    longer = replace(HOURS, end=SIX + 120)

    assert count(day(NINE, SIX + 160), longer) == DayCount(overtime=40)


def test_the_earliest_arrival_and_the_latest_departure_count() -> None:
    """Lunch does not matter, and neither does the order of the records."""
    lunch = (Punch(12 * 60, "out", False), Punch(13 * 60, "in", False))

    assert count(DayRecords(tuple(reversed(day(NINE, SIX, *lunch).punches)))) == DayCount()


@pytest.mark.parametrize("stray", [Punch(6 * 60 - 1, "in", True), Punch(22 * 60 + 1, "out", True)])
def test_records_outside_the_counted_part_do_not_exist(stray: Punch) -> None:
    """They excuse no lateness, make no overtime and tag no day."""
    assert count(day(NINE + 20, SIX, stray)) == DayCount(late=20)


def test_both_ends_of_the_counted_part_count() -> None:
    """To the minute."""
    assert count(day(6 * 60, 22 * 60)) == DayCount(overtime=210)


@pytest.mark.parametrize("records", [day(None), day(NINE, None), day(None, None), DayRecords()])
def test_one_missing_record_makes_a_day_absent(records: DayRecords) -> None:
    """And nothing else is counted on it."""
    assert count(records._replace(punches=tuple(p._replace(remote=True) for p in records.punches))) == DayCount(
        absent=True
    )


def test_where_one_record_is_enough_no_record_is_still_absent() -> None:
    """One record is presence, judged by what there is; none is absence."""
    assert count(day(NINE + 9, None), rules=LENIENT) == DayCount(late=9)
    assert count(day(None, SIX - 9), rules=LENIENT) == DayCount(early=9)
    assert count(day(None, SIX + 90), rules=LENIENT) == DayCount(overtime=60)
    assert count(DayRecords(), rules=LENIENT) == DayCount(absent=True)


@pytest.mark.parametrize(("status", "is_absent"), [("approved", False), ("rejected", True), ("pending", True)])
def test_only_an_approved_request_replaces_a_record(status: Status, is_absent: bool) -> None:  # noqa: FBT001  -- a column
    """With its tag."""
    records = day(None)._replace(requests=(Request(Punch(NINE, "in", True), status),))

    assert count(records) == (DayCount(absent=True) if is_absent else DayCount(remote=True))


def test_an_approved_request_corrects_a_record_that_is_there() -> None:
    """The earlier arrival of the two counts."""
    records = day(NINE + 40)._replace(requests=(Request(Punch(NINE, "in", False), "approved"),))

    assert count(records) == DayCount()


def test_one_tagged_record_makes_a_remote_day() -> None:
    """In the morning or in the evening."""
    assert count(day(NINE, SIX, Punch(12 * 60, "out", True))).remote
    assert not count(day()).remote


def test_a_month_adds_up() -> None:
    """Days are counted, minutes added."""
    days = [DayCount(), DayCount(absent=True), DayCount(late=6, early=7), DayCount(late=4, overtime=40, remote=True)]

    total = add_up(days)

    assert (total.workdays, total.absent_days, total.remote_days, total.overtime_minutes) == (4, 1, 1, 40)
    assert (total.of("late"), total.of("early"), total.is_perfect) == ((2, 10), (1, 7), False)
    assert add_up([DayCount(overtime=9)]).is_perfect
