"""The virtual clock."""

from __future__ import annotations

import pytest
from support.offices import at

from pytest_traineebench.clock import VirtualClock


@pytest.fixture
def clock() -> VirtualClock:
    """A clock at 08:00 of a day that ends at 20:00."""
    return VirtualClock(at("08:00"), at("20:00"))


@pytest.mark.parametrize("end", ["08:00", "07:59"])
def test_a_day_ends_after_its_start(end: str) -> None:
    """A day without a minute is refused."""
    with pytest.raises(ValueError, match="a day ends after its start"):
        VirtualClock(at("08:00"), at(end))


def test_events_happen_in_the_order_of_their_moments(clock: VirtualClock) -> None:
    """What is due on the way happens by moment, and at one moment in the order of scheduling, with the clock there."""
    seen: list[tuple[str, str]] = []
    for name, time in (("c", "09:00"), ("a", "08:30"), ("d", "09:00"), ("late", "09:31"), ("b", "08:30")):
        clock.schedule(at(time), lambda name=name: seen.append((name, f"{clock.now:%H:%M}")))  # type: ignore[misc]

    clock.advance(90)

    assert seen == [("a", "08:30"), ("b", "08:30"), ("c", "09:00"), ("d", "09:00")]
    assert clock.now == at("09:30")


@pytest.mark.parametrize("when", ["07:00", "08:00"])
@pytest.mark.parametrize("move", [lambda clock: clock.advance(0), lambda clock: clock.advance_to(at("06:00"))])
def test_a_past_event_happens_with_the_next_move(clock: VirtualClock, when: str, move: object) -> None:
    """What was scheduled for a moment that is gone, or for now, happens with any move, and time stands still."""
    seen: list[str] = []
    clock.schedule(at(when), lambda: seen.append(f"{clock.now:%H:%M}"))
    assert seen == []

    assert callable(move)
    move(clock)

    assert seen == ["08:00"]
    assert clock.now == at("08:00")


def test_an_event_may_schedule_events(clock: VirtualClock) -> None:
    """What an event schedules happens in the same move if it is due, even at the same moment or before."""
    seen: list[str] = []

    def first() -> None:
        for time in ("08:10", "08:20", "08:00", "08:40"):
            clock.schedule(at(time), lambda time=time: seen.append(f"{time} at {clock.now:%H:%M}"))  # type: ignore[misc]

    clock.schedule(at("08:10"), first)

    clock.advance(30)

    assert seen == ["08:00 at 08:10", "08:10 at 08:10", "08:20 at 08:20"]


def test_a_cancelled_event_never_happens(clock: VirtualClock) -> None:
    """Cancelling takes out one event and no other, and may be done twice."""
    seen: list[str] = []
    gone = clock.schedule(at("08:10"), lambda: seen.append("gone"))
    kept = clock.schedule(at("08:10"), lambda: seen.append("kept"))

    clock.cancel(gone)
    clock.cancel(gone)
    clock.advance(30)
    clock.cancel(kept)

    assert seen == ["kept"]


def test_an_event_may_cancel_one_of_the_same_moment(clock: VirtualClock) -> None:
    """An event that is due but has not happened yet can still be taken out."""
    seen: list[str] = []
    clock.schedule(at("08:10"), lambda: clock.cancel(second))
    second = clock.schedule(at("08:10"), lambda: seen.append("second"))

    clock.advance(30)

    assert seen == []


def test_time_stops_at_the_end_of_the_day(clock: VirtualClock) -> None:
    """An event at the end happens, one after it does not, and a huge number of minutes is no overflow."""
    seen: list[str] = []
    clock.schedule(at("20:00"), lambda: seen.append("at the end"))
    clock.schedule(at("20:01"), lambda: seen.append("after it"))

    clock.advance(10**30)
    clock.advance(1)

    assert seen == ["at the end"]
    assert clock.now == at("20:00")
    assert clock.is_over


def test_time_never_goes_back(clock: VirtualClock) -> None:
    """An earlier moment leaves the clock alone; negative minutes are an error."""
    clock.advance(60)

    clock.advance_to(at("08:30"))

    assert clock.now == at("09:00")
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="never goes back"):
        clock.wait(-1)


def test_waiting_stops_at_the_first_concern(clock: VirtualClock) -> None:
    """Everything that concerns the trainee at the moment of the stop is told, nothing before and nothing after."""
    seen: list[bool] = []
    clock.schedule(at("08:00"), lambda: None, concerns_trainee=True, what="now")
    clock.schedule(at("08:10"), lambda: seen.append(clock.is_waiting), what="not hers")
    clock.schedule(at("08:20"), lambda: seen.append(clock.is_waiting), concerns_trainee=True, what="first")
    clock.schedule(at("08:20"), lambda: None, concerns_trainee=True, what="second")
    clock.schedule(at("08:21"), lambda: None, concerns_trainee=True, what="later")

    told = clock.wait(60)

    assert told == ("first", "second")
    assert clock.now == at("08:20")
    assert seen == [True, True]
    assert not clock.is_waiting


def test_waiting_ends_by_itself(clock: VirtualClock) -> None:
    """Without a concern the whole time is waited, and never beyond the day."""
    assert clock.wait(5) == ()
    assert clock.now == at("08:05")
    assert clock.wait(10**30) == ()
    assert clock.now == at("20:00")


def test_an_event_that_fails_leaves_the_clock_usable(clock: VirtualClock) -> None:
    """The error passes through; the clock stands at the event, which does not happen again."""

    def fail() -> None:
        raise RuntimeError("broken event")

    clock.schedule(at("08:10"), fail, concerns_trainee=True)

    with pytest.raises(RuntimeError, match="broken event"):
        clock.wait(30)

    assert clock.now == at("08:10")
    assert not clock.is_waiting
    clock.advance(5)
    assert clock.now == at("08:15")
