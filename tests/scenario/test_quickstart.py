"""The scenarios that come with the project: right, small, and what the editor is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_traineebench.scenario.build import build_day, digest
from pytest_traineebench.scenario.load import SUFFIX, load_scenario

QUICKSTART = Path(__file__).parents[2] / "scenarios" / "quickstart"
FILES = sorted(QUICKSTART.glob(f"*{SUFFIX}"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(SUFFIX))
def test_a_file_is_right(path: Path) -> None:
    """It names its schema, is called as its scenario, and all of its days can be built."""
    loaded = load_scenario(path)

    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../scenario.schema.json\n")
    assert path.name == f"{loaded.scenario.name}{SUFFIX}"
    assert all(digest(build_day(loaded, day.recipe.name)) for day in loaded.days)


def test_all_of_it_is_shown() -> None:
    """Several families, days in a row, a task that arrives later, and a deadline that moves."""
    days = [day for path in FILES for day in load_scenario(path).days]
    tasks = [task for day in days for task in day.tasks]

    assert len({task.family.name for task in tasks}) >= 4
    assert len(days) > len(FILES)
    assert any(task.recipe.arrives for task in tasks)
    assert any(change.deadline for task in tasks for change in task.recipe.changes)
