"""Arguments: both shapes, bounds, and errors that name what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.kb_fix import FAMILY
from pytest_traineebench.tasks.kb_fix.params import KbFixParams


@pytest.mark.parametrize("given", [None, {}, {"task_params": None}, {"task_params": {}}])
def test_without_arguments_a_task_is_medium(given: Any) -> None:
    """Absent, empty and null arguments mean medium, as published."""
    params = KbFixParams.model_validate(given)

    assert (params.difficulty, params.articles, params.links, params.owners) == ("medium", 3, (1, 3), 2)


@pytest.mark.parametrize("shape", [{"task_params": {"difficulty": " Hard "}}, {"difficulty": "HARD"}])
def test_both_shapes_are_accepted(shape: dict[str, Any]) -> None:
    """The published and the plain shape say the same; case and blanks of the difficulty do not matter."""
    params = KbFixParams.model_validate(shape)

    assert (params.difficulty, params.articles, params.links, params.owners) == ("hard", 5, (2, 5), 3)


def test_numbers_override_the_difficulty() -> None:
    """A number that is given counts, the others come from the difficulty; text that is a number will do."""
    params = KbFixParams.model_validate({"task_params": {"difficulty": "easy", "num_articles": "11"}})

    assert (params.articles, params.links, params.owners) == (11, (1, 2), 1)


@pytest.mark.parametrize(
    ("bounds", "links"),
    [({"links_per_article_min": 6, "links_per_article_max": 2}, (2, 6)), ({"links_per_article_min": 9}, (3, 9))],
)
def test_bounds_in_the_wrong_order_are_swapped(bounds: dict[str, int], links: tuple[int, int]) -> None:
    """Least and greatest number of links may come in either order, also against the preset's bound."""
    assert KbFixParams.model_validate(bounds).links == links


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"difficulty": "brutal"}, "difficulty"),
        ({"difficulty": ["easy", "hard"]}, "difficulty"),
        ({"task_params": {"difficulty": None}}, "difficulty"),
        ({"num_articles": 0}, "num_articles"),
        ({"num_articles": 12}, "num_articles"),
        ({"num_articles": "x"}, "num_articles"),
        ({"num_articles": True}, "num_articles"),
        ({"links_per_article_min": 0}, "links_per_article_min"),
        ({"links_per_article_max": 11}, "links_per_article_max"),
        ({"owners_per_article": -1}, "owners_per_article"),
        ({"owners_per_article": 1.5}, "owners_per_article"),
        ({"dificulty": "easy"}, "dificulty"),
        ({"task_params": {"task_params": {}}}, "task_params"),
        ({"task_params": "easy"}, "task_params: found 'easy', expected an object"),
        ({"task_params": {}, "difficulty": "easy"}, "task_params: holds all arguments"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    """Zero links, unknown difficulties and misspelt keys are errors that name the argument, never silently medium."""
    with pytest.raises(ValidationError) as caught:
        KbFixParams.model_validate(given)

    problem = caught.value.errors()[0]
    assert named in f"{'.'.join(map(str, problem['loc']))} {problem['msg']}"


def test_every_variant_is_valid_and_listed_once() -> None:
    """There are three kinds of task, the easiest first, in the published shape."""
    levels = [FAMILY.params.model_validate(dict(variant.params)) for variant in FAMILY.variants()]

    assert [FAMILY.labels(params) for params in levels] == [("", "easy"), ("", "medium"), ("", "hard")]


def test_all_difficulties_are_drawn_equally() -> None:
    """The sampler is uniform and returns the published shape."""
    rng = stream(1, "draws")

    drawn = [FAMILY.draw(rng)["task_params"]["difficulty"] for _ in range(3000)]

    assert all(900 < drawn.count(level) < 1100 for level in ("easy", "medium", "hard"))
