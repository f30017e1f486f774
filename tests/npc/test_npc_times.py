"""Times are understood as people write them."""

from __future__ import annotations

import pytest

from pytest_traineebench.npc.times import Appointment, Month, Span, read_times
from pytest_traineebench.npc.words import normalise

ONE_TO_TWO = Span(13 * 60, 14 * 60)
MEETING = Appointment.parse("2025-10-01 13:00-14:00")


@pytest.mark.parametrize(
    "text",
    [
        "13:00-14:00",
        "from 13:00 to 14:00.",
        "13:00 \u2013 14:00 (2025-10-01)",
        "between 13:00 and 14:00",
        "1 pm to 2 pm",
        "1-2pm",
        "from 1:00 p.m. until 2:00 p.m.",
        "2025-10-01T13:00:00 to 2025-10-01T14:00:00",
        "start_time: 13:00, end_time: 14:00",
        "it starts at 13:00 and ends at 14:00",
        "13-14 today",
        "13.00 - 14.00",
    ],
)
def test_a_range_is_read_in_many_forms(text: str) -> None:
    """A start and an end that belong together are one span."""
    assert read_times(normalise(text)).spans == (ONE_TO_TWO,)


@pytest.mark.parametrize(
    "text",
    [
        "at one table",
        "half of two pages",
        "no time at all",
        "version 1.2.3",
        "3-4 people",
        "97 %",
        "192.168.10.12",
        "OLD123456",
    ],
)
def test_other_numbers_are_no_times(text: str) -> None:
    """Versions, counts, shares, addresses and ids name no time."""
    assert read_times(normalise(text)).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "at 13:00",
        "at 1 pm",
        "1 o'clock",
        "13:00-14:00",
        "on October 1st at 13:00",
        "this afternoon",
        "now is 09:15; 13:00?",
        "at one",
        "at 1?",
        "from one to two",
        "one pm",
    ],
)
def test_the_appointment_is_named(text: str) -> None:
    """Its start is enough, the office's afternoon needs no pm, and other times beside it do no harm."""
    times = read_times(normalise(text))

    assert MEETING.named_in(times)
    assert not MEETING.contradicted_by(times)


@pytest.mark.parametrize(
    "text",
    [
        "at 15:00",
        "13:00 to 15:00",
        "13:00 on 2025-10-02",
        "on 2 October at 13:00",
        "9 am",
        "half past two",
        "quarter to one",
        "at three",
    ],
)
def test_another_time_or_day_contradicts(text: str) -> None:
    """Another start, another end or another date is another appointment."""
    times = read_times(normalise(text))

    assert MEETING.contradicted_by(times)
    assert not MEETING.named_in(times)


def test_no_time_neither_names_nor_contradicts() -> None:
    """A text without times leaves the appointment open."""
    times = read_times("are you free?")

    assert (MEETING.named_in(times), MEETING.contradicted_by(times)) == (False, False)


@pytest.mark.parametrize(
    ("text", "named"),
    [("in November", True), ("Nov 3rd", True), ("2025-11-30", True), ("in October", False), ("may I ask", False)],
)
def test_a_month_is_named_by_name_or_day(text: str, *, named: bool) -> None:
    """The word "may" alone names no month."""
    times = read_times(normalise(text))

    assert Month.parse("2025-11").named_in(times) == named
    assert Month.parse("2025-11").contradicted_by(times) == ("October" in text)


def test_a_badly_written_time_is_refused() -> None:
    """The error shows how a time is written."""
    with pytest.raises(ValueError, match="13:00-14:00"):
        Appointment.parse("1 pm")
