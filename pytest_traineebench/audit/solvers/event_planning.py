"""A planner of events who knows the instruction, the disk and what people say only."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import permutations, product
from typing import Any, NamedTuple

from pytest_traineebench.audit.desk import Desk, only

HIGH, LOW = 1, -1
_BEST = {
    "highest interest score": ("interest_score", HIGH),
    "costs a person the least": ("cost_per_person", LOW),
    "shortest total travel distance": ("total_travel_distance", LOW),
    "highest overall score": ("overall_score", HIGH),
}


def solve(desk: Desk) -> None:
    """Ask everybody who comes, fetch the materials, hand in a plan."""
    listed = re.findall(r"^- (\w+ \w+)$", desk.instruction, re.MULTILINE)
    department = only(re.findall(r"Our department \*\*(.+?)\*\*", desk.instruction), "department")
    event = only(re.findall(r"code of the event is `([^`]+)`", desk.instruction), "event")
    coming = listed or [p.name for p in desk.people if p.department == department]
    question = f"When do you have time for the team-building event {event}?"
    replies = [desk.ask(person, question) for person in coming]
    folder = only(re.findall(r"`CloudDisk://([^`]+)/`", "\n".join(replies)), "folder")
    wanted = [path for path in desk.disk if path.rpartition("/")[0] == folder and not path.endswith(".png")]
    name, content = plan(desk.instruction, {path: desk.disk[path] for path in wanted}, replies)
    desk.hand_in(name, json.dumps(content).encode())


class Stop(NamedTuple):
    """A place of the list."""

    price: Decimal
    rating: Decimal


class Trip(NamedTuple):
    """A candidate plan with its figures."""

    names: tuple[str, str, str]
    figures: dict[str, Fraction]
    end: dt.timedelta


def windows(replies: Iterable[str]) -> list[tuple[dt.date, dt.date]]:
    """Return the ranges of days that people state."""
    found = []
    for reply in replies:
        first, last = re.findall(r"20\d\d-\d\d-\d\d", reply)
        found.append((dt.date.fromisoformat(first), dt.date.fromisoformat(last)))
    return found


def shared_days(ranges: Iterable[tuple[dt.date, dt.date]]) -> list[dt.date]:
    """Return the days that lie in all ranges, by counting."""
    every = [{first + dt.timedelta(n) for n in range((last - first).days + 1)} for first, last in ranges]
    return sorted(set.intersection(*every))


def value(guide: str, before: str) -> str:
    """Return the word that follows a phrase of the guidelines."""
    return " ".join(guide.split()).split(before, 1)[1].split()[0]


def stops(text: str, day: dt.date) -> tuple[dict[str, Stop], dict[str, Stop]]:
    """Return locations and restaurants with the price of a day."""
    both: list[dict[str, Stop]] = [{}, {}]
    name, price, section = "", Decimal(), 0
    third = min((day.day - 1) // 10, 2)
    for line in map(str.strip, text.splitlines()):
        label, _, rest = line.partition(": ")
        if line == "RESTAURANTS":
            section = 1
        elif re.match(r"\d+\. ", line):
            name, price = line.split(". ", 1)[1], Decimal()
        elif label.startswith(("- Early", "- Mid", "- Late")):
            if ("- Early", "- Mid", "- Late").index(label.split(" month")[0]) == third:
                price = Decimal(rest[1:])
        elif label in {"Ticket Cost", "Average Price per Person"} and rest != "Free":
            price = Decimal(rest[1:])
        elif label == "Interest Score":
            both[section][name] = Stop(price, Decimal(rest.split("/")[0]))
    return both[0], both[1]


def lengths(road_map: Mapping[str, Any]) -> dict[str, dict[str, Decimal]]:
    """Return the length of the way between all points of the map, by taking leaves off the tree again and again."""
    names = {node["id"]: node["name"] for node in road_map["nodes"]}
    kinds = {node["id"]: node["type"] for node in road_map["nodes"]}
    near: dict[str, dict[str, Decimal]] = {id_: {} for id_ in names}
    for edge in road_map["edges"]:
        near[edge["u"]][edge["v"]] = near[edge["v"]][edge["u"]] = Decimal(str(edge["distance_km"]))
    order, rest = [], {id_: dict(others) for id_, others in near.items()}
    while len(rest) > 1:
        leaf = next(id_ for id_, others in rest.items() if len(others) == 1)
        ((stem, way),) = rest.pop(leaf).items()
        del rest[stem][leaf]
        order.append((leaf, stem, way))
    (root,) = rest
    table = {root: {root: Decimal()}}
    for leaf, stem, way in reversed(order):
        table[leaf] = {other: there + way for other, there in table[stem].items()}
        for other, there in table[leaf].items():
            table[other][leaf] = there
        table[leaf][leaf] = Decimal()
    if set(kinds.values()) != {"company", "location", "restaurant"}:
        raise ValueError(f"the map shows other kinds of points: {sorted(set(kinds.values()))}")
    return {names[one]: {names[other]: way for other, way in ways.items()} for one, ways in table.items()}


def trips(guide: str, listing: str, road_map: str, day: dt.date) -> list[Trip]:
    """Return every candidate plan with its exact figures."""
    locations, restaurants = stops(listing, day)
    way = lengths(json.loads(road_map))
    speed, visit = Decimal(value(guide, "The speed is")), int(value(guide, "Each of the two locations:"))
    rest = 2 * visit + int(value(guide, "Lunch:"))
    hour, minute = value(guide, "Departure from the company:").split(":")
    made = []
    for (morning, afternoon), lunch in product(permutations(locations, 2), restaurants):
        legs = [way["KnowledgeX"][morning], way[morning][lunch], way[lunch][afternoon], way[afternoon]["KnowledgeX"]]
        minutes = sum(int((leg * 60 / speed).to_integral_value(ROUND_CEILING)) for leg in legs)
        visited = (locations[morning], restaurants[lunch], locations[afternoon])
        figures = {
            "interest_score": Fraction(sum(stop.rating for stop in visited)),
            "cost_per_person": Fraction(sum(stop.price for stop in visited)),
            "total_travel_distance": Fraction(sum(legs)),
        }
        end = dt.timedelta(hours=int(hour), minutes=int(minute) + rest + minutes)
        made.append(Trip((morning, lunch, afternoon), figures, end))
    _add_score(made, re.findall(r"(\d\.\d) x", value_line(guide)))
    return made


def value_line(guide: str) -> str:
    """Return the line of the guidelines that defines the overall score."""
    return next(line for line in guide.splitlines() if line.strip().startswith("overall_score  "))


def _add_score(made: list[Trip], weights: list[str]) -> None:
    names = ("interest_score", "cost_per_person", "total_travel_distance")
    bounds = {name: (min(t.figures[name] for t in made), max(t.figures[name] for t in made)) for name in names}
    for trip in made:
        shares = []
        for name in names:
            low, high = bounds[name]
            share = (trip.figures[name] - low) / (high - low) if high > low else Fraction(1, 2)
            shares.append(share if name == "interest_score" else 1 - share)
        trip.figures["overall_score"] = sum(
            (Fraction(weight) * share for weight, share in zip(weights, shares, strict=True)), Fraction()
        )


def plan(instruction: str, files: Mapping[str, bytes], replies: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """Return the name and the content of the file to hand in."""
    day = shared_days(windows(replies))[-1]
    texts = {
        path.rpartition("/")[2].split("_")[0]: b for path, b in files.items() if not re.search("archive|png", path)
    }
    every = trips(texts["event"].decode(), texts["locations"].decode(), texts["mst"].decode(), day)
    trip = _choose(instruction, every)
    limit = re.search(r"not later than \*\*(\d\d):(\d\d)\*\*", instruction)
    in_time = bool(limit) and trip.end <= dt.timedelta(hours=int(limit[1]), minutes=int(limit[2])) if limit else False
    minutes = int(trip.end.total_seconds()) // 60
    known = {
        "event_date": day.isoformat(),
        "plan": dict(zip(("morning", "lunch", "afternoon"), trip.names, strict=True)),
        "end_time": f"{minutes // 60:02}:{minutes % 60:02}",
        "can_complete_on_time": in_time,
        **{name: round(float(figure), 4 if name == "overall_score" else 2) for name, figure in trip.figures.items()},
    }
    wanted = re.findall(r"^- `(\w+)`: ", instruction, re.MULTILINE)
    (name,) = re.findall(r"Save the file `([^`]+)`", instruction)
    return name, {key: known[key] for key in wanted}


def _choose(instruction: str, every: list[Trip]) -> Trip:
    for words, (figure, sign) in _BEST.items():
        if words in instruction:
            return max(every, key=lambda trip: sign * trip.figures[figure])
    given = re.search(r'^\{"morning".*\}$', instruction, re.MULTILINE)
    if given:
        names = json.loads(given[0])
        return next(trip for trip in every if trip.names == (names["morning"], names["lunch"], names["afternoon"]))
    return min(every, key=lambda trip: (trip.end, trip.names))
