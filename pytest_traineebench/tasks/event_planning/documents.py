"""The materials on the cloud disk: guidelines, list of places, road map; and last year's, which no longer hold."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from string import Template

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.event_planning.paths import Paths
from pytest_traineebench.tasks.event_planning.picture import draw_map
from pytest_traineebench.tasks.event_planning.places import (
    COMPANY,
    COMPANY_AT,
    Place,
    draw_locations,
    draw_restaurants,
)
from pytest_traineebench.tasks.event_planning.rules import PERIODS, Rules, clock, draw_rules
from pytest_traineebench.tasks.event_planning.world import SLACK, World

_BANNER = "=" * 64
_PARTS_OF_MONTH = ("Early", "Mid", "Late")
_FEWEST_OLD, _MOST_OLD = (4, 8), (6, 10)


@cache
def template(name: str) -> str:
    """Return a text of the family's ``templates`` folder."""
    return Path(__file__).with_name("templates").joinpath(name).read_text("utf-8")


def write_materials(world: World, event: str, department: str, paths: Paths, slot: Slot) -> dict[str, bytes]:
    """Return the files of one event by their paths on the cloud disk."""
    files = paths.materials
    heading = f"Event {event}: {department} team building\nValid for this event. Earlier editions no longer apply."
    texts = {
        paths.guidelines: guidelines(world.rules, heading, [path.rpartition("/")[2] for path in files]),
        paths.places: places(world.locations, world.restaurants, heading),
        paths.roads: road_map(world, event),
        **_last_year(paths, slot),
    }
    return {**{path: text.encode() for path, text in texts.items()}, paths.picture: draw_map(world)}


def guidelines(rules: Rules, heading: str, names: Sequence[str]) -> str:
    """Return the guidelines, which state every rule that a plan's figures follow from."""
    interest, cost, distance = (f"{weight / 10:.1f}" for weight in rules.weights)
    return Template(template("guidelines.txt")).substitute(
        heading=heading,
        places=names[1],
        roads=names[2],
        start=clock(rules.start),
        activity=rules.activity,
        lunch=rules.lunch,
        speed=rules.speed,
        interest=interest,
        cost=cost,
        distance=distance,
        interest_slack=SLACK["interest_score"],
        cost_slack=f"{SLACK['cost_per_person']:.2f}",
        distance_slack=f"{SLACK['total_travel_distance']:.2f}",
        score_slack=SLACK["overall_score"],
    )


def places(locations: Sequence[Place], restaurants: Sequence[Place], heading: str) -> str:
    """Return the list of all places with their prices and ratings."""
    lines = [_BANNER, "LOCATIONS AND RESTAURANTS", heading, _BANNER, "", "TOURIST LOCATIONS", "-" * 17, ""]
    for number, place in enumerate(locations, start=1):
        lines += [*_location(number, place), ""]
    lines += ["RESTAURANTS", "-" * 11, ""]
    for number, place in enumerate(restaurants, start=1):
        lines += [*_restaurant(number, place), ""]
    lines += [_BANNER, f"Total Locations: {len(locations)}", f"Total Restaurants: {len(restaurants)}"]
    return "\n".join(lines) + "\n"


def _location(number: int, place: Place) -> Iterator[str]:
    yield f"{number}. {place.name}"
    yield f"   Category: {place.sort}"
    yield f"   Address: {place.address}"
    yield f"   Coordinates: {_coordinates(place)}"
    if place.has_seasons:
        yield "   Period Pricing:"
        for name, (first, last), price in zip(_PARTS_OF_MONTH, PERIODS, place.prices, strict=True):
            yield f"     - {name} month ({first}-{last}): {_yuan(price)}"
    else:
        yield f"   Ticket Cost: {_yuan(place.prices[0]) if place.prices[0] else 'Free'}"
    yield f"   Interest Score: {place.interest / 100:.2f}/5.0"
    yield f"   Description: {place.sort} for groups of any size; tickets are sold per person at the entrance."


def _restaurant(number: int, place: Place) -> Iterator[str]:
    yield f"{number}. {place.name}"
    yield f"   Cuisine: {place.sort}"
    yield f"   Address: {place.address}"
    yield f"   Coordinates: {_coordinates(place)}"
    yield f"   Average Price per Person: {_yuan(place.prices[0])}"
    yield f"   Interest Score: {place.interest / 100:.2f}/5.0"
    yield f"   Description: {place.sort} cooking, set menu for groups; drinks are included."


def _coordinates(place: Place) -> str:
    return f"({place.at[0]:.6f}, {place.at[1]:.6f})"


def _yuan(cents: int) -> str:
    return f"\N{YEN SIGN}{cents / 100:.2f}"


def road_map(world: World, event: str) -> str:
    """Return the road map: its points, and the roads between them with their lengths."""
    points = [
        ("company", COMPANY, COMPANY_AT),
        *(("location", place.name, place.at) for place in world.locations),
        *(("restaurant", place.name, place.at) for place in world.restaurants),
    ]
    ids = [f"{kind[:3] if kind != 'company' else kind}:{name}" for kind, name, _ in points]
    content = {
        "projection": "lonlat",
        "meta": {"event": event, "nodes": len(points), "edges": len(world.roads), "graph_type": "tree"},
        "nodes": [
            {"id": id_, "type": kind, "name": name, "lon": at[1], "lat": at[0]}
            for id_, (kind, name, at) in zip(ids, points, strict=True)
        ],
        "edges": [
            {"u": ids[road.one], "v": ids[road.other], "distance_km": road.length / 10_000} for road in world.roads
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _last_year(paths: Paths, slot: Slot) -> dict[str, str]:
    """Return guidelines and places that a hurried trainee could take for this year's."""
    rng = slot.stream("last year")
    heading = f"Edition of {dt.date(slot.date.year - 1, rng.randint(1, 12), rng.randint(1, 28)):%B %Y}. Superseded."
    locations = draw_locations(rng.randint(*_FEWEST_OLD), None, rng)
    restaurants = draw_restaurants(rng.randint(*_MOST_OLD), None, locations, rng)
    names = [path.rpartition("/")[2] for path in (paths.old_guidelines, paths.old_places, paths.roads)]
    return {
        paths.old_guidelines: guidelines(draw_rules(rng), heading, names),
        paths.old_places: places(locations, restaurants, heading),
    }
