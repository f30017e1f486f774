"""The answer follows from what the trainee can see, by the guidelines and by nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from tasks.event_planning.event_scene import LEVELS, at_level, earned, honest, make, replies, slot

from pytest_traineebench.audit.solvers import event_planning as event_solver
from pytest_traineebench.tasks.event_planning import FAMILY


@pytest.mark.parametrize("level", LEVELS)
def test_an_independent_planner_agrees(level: str) -> None:
    """What follows from instruction, disk and replies alone is full marks, on 18 days of each of the twelve levels."""
    for seed in range(18):
        day = dt.date(2025, 10, 1) + dt.timedelta(days=31 * seed)
        task = make(LEVELS[level], where=slot(seed, day=day))

        shares = earned(task, honest(task))

        assert set(shares.values()) == {1.0}, (seed, shares)


@pytest.mark.parametrize("arguments", [{"n_loc": 2, "n_res": 1}, {"n_loc": 12, "n_res": 9}, {"plan": "auto"}])
def test_other_sizes_are_solved_too(arguments: dict[str, object]) -> None:
    """Worlds of any size, and plans that are drawn."""
    for seed in range(4):
        task = make({"department": "Product", **arguments}, where=slot(seed))

        assert set(earned(task, honest(task)).values()) == {1.0}


@pytest.mark.parametrize("level", ["C1", "C2", "C3", "C4"])
def test_every_optimum_is_accepted_and_nothing_else(level: str) -> None:
    """Ties are all right, in either order of the locations; the next best plan is not."""
    figure = FAMILY.params.model_validate(LEVELS[level]).wanted[0]
    for seed in range(6):
        task = at_level(level, seed)
        texts = {path.rpartition("/")[2]: text.decode() for path, text in task.disk.items() if ".png" not in path}
        day = task.answer.days[0]
        trips = event_solver.trips(
            texts["event_planning_guidelines.txt"], texts["locations_restaurants_info.txt"], texts["mst_map.json"], day
        )
        sign = -1 if figure in {"cost_per_person", "total_travel_distance"} else 1
        trips.sort(key=lambda trip: -sign * trip.figures[figure])
        best = trips[0].figures[figure]
        optimal = [trip for trip in trips if abs(trip.figures[figure] - best) < (0.0001 if level == "C4" else 0.009)]
        work = honest(task)

        for trip in trips[: len(optimal) + 10]:
            work.change(task, plan=dict(zip(("morning", "lunch", "afternoon"), trip.names, strict=True)))
            assert earned(task, work)["plan_fits"] == (trip in optimal)

        assert 2 <= len(optimal) <= 6


def test_every_common_day_is_accepted_and_no_other() -> None:
    """The middle day of three is as good as the first and the last; the days around them are wrong."""
    seed = next(seed for seed in range(50) if len(at_level("A1", seed).answer.days) == 3)
    task = at_level("A1", seed)
    work = honest(task)
    days = event_solver.shared_days(event_solver.windows(replies(task).values()))

    for number in range(-3, 6):
        day = days[0] + dt.timedelta(days=number)
        work.change(task, event_date=day.isoformat())
        assert earned(task, work)["day_suits_everybody"] == (day in days)


@pytest.mark.parametrize("limit", ["17:30", "18:00", "19:00"])
def test_judgements_are_fair(limit: str) -> None:
    """A given plan is late about as often as not, and no way of rounding the legs changes that."""
    late = []
    for seed in range(60):
        answer = at_level("A4", seed, end_time=limit).answer
        assert answer.given is not None
        assert answer.limit is not None
        margin = answer.world.end(answer.given) - answer.limit
        assert abs(margin) >= 10
        late.append(margin > 0)

    assert 15 <= sum(late) <= 45


def test_a_limit_leaves_some_plans_and_forbids_others() -> None:
    """Where a plan is proposed under a limit, guessing one is not enough."""
    for seed in range(20):
        task = at_level("B4", seed, end_time="18:00")
        world = task.answer.world

        in_time = sum(world.end(plan) <= 18 * 60 for plan in world.candidates())

        assert 0.05 * 300 <= in_time <= 0.6 * 300


def test_the_cost_of_a_given_plan_depends_on_the_day() -> None:
    """Whoever asks nobody about the day cannot know the price."""
    for seed in range(20):
        answer = at_level("A3", seed).answer
        assert answer.given is not None
        names = {answer.given.morning, answer.given.afternoon}

        assert any(place.has_seasons for place in answer.world.locations if place.name in names)
