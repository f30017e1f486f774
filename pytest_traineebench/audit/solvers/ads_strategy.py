"""A planner of campaigns who knows what a trainee can read, hear and see."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from PIL import Image

from pytest_traineebench.audit.desk import Desk, only

_COLOURS = ("ffffff", "fff4d6", "ffd39b", "ffb085", "ff8a80", "e57373")


def solve(desk: Desk) -> None:
    """Ask in Marketing, read handbook and list, ask the buyers, look at the map, search for the best plan."""
    colleague = next(person.name for person in desk.people if person.department == "Marketing")
    briefing = learn(desk.instruction, colleague, desk.ask, desk.disk)
    plan = best_plan(briefing.items(), briefing.budget)
    report = only(re.findall(r"create the file `([^`]+)`", desk.instruction), "report")
    content = {"selected_channels": plan.ids, "total_cost": plan.cost, "total_exposure": plan.cents / 100}
    desk.hand_in(report, json.dumps(content).encode())


class Item(NamedTuple):
    """A channel as the planner sees it."""

    id: str
    cost: int
    cents: int


class Plan(NamedTuple):
    """What the planner would hand in."""

    ids: tuple[str, ...]
    cost: int
    cents: int


class Change(NamedTuple):
    """What a buyer said of one type of channels, and the notice that was named."""

    type: str
    percent: int
    notice: bytes


class Briefing(NamedTuple):
    """What the planner has found out."""

    budget: int
    channels: bytes
    changes: tuple[Change, ...]
    picture: bytes
    handbook: str

    def items(self) -> list[Item]:
        """Return all channels with their exposure."""
        rows = list(up_to_date(self.channels, self.changes))
        return list(items(rows, self.handbook, densities(self.picture, self.handbook)))


Ask = Callable[[str, str], str]
"""Puts a question to a person, both given in this order, and returns the answer."""


def learn(instruction: str, colleague: str, ask: Ask, disk: Mapping[str, bytes]) -> Briefing:
    """Find out everything: from the instruction, colleagues in Marketing, and the cloud disk."""
    guide = _after("CloudDisk://", ask(colleague, "How do I plan the ads strategy?"))[0]
    handbook = disk[guide].decode()
    maps, channels = _after("CloudDisk://", ask(colleague, "In which folder are the heat maps and the channel list?"))[
        :2
    ]
    group = re.findall(r"target group only: \*\*(.+?)\*\*", instruction)[0]
    head, tail = maps.split("<group>")
    (picture,) = (
        path
        for path in disk
        if path.startswith(head) and sorted(_words(path[len(head) : -len(tail)])) == sorted(_words(group))
    )
    budget = re.findall(r"total budget is \*\*\$([\d,]+)\*\*", instruction)[0]
    changes = tuple(_changes(handbook, ask, disk))
    return Briefing(int(budget.replace(",", "")), disk[channels], changes, disk[picture], handbook)


def _changes(handbook: str, ask: Ask, disk: Mapping[str, bytes]) -> Iterator[Change]:
    """Ask each buyer of the handbook's table about her type; one who buys several may answer for all."""
    table = handbook.partition("| bought by |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        type_, buyer = (cell.strip(" `") for cell in line.strip("|").split("|"))
        told = ask(buyer, f"Any updates on {type_.replace('_', ' ')} ads: which notice is valid, which rebate?")
        own = only((part for part in told.split("\n\n") if f"/{type_}_notice" in part), f"answer on {type_}")
        percent = only(re.findall(r"discount of (\d+)%", own), "discount")
        yield Change(type_, int(percent), disk[only(_after("CloudDisk://", own), "notice")])


def up_to_date(channels: bytes, changes: Iterable[Change]) -> Iterator[dict[str, str]]:
    """Yield the rows of the list as they hold now, without what was withdrawn."""
    said = {row["id"]: row for change in changes for row in _rows(change.notice)}
    kept = {change.type: 100 - change.percent for change in changes}
    for row in _rows(channels):
        new = said.get(row["id"], row)
        if new.get("status") == "withdrawn":
            continue
        cost = Decimal(new["cost"]) * kept.get(row["type"], 100) / 100
        whole = cost.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        yield {**row, "base_effect": new["base_effect"], "cost": str(whole)}


def _rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode())))


def densities(picture: bytes, handbook: str) -> dict[tuple[int, int], int]:
    """Read every cell off a picture: find the frame of the map, and look at the colour in a corner of each cell."""
    side = int(re.findall(r"each from 0 to (\d+)", handbook)[0]) + 1
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    left, top, right, bottom = _frame(image)
    width, height = (right - left) // side, (bottom - top) // side
    found = {}
    for i in range(side):
        for j in range(side):
            corner = left + i * width + width // 7, bottom - 1 - j * height - height // 7
            found[i, j] = _COLOURS.index(bytes(_pixel(image, *corner)).hex())
    return found


def items(rows: Iterable[Mapping[str, str]], handbook: str, density: Mapping[tuple[int, int], int]) -> Iterator[Item]:
    """Yield the channels with their exposure in cents, in exact arithmetic."""
    floor, rest = re.findall(r"geo_weight += ([\d.]+) \+ ([\d.]+) \* density_weight", handbook)[0]
    for row in rows:
        weight = Fraction(floor) + Fraction(rest) * density[int(row["grid_i"]), int(row["grid_j"])] / 5
        exposure = int(row["base_effect"]) * weight * Fraction(row["audience_fit"])
        yield Item(row["id"], int(row["cost"]), round(exposure * 100))


def best_plan(found: Sequence[Item], budget: int) -> Plan:
    """Search for the best plan: all plans that are not both dearer and worse than another one, channel by channel."""
    plans = [Plan((), 0, 0)]
    for item in found:
        longer = [
            Plan((*plan.ids, item.id), plan.cost + item.cost, plan.cents + item.cents)
            for plan in plans
            if plan.cost + item.cost <= budget
        ]
        plans = _undominated(sorted([*plans, *longer], key=lambda plan: (plan.cost, -plan.cents)))
    return plans[-1]


def _undominated(plans: Sequence[Plan]) -> list[Plan]:
    kept: list[Plan] = []
    for plan in plans:
        if not kept or plan.cents > kept[-1].cents:
            kept.append(plan)
    return kept


def _frame(image: Image.Image) -> tuple[int, int, int, int]:
    """Return the inner edges of the black frame around the map: the longest black lines of the picture."""
    left, right = _gap(_dark_lines(image.transpose(Image.Transpose.TRANSPOSE)))
    top, bottom = _gap(_dark_lines(image))
    return left, top, right, bottom


def _dark_lines(image: Image.Image) -> list[int]:
    """Return which rows hold a black line of 250 pixels and more."""
    pixels, stride = image.tobytes(), image.width * 3
    return [y for y in range(image.height) if bytes(3 * 250) in pixels[y * stride : (y + 1) * stride]]


def _gap(lines: Sequence[int]) -> tuple[int, int]:
    """Return the first position behind the first line and that of the last line, each line being several pixels."""
    first = next(a for a, b in pairwise(lines) if b > a + 1)
    return first + 1, next(line for line in lines if line > first)


def _pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    colour = image.getpixel((x, y))
    if not isinstance(colour, tuple):
        raise TypeError(f"the picture has no colours: {colour}")
    return colour


def _after(prefix: str, reply: str) -> list[str]:
    return re.findall(rf"`{prefix}([^`]+)`", reply)


def _words(name: str) -> list[str]:
    """Split a name or phrase into words and numbers, without those that only people say."""
    words = re.findall(r"[a-z]+|\d+", name.lower())
    return [word for word in words if word not in {"aged", "to", "and", "over", "plus"}]
