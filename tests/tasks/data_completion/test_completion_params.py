"""Arguments: the published shape, what it leaves open, and errors that name what is wrong."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError
from tasks.data_completion.completion_scene import TYPES, make

from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.data_completion import FAMILY
from pytest_traineebench.tasks.data_completion.params import CompletionParams

FEES = {"domain": "transactions", "task_type": "tax_fee"}


def accepted(**given: Any) -> CompletionParams:
    """Return arguments as they are understood."""
    return CompletionParams.model_validate({**FEES, **given})


@pytest.mark.parametrize(
    ("given", "difficulty"),
    [
        ({}, "medium"),
        ({"difficulty": "very easy"}, "very_easy"),
        ({"difficulty": ["Very-Hard "]}, "very_hard"),
        ({"domain": ["Transactions"], "task_type": "TAX_FEE", "rows": None}, "medium"),
    ],
)
def test_the_published_shape_is_accepted_loosely(given: dict[str, Any], difficulty: str) -> None:
    """Case, blanks, hyphens and lists of one do not matter; without a difficulty it is medium."""
    params = accepted(**given)

    assert (params.domain, params.task_type, params.difficulty) == ("transactions", "tax_fee", difficulty)


@pytest.mark.parametrize(
    ("difficulty", "rows"), [("very_easy", 30), ("easy", 50), ("medium", 80), ("hard", 120), ("very_hard", 200)]
)
def test_the_difficulty_sets_the_rows(difficulty: str, rows: int) -> None:
    """As published; the sales tables have four rows for each of so many entities, and a number given counts."""
    assert len(make("tax_fee", difficulty).answer.rows) == rows
    assert len(make("qoq_rate", difficulty).answer.rows) == 4 * rows
    assert len(make("rolling_avg", difficulty, rows=17).answer.rows) == 17


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"domain": "weather"}, "domain"),
        ({"domain": "web"}, "task_type: tax_fee does not belong to web, which has rolling_avg or funnel"),
        ({"task_type": "tax"}, "task_type"),
        ({"task_type": ["tax_fee", "total_from_items"]}, "task_type"),
        ({"difficulty": "impossible"}, "difficulty"),
        ({"rows": 0}, "rows"),
        ({"rows": -5}, "rows"),
        ({"rows": 2001}, "rows"),
        ({"rows": 2.5}, "rows"),
        ({"rows": True}, "rows"),
        ({"row": 5}, "row"),
        ({"domain": "inventory", "task_type": "daily_interpolation", "rows": 2}, "rows: daily_interpolation needs 3"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    """An unknown difficulty is not silently medium, and an empty table is no task."""
    with pytest.raises(ValidationError) as caught:
        accepted(**given)

    [problem] = caught.value.errors()
    assert named in f"{'.'.join(map(str, problem['loc']))} {problem['msg']}"


@pytest.mark.parametrize("name", ["domain", "task_type"])
def test_domain_and_type_are_needed(name: str) -> None:
    """As published."""
    with pytest.raises(ValidationError) as caught:
        CompletionParams.model_validate({key: value for key, value in FEES.items() if key != name})

    assert caught.value.errors()[0]["loc"] == (name,)


def test_twelve_kinds_at_five_difficulties_are_sixty_variants() -> None:
    """Each once, the easiest first."""
    variants = FAMILY.variants()

    assert len({(variant.subtype, variant.difficulty) for variant in variants}) == 60
    assert [variant.difficulty for variant in variants[::12]] == ["very_easy", "easy", "medium", "hard", "very_hard"]
    assert all(FAMILY.labels(accepted(**v.params)) == (v.subtype, v.difficulty) for v in variants)


def test_arguments_are_drawn_evenly_and_privately() -> None:
    """Kinds and difficulties about equally often; the global generator is left alone."""
    rng, before = stream(3, "draws"), random.getstate()

    drawn = [FAMILY.draw(rng) for _ in range(3000)]

    assert random.getstate() == before
    kinds, levels = Counter(d["task_type"] for d in drawn), Counter(d["difficulty"] for d in drawn)
    assert set(kinds) == set(TYPES)
    assert min(kinds.values()) > 180
    assert min(levels.values()) > 500
    assert all(set(d) == {"domain", "task_type", "difficulty"} for d in drawn)
