"""Each place in a day gets its own campaign, its own files, and texts that say all that the answer uses."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import pairwise

import pytest
from tasks.ads_strategy.ads_scene import LEVELS, Scene, make, slot

from pytest_traineebench.tasks.ads_strategy import FAMILY
from pytest_traineebench.tasks.ads_strategy.levels import LEVELS as PRESETS
from pytest_traineebench.tasks.ads_strategy.params import GROUPS, AdsParams


def rows(scene: Scene, path: str = "ads_strategy/channels.csv") -> list[dict[str, str]]:
    """Return the rows of a list of channels."""
    return list(csv.DictReader(io.StringIO(scene.task.disk[path].decode())))


def buyers(scene: Scene) -> dict[str, int]:
    """Return the discount of each type that has changed."""
    table = handbook(scene).partition("| bought by |")[2].partition("\n\n")[0].splitlines()[2:]
    types = [line.split("`")[1] for line in table]
    assert [line.split("| ")[2].rstrip(" |") for line in table] == [d.buyer for d in scene.answer.discounts]
    return dict(zip(types, (discount.percent for discount in scene.answer.discounts), strict=True))


def handbook(scene: Scene) -> str:
    """Return the handbook's text."""
    return scene.task.disk[scene.answer.handbook].decode()


def test_equal_places_get_equal_tasks() -> None:
    """Byte for byte."""
    assert make("hard", seed=4).task == make("hard", seed=4).task


def test_different_places_get_different_campaigns() -> None:
    """Another seed, day or task id is another campaign; in the published benchmark only three exist at all."""
    tasks = [make(seed=seed).task.answer.candidates for seed in range(40)]
    params = AdsParams(difficulty="easy", city="Shanghai")
    other_day = FAMILY.generate(params, slot(1, task="second")).answer.candidates

    assert len({*tasks, other_day}) == 41


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_sets_sizes_and_bounds(level: str) -> None:
    """Channels, costs, effects, cells and budget are as published; "very easy" is no medium task."""
    preset = PRESETS[level]
    for seed in range(5):
        scene = make(level, seed=seed)
        listed = rows(scene)

        withdrawn = preset.channels - len(scene.answer.candidates)
        assert len(listed) == preset.channels
        assert withdrawn == 0 if preset.changed == 0 else withdrawn < preset.channels / 4
        assert len(scene.answer.discounts) == preset.changed
        assert f"${preset.budget:,}" in scene.task.instruction
        assert all(preset.costs[0] <= int(row["cost"]) <= preset.costs[1] for row in listed)
        assert all(preset.effects[0] <= int(row["base_effect"]) <= preset.effects[1] for row in listed)
        assert all(int(row[axis]) < preset.side for row in listed for axis in ("grid_i", "grid_j"))


def test_levels_grow_from_the_easiest_to_the_hardest() -> None:
    """More channels to weigh, more cells to read, more money to spend."""
    sizes = [(level.channels, level.side, level.centers, level.budget, level.changed) for level in PRESETS.values()]

    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 5


@pytest.mark.parametrize(("mix", "type_"), [("metro_focus", "subway"), ("campus_heavy", "campus_screen")])
def test_a_mix_favours_a_type(mix: str, type_: str) -> None:
    """Three of six instead of one of four."""
    found = Counter(row["type"] for seed in range(20) for row in rows(make("easy", seed=seed, channel_mix=mix)))
    usual = Counter(row["type"] for seed in range(20) for row in rows(make("easy", seed=seed)))

    assert set(found) == set(usual) == {"subway", "mall_screen", "bus_stop", "campus_screen"}
    assert 0.4 < found[type_] / found.total() < 0.6
    assert 0.15 < usual[type_] / usual.total() < 0.35


def test_ids_are_unique_and_hardly_shared_with_another_campaign() -> None:
    """No plan can be carried over, and the ids of the example do not exist."""
    first, second = ({row["id"] for row in rows(make("very_hard", seed=seed))} for seed in (1, 2))

    assert len(first) == 36
    assert len(first & second) < 8
    assert not {"CH001", "CH002", "CH003"} & (first | second)


def test_the_city_names_the_plan_and_the_group_is_drawn() -> None:
    """What the arguments leave open comes from the seed."""
    scenes = [make(seed=seed, city=None) for seed in range(40)]

    assert {scene.answer.plan for scene in scenes} >= {"ads_strategy_plan_XiAn.json", "ads_strategy_plan_Wuhan.json"}
    assert len({scene.task.instruction.split("target group only: ")[1].split(".")[0] for scene in scenes}) == 3


@pytest.mark.parametrize(
    ("group", "spoken"),
    [
        ("college_students_18_25", "college students aged 18 to 25"),
        ("seniors_60_plus", "seniors aged 60 and over"),
        ("dog_owners", "dog owners"),
    ],
)
def test_a_given_group_is_named_and_has_a_map(group: str, spoken: str) -> None:
    """One map for each of the groups and one of last year, never one for each letter of a name."""
    scene = make(target_group=group)

    maps = {path for path in scene.task.disk if path.endswith(".png")}
    current = {f"ads_strategy/target_user_density_{name}.png" for name in {group, *GROUPS}}
    assert f"**{spoken}**" in scene.task.instruction
    assert spoken in handbook(scene)
    assert maps == current | {f"ads_strategy/archive/2024/target_user_density_{group}.png"}


def test_a_second_task_of_a_day_has_files_of_its_own() -> None:
    """Folder and plan carry the task's id, and so do all texts that name them."""
    first, second = make(), make(task="launch")

    assert not set(first.task.disk) & set(second.task.disk)
    assert second.answer.plan == "ads_strategy_plan_Shanghai_launch.json"
    assert any("/operators/" in path for path in second.task.disk)
    texts = [second.task.instruction, handbook(second), *(brief.reply for brief in second.task.briefs)]
    assert all("ads_strategy_launch/" in text for text in texts[1:])
    assert all(second.answer.plan in text for text in texts)
    assert not any("ads_strategy/" in text for text in texts)


@pytest.mark.parametrize("seed", range(12))
def test_the_handbook_states_every_rule(seed: int) -> None:
    """Formula, rounding, axes, map, each channel once, the budget's edge, ties, what has changed, the format."""
    text = handbook(make(seed=seed))

    for rule in (
        "replace those of the list",
        "cannot be booked any more",
        "does not name stays as listed",
        "all others are void",
        "the notice first and then the discount",
        "half a dollar up",
        "stay as listed, without any discount",
        "density_weight     = density / 5",
        "effective_exposure = base_effect * geo_weight * audience_fit",
        "**of each channel** to two decimals",
        "from the bottom to the top",
        "target_user_density_<group>.png",
        "at most once",
        "spending exactly that much is allowed",
        "either will do",
        "do not plan with them",
        "`selected_channels`",
        "`total_cost`",
        "`total_exposure`",
    ):
        assert rule in text
    assert not any(typo in text for typo in ("geo_weigth", "channel.csv", "targer", "{", "}"))


def test_the_example_of_the_handbook_is_right() -> None:
    """1,470 times the weight at density 3 times 0.7."""
    for seed in range(12):
        text = handbook(make(seed=seed))
        floor = float(text.split("geo_weight         = ")[1][:3])
        weight = floor + (1 - floor) * 3 / 5

        assert f"geo weight of {weight:g} and an effective exposure of {1470 * weight * 0.7:,.2f}." in text


def test_a_tie_in_rounding_never_occurs() -> None:
    """However somebody rounds, the cents are the same."""
    for seed in range(20):
        scene = make("very_hard", seed=seed)
        floor = int(handbook(scene).split("geo_weight         = 0.")[1][:1]) * 10

        for row in rows(scene):
            for weight in range(floor, 101, (100 - floor) // 5):
                thousandths = int(row["base_effect"]) * weight * round(10 * float(row["audience_fit"]))
                assert thousandths % 10 != 5
        bought = buyers(scene)
        for path in ("ads_strategy/channels.csv", *(p for p in scene.task.disk if "/operators/" in p)):
            types = {row["id"]: row["type"] for row in rows(scene)}
            for row in rows(scene, path):
                assert int(row["cost"] or 0) * (100 - bought[types[row["id"]]]) % 100 != 50


def test_the_easiest_level_has_no_changes() -> None:
    """The handbook says so; no notice lies about, and nobody buys anything."""
    scene = make("very_easy")

    assert "hold as they stand" in handbook(scene)
    assert not [path for path in scene.task.disk if "/operators/" in path]
    assert {brief.topic for brief in scene.task.briefs} == {"planning-guide", "source-files"}


def test_harder_levels_of_a_seed_change_more_of_the_same_types() -> None:
    """So that work never shrinks from a level to the next."""
    found = [buyers(make(level, seed=5)) for level in LEVELS[1:]]

    for fewer, more in pairwise(found):
        assert [*fewer.items()] == [*more.items()][: len(fewer)]


@pytest.mark.parametrize("level", LEVELS[1:])
def test_discounts_stand_nowhere_and_either_notice_may_hold(level: str) -> None:
    """No text that can be read without asking holds a percentage, and numbers of notices say nothing."""
    later = 0
    for seed in range(12):
        scene = make(level, seed=seed)
        texts = [content.decode() for path, content in scene.task.disk.items() if not path.endswith(".png")]
        holding = next(brief.facts[0] for brief in scene.task.briefs if brief.topic == "channel-changes")
        both = sorted(path for path in scene.task.disk if path.startswith(holding[:-5]))

        assert not re.findall(r"\d\s*(?:%|percent)", " ".join([scene.task.instruction, *texts]))
        assert len(both) == 2
        later += holding == both[1]
    assert 2 <= later <= 10


def test_last_years_files_are_out_of_date() -> None:
    """Other prices, some channels missing, and another map."""
    scene = make("very_hard", seed=3)

    now, old = rows(scene), rows(scene, "ads_strategy/archive/2024/channels.csv")
    assert {row["id"] for row in old} < {row["id"] for row in now}
    costs = {row["id"]: row["cost"] for row in now}
    assert all(int(row["cost"]) < int(costs[row["id"]]) for row in old)
    assert len({content for path, content in scene.task.disk.items() if path.endswith(".png")}) == 4


def test_the_answer_stands_nowhere_in_sight() -> None:
    """No text holds the totals of the best plan or its ids as a list, and no table holds densities."""
    for seed in range(10):
        scene = make("hard", seed=seed)
        answer = scene.answer
        texts = [scene.task.instruction, *(brief.reply for brief in scene.task.briefs)]
        texts += [content.decode() for path, content in scene.task.disk.items() if not path.endswith(".png")]
        best = f"{answer.exposure(answer.best) / 100:.2f}"

        assert not any(best in text.replace(",", "") for text in texts)
        assert not any(str(answer.cost(answer.best)) in text for text in texts)
        assert "density" not in scene.task.disk["ads_strategy/channels.csv"].decode()


def test_the_hardest_arguments_still_make_a_task() -> None:
    """Sixty channels of nearly one price, tiny maps, money for all of them: a task comes out, if not a good one."""
    scenes = [
        make("very_hard", num_channels=60, cost_min=1000, cost_max=1500, effect_min=1000, effect_max=1500),
        make("very_easy", heatmap_size=4, num_channels=4),
        make("very_easy", budget=500_000),
        make("very_easy", heatmap_sigma_min=40, heatmap_sigma_max=40, target_groups=["seniors_60_plus"]),
    ]

    assert all(scene.answer.best for scene in scenes)
    assert scenes[2].answer.cost(scenes[2].answer.best) == sum(c.cost for c in scenes[2].answer.candidates)
