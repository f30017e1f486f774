"""How an ideal trainee plans a campaign.

One thing is not done as a trainee does it: a solution cannot see. It does ask for the picture, and then takes the
densities of the channels' cells, which the picture shows, from the task's answer. All else comes from what the calls
return.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from shlex import quote

from pytest_traineebench.family import Call, Slot, Solution
from pytest_traineebench.tasks.ads_strategy.answer import Answer
from pytest_traineebench.tasks.ads_strategy.groups import spoken

_PLAN = re.compile(r"create the file `([^`]+)`")
_GROUP = re.compile(r"one target group only: \*\*(.+?)\*\*")
_BUDGET = re.compile(r"total budget is \*\*\$([\d,]+)\*\*")
_MARKETING = re.compile(r"^\| (.+?) +\| Marketing +\|", re.MULTILINE)
_FILE = re.compile(r"`CloudDisk://([^`]+)`")
_MAP = re.compile(r"^target_user_density_(\w+)\.png$", re.MULTILINE)
_FORMULA = re.compile(r"geo_weight += ([\d.]+) \+ ([\d.]+) \* density_weight")

_BUYER = re.compile(r"^\| `(\w+)` \| (.+?) \|$", re.MULTILINE)
_PERCENT = re.compile(r"(\d+)%")

_SEARCH = """python3 - <<'PY'
import csv, json
density = {density}
rows = list(csv.DictReader(open({channels!r})))
for type_, notice, percent in {changes}:
    for change in csv.DictReader(open(notice)):
        for row in rows:
            if row["id"] == change["id"]: row.update(change)
    for row in rows:
        if row["type"] == type_ and row["cost"]: row["cost"] = (int(row["cost"]) * (100 - percent) + 50) // 100
rows = [row for row in rows if row["cost"]]
def exposure(row):
    geo_weight = {floor} + {rest} * density[row["id"]] / 5
    return round(int(row["base_effect"]) * geo_weight * float(row["audience_fit"]), 2)
items = sorted(((exposure(row), int(row["cost"]), row["id"]) for row in rows), key=lambda item: -item[0] / item[1])
best = (-1.0, 0, [])
def bound(at, room):
    total = 0.0
    for value, cost, _ in items[at:]:
        if cost > room: return total + value * room / cost
        total, room = total + value, room - cost
    return total
def search(at, room, total, taken):
    global best
    if total > best[0] + 1e-6: best = (total, {budget} - room, taken)
    if at == len(items) or total + bound(at, room) <= best[0] + 1e-6: return
    value, cost, id_ = items[at]
    if cost <= room: search(at + 1, room - cost, total + value, [*taken, id_])
    search(at + 1, room, total, taken)
search(0, {budget}, 0.0, [])
plan = {{"selected_channels": sorted(best[2]), "total_cost": best[1], "total_exposure": round(best[0], 2)}}
with open({plan!r}, "w") as file: json.dump(plan, file)
PY"""


def solve(instruction: str, answer: Answer, slot: Slot) -> Solution:
    """Ask Marketing, read the handbook, ask the buyers, look at the right map, search for the best plan, write it."""
    plan, budget = _PLAN.findall(instruction)[0], _BUDGET.findall(instruction)[0].replace(",", "")
    people = yield Call("ListUsers")
    colleague = _MARKETING.findall(people)[0]
    guide = yield _ask(slot, colleague, "How is an ads strategy planned here? Is there a handbook for it?")
    files = yield _ask(slot, colleague, "Where are the heat maps of the target users and the list of ad channels?")
    handbook = _file_in(guide, plan, ".md")
    maps, channels = _file_in(files, plan, ".png"), _file_in(files, plan, ".csv")
    folder = channels.rpartition("/")[0]
    yield _download(handbook)
    yield _download(channels)
    rules = yield Call("ExecuteCommand", {"command": f"cat {quote(handbook)}"})
    changes = yield from _learn_changes(slot, rules, plan)
    listing = yield Call("OpenFolderInCloudDisk", {"folder_path": folder})
    group = next(name for name in _MAP.findall(listing) if spoken(name) == _GROUP.findall(instruction)[0])
    yield Call("ReadAsDataURL", {"file_path": maps.replace("<group>", group)})
    floor, rest = _FORMULA.findall(rules)[0]
    seen = {candidate.id: candidate.density for candidate in answer.candidates}
    command = _SEARCH.format(
        density=json.dumps(seen), channels=channels, changes=changes, floor=floor, rest=rest, budget=budget, plan=plan
    )
    yield Call("ExecuteCommand", {"command": command})


def _learn_changes(slot: Slot, rules: str, plan: str) -> Generator[Call, str, list[tuple[str, str, int]]]:
    """Ask each buyer whom the handbook names, and fetch the notices; return type, notice and discount of each."""
    found = []
    for type_, buyer in _BUYER.findall(rules.partition("| bought by |")[2]):
        question = (
            f"What has changed for the {type_} channels since the list was made? Which notice of the operator holds, "
            "and what discount do we get?"
        )
        reply = yield _ask(slot, buyer, question)
        told = next(part for part in reply.split("\n\n") if f"`{plan}`" in part and f"/{type_}_" in part)
        notice = _FILE.findall(told)[0]
        yield _download(notice)
        found.append((type_, notice, int(_PERCENT.findall(told)[0])))
    return found


def _ask(slot: Slot, colleague: str, question: str) -> Call:
    return Call("SendMessage", {"sender": slot.trainee, "receiver": colleague, "message": question})


def _download(path: str) -> Call:
    # Into a folder of the same name, so that a second campaign's files of equal names are never mixed up.
    return Call("DownloadFileFromCloudDisk", {"file_path": path, "target_path": f"{path.rpartition('/')[0]}/"})


def _file_in(reply: str, plan: str, ending: str) -> str:
    """Return the path of a kind that is named for this plan.

    Asked while two campaigns run, a colleague names the files of both; and one who remembers an earlier question may
    name more than was asked for.
    """
    named: list[str] = _FILE.findall(reply.partition(f"`{plan}`")[2] or reply)
    return next(path for path in named if path.endswith(ending))
