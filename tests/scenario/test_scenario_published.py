"""Configs of the published benchmark: read, checked, converted and drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.published import DEADLINE, KB_FIX, WEBSITE, config, write_config

from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import family_names, load_family
from pytest_traineebench.scenario.draw import draw_config
from pytest_traineebench.scenario.published import PublishedConfig, Recipe, convert, load_config


def converted(data: dict[str, Any], *, seed: int = 0) -> list[Recipe]:
    """Return the recipes of a config."""
    return list(convert(PublishedConfig.model_validate(data), source="c.json", seed=seed, npc="rules"))


def refusal(tmp_path: Path, content: bytes) -> str:
    """Return what follows the file's name in the refusal of a config."""
    path = tmp_path / "c.json"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        list(convert(load_config(path), source=str(path), seed=0, npc="rules"))
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(path))


def test_a_task_is_taken_over_as_it_stands() -> None:
    """Arguments keep the published shape; the deadline gives the day its date."""
    (recipe,) = converted(config(KB_FIX, {**WEBSITE, "deadline": "2025-10-01T18:30:00"}))

    (day,) = recipe.loaded.days
    assert f"{day.recipe.date} {day.recipe.start:%H:%M}" == "2025-10-01 08:00"
    assert [(task.recipe.id, f"{task.recipe.deadline:%H:%M}") for task in day.tasks] == [
        ("kb-fix", "20:00"),
        ("website-analysis", "18:30"),
    ]
    assert recipe.data["days"][0]["tasks"][0]["params"] == {"task_params": {"difficulty": "easy"}}
    assert "params" not in recipe.data["days"][0]["tasks"][1]


def test_tasks_of_one_family_get_ids_of_their_own() -> None:
    """The first keeps the family's name."""
    (recipe,) = converted(config(KB_FIX, WEBSITE, KB_FIX))

    assert [task["id"] for task in recipe.data["days"][0]["tasks"]] == ["kb-fix", "website-analysis", "kb-fix-2"]


def test_each_scenario_has_a_seed_of_its_own() -> None:
    """It follows from the benchmark's seed and the scenario's name."""
    days = config()["scenarios"][0]["days"]
    data = config(scenarios=[{"name": "a", "days": days}, {"name": "b", "days": days}])

    seeds = [recipe.data["seed"] for recipe in converted(data)]

    assert len(set(seeds)) == 2
    assert seeds == [recipe.data["seed"] for recipe in converted(data)]
    assert seeds != [recipe.data["seed"] for recipe in converted(data, seed=1)]


def changed(**fields: Any) -> bytes:
    """Return a config whose first task has these fields."""
    return json.dumps(config({**KB_FIX, **fields})).encode()


TASK = ": scenarios.0.days.0.tasks.0"
MOMENT = 'expected a date and a time of day, to the minute, such as "2025-10-01T20:00:00"'


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ":1:1: not JSON: Expecting value"),
        (b"[]", ": found a list, expected a mapping of names to values"),
        (b"{}", ": version: missing (and 2 more)"),
        (b"[" * 300_000, ": not JSON that can be read: too deep, or a number too long"),
        (b"\xff\xfe{\x00}\x00", ": found UTF-16, expected a benchmark config in JSON in UTF-8"),
        (b'{"version": "a", "version": "b"}', ": found 'version' twice in one object, expected each key once"),
        (b'{"version": "\\ud800"}', ": found \\ud800 alone, expected both halves of the character"),
        (json.dumps(config(sed=1)).encode(), ": sed: unknown key; did you mean 'seed'?"),
        (json.dumps(config(seed=True)).encode(), ": seed: found True, expected a whole number"),
        (json.dumps(config(seed=float("nan"))).encode(), ": found NaN, expected a number as JSON knows it"),
        (b'{"seed": 1e400}', ": found '1e400', expected a number that fits"),
        (json.dumps(config(mode="x")).encode(), ": mode: found 'x', expected 'stationary' or 'mutable'"),
        (json.dumps(config(scenarios=[])).encode(), ": scenarios: found [], expected at least 1 entry"),
        (
            json.dumps(config(scenarios=[{"name": "../x", "days": []}])).encode(),
            ": scenarios.0.name: found '../x', exp",
        ),
        (json.dumps(config(scenarios=config()["scenarios"] * 2)).encode(), ": scenarios.1.name: found 'scenario_39T2"),
        (changed(deadline="2025-10-01"), f"{TASK}.deadline: found '2025-10-01', {MOMENT}"),
        (changed(deadline="2025-10-01T25:00:00"), f"{TASK}.deadline: found '2025-10-01T25:00:00', {MOMENT}"),
        (changed(deadline="2025-10-01T20:00:30"), f"{TASK}.deadline: found '2025-10-01T20:00:30', {MOMENT}"),
        (changed(deadline="2025-10-01T20:00:00Z"), f"{TASK}.deadline: found '2025-10-01T20:00:00Z', {MOMENT}"),
        (changed(deadline=1759348800), f"{TASK}.deadline: found 1759348800, {MOMENT}"),
        (changed(deadline="2025-10-01T07:00:00"), f"{TASK}.deadline: found 07:00, expected later than the arrival at"),
        (changed(deadline="0001-01-01T20:00:00"), ": scenarios.0.days.0.date: found 0001-01-01, expected"),
        (changed(arguments=[]), f"{TASK}.arguments: found a list, expected a mapping of names to values"),
        (changed(arguments={"difficulty": "x"}), f"{TASK}.arguments.difficulty: found 'x', expected 'easy', 'medium'"),
        (
            changed(name="KB Link Fixx"),
            f"{TASK}.name: the family 'KB Link Fixx' is not built; did you mean 'KB Link Fix'?",
        ),
        (changed(extra=1), f"{TASK}.extra: unknown key"),
    ],
)
def test_a_wrong_config(tmp_path: Path, content: bytes, found: str) -> None:
    """The line names the place in the config, in the config's own words."""
    assert refusal(tmp_path, content).startswith(found)


def test_all_families_that_are_not_built_are_named_at_once(tmp_path: Path) -> None:
    """The first with its place."""
    data = config(KB_FIX, {**KB_FIX, "name": "Tea Making"}, {**KB_FIX, "name": "Advanced Tea"})

    text = refusal(tmp_path, json.dumps(data).encode())

    assert text.startswith(
        ": scenarios.0.days.0.tasks.1.name: the family 'Tea Making' is not built (nor are 'Advanced Tea')"
    )


def test_a_day_has_one_date(tmp_path: Path) -> None:
    """Two deadlines on two dates cannot both be meant."""
    text = refusal(tmp_path, json.dumps(config(KB_FIX, {**WEBSITE, "deadline": "2025-10-02T20:00:00"})).encode())

    assert text == ": scenarios.0.days.0: found deadlines on 2025-10-01 and on 2025-10-02, expected one date for a day"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """Some editors put one in front of UTF-8."""
    path = write_config(tmp_path, config())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_config(path).version == "Ver.1"


def test_a_drawn_config_can_be_converted(tmp_path: Path) -> None:
    """It is written as JSON and read like any other."""
    drawn = draw_config(scenarios=3, days=2, mode="mutable", seed=5)

    loaded = load_config(write_config(tmp_path, drawn))

    assert (loaded.seed, loaded.mode) == (5, "mutable")
    assert len(list(convert(loaded, source="c", seed=5, npc="rules"))) == 3


def test_equal_seeds_draw_equal_configs() -> None:
    """And other seeds draw others."""
    first, again, other = (draw_config(scenarios=3, days=1, mode="stationary", seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert first["scenarios"] != other["scenarios"]


def test_more_scenarios_leave_the_first_ones_as_they_were() -> None:
    """Each scenario is drawn by its number."""
    few, many = (draw_config(scenarios=number, days=1, mode="mutable", seed=1) for number in (2, 5))

    assert many["scenarios"][:2] == few["scenarios"]


def test_a_stationary_scenario_repeats_its_day() -> None:
    """All days have the tasks and arguments of the first."""
    drawn = draw_config(scenarios=4, days=3, mode="stationary", seed=1)

    for scenario in drawn["scenarios"]:
        first, *others = (day["tasks"] for day in scenario["days"])
        assert others == [first, first]


def test_a_mutable_scenario_draws_each_day() -> None:
    """Its days differ."""
    drawn = draw_config(scenarios=4, days=3, mode="mutable", seed=1)

    assert any(scenario["days"][0]["tasks"] != scenario["days"][1]["tasks"] for scenario in drawn["scenarios"])


def test_all_families_are_drawn_and_no_scenario_twice() -> None:
    """A day has 2 to 6 distinct families."""
    drawn = draw_config(scenarios=200, days=1, mode="stationary", seed=1)

    days = [[task["name"] for task in scenario["days"][0]["tasks"]] for scenario in drawn["scenarios"]]
    assert {name for day in days for name in day} == {load_family(name).title for name in family_names()}
    assert all(2 <= len(day) <= 6 and len(set(day)) == len(day) for day in days)
    assert len({scenario["name"] for scenario in drawn["scenarios"]}) == 200


def test_deadlines_are_the_published_ones() -> None:
    """A drawn task is due at 20:00."""
    drawn = draw_config(scenarios=1, days=1, mode="stationary", seed=1)

    assert {task["deadline"] for task in drawn["scenarios"][0]["days"][0]["tasks"]} == {DEADLINE}
