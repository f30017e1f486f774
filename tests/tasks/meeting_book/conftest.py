"""A desk for each kind of meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.meeting_book.meeting_scene import BOTH, Desk, build, stage


@pytest.fixture
def seat(tmp_path: Path) -> Callable[..., Desk]:
    """Seat a trainee at a day with one meeting from 13:00 to 14:00."""

    def sit_down(task_type: str, *, conflicts: int = 2, seed: int = 1) -> Desk:
        built = build({"task_type": task_type, "conflict_nums": conflicts}, seed=seed)
        return Desk(stage(built, tmp_path))

    return sit_down


@pytest.fixture(params=[(kind, conflicts) for kind in BOTH for conflicts in (1, 2, 3)], ids=lambda kind: f"{kind}")
def desk(request: pytest.FixtureRequest, seat: Callable[..., Desk]) -> Desk:
    """A desk with a meeting of either kind, of which one, two or three people cannot come."""
    kind, conflicts = request.param
    return seat(kind, conflicts=conflicts)
