"""Meetings that are booked or attended in another way than they should be."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from audit.tiny_family import trial_of

from pytest_traineebench.audit.checks import booking
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.family import TaskFamily, load_family
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed

NOT_BOOKED = missed("not booked", "Book it.")


def _judged_by(family: str, check: Callable[[Evidence, Any], Verdict]) -> TaskFamily[Any, Any]:
    """Return a family with another judge."""
    other = copy.copy(load_family(family))
    other.checkpoints = (Checkpoint(name="kept", points=1, check=check),)
    return other


@pytest.mark.parametrize("family", ["meeting_book", "meeting_attend", "kb_fix"])
def test_a_right_family_is_found_right(family: str) -> None:
    """Whether it is about booking, about attending, or about something else."""
    assert list(booking.check(trial_of(load_family(family)))) == []


def test_a_judge_who_takes_any_booking_is_found() -> None:
    """Another time, another day and other guests must cost something."""

    def booked(evidence: Evidence, _: object) -> Verdict:
        return PASSED if any(m.organizer == evidence.trainee for m in evidence.meetings) else NOT_BOOKED

    lines = list(booking.check(trial_of(_judged_by("meeting_book", booked))))

    assert "half an hour later: kept gives 1.00, expected 0.00" in lines
    assert "everybody invited: keeps full marks" in lines
    assert not any(line.startswith("booked by somebody else") for line in lines)


def test_a_judge_who_does_not_look_is_found() -> None:
    """Neither for the booking nor for being there."""
    lines = list(booking.check(trial_of(_judged_by("meeting_book", lambda _, __: PASSED))))

    assert lines == ["nothing is lost without the meeting"] * 2


def test_a_judge_who_takes_any_arrival_is_found() -> None:
    """Half an hour late is not on time."""

    def came(evidence: Evidence, _: object) -> Verdict:
        return PASSED if any(evidence.trainee in m.arrivals for m in evidence.meetings) else NOT_BOOKED

    lines = list(booking.check(trial_of(_judged_by("meeting_attend", came))))

    assert lines == ["too late: keeps full marks"]
