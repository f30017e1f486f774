"""The answer can be found from the manual and the table, and by all of the rule only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tasks.transactions.transactions_scene import make

from pytest_traineebench.audit.solvers.transactions import abnormal, clues, rules
from pytest_traineebench.tasks.transactions import FAMILY

_VARIANTS = [tuple(variant.params.values()) for variant in FAMILY.variants()]


@pytest.mark.parametrize(("normal", "number"), _VARIANTS)
def test_an_independent_auditor_agrees(normal: int, number: int) -> None:
    """Whoever reads the manual and the table finds exactly the answer: 17 seeds of each variant, on different days."""
    for seed in range(17):
        day = date(2025, 10, 1) + timedelta(days=23 * seed)
        scene = make(normal, number, seed=seed, day=day)

        found = abnormal(scene.task.workspace["transactions.db"], scene.manual, day)

        assert found == list(scene.task.answer.abnormal)
        assert len(found) == number


@pytest.mark.parametrize("seed", range(30))
def test_near_misses_lack_exactly_one_condition(seed: int) -> None:
    """There is always a long-standing supplier that only its age clears, and a newcomer that one other thing clears."""
    scene = make(2, 0, seed=seed)

    found = clues(scene.task.workspace["transactions.db"], scene.manual, scene.slot.date)

    assert sorted(sum(conditions) for conditions in found.values()) == [3, 3]
    assert (False, True, True, True) in found.values()


def test_another_authority_gives_another_answer() -> None:
    """An auditor who takes the authority of another table for granted is wrong."""
    scene, other = make(3, 2, seed=1), make(3, 2, seed=2)
    assert rules(scene.manual)["authority"] != rules(other.manual)["authority"]

    found = abnormal(scene.task.workspace["transactions.db"], other.manual, scene.slot.date)

    assert found != list(scene.task.answer.abnormal)


def test_a_review_may_hold_abnormal_suppliers_only() -> None:
    """No normal supplier is needed."""
    scene = make(0, 3)

    assert abnormal(scene.task.workspace["transactions.db"], scene.manual, scene.slot.date) == scene.abnormal
    assert scene.normal == []
