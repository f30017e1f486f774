"""Waits between attempts are bounded, and depend on no clock."""

from __future__ import annotations

import pytest

from pytest_traineebench.llm.retry import Again, Retry, retry_after
from pytest_traineebench.randomness import stream

DATE = "Wed, 01 Oct 2025 08:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 01 Oct 2025 08:01:00 GMT", "date": DATE}, 60.0),
        ({"retry-after": "Wed, 01 Oct 2025 07:00:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Wed, 01 Oct 2025 08:01:00", "date": DATE}, None),
        ({"retry-after": "Wed, 01 Oct 2025 08:01:00 GMT"}, None),
    ],
)
def test_the_wait_that_a_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds, or a date next to the answer's own; anything else is no wish."""
    assert retry_after(headers) == seconds


def wait(retry: Retry, again: Again = Again.PATIENTLY, attempt: int = 1, **known: float) -> float | None:
    """Return the wait after a failure of a certain kind."""
    asked = known.get("asked")
    return retry.wait(again, attempt, asked=asked, spent=known.get("spent", 0.0), rng=stream(1, "retry"))


def test_what_fails_again_is_not_asked_again() -> None:
    """Whatever the server says."""
    assert wait(Retry(), Again.NEVER, asked=1.0) is None


def test_the_last_attempt_is_not_waited_after() -> None:
    """Fewer attempts go to a server that is not there."""
    retry = Retry(attempts=4, unreachable_attempts=2)

    assert [wait(retry, attempt=attempt) is None for attempt in (1, 2, 3, 4)] == [False, False, False, True]
    assert [wait(retry, Again.BRIEFLY, attempt=attempt) is None for attempt in (1, 2)] == [False, True]


def test_a_wait_is_at_least_what_the_server_asks() -> None:
    """A wait of our own that is longer stands."""
    assert wait(Retry(base=0), asked=4.0) == 4.0
    assert wait(Retry(base=8.0), asked=4.0) == wait(Retry(base=8.0))


def test_patience_bounds_the_sum() -> None:
    """A wait that would use it up is not begun."""
    retry = Retry(base=0, patience=10.0)

    assert wait(retry, asked=4.0, spent=5.0) == 4.0
    assert wait(retry, asked=5.0, spent=5.0) is None


def test_equal_requests_wait_equally() -> None:
    """Chance comes from the request."""
    assert wait(Retry()) == wait(Retry())


def test_many_attempts_do_not_overflow() -> None:
    """The power of two is bounded."""
    assert wait(Retry(attempts=10_000, longest=1.0), attempt=9_999) is not None
