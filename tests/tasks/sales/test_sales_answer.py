"""The answer can be found from what colleagues say and from the files, and by all of the rules only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from tasks.sales.sales_scene import FULL, IDS, QUESTION, RANKING, STATISTICS, VARIANTS, Scene, make

from pytest_traineebench.audit.solvers.sales import audit
from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.sales import FAMILY


def audited(scene: Scene) -> tuple[str, Any]:
    """Return what the auditor makes of a task."""
    reply = scene.colleagues.reply(scene.answer.experts[0], QUESTION).text
    return audit(scene.task.instruction, reply, scene.task.disk)


@pytest.mark.parametrize("params", VARIANTS, ids=IDS)
def test_an_independent_auditor_agrees(params: dict[str, Any]) -> None:
    """Whoever asks, and reads handbook and records, earns everything: 16 seeds of each rule, on different days."""
    for seed in range(16):
        scene = make(params, seed=seed, day=date(2025, 1, 1) + timedelta(days=41 * seed))

        name, report = audited(scene)

        assert name == scene.answer.report
        assert scene.points_for(report) == FULL, seed


@pytest.mark.parametrize("size", [14, 30, 200])
def test_other_companies_are_solved_as_well(size: int) -> None:
    """One person per department, a full floor: the rules are the same."""
    for seed in range(6):
        staff = hire(size, stream(seed, "staff"))
        scene = make(FAMILY.draw(stream(seed, "draw")), seed=seed, staff=staff)

        _, report = audited(scene)

        assert scene.points_for(report) == FULL


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        (r"only the \*\*first\*\*", "only the **last**"),
        (r"only the \*\*last\*\*", "only the **first**"),
        (r"1 EUR = \d\.\d\d", "1 EUR = 1.01"),
        (r"1 GBP = \d\.\d\d", "1 GBP = 1.50"),
        (r"less than \$\d+", "less than $0"),
        (r"are added to the total", "leave them out"),
        (r": leave them out", ""),
        (r"`web_shop`", "`nobody`"),
    ],
)
def test_every_rule_moves_the_figures(pattern: str, other: str) -> None:
    """With another rule in the handbook an auditor comes to figures that earn nothing or little."""
    scores = []
    for seed in range(24):
        scene = make(STATISTICS, seed=seed)
        manual, changed = scene.answer.manual, re.subn(pattern, other, scene.manual)
        if changed[1]:
            reply = scene.colleagues.reply(scene.answer.experts[0], QUESTION).text
            _, report = audit(scene.task.instruction, reply, {**scene.task.disk, manual: changed[0].encode()})
            scores.append(scene.points_for(report)[4])

    assert len(scores) > 2
    assert sum(score < 1.0 for score in scores) >= 0.7 * len(scores)


def test_the_snapshots_and_the_year_before_mislead() -> None:
    """Whoever takes a wrong file for the right one gets nothing for the figures, whatever the seed."""
    for seed in range(10):
        scene = make(RANKING, seed=seed)
        reply = scene.colleagues.reply(scene.answer.experts[0], QUESTION).text
        for wrong in ("_preliminary", "2023"):
            names = {path: _misled(path, wrong) for path in scene.answer.records}
            disk = {path: scene.task.disk[names.get(path, path)] for path in scene.task.disk}
            if wrong == "2023":
                disk = {path: content.replace(b"2023-", b"2024-") for path, content in disk.items()}

            _, report = audit(scene.task.instruction, reply, disk)

            assert scene.points_for(report)[4] <= 0.5


def _misled(path: str, wrong: str) -> str:
    return path.replace("2024", "2023") if wrong == "2023" else path.replace(".csv", "_preliminary.csv")


def test_adding_up_the_column_is_wrong() -> None:
    """The raw sum of all rows is never the department's total."""
    for seed in range(30):
        scene = make(STATISTICS, seed=seed)
        rows = scene.task.disk[scene.answer.records[0]].decode().splitlines()[1:]

        total = sum(float(row.split(",")[5]) for row in rows)

        assert abs(total - scene.report["total_sales"]) > 100


def test_counts_are_spread() -> None:
    """No count of people is so frequent that saying it always would do."""
    counts = [make(VARIANTS[2], seed=seed).answer.figures[0].value for seed in range(120)]

    assert set(counts) == {0, 1, 2, 3}
    assert max(map(counts.count, counts)) < 60
