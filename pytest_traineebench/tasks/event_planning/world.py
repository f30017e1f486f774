"""A world to plan in: places, roads, rules, prices of one period; and what a plan amounts to in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pytest_traineebench.tasks.event_planning.params import METRIC_OF_MODE, Metric, Mode, plain
from pytest_traineebench.tasks.event_planning.places import Place
from pytest_traineebench.tasks.event_planning.roads import Road
from pytest_traineebench.tasks.event_planning.rules import Rules

SLACK: Mapping[Metric, float] = {
    "interest_score": 0.01,
    "cost_per_person": 0.1,
    "total_travel_distance": 0.1,
    "overall_score": 0.01,
}
"""By how much a figure may be off, as the guidelines say."""

_TIE: Mapping[Metric, float] = {
    "interest_score": 0.001,
    "cost_per_person": 0.001,
    "total_travel_distance": 0.0101,
    "overall_score": 0.000101,
}
_MINIMISED = ("cost_per_person", "total_travel_distance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where to go; names as in the list of places."""

    morning: str
    lunch: str
    afternoon: str


@dataclass(frozen=True, slots=True)
class _Sums:
    """A plan's rating in hundredths, price in cents and way in decimetres."""

    interest: int
    cost: int
    distance: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Least and greatest sums of all candidates."""

    least: _Sums
    most: _Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that a plan's figures follow from.

    Attributes:
        locations: Where to spend the morning and the afternoon.
        restaurants: Where to have lunch.
        roads: The map; point 0 is the company, then come the locations, then the restaurants.
        ways: Decimetres between any two points along the roads.
        rules: What the guidelines say.
        period: 0, 1 or 2: whether tickets have their early, mid or late price on the days that suit everybody.
    """

    locations: tuple[Place, ...]
    restaurants: tuple[Place, ...]
    roads: tuple[Road, ...]
    ways: tuple[tuple[int, ...], ...]
    rules: Rules
    period: int

    def candidates(self) -> Iterator[Plan]:
        """Yield all plans: two different locations, in either order, and a restaurant."""
        for morning, lunch, afternoon in self._triples():
            yield self._plan(morning, lunch, afternoon)

    def find(self, morning: str, lunch: str, afternoon: str) -> Plan | None:
        """Return the plan of these names, whatever their case and blanks, or None if it is no candidate."""
        locations = {plain(place.name): place.name for place in self.locations}
        restaurants = {plain(place.name): place.name for place in self.restaurants}
        first, meal, second = (
            locations.get(plain(morning)),
            restaurants.get(plain(lunch)),
            locations.get(plain(afternoon)),
        )
        if first is None or meal is None or second is None or first == second:
            return None
        return Plan(morning=first, lunch=meal, afternoon=second)

    def end(self, plan: Plan) -> int:
        """Return when the group is back at the company, in minutes of the day; each leg is rounded up."""
        rules = self.rules
        legs = self._legs(*self._numbers(plan))
        return rules.start + 2 * rules.activity + rules.lunch + sum(map(rules.travel, legs))

    def metrics(self, plan: Plan) -> dict[Metric, float]:
        """Return the four metrics of a plan, not rounded."""
        return self._metrics(self._sums(*self._numbers(plan)), _scale([self._sums(*its) for its in self._triples()]))

    def optima(self, mode: Mode) -> tuple[Plan, ...]:
        """Return all plans that are best; what differs in the last digit of the report only is equally good."""
        metric = METRIC_OF_MODE[mode]
        sums = {triple: self._sums(*triple) for triple in self._triples()}
        scale = _scale(sums.values())
        values = {triple: self._metrics(its, scale)[metric] for triple, its in sums.items()}
        best = min(values.values()) if metric in _MINIMISED else max(values.values())
        return tuple(self._plan(*triple) for triple, value in values.items() if abs(value - best) <= _TIE[metric])

    def _metrics(self, sums: _Sums, scale: _Scale) -> dict[Metric, float]:
        least, most = scale.least, scale.most
        shares = (
            _share(sums.interest, least.interest, most.interest),
            1 - _share(sums.cost, least.cost, most.cost),
            1 - _share(sums.distance, least.distance, most.distance),
        )
        return {
            "interest_score": sums.interest / 100,
            "cost_per_person": sums.cost / 100,
            "total_travel_distance": sums.distance / 10_000,
            "overall_score": sum(w * share for w, share in zip(self.rules.weights, shares, strict=True)) / 10,
        }

    def _sums(self, morning: int, lunch: int, afternoon: int) -> _Sums:
        one, meal, two = self.locations[morning], self.restaurants[lunch], self.locations[afternoon]
        return _Sums(
            one.interest + meal.interest + two.interest,
            one.prices[self.period] + meal.prices[self.period] + two.prices[self.period],
            sum(self._legs(morning, lunch, afternoon)),
        )

    def _legs(self, morning: int, lunch: int, afternoon: int) -> tuple[int, int, int, int]:
        first, meal, second = 1 + morning, 1 + len(self.locations) + lunch, 1 + afternoon
        ways = self.ways
        return ways[0][first], ways[first][meal], ways[meal][second], ways[second][0]

    def _triples(self) -> Iterator[tuple[int, int, int]]:
        count, meals = len(self.locations), range(len(self.restaurants))
        return ((i, meal, j) for i in range(count) for j in range(count) if i != j for meal in meals)

    def _plan(self, morning: int, lunch: int, afternoon: int) -> Plan:
        return Plan(
            morning=self.locations[morning].name,
            lunch=self.restaurants[lunch].name,
            afternoon=self.locations[afternoon].name,
        )

    def _numbers(self, plan: Plan) -> tuple[int, int, int]:
        locations = [place.name for place in self.locations]
        restaurants = [place.name for place in self.restaurants]
        return locations.index(plan.morning), restaurants.index(plan.lunch), locations.index(plan.afternoon)


def _share(value: int, least: int, most: int) -> float:
    return (value - least) / (most - least) if most > least else 0.5


def _scale(every: Collection[_Sums]) -> _Scale:
    interest, cost = [sums.interest for sums in every], [sums.cost for sums in every]
    distance = [sums.distance for sums in every]
    return _Scale(
        _Sums(min(interest), min(cost), min(distance)),
        _Sums(max(interest), max(cost), max(distance)),
    )
