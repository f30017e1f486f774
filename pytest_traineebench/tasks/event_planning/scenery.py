"""Draws the world of a task, again and again until it makes a fair question."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.event_planning.params import EventParams, GivenPlan, Mode
from pytest_traineebench.tasks.event_planning.places import COMPANY_AT, draw_locations, draw_restaurants
from pytest_traineebench.tasks.event_planning.roads import build_roads, ways
from pytest_traineebench.tasks.event_planning.rules import draw_rules
from pytest_traineebench.tasks.event_planning.world import Plan, World

MARGIN = 10
"""Minutes between a given plan's end and the limit: no way of rounding changes the judgement."""

_MIDNIGHT = 24 * 60
_ATTEMPTS = 80
_FEWEST_IN_TIME, _MOST_IN_TIME = 0.05, 0.6
_MOST_OPTIMA = 6

_Test = Callable[[World, Plan | None], bool]


def minutes(time: str) -> int:
    """Return ``HH:MM`` as minutes of the day."""
    return int(time[:2]) * 60 + int(time[3:])


def draw_world(params: EventParams, period: int, slot: Slot) -> tuple[World, Plan | None]:
    """Draw a world and, if the arguments ask for one, the plan that is given in it.

    Raises:
        ValueError: If no world fits the time by which everybody has to be back.
    """
    is_possible, is_fair = _tests(params, slot)
    second_best: tuple[World, Plan | None] | None = None
    for attempt in range(_ATTEMPTS):
        world, plan = _attempt(params, period, slot.stream(f"world {attempt}"))
        if not is_possible(world, plan):
            continue
        if is_fair(world, plan):
            return world, plan
        second_best = second_best or (world, plan)
    if second_best is None:
        raise ValueError(f"end_time: found {params.end_time!r}, by which no plan of any drawn world can be finished")
    return second_best


def _attempt(params: EventParams, period: int, rng: Random) -> tuple[World, Plan | None]:
    names = params.plan if isinstance(params.plan, GivenPlan) else None
    rules = draw_rules(rng)
    locations = draw_locations(params.n_loc, names, rng)
    restaurants = draw_restaurants(params.n_res, names, locations, rng)
    roads = build_roads([COMPANY_AT, *(place.at for place in (*locations, *restaurants))])
    world = World(
        locations=locations, restaurants=restaurants, roads=roads, ways=ways(roads), rules=rules, period=period
    )
    if names is not None:
        return world, Plan(morning=names.morning, lunch=names.lunch, afternoon=names.afternoon)
    if params.plan is None:
        return world, None
    morning, afternoon = rng.sample(locations, 2)
    return world, Plan(morning=morning.name, lunch=rng.choice(restaurants).name, afternoon=afternoon.name)


def _tests(params: EventParams, slot: Slot) -> tuple[_Test, _Test]:
    """Return what a world must have, and what it should have."""
    limit = minutes(params.end_time) if params.end_time else None
    if params.goal is not None:
        return _any, _few_optima(params.goal)
    if params.form == "given":
        in_time = slot.stream("judgement").random() < 0.5 if limit is not None else None  # noqa: PLR2004  -- a coin
        asks_cost = "cost_per_person" in params.wanted
        return _clear(limit), _judged(limit, in_time=in_time, asks_cost=asks_cost)
    if limit is not None:
        return _some_in_time(limit, 0, 1), _some_in_time(limit, _FEWEST_IN_TIME, _MOST_IN_TIME)
    return _any, _any


def _any(world: World, plan: Plan | None) -> bool:  # noqa: ARG001  -- the shape of a test
    return True


def _few_optima(mode: Mode) -> _Test:
    """An optimum that many plans share could be hit by guessing."""
    return lambda world, _: len(world.optima(mode)) <= _MOST_OPTIMA


def _clear(limit: int | None) -> _Test:
    """The plan ends before midnight, and not near the limit."""

    def test(world: World, plan: Plan | None) -> bool:
        end = world.end(plan) if plan else 0
        return end < _MIDNIGHT and (limit is None or abs(end - limit) >= MARGIN)

    return test


def _judged(limit: int | None, *, in_time: bool | None, asks_cost: bool) -> _Test:
    """Plans are late as often as they are in time, and their cost depends on the day."""

    def test(world: World, plan: Plan | None) -> bool:
        if plan is None or (limit is not None and (world.end(plan) <= limit) != in_time):
            return False
        seasonal = {place.name for place in world.locations if place.has_seasons}
        return not asks_cost or not seasonal.isdisjoint((plan.morning, plan.afternoon))

    return test


def _some_in_time(limit: int, fewest: float, most: float) -> _Test:
    """More than that share of all plans ends by the limit, and at most the other share."""

    def test(world: World, _: Plan | None) -> bool:
        ends = [world.end(plan) for plan in world.candidates()]
        return fewest < sum(end <= limit for end in ends) / len(ends) <= most

    return test
