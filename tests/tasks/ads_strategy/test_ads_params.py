"""Arguments are the published ones, within bounds, in every spelling that the published configs use."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from pytest_traineebench.tasks.ads_strategy import FAMILY
from pytest_traineebench.tasks.ads_strategy.levels import LEVELS
from pytest_traineebench.tasks.ads_strategy.params import CITIES, GROUPS, AdsParams


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("difficulty", ["very easy", "easy", "medium", "hard", "very hard"])
def test_the_published_arguments_are_accepted(city: str, difficulty: str) -> None:
    """Every city and difficulty, and "very easy" is the very easy level, not the medium one."""
    params = AdsParams.model_validate({"task_params": {"city": city, "difficulty": difficulty}})

    assert (params.city, params.level) == (city, LEVELS[difficulty.replace(" ", "_")])


@pytest.mark.parametrize("written", ["very_easy", "Very Easy", " very  easy ", "very-easy", ["very easy"]])
def test_a_level_has_many_spellings(written: object) -> None:
    """Blanks, underscores, hyphens, capitals and a list of one mean the same."""
    assert AdsParams.model_validate({"difficulty": written}).difficulty == "very_easy"


@pytest.mark.parametrize("arguments", [None, {}, {"task_params": None}, {"task_params": {}}])
def test_no_argument_is_needed(arguments: Any) -> None:
    """All of them have a meaning when they are left out."""
    params = AdsParams.model_validate(arguments)

    assert (params.difficulty, params.channel_mix, params.city, params.groups) == ("medium", "balanced", None, GROUPS)


def test_single_numbers_override_the_level() -> None:
    """What is not given stays as the level sets it."""
    params = AdsParams.model_validate({"task_params": {"difficulty": "hard", "budget": 9000, "heatmap_size": [10]}})

    assert (params.level.budget, params.level.side, params.level.channels) == (9000, 10, 32)


def test_all_published_keys_are_accepted() -> None:
    """Also those that no published config uses."""
    arguments = {
        "city": "Shanghai",
        "city_list": ["Shanghai", "Beijing"],
        "difficulty": "medium",
        "budget": 10000,
        "num_channels": 28,
        "channel_mix": "metro_focus",
        "heatmap_size": 12,
        "heatmap_centers": 1,
        "cost_min": 400,
        "cost_max": 4000,
        "effect_min": 800,
        "effect_max": 5000,
        "heatmap_min_center_distance": 2.5,
        "heatmap_sigma_min": 4.0,
        "heatmap_sigma_max": 10.0,
        "budget_tolerance": 0.05,
        "target_group": "seniors_60_plus",
        "target_groups": ["college_students_18_25"],
    }

    params = AdsParams.model_validate({"task_params": arguments})

    assert params.sigmas == (4.0, 10.0)
    assert params.groups == ("seniors_60_plus", "college_students_18_25")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("difficulty", "impossible"),
        ("difficulty", ["easy", "hard"]),
        ("channel_mix", "tv"),
        ("city", "../etc"),
        ("city", ""),
        ("city", 7),
        ("target_group", "Students 18-25"),
        ("target_groups", []),
        ("target_groups", "seniors_60_plus"),
        ("budget", 10**9),
        ("budget", "10000"),
        ("budget", True),
        ("num_channels", 2.5),
        ("num_channels", 61),
        ("heatmap_size", 3),
        ("heatmap_sigma_min", -1),
        ("colour", "red"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(name: str, value: object) -> None:
    """Unknown words, numbers out of range or as text, and unknown arguments; nothing falls back in silence."""
    with pytest.raises(ValidationError) as refused:
        AdsParams.model_validate({"task_params": {name: value}})

    assert refused.value.errors()[0]["loc"][0] == name


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cost_max", {"cost_min": 3000}),
        ("effect_max", {"effect_min": 9000}),
        ("budget", {"budget": 500}),
        ("heatmap_sigma_max", {"heatmap_sigma_min": 5, "heatmap_sigma_max": 2}),
        ("task_params", {"task_params": {}, "city": "Wuhan"}),
        ("task_params", {"task_params": "easy"}),
    ],
)
def test_arguments_that_do_not_fit_together_are_refused(name: str, arguments: dict[str, Any]) -> None:
    """The error begins with an argument's name."""
    with pytest.raises(ValidationError) as refused:
        AdsParams.model_validate(arguments)

    [problem] = refused.value.errors()
    assert problem["msg"].removeprefix("Value error, ").startswith(f"{name}: ")


def test_every_mix_at_every_level_is_a_variant() -> None:
    """Fifteen variants with fifteen labels, the easiest first, and all cities occur."""
    variants = FAMILY.variants()

    labels = [FAMILY.labels(AdsParams.model_validate(variant.params)) for variant in variants]
    assert labels == [(variant.subtype, variant.difficulty) for variant in variants]
    assert len(set(labels)) == 15
    assert list(dict.fromkeys(difficulty for _, difficulty in labels)) == list(LEVELS)
    assert {variant.params["task_params"]["city"] for variant in variants} == set(CITIES)


def test_arguments_are_drawn_as_published() -> None:
    """City and difficulty, each about equally often, difficulties with a blank."""
    rng = Random(5)

    drawn = [FAMILY.draw(rng)["task_params"] for _ in range(1000)]

    cities, levels = Counter(row["city"] for row in drawn), Counter(row["difficulty"] for row in drawn)
    assert set(cities) == set(CITIES)
    assert set(levels) == {"very easy", "easy", "medium", "hard", "very hard"}
    assert min(cities.values()) > 60
    assert min(levels.values()) > 150
