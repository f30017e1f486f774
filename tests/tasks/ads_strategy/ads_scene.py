"""A campaign outside of any day: made for a slot, and judged on files and downloads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from pytest_traineebench.company.events import Event, FileDownloaded, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.scoring import Verdict
from pytest_traineebench.tasks.ads_strategy import FAMILY
from pytest_traineebench.tasks.ads_strategy.answer import Answer
from pytest_traineebench.tasks.ads_strategy.params import AdsParams

DAY = date(2025, 10, 1)
STAFF = hire(50, stream(0, "staff"))
HANDBOOK = "ads_strategy/ads_strategy_handbook.md"
LEVELS = ("very_easy", "easy", "medium", "hard", "very_hard")
MIXES = ("balanced", "metro_focus", "campus_heavy")

FULL = (1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 5.0)
READ_ONLY = (1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
FORMAT_ONLY = (1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0)
NOTHING = (0.0,) * 7


@dataclass(frozen=True, slots=True)
class Scene:
    """One made task."""

    slot: Slot
    task: Task[Answer]

    @property
    def answer(self) -> Answer:
        """The truth."""
        return self.task.answer

    @property
    def colleagues(self) -> BriefedColleagues:
        """The staff as the rules play them."""
        return BriefedColleagues(self.task.briefs, staff=STAFF, trainee=TRAINEE, handbook="manuals_for_intern.md")

    def plan(self, ids: Iterable[str] | None = None, **changes: object) -> dict[str, Any]:
        """Return a plan with the right sums for a choice, the best one if none is given, and then changes to it."""
        chosen = list(self.answer.best if ids is None else ids)
        sums = {"total_cost": self.answer.cost(chosen), "total_exposure": self.answer.exposure(chosen) / 100}
        return {"selected_channels": chosen, **sums, **changes}

    def talk(self) -> tuple[MessageSent, ...]:
        """Return what a trainee and all buyers say who does as the handbook tells her."""
        said: list[MessageSent] = []
        for discount in self.answer.discounts:
            question = "What has changed for the channels that you buy?"
            reply = self.colleagues.reply(discount.buyer, question).text
            said += self.say(discount.buyer, question, reply)
        return tuple(said)

    def say(self, person: str, question: str, reply: str) -> tuple[MessageSent, MessageSent]:
        """Return a question and its answer."""
        at = datetime.combine(self.slot.date, time(10))
        return (
            MessageSent(at=at, sender=TRAINEE, receiver=person, text=question),
            MessageSent(at=at, sender=person, receiver=TRAINEE, text=reply),
        )

    def evidence(
        self, files: Files, downloads: Iterable[str] = (HANDBOOK,), talk: Iterable[Event] | None = None
    ) -> Evidence:
        """Return what stands at 17:00 after those downloads, and with all buyers asked unless a talk is given."""
        at = datetime.combine(self.slot.date, time(17))
        fetched = [FileDownloaded(at=at, source=path, target=path, sha256="") for path in downloads]
        events = (*(self.talk() if talk is None else talk), *fetched)
        return Evidence(now=at, events=events, files=files, meetings=(), staff=self.slot.staff, trainee=TRAINEE)

    def verdicts(
        self, files: Files, downloads: Iterable[str] = (HANDBOOK,), talk: Iterable[Event] | None = None
    ) -> list[Verdict]:
        """Judge files, downloads and talk."""
        evidence = self.evidence(files, downloads, talk)
        return [checkpoint.judge(evidence, self.answer) for checkpoint in FAMILY.checkpoints]

    def points(
        self,
        files: Mapping[str, bytes] | Files,
        downloads: Iterable[str] = (HANDBOOK,),
        talk: Iterable[Event] | None = None,
    ) -> tuple[float, ...]:
        """Return the points of each checkpoint."""
        found = Snapshot(dict(files)) if isinstance(files, Mapping) else files
        verdicts = self.verdicts(found, downloads, talk)
        return tuple(c.points * v.earned for c, v in zip(FAMILY.checkpoints, verdicts, strict=True))

    def points_for(
        self, plan: object, downloads: Iterable[str] = (HANDBOOK,), talk: Iterable[Event] | None = None
    ) -> tuple[float, ...]:
        """Return the points for a plan."""
        return self.points({self.answer.plan: json.dumps(plan).encode()}, downloads, talk)


def slot(seed: int = 1, *, task: str = "ads-strategy", day: date = DAY) -> Slot:
    """Return a place in a day."""
    return Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=day,
        arrives=datetime.combine(day, time(8)),
        deadline=datetime.combine(day, time(20)),
        staff=STAFF,
        trainee=TRAINEE,
    )


def make(
    difficulty: str = "easy",
    *,
    seed: int = 1,
    task: str = "ads-strategy",
    city: str | None = "Shanghai",
    day: date = DAY,
    **arguments: object,
) -> Scene:
    """Make a task."""
    where = slot(seed, task=task, day=day)
    params = AdsParams.model_validate({"difficulty": difficulty, "city": city, **arguments})
    return Scene(where, FAMILY.generate(params, where))
