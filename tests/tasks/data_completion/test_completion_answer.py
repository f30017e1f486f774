"""The answer can be found from what stands on the disk and what colleagues say, at every difficulty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tasks.data_completion.completion_scene import (
    FULL,
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
    return complete(scene.task.instruction, scene.task.disk, scene.ask)


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
    """A department of one will do; who noted figures is in neither of the departments that keep something."""
    scene = make(task_type, "very_hard", where=slot(4, size=size))

    _, content = audited(scene)

    assert scene.experts
    assert len({*scene.experts, *scene.keepers, *scene.holders}) == len([*scene.experts, *scene.keepers]) + 3
    assert scene.points_for(content) == FULL


@pytest.mark.parametrize("task_type", WITH_PARAMETERS)
def test_last_years_parameters_give_wrong_values(task_type: str) -> None:
    """A table that looks alike is no substitute for asking: every number in it is another one."""
    for seed in range(10):
        scene = make(task_type, "hard", seed=seed)
        old = scene.answer.lookup.replace(".csv", "_2024.csv")

        def ask(whom: str, text: str, scene: Scene = scene, old: str = old) -> str:
            return scene.ask(whom, text).replace(scene.answer.lookup, old)

        _, content = complete(scene.task.instruction, scene.task.disk, ask)

        assert scene.points_for(content)[2:] == (0, 0)
        now, then = (read_lookup(scene.task.disk[path]) for path in (scene.answer.lookup, old))
        assert not [key for key in now for a, b in zip(now[key], then[key], strict=True) if a == b]


@pytest.mark.parametrize("task_type", TYPES)
def test_the_log_of_another_outage_gives_wrong_values(task_type: str) -> None:
    """Its numbers are the same, so that only whoever is asked can tell which log it is."""
    for seed in range(4):
        scene = make(task_type, "medium", seed=seed)
        [right] = scene.answer.logs
        logs = [path for path in scene.task.disk if "/recovery_log_" in path]

        full = {log for log in logs if _points_with(scene, {right: log}) == FULL}

        assert (full, len(logs)) == ({right}, 3)


def _points_with(scene: Scene, instead: dict[str, str]) -> tuple[float, ...]:
    """Return the points of an auditor to whom other files are named."""

    def ask(whom: str, text: str) -> str:
        reply = scene.ask(whom, text)
        for right, other in instead.items():
            reply = reply.replace(right, other)
        return reply

    _, content = complete(scene.task.instruction, scene.task.disk, ask)
    return scene.points_for(content)


@pytest.mark.parametrize("task_type", TYPES)
def test_corrections_count_and_those_of_other_logs_do_not(task_type: str) -> None:
    """Only with its own corrections does the log give every value."""
    for seed in range(4):
        scene = make(task_type, "hard", seed=seed)
        right = scene.answer.logs[1]
        files = [path for path in scene.task.disk if "/recovery_corrections_" in path]

        full = {file for file in files if _points_with(scene, {right: file}) == FULL}

        assert (full, len(files)) == ({right}, 3)


@pytest.mark.parametrize("difficulty", LEVELS)
@pytest.mark.parametrize("task_type", TYPES)
def test_every_second_gap_needs_a_figure_of_the_log(task_type: str, difficulty: str) -> None:
    """Except at the easiest level, where the table shows every figure."""
    scene = make(task_type, difficulty, seed=8)

    numbers = [cell for row in scene.answer.rows for cell in row if cell.startswith("R-")]

    wanted = 0 if difficulty == "very_easy" else -(-len(scene.answer.gaps) // 2)
    assert len(numbers) == len({*numbers}) <= wanted
    assert len(numbers) >= (0.2 if task_type == "daily_interpolation" else 0.7) * wanted  # whose gaps share neighbours
    assert not [cell for row in scene.figures for cell in row if cell.startswith("R-")]
