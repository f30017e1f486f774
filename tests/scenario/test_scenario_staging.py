"""A built day on its feet: what the trainee is told, when, and what lies where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from support.days import staged
from support.recipes import all_families, scenario, task

from pytest_traineebench.scenario.load import check_scenario
from pytest_traineebench.scenario.stage import Workday

MOVED = (
    "[Task Changed] Task 2 - Website Monitor: it now has to be finished before **2025-10-01 15:30** and its priority "
    "is now high, because the fix was moved"
)
Stage = Callable[[dict[str, Any]], Workday]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Stage the only day of a scenario; no command is run in it."""
    with ExitStack() as opened:
        yield lambda data: opened.enter_context(staged(check_scenario(data, source="a"), tmp_path, sandbox="none"))


def notices(workday: Workday) -> list[tuple[str, str]]:
    """Return what the trainee was told so far: when, and the first words."""
    return [(f"{notice.at:%H:%M}", notice.text.split("\n")[0]) for notice in workday.office.inbox.notices]


def test_the_morning_tells_the_tasks_that_are_there(stage: Stage) -> None:
    """A task that arrives later is not mentioned."""
    prompt = stage(all_families()).day.prompt

    assert "You are Alice Smith" in prompt
    assert "## Task 1 - KB Link Fix" in prompt
    assert "before **2025-10-01 20:00**" in prompt
    assert "Website Monitor" not in prompt


def test_a_morning_without_a_task(stage: Stage) -> None:
    """The trainee is told that there is something to come."""
    prompt = stage(scenario(task(arrives="09:00"))).day.prompt

    assert "the first task is still to come" in prompt


def test_tasks_and_changes_come_at_their_times(stage: Stage) -> None:
    """The clock hands them out, with the reason for a change."""
    workday = stage(all_families())

    workday.office.clock.advance(4 * 60)

    assert notices(workday) == [
        ("10:30", "[New Task] 10:30"),
        ("11:30", MOVED),
    ]


def test_a_moved_deadline_is_the_one_that_counts(stage: Stage) -> None:
    """What stands is frozen at the new deadline, not at the old one."""
    workday = stage(all_families())

    workday.office.clock.advance(7 * 60)
    before = set(workday.at_deadline)
    workday.office.clock.advance(60)

    assert "website" not in before
    assert "website" in workday.at_deadline


def test_a_priority_is_told(stage: Stage) -> None:
    """It stands beside the deadline."""
    assert "Its priority is urgent." in stage(scenario(task(priority="urgent"))).day.prompt


def test_files_lie_in_the_workspace(stage: Stage, tmp_path: Path) -> None:
    """What a task places there stands in the directory, and nothing else does."""
    workday = stage(all_families())

    found = {path.relative_to(tmp_path / "workspace").as_posix() for path in (tmp_path / "workspace").rglob("*")}
    assert found == set(workday.built.workspace)
    assert [path.name for path in tmp_path.iterdir()] == ["workspace"]


def test_the_handbook_is_on_every_disk(stage: Stage) -> None:
    """The prompt names it."""
    workday = stage(scenario())

    assert "manuals_for_intern.md" in workday.office.disk.files
    assert "CloudDisk:manuals_for_intern.md" in workday.day.prompt


def test_a_day_ends_at_midnight(stage: Stage) -> None:
    """Whatever the trainee does, the clock goes no further."""
    clock = stage(scenario()).office.clock

    clock.advance(10**9)

    assert clock.is_over
    assert f"{clock.now:%Y-%m-%d %H:%M}" == "2025-10-02 00:00"
