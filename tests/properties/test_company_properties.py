"""What holds for every input: clock, calendar, calculator, paths, seeds, JSON."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.offices import ANN, BEN, BETH, CARL, at, open_office, sit_down

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.calendar import ROOMS
from pytest_traineebench.company.disk import CloudDisk
from pytest_traineebench.company.paths import clean
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.company.workspace import Snapshot, Workspace
from pytest_traineebench.errors import DeliverableError, ToolError
from pytest_traineebench.randomness import stream
from pytest_traineebench.tool import cut_middle
from pytest_traineebench.tools.calculator import calculator

MINUTES = st.integers(-60, 800)
PARTS = st.sampled_from(["..", ".", "", "a", "b", "ü", " ", "..a", "~", "C:", "*", "x" * 300])


# -- the clock


@given(
    coming=st.lists(st.tuples(MINUTES, st.booleans())),
    moves=st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), max_size=10),
)
def test_time_goes_on_and_events_happen_once_in_order(
    coming: list[tuple[int, bool]], moves: list[tuple[int, bool]]
) -> None:
    """Whatever is scheduled and however the clock is moved."""
    clock = VirtualClock(at("08:00"), at("20:00"))
    happened: list[tuple[int, int, datetime]] = []
    for order, (minute, concerns) in enumerate(coming):
        clock.schedule(
            clock.start + timedelta(minutes=minute),
            lambda minute=minute, order=order: happened.append((minute, order, clock.now)),  # type: ignore[misc]
            concerns_trainee=concerns,
        )

    seen = [clock.now]
    for minutes, is_wait in moves:
        before = clock.now
        if is_wait:
            clock.wait(minutes)
        else:
            clock.advance(minutes)
            assert clock.now == min(before + timedelta(minutes=min(minutes, 10_000)), clock.end)
        seen.append(clock.now)

    assert seen == sorted(seen)
    assert seen[-1] <= clock.end
    due = [(m, o) for o, (m, _) in enumerate(coming) if clock.start + timedelta(minutes=m) <= clock.now]
    assert [(minute, order) for minute, order, _ in happened] == (sorted(due) if moves else [])
    assert all(when == max(clock.start, clock.start + timedelta(minutes=minute)) for minute, _, when in happened)


@given(coming=st.lists(MINUTES, max_size=8), minutes=st.integers(0, 900))
def test_waiting_never_passes_a_concern(coming: list[int], minutes: int) -> None:
    """It ends at the first one after now, or when its time is over."""
    clock = VirtualClock(at("08:00"), at("20:00"))
    for minute in coming:
        clock.schedule(clock.start + timedelta(minutes=minute), lambda: None, concerns_trainee=True, what=str(minute))

    told = clock.wait(minutes)

    stops = [minute for minute in coming if 0 < minute <= min(minutes, 720)]
    assert clock.now == clock.start + timedelta(minutes=min([*stops, minutes, 720]))
    assert told == tuple(str(minute) for minute in stops if minute == min(stops))


# -- the calendar

BOOKINGS = st.tuples(
    st.sampled_from(ROOMS[:3]),
    st.integers(8 * 60, 17 * 60 + 30),
    st.integers(-10, 180),
    st.lists(st.sampled_from([ANN, BEN, BETH, CARL]), min_size=1, max_size=3),
    st.booleans(),
)


@given(wishes=st.lists(BOOKINGS, max_size=20))
def test_nobody_is_in_two_meetings_and_no_room_holds_two(wishes: list[Any]) -> None:
    """Whatever is booked and cancelled; and what is refused changes nothing."""
    with TemporaryDirectory() as directory:
        calendar = open_office(Path(directory)).calendar
        for room, start_minute, length, people, cancels in wishes:
            start = at("00:00") + timedelta(minutes=start_minute)
            end = start + timedelta(minutes=length)
            before = calendar.meetings
            try:
                calendar.book(organizer=TRAINEE, attendees=",".join(people), room=room, start=start, end=end)
            except ToolError:
                assert calendar.meetings == before
            else:
                assert room not in calendar.free_rooms(start, end)
                if cancels:
                    calendar.cancel(organizer=TRAINEE, room=room, start=start, end=end)
                    assert calendar.meetings == before

        for index, one in enumerate(calendar.meetings):
            assert one.start.date() == one.end.date()
            assert 9 * 60 <= one.start.hour * 60 + one.start.minute < one.end.hour * 60 + one.end.minute <= 17 * 60
            for other in calendar.meetings[index + 1 :]:
                if one.overlaps(other.start, other.end):
                    assert one.room != other.room
                    assert not set(one.people) & set(other.people)


# -- the calculator

NUMBERS = st.from_regex(r"\A(?:[0-9]{1,9}|[0-9]{1,6}\.[0-9]{0,4}|\.[0-9]{1,4})\Z")
EXPRESSIONS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({parts[0]}) {parts[1]}({parts[2]})"),
        st.tuples(st.sampled_from("+-"), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        inner.map(lambda text: f"({text})"),
    ),
    max_leaves=12,
)


def exact(expression: str) -> Fraction:
    """Work an expression out with Python's own parser and exact fractions."""
    import re  # noqa: PLC0415  -- only here

    value = eval(re.sub(r"([0-9]+\.?[0-9]*|\.[0-9]+)", r"F('\1')", expression), {"F": Fraction})  # noqa: S307  -- our own text
    assert isinstance(value, Fraction)
    return value


@given(expression=EXPRESSIONS)
def test_the_calculator_agrees_with_exact_arithmetic(expression: str) -> None:
    """To 15 digits; and divides by zero exactly when that does."""
    try:
        expected = exact(expression)
    except ZeroDivisionError:
        with pytest.raises(ToolError, match="division by zero"):
            calculator.function(None, expression)
        return

    told = calculator.function(None, expression)

    assert isinstance(told, str)
    if expected.denominator == 1:
        assert told == str(expected.numerator)
    else:
        assert math.isclose(float(told), float(expected), rel_tol=1e-14)


@given(expression=st.text("0123456789.+-*/() \t", max_size=30))
def test_the_calculator_takes_any_text(expression: str) -> None:
    """An answer or a refusal, never a crash; without ** and //, what it takes means what it means to Python."""
    try:
        told = calculator.function(None, expression)
    except ToolError:
        return

    assert "**" not in expression.replace(" ", "").replace("\t", "")
    assert isinstance(told, str)
    assert math.isclose(float(told), float(exact(expression.strip())), rel_tol=1e-14)


# -- paths


@given(
    parts=st.lists(PARTS, max_size=8),
    separator=st.sampled_from(["/", "\\", "//"]),
    prefix=st.sampled_from(["", "p:", "/"]),
)
def test_no_path_climbs_out(parts: list[str], separator: str, prefix: str) -> None:
    """What is left is inside, or it was refused; and cleaning twice changes nothing."""
    try:
        cleaned = clean(prefix + separator.join(parts), prefixes=("p:",), root="the root")
    except ToolError:
        return

    assert not {"", ".", ".."} & set(cleaned)
    assert not any("/" in part or "\\" in part for part in cleaned)
    assert clean("./" + "/".join(cleaned), prefixes=("p:",), root="the root")[: len(cleaned) - 1] == cleaned[:-1]


@given(written=st.text(max_size=40))
def test_any_text_is_a_path_or_refused(written: str) -> None:
    """On the disk and in the workspace; the host's paths are told in neither."""
    with TemporaryDirectory() as directory:
        (Path(directory) / "workspace").mkdir()
        workspace = Workspace(Path(directory) / "workspace")
        told = ""
        try:
            path = workspace.locate(written)
            workspace.write(path, b"content")
        except ToolError as error:
            told = str(error)
        else:
            assert path.is_relative_to(workspace.root)
            assert ".." not in path.relative_to(workspace.root).parts
            assert workspace.read(workspace.relative(path)) == b"content"
        with pytest.raises(ToolError) as refusal:
            CloudDisk({"no such name can be drawn, for it is too long": b""}).read(written)

        assert directory not in told + str(refusal.value)


# -- chance


@given(seed=st.integers() | st.text(), names=st.lists(st.integers() | st.text(), max_size=4), index=st.integers(0, 3))
def test_streams_depend_on_all_of_their_names(seed: int | str, names: list[int | str], index: int) -> None:
    """Equal names give equal numbers; another name, order or number of names gives others."""
    first = stream(seed, *names).getrandbits(128)

    assert stream(seed, *names).getrandbits(128) == first
    assert stream(seed, *names, "").getrandbits(128) != first
    assert stream(seed, *names[:index], "other", *names[index:]).getrandbits(128) != first


@settings(max_examples=30)
@given(size=st.integers(10, 1800), seed=st.integers())
def test_every_company_is_complete(size: int, seed: int) -> None:
    """Its size, its names and its head."""
    staff = hire(size, stream(seed))

    assert len(staff) == size == len({person.name for person in staff})
    assert next(iter(staff)).position == "Chief Executive Officer (CEO)"
    for department in staff.departments[1:]:
        members = staff.department(department)
        assert members[0].is_manager
        assert all(staff.manager_of(person) is members[0] for person in members)


# -- texts


@given(text=st.text(min_size=1), limit=st.integers(1, 20))
def test_a_cut_text_keeps_its_ends(text: str, limit: int) -> None:
    """Whole if it fits."""
    cut = cut_middle(text, limit)

    assert cut == text if len(text) <= limit else cut.startswith(text[: limit // 2])


@given(content=st.binary(max_size=40))
def test_any_deliverable_is_read_or_refused(content: bytes) -> None:
    """Bytes are a text or a reason; a text is JSON or a reason."""
    with TemporaryDirectory() as directory:
        evidence = open_office(Path(directory)).evidence(frozen=False)
    held = type(evidence)(
        now=evidence.now,
        events=(),
        files=Snapshot({"x": content}),
        meetings=(),
        staff=evidence.staff,
        trainee=evidence.trainee,
    )
    try:
        value = held.json("x")
    except DeliverableError as problem:
        told = str(problem)
    else:
        told = "x is well"
        assert json.loads(json.dumps(value)) == value
        assert json.dumps(value, ensure_ascii=False).encode()

    assert told.startswith("x ")


@settings(max_examples=50)
@given(name=st.text(max_size=20), arguments=st.text(max_size=40))
def test_any_call_is_answered(name: str, arguments: str) -> None:
    """Whatever a model writes."""
    with TemporaryDirectory() as directory:
        desk = sit_down(Path(directory))
        for tool in (name, "SendMessage", "JumpTime", "DownloadFileFromCloudDisk"):
            result = desk.raw(tool, arguments)
            assert result.text
            assert result.text.encode()
            assert directory not in result.text
