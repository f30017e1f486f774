"""The files: what is missing, what lies around, and what must not be found there."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from tasks.data_completion.completion_scene import TYPES, WITH_PARAMETERS, kind_of, make, read, slot, with_target

from pytest_traineebench.tasks.data_completion.kinds import KINDS

SEEDS = range(12)


@pytest.mark.parametrize("difficulty", ["very_easy", "very_hard"])
@pytest.mark.parametrize("task_type", TYPES)
def test_only_the_gaps_are_missing(task_type: str, difficulty: str) -> None:
    """The data set is the complete table with the published share of one column's cells left out."""
    for seed in SEEDS:
        scene = make(task_type, difficulty, seed=seed)
        answer, given = scene.answer, scene.given

        assert given == scene.filled(lambda _gap, _true: "")
        share = len(answer.gaps) / len(answer.rows)
        assert (0.25 if difficulty == "very_hard" else 0.02) <= share <= (0.39 if difficulty == "very_hard" else 0.06)
        assert all(answer.rows[gap][answer.at] for gap in answer.gaps)


def test_the_truth_of_an_interpolation_is_the_line() -> None:
    """Between known neighbours the steps are equal, to the cent; the ends are known."""
    for seed in SEEDS:
        scene = make("daily_interpolation", "very_hard", seed=seed)
        levels = [Decimal(cells[1]) for cells in scene.figures]
        gaps = set(scene.answer.gaps)

        assert not gaps & {0, len(levels) - 1}
        for before, here in pairwise(sorted(gaps)):
            if here == before + 1 and here + 1 not in gaps and before - 1 not in gaps:
                steps = [levels[i + 1] - levels[i] for i in (before - 1, before, here)]
                assert max(steps) - min(steps) <= Decimal("0.02")


def test_one_quarter_of_an_entity_is_always_known() -> None:
    """Else nobody could tell the level of its totals; and a first quarter's growth is missing nowhere, but empty."""
    for seed in range(40):
        scene = make("qoq_rate", "very_hard", seed=seed)
        gaps = scene.answer.gaps

        assert all(sum(gap // 4 == entity for gap in gaps) < 4 for entity in {gap // 4 for gap in gaps})
        assert scene.answer.target != "qoq" or all(gap % 4 for gap in gaps)
        assert {row[3] for row in scene.answer.rows[::4]} == {""}


@pytest.mark.parametrize("task_type", TYPES)
def test_the_missing_values_stand_nowhere(task_type: str) -> None:
    """Other tables on the disk hold other figures, and so do the instruction and the manual."""
    scene = make(task_type, "hard")
    elsewhere = {
        tuple(row) for path, content in scene.task.disk.items() if path.endswith(".csv") for row in read(content)
    }
    shown = {*re.findall(r"[\d.]+\d", scene.task.instruction + scene.task.disk[scene.answer.manual].decode())}

    gaps = [scene.answer.rows[gap] for gap in scene.answer.gaps]

    assert not elsewhere & set(gaps)
    assert not [gap for gap in gaps if gap[scene.answer.at] in shown and len(gap[scene.answer.at]) > 4]


@pytest.mark.parametrize("task_type", TYPES)
def test_instances_differ_by_seed_day_and_task(task_type: str) -> None:
    """The difficulty fixes nothing that one could learn by heart."""
    scenes = [make(task_type, seed=seed) for seed in range(30)]

    assert len({scene.answer.rows for scene in scenes}) == 30
    assert len({scene.answer.gaps for scene in scenes}) >= 29
    assert {scene.answer.target for scene in scenes} == set(kind_of(task_type).targets)
    assert make(task_type, seed=7).task == scenes[7].task


@pytest.mark.parametrize("task_type", TYPES)
def test_two_tasks_of_one_kind_share_no_file(task_type: str) -> None:
    """Each has its own data set, manual, parameters and file to hand in."""
    first, second = make(task_type, "hard"), make(task_type, "hard", where=slot(task="second"))

    assert not set(first.task.disk) & set(second.task.disk)
    assert first.answer.report != second.answer.report
    assert first.answer.rows != second.answer.rows


@pytest.mark.parametrize("task_type", TYPES)
def test_the_instruction_names_column_and_files(task_type: str) -> None:
    """Which column is missing need not be guessed, and the files are named with their exact names."""
    scene = make(task_type)
    text, answer = scene.task.instruction, scene.answer

    assert f"`{answer.target}`" in text
    assert f"`CloudDisk://{answer.data}`" in text
    assert f"`CloudDisk://{answer.manual}`" in text
    assert f"`{answer.report}`" in text
    assert ",".join(answer.columns) in text
    assert answer.report == f"data_completion_{kind_of(task_type).file}"


def test_the_manual_has_every_formula_and_every_tolerance() -> None:
    """Also the window at the start, the whole numbers and the cells that stay empty."""
    scene = make("rolling_avg")
    manual = scene.task.disk[scene.answer.manual].decode()

    for kind in KINDS.values():
        assert f"`{kind.file}`" in manual
        for column, tolerance in kind.targets.items():
            assert re.search(rf"\| .*`{column}`.* \| {tolerance} \|", manual)
    for rule in ("trailing", "days that there are", "whole number", "stays empty", "nearest known level before"):
        assert rule in manual


@pytest.mark.parametrize("task_type", WITH_PARAMETERS)
def test_parameters_are_drawn_and_stand_in_no_manual(task_type: str) -> None:
    """Rates and service levels differ from company to company, so that nobody can remember them."""
    scenes = [make(task_type, seed=seed) for seed in range(20)]

    tables = {scene.task.disk[scene.answer.lookup] for scene in scenes}

    assert len(tables) == 20
    assert len({scene.task.disk[scene.answer.manual] for scene in scenes}) == 1


@pytest.mark.parametrize(
    ("task_type", "target", "decimals"),
    [("tax_fee", "amount", 5), ("eta_distance_sla", "distance_km", 6), ("funnel", "impressions", 4)],
)
def test_known_cells_are_exact_enough_to_be_solved(task_type: str, target: str, decimals: int) -> None:
    """No known cell is rounded so far that the missing one cannot be told within its tolerance."""
    scene = with_target(task_type, target)

    results = [row[-1] for row in scene.figures]

    assert {len(result.partition(".")[2]) for result in results} == {decimals}


@pytest.mark.parametrize("task_type", TYPES)
def test_harder_tasks_have_more_rows_gaps_and_files(task_type: str) -> None:
    """Each level is at least as much work as the one before."""
    levels = ("very_easy", "easy", "medium", "hard", "very_hard")

    work = [
        (len(s.answer.rows), len(s.answer.gaps), len(s.task.disk))
        for s in (make(task_type, difficulty, seed=5) for difficulty in levels)
    ]

    for easier, harder in pairwise(work):
        assert all(a <= b for a, b in zip(easier, harder, strict=True))
        assert easier[:2] < harder[:2]
