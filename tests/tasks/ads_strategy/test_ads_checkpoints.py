"""Plans get what a human marker would give, and no trick gets more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.ads_strategy.ads_scene import FORMAT_ONLY, FULL, HANDBOOK, NOTHING, READ_ONLY, Scene, make

from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.tasks.ads_strategy import FAMILY

VARIANTS = [tuple(variant.params["task_params"].values()) for variant in FAMILY.variants()]


def lesser(scene: Scene) -> list[str]:
    """Return a good plan that is not the best: its dearest channel is left out, and the rest of the money filled up."""
    answer = scene.answer
    cost = {channel.id: channel.cost for channel in answer.candidates}
    kept = sorted(answer.best, key=lambda id_: cost[id_])[:-1]
    dropped = (set(answer.best) - set(kept)).pop()
    for id_ in sorted(cost, key=lambda id_: -cost[id_]):
        if id_ not in kept and id_ != dropped and answer.cost([*kept, id_]) <= answer.budget:
            kept.append(id_)
    return kept


def test_the_family_is_worth_thirteen_points() -> None:
    """The published sum; five points are for the best plan."""
    points = {checkpoint.name: checkpoint.points for checkpoint in FAMILY.checkpoints}

    assert points == {
        "handbook_read": 1,
        "changes_learned": 1,
        "plan_in_format": 1,
        "budget_kept": 1,
        "total_cost_right": 2,
        "total_exposure_right": 2,
        "exposure_greatest": 5,
    }


@pytest.mark.parametrize(("city", "difficulty", "mix"), VARIANTS)
def test_the_best_plan_earns_everything(city: str, difficulty: str, mix: str) -> None:
    """At every level, with every mix."""
    scene = make(difficulty, city=city, channel_mix=mix)

    assert scene.points_for(scene.plan()) == FULL


@pytest.mark.parametrize(("city", "difficulty", "mix"), VARIANTS)
def test_doing_nothing_earns_nothing(city: str, difficulty: str, mix: str) -> None:
    """Nothing above the budget, but no plan either."""
    assert make(difficulty, city=city, channel_mix=mix).points({}, downloads=(), talk=()) == NOTHING


@pytest.mark.parametrize(("city", "difficulty", "mix"), VARIANTS)
def test_booking_everything_earns_nothing(city: str, difficulty: str, mix: str) -> None:
    """All channels cost more than the budget, however rightly they are added up."""
    scene = make(difficulty, city=city, channel_mix=mix)

    assert scene.points_for(scene.plan(channel.id for channel in scene.answer.candidates)) == READ_ONLY


def test_order_repetition_and_further_keys_do_not_matter() -> None:
    """Neither do whole numbers written with a point, or a byte order mark; only the format wants each id once."""
    scene = make()
    plan = scene.plan()
    turned = {**plan, "selected_channels": plan["selected_channels"][::-1], "remark": "done"}
    turned["total_cost"] = float(turned["total_cost"])

    assert scene.points({scene.answer.plan: json.dumps(turned).encode("utf-8-sig")}) == FULL
    assert scene.points_for({**plan, "selected_channels": plan["selected_channels"] * 2}) == (1, 1, 0, 1, 2, 2, 5)


def test_a_plan_that_was_made_without_the_handbook_lacks_its_point_only() -> None:
    """A file of that name, or another task's handbook, is not reading."""
    scene = make()
    files = {scene.answer.plan: json.dumps(scene.plan()).encode(), "ads_strategy_handbook.md": b"# Handbook"}

    assert scene.points(files, downloads=()) == (0, *FULL[1:])
    assert scene.points(files, downloads=("ads_strategy_launch/ads_strategy_handbook.md",)) == (0, *FULL[1:])


def test_where_nothing_has_changed_the_handbook_says_so() -> None:
    """At the easiest level nobody has to be asked; who has not read the handbook cannot know that."""
    scene = make("very_easy")

    assert scene.answer.discounts == ()
    assert scene.points_for(scene.plan(), talk=()) == FULL
    assert scene.points_for(scene.plan(), downloads=(), talk=()) == (0, 0, *FULL[2:])


@pytest.mark.parametrize("asked", range(5))
def test_each_buyer_who_was_asked_earns_a_share(asked: int) -> None:
    """Four have to be asked at the hardest level; a plan that came from elsewhere lacks the others' shares only."""
    scene = make("very_hard")

    points = scene.points_for(scene.plan(), talk=scene.talk()[: 2 * asked])

    assert points == (1, asked / 4, *FULL[2:])


def test_only_a_buyers_answer_to_a_question_is_learning() -> None:
    """Neither the trainee's own words, nor somebody else's, nor an answer without a question, nor another number."""
    scene = make("easy")
    [discount] = scene.answer.discounts
    reply = f"We get a discount of {discount.percent}%."
    stranger = next(person.name for person in scene.slot.staff if person.name != discount.buyer)
    asked, answered = scene.say(discount.buyer, "What has changed?", reply)

    talks = {
        "own words": scene.say(discount.buyer, reply, "Thank you."),
        "somebody else": scene.say(stranger, "What has changed?", reply),
        "no question": (answered,),
        "answer before the question": (answered, asked),
        "another number": scene.say(discount.buyer, "What has changed?", f"It is 1{discount.percent}%, not 0.5%."),
    }

    assert {name: scene.points_for(scene.plan(), talk=talk)[1] for name, talk in talks.items()} == dict.fromkeys(
        talks, 0
    )
    words = f"It is {discount.percent} percent."
    assert scene.points_for(scene.plan(), talk=scene.say(discount.buyer, "What has changed?", words)) == FULL


@pytest.mark.parametrize("seed", range(12))
def test_a_lesser_plan_with_right_sums_earns_up_to_half_of_the_last_five(seed: int) -> None:
    """More the nearer it comes to the best; nothing unless it beats every plan that was made blind."""
    scene = make("medium", seed=seed)
    answer, plan = scene.answer, lesser(scene)
    way = (answer.exposure(plan) - answer.blind) / (answer.exposure(answer.best) - answer.blind)

    points = scene.points_for(scene.plan(plan))

    assert points[:6] == FULL[:6]
    assert points[6] == pytest.approx(5 * max(0.0, way) / 2)
    assert points[6] < 2.5


def test_some_lesser_plans_do_earn_something() -> None:
    """The share of the way is no empty promise."""
    earned = [(scene := make("medium", seed=seed)).points_for(scene.plan(lesser(scene)))[6] for seed in range(25)]

    assert max(earned) > 1


@pytest.mark.parametrize(
    ("factor", "points"), [(1.0, 2), (1.004, 2), (0.97, 1), (1.04, 1), (0.95, 0), (1.06, 0), (0, 0), (-1, 0)]
)
def test_the_stated_exposure_may_be_a_little_off(factor: float, points: int) -> None:
    """Half a hundredth is rounding, a twentieth a misread cell, more is a wrong map or formula."""
    scene = make()
    plan = scene.plan()

    found = scene.points_for({**plan, "total_exposure": plan["total_exposure"] * factor})

    assert found == (*FULL[:5], points, 5)


@pytest.mark.parametrize(("off", "points"), [(0, 2), (0.005, 2), (1, 1), (-40, 1), (100, 0), (-5000, 0)])
def test_the_stated_cost_is_a_sum_of_whole_dollars(off: float, points: int) -> None:
    """It is right or wrong; wrong by less than a hundredth is half right."""
    scene = make()
    plan = scene.plan()

    found = scene.points_for({**plan, "total_cost": plan["total_cost"] + off})

    assert found == (*FULL[:4], points, 2, 5)


def test_a_plan_above_the_budget_earns_nothing() -> None:
    """By one more channel; in the published benchmark nobody looks at the budget."""
    scene = make("hard")
    more = next(channel.id for channel in scene.answer.candidates if channel.id not in scene.answer.best)

    assert scene.points_for(scene.plan([*scene.answer.best, more])) == READ_ONLY


def test_a_plan_that_leaves_money_for_another_channel_earns_the_format_only() -> None:
    """One channel with the right cost is no plan; else whoever looks at nothing lives on the sum of one number."""
    scene = make("hard")

    assert scene.points_for(scene.plan(scene.answer.best[:1])) == FORMAT_ONLY
    assert scene.points_for(scene.plan(scene.answer.best[1:])) == FORMAT_ONLY


def test_one_unknown_channel_spoils_the_plan() -> None:
    """It cannot be booked; half of the format is left, since all others can."""
    scene = make()

    assert scene.points_for(scene.plan([*scene.answer.best, "CH001"])) == (1, 1, 0.5, 0, 0, 0, 0)
    assert scene.points_for(scene.plan([*scene.answer.best[1:], scene.answer.best[0].lower()])) == (
        1,
        1,
        0.5,
        0,
        0,
        0,
        0,
    )


def test_another_days_plan_earns_nothing() -> None:
    """Its channels are not on this list; neither are those of the task's own example."""
    scene, other = make("hard", seed=1), make("hard", seed=2)
    example = scene.task.instruction.split("```json\n")[1].split("\n```")[0]

    assert scene.points_for(other.plan()) == READ_ONLY
    assert scene.points({scene.answer.plan: example.encode()}) == READ_ONLY


def test_a_plan_of_the_same_day_for_another_city_earns_nothing() -> None:
    """The file has to carry the task's own name."""
    scene = make()

    assert scene.points({"ads_strategy_plan_Wuhan.json": json.dumps(scene.plan()).encode()}) == READ_ONLY


_BROKEN: dict[str, Callable[[Scene], bytes]] = {
    "a cost beyond all numbers": lambda scene: json.dumps(scene.plan(total_cost=10**400)).encode(),
    "an exposure beyond all numbers": lambda scene: json.dumps(scene.plan(total_exposure=-(10**400))).encode(),
    "empty file": lambda _: b"",
    "an empty object": lambda _: b"{}",
    "null": lambda _: b"null",
    "list at the top": lambda scene: json.dumps(scene.plan()["selected_channels"]).encode(),
    "the plan as a string": lambda scene: json.dumps(json.dumps(scene.plan())).encode(),
    "no channel": lambda scene: json.dumps(scene.plan([])).encode(),
    "null channels": lambda scene: json.dumps(scene.plan(selected_channels=None)).encode(),
    "a number of channels": lambda scene: json.dumps(scene.plan(selected_channels=7)).encode(),
    "one joined string": lambda scene: json.dumps(scene.plan(selected_channels=",".join(scene.answer.best))).encode(),
    "objects": lambda scene: json.dumps(
        scene.plan(selected_channels=[{"id": id_} for id_ in scene.answer.best])
    ).encode(),
    "ids as keys": lambda scene: json.dumps(scene.plan(selected_channels=dict.fromkeys(scene.answer.best, 1))).encode(),
    "nested lists": lambda scene: json.dumps(scene.plan(selected_channels=[list(scene.answer.best)])).encode(),
    "numbers of ids": lambda scene: json.dumps(
        scene.plan(selected_channels=[int(id_[2:]) for id_ in scene.answer.best])
    ).encode(),
    "an id that is NaN": lambda scene: json.dumps(
        scene.plan(selected_channels=[*scene.answer.best, float("nan")])
    ).encode(),
    "NaN beside it": lambda scene: json.dumps(scene.plan(remark=float("nan"))).encode(),
    "infinite cost": lambda scene: json.dumps(scene.plan(total_cost=float("inf"))).encode(),
    "other key": lambda scene: json.dumps({"channels": list(scene.answer.best)}).encode(),
    "the instruction copied back": lambda scene: scene.task.instruction.encode(),
    "the list of channels copied": lambda scene: scene.task.disk["ads_strategy/channels.csv"],
    "the picture copied": lambda scene: next(c for path, c in scene.task.disk.items() if path.endswith(".png")),
    "UTF-16": lambda scene: json.dumps(scene.plan()).encode("utf-16"),
    "deeply nested": lambda _: b'{"selected_channels": ' + b"[" * 100_000,
    "endless number": lambda _: b'{"total_cost": ' + b"9" * 10_000 + b"}",
    "half a character": lambda scene: json.dumps(scene.plan(selected_channels=["\ud800"])).encode(),
    "a hundred thousand ids": lambda scene: json.dumps(
        scene.plan(selected_channels=[f"CH{n}" for n in range(10**5)])
    ).encode(),
    "a very long id": lambda scene: json.dumps(scene.plan(selected_channels=["x" * 10**6])).encode(),
    "every number of the catalogue": lambda scene: json.dumps(
        scene.plan(selected_channels=[f"CH{n:03}" for n in range(1000)])
    ).encode(),
    "Python instead of JSON": lambda scene: repr(scene.plan()).encode(),
    "fenced": lambda scene: f"```json\n{json.dumps(scene.plan())}\n```".encode(),
}


@pytest.mark.parametrize("trick", _BROKEN)
def test_a_broken_or_tricky_plan_earns_nothing(trick: str) -> None:
    """It keeps the handbook's point, and never crashes the judge."""
    scene = make()

    assert scene.points({scene.answer.plan: _BROKEN[trick](scene)}) == READ_ONLY


@pytest.mark.parametrize("total", ["text", None, True, [1], {}, 1e308])
@pytest.mark.parametrize(("key", "place"), [("total_cost", 4), ("total_exposure", 5)])
def test_a_total_that_is_no_number_costs_its_points_and_the_format(key: str, place: int, total: object) -> None:
    """Text, null, truth values, lists; a number as large as numbers get is one. The rest is judged all the same."""
    scene = make()
    plan = scene.plan()
    is_number = total == 1e308
    expected = [*FULL]
    expected[place] = 0
    expected[2] = 1 if is_number else 0

    points = scene.points_for({**plan, key: str(plan[key]) if total == "text" else total})

    assert points == tuple(expected)


@pytest.mark.parametrize("key", ["total_cost", "total_exposure"])
def test_a_missing_total_costs_its_points_and_the_format(key: str) -> None:
    """The rest of the plan is judged all the same."""
    scene = make()
    plan = scene.plan()
    del plan[key]

    assert sum(scene.points_for(plan)) == 10


def _place_link(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath("elsewhere.json").write_bytes(content)
    folder.joinpath(name).symlink_to("elsewhere.json")


def _place_folder(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath(name).mkdir()
    folder.joinpath(name, name).write_bytes(content)


def _place_huge(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath(name).write_bytes(content + b" " * (20 * 2**20))


def _place_in_subfolder(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath("results").mkdir()
    folder.joinpath("results", name).write_bytes(content)


@pytest.mark.parametrize("place", [_place_link, _place_folder, _place_huge, _place_in_subfolder])
def test_only_an_ordinary_file_of_that_name_is_a_plan(
    place: Callable[[Path, str, bytes], None], tmp_path: Path
) -> None:
    """Links, folders, huge files and files elsewhere are not handed in."""
    scene = make()
    place(tmp_path, scene.answer.plan, json.dumps(scene.plan()).encode())

    assert scene.points(Workspace(tmp_path), (HANDBOOK,)) == READ_ONLY


class _Held:
    """Files in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def read(self, name: str) -> bytes:
        """Return a file."""
        return self._files[name]

    def names(self) -> tuple[str, ...]:
        """Return all names."""
        return tuple(self._files)


def test_reasons_stay_short_and_printable_and_advice_holds_no_answer() -> None:
    """However broken the plan, a verdict can be written to a file, and tells the agent no channel and no total."""
    scene = make()
    plans = [trick(scene) for trick in _BROKEN.values()]
    plans += [json.dumps(scene.plan(lesser(scene), total_cost=1, total_exposure=1e300)).encode()]
    secrets = {*scene.answer.best, str(scene.answer.cost(scene.answer.best)), "seniors", "young", "college"}

    for plan in plans:
        for verdict in scene.verdicts(_Held({scene.answer.plan: plan}), downloads=()):
            verdict.reason.encode()
            assert len(verdict.reason) < 500
            assert verdict.earned == 1 or verdict.advice
            assert not [secret for secret in secrets if secret in verdict.advice]
