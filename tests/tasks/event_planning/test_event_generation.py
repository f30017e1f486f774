"""Instances: what stands in the documents, what differs by seed, and what nobody may see."""

from __future__ import annotations

import datetime as dt
import json
import re
from io import BytesIO

import pytest
from PIL import Image
from tasks.event_planning.event_scene import LEVELS, at_level, make, replies, slot

from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.contents import plain
from pytest_traineebench.tasks.event_planning import scenery
from pytest_traineebench.tasks.event_planning.documents import road_map
from pytest_traineebench.tasks.event_planning.roads import build_roads, ways
from pytest_traineebench.tasks.event_planning.windows import next_month

FILES = (
    "event_planning_guidelines.txt",
    "locations_restaurants_info.txt",
    "mst_map.json",
    "mst_map.png",
    "archive/event_planning_guidelines_2024.txt",
    "archive/locations_restaurants_info_2024.txt",
)


def test_the_materials_lie_in_one_folder() -> None:
    """The published names, and last year's editions apart."""
    assert sorted(make({}).disk) == sorted(f"event_planning/{name}" for name in FILES)


def test_a_second_task_has_its_own_files() -> None:
    """Neither paths on the disk nor the file to hand in nor the code are shared."""
    first, second = make({"department": "Finance"}), make({"department": "Finance"}, where=slot(task="second"))

    assert not set(first.disk) & set(second.disk)
    assert not {path.rpartition("/")[2] for path in first.disk} & {path.rpartition("/")[2] for path in second.disk}
    assert (first.answer.output, second.answer.output) == (
        "dept_Finance_plan_metrics.json",
        "dept_Finance_plan_metrics_second.json",
    )
    assert first.answer.event != second.answer.event
    guidelines = second.disk["event_planning_second/event_planning_guidelines_second.txt"].decode()
    assert "locations_restaurants_info_second.txt" in guidelines
    assert "roads of mst_map_second.json" in guidelines


@pytest.mark.parametrize("level", LEVELS)
def test_equal_slots_make_equal_tasks_and_other_seeds_others(level: str) -> None:
    """Nothing is fixed: every seed makes a world of its own, in which a memorised answer is worthless."""
    tasks = [at_level(level, seed) for seed in (*range(20), 3)]

    assert (tasks[3].disk, tasks[3].briefs, tasks[3].instruction) == (
        tasks[20].disk,
        tasks[20].briefs,
        tasks[20].instruction,
    )
    assert plain(tasks[3].answer) == plain(tasks[20].answer)
    assert len({json.dumps(plain(task.answer.world)) for task in tasks}) == 20


def test_rules_places_and_days_vary() -> None:
    """Speeds, times, weights and days have to be read."""
    tasks = [make({}, where=slot(seed)) for seed in range(80)]

    rules = [task.answer.world.rules for task in tasks]

    for name in ("start", "activity", "lunch", "speed", "weights"):
        assert len({getattr(rule, name) for rule in rules}) >= 3
    assert {task.answer.world.period for task in tasks} == {0, 1, 2}
    assert len({task.answer.days for task in tasks}) > 30


def test_published_plans_exist_in_every_world() -> None:
    """The three published names are places of the list, wherever else the seed puts them."""
    for seed in range(20):
        answer = at_level("A2", seed).answer

        assert answer.given in set(answer.world.candidates())
        assert len({place.name for place in answer.world.locations}) == 6
        assert len({place.name for place in answer.world.restaurants}) == 10


@pytest.mark.parametrize(
    ("day", "month"), [("2025-12-31", "2026-01-01"), ("2024-01-31", "2024-02-01"), ("2025-10-01", "2025-11-01")]
)
def test_the_event_is_in_the_next_month(day: str, month: str) -> None:
    """Over the turn of the year and in short months as well."""
    first = dt.date.fromisoformat(month)
    assert next_month(dt.date.fromisoformat(day)) == first

    for seed in range(15):
        task = make({"department": "Finance"}, where=slot(seed, day=dt.date.fromisoformat(day)))
        assert f"{first:%B %Y} ({first:%Y-%m})" in task.instruction
        assert {(w.first.month, w.last.month) for w in task.answer.windows} == {(first.month, first.month)}


def test_the_map_is_a_shortest_tree() -> None:
    """All points hang together, without a circle, by the shortest roads; ways are sums along them."""
    rng = stream(5, "points")
    points = [(31 + rng.random(), 121 + rng.random()) for _ in range(8)]
    roads = build_roads(points)
    table = ways(roads)

    assert len(roads) == 7
    assert all(0 < table[i][j] == table[j][i] for i in range(8) for j in range(i))
    for i in range(8):
        for j in range(i):
            direct = build_roads([points[i], points[j]])[0].length
            passed = [road for road in roads if table[i][j] == table[i][road.one] + road.length + table[road.other][j]]
            assert max((road.length for road in passed), default=0) <= direct


def test_the_map_bears_no_time_of_the_real_clock() -> None:
    """Equal worlds make equal bytes."""
    world = make({}).answer.world

    content = json.loads(road_map(world, "TB-1"))

    assert content["meta"] == {"event": "TB-1", "nodes": 17, "edges": 16, "graph_type": "tree"}
    assert {node["id"].partition(":")[0] for node in content["nodes"]} == {"company", "loc", "res"}


def test_the_picture_shows_the_map() -> None:
    """It is an image with roads, points of three kinds and black letters."""
    task = make({})

    image = Image.open(BytesIO(task.disk["event_planning/mst_map.png"])).convert("RGB")

    colours = {colour for _, colour in image.getcolors(100) or ()}
    assert image.size == (1280, 960)
    assert {(214, 30, 30), (45, 85, 200), (235, 140, 20), (128, 0, 128), (0, 0, 0)} <= colours


def test_the_guidelines_state_every_rule() -> None:
    """Rounding, scale, ties, days, roads, limits and tolerances are written down, once."""
    text = " ".join(make({}).disk["event_planning/event_planning_guidelines.txt"].decode().split())

    for words in (
        "Round the travel time of each of the four legs UP to a whole minute",
        "never as the crow flies",
        "min and max are taken over ALL candidate plans",
        "If max equals min, take 0.5",
        "both belong to it",
        "Every day that suits all is equally good",
        "A limit is kept if the end time is not later than the limit",
        "name any one of them",
        "0.01 (interest_score), 0.10 yuan (cost_per_person), 0.10 km (total_travel_distance), 0.01 (overall_score)",
        "3 minutes (end time)",
    ):
        assert text.count(words) == 1


def test_a_limit_is_told_where_it_counts() -> None:
    """Proposals under a limit are told the limit, and asked for both entries that are judged."""
    text = at_level("B4").instruction

    assert "not later than **18:00**" in text
    assert re.findall(r"^- `(\w+)`", text, re.MULTILINE)[:4] == [
        "event_date",
        "plan",
        "end_time",
        "can_complete_on_time",
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_visible_holds_the_answer(level: str) -> None:
    """No day of anybody and no figure stands in the instruction or on the disk."""
    task = at_level(level)
    answer = task.answer
    visible = task.instruction + "".join(b.decode() for path, b in task.disk.items() if not path.endswith(".png"))
    plan = answer.given or answer.world.optima(answer.goal or "highest_score")[0]
    figures = answer.world.metrics(plan)

    secrets = {day.isoformat() for window in answer.windows for day in (window.first, window.last)}
    secrets |= {f"{figures['total_travel_distance']:.2f}", f"{figures['overall_score']:.4f}"}

    assert [secret for secret in sorted(secrets) if secret in visible] == []
    assert not task.workspace


def test_the_instruction_names_the_people_where_a_list_would_be_too_long() -> None:
    """Of a large department twenty people come, and in a large company they are named; else all members come."""
    large = hire(400, stream(1, "staff"))

    task = make({"department": "Engineering"}, where=slot(staff=large))

    named = re.findall(r"^- (\w+ \w+)$", task.instruction, re.MULTILINE)
    assert named == list(replies(task))
    assert len(named) == 20
    assert (
        "Everybody in Engineering comes, managers included: 19 in all."
        in make({"department": "Engineering"}).instruction
    )
    assert not re.findall(r"^- (\w+ \w+)$", make({"department": "Engineering"}).instruction, re.MULTILINE)


def test_a_limit_that_no_plan_can_keep_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that names the argument, should all drawn worlds be too wide."""
    monkeypatch.setattr(scenery, "_ATTEMPTS", 1)

    with pytest.raises(ValueError, match=r"^end_time: found '16:00', by which no plan"):
        make({"department": "Finance", "n_loc": 2, "n_res": 1, "end_time": "16:00"}, where=slot(1))
