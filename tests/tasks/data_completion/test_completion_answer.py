"""The answer can be found from what stands on the disk and what colleagues say, at every difficulty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tasks.data_completion.completion_scene import (
    FULL,
    QUESTION,
    TARGETS,
    TYPES,
    WITH_PARAMETERS,
    Scene,
    make,
    slot,
    with_target,
)

from pytest_traineebench.audit.solvers.data_completion import complete, read_lookup

LEVELS = ("very_easy", "easy", "medium", "hard", "very_hard")


def audited(scene: Scene) -> tuple[str, bytes]:
    """Return what the auditor hands in."""
    experts = scene.answer.experts
    reply = scene.colleagues.reply(experts[0], QUESTION).text if experts else ""
    return complete(scene.task.instruction, scene.task.disk, reply)


@pytest.mark.parametrize("difficulty", LEVELS)
@pytest.mark.parametrize("task_type", TYPES)
def test_an_independent_auditor_agrees(task_type: str, difficulty: str) -> None:
    """Whoever reads, asks and calculates with floats earns everything: five seeds and days of each variant."""
    for seed in range(5):
        scene = make(task_type, difficulty, where=slot(seed, day=date(2025, 1, 30) + timedelta(days=67 * seed)))

        report, content = audited(scene)

        assert report == scene.answer.report
        assert scene.points_for(content) == FULL, (seed, scene.answer.target)


@pytest.mark.parametrize(("task_type", "target"), TARGETS)
def test_every_column_that_can_be_missing_is_found_exactly(task_type: str, target: str) -> None:
    """At the hardest level as well, also the distances, amounts and impressions that rounding used to make a riddle."""
    scene = with_target(task_type, target, "very_hard")

    _, content = audited(scene)

    assert scene.points_for(content) == FULL


@pytest.mark.parametrize("rows", [1, 2, 3, 9])
@pytest.mark.parametrize("task_type", TYPES)
def test_short_tables_are_solvable(task_type: str, rows: int) -> None:
    """Even a single row, or entity; a line between two points needs three."""
    least = 3 if task_type == "daily_interpolation" else 1
    for seed in range(8):
        scene = make(task_type, "very_hard", rows=max(least, rows), seed=seed)

        _, content = audited(scene)

        assert scene.points_for(content) == FULL


@pytest.mark.parametrize("size", [10, 300])
@pytest.mark.parametrize("task_type", WITH_PARAMETERS)
def test_companies_of_any_size_have_somebody_to_ask(task_type: str, size: int) -> None:
    """A department of one will do."""
    scene = make(task_type, where=slot(4, size=size))

    _, content = audited(scene)

    assert scene.answer.experts
    assert scene.points_for(content) == FULL


@pytest.mark.parametrize("task_type", WITH_PARAMETERS)
def test_last_years_parameters_give_wrong_values(task_type: str) -> None:
    """A table that looks alike is no substitute for asking: every number in it is another one."""
    for seed in range(10):
        scene = make(task_type, "hard", seed=seed)
        old = scene.answer.lookup.replace(".csv", "_2024.csv")

        _, content = complete(scene.task.instruction, scene.task.disk, f"`CloudDisk://{old} `")

        assert scene.points_for(content)[2:] == (0, 0)
        now, then = (read_lookup(scene.task.disk[path]) for path in (scene.answer.lookup, old))
        assert not [key for key in now for a, b in zip(now[key], then[key], strict=True) if a == b]
