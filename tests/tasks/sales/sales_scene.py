"""A sales analysis outside of any day: made for a slot, and judged on files, downloads and conversations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import Any

from pytest_traineebench.company.events import Event, FileDownloaded, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.scoring import Verdict
from pytest_traineebench.tasks.sales import FAMILY
from pytest_traineebench.tasks.sales.answer import Answer
from pytest_traineebench.tasks.sales.params import SalesParams

DAY = date(2025, 10, 1)
STAFF = hire(50, stream(0, "staff"))
VARIANTS = [dict(variant.params) for variant in FAMILY.variants()]
IDS = [f"{v['task_type']}-{i}" for i, v in enumerate(VARIANTS)]
QUESTION = "Where are the sales records, and by which handbook are they analysed?"

FULL = (0.45, 0.45, 0.35, 0.35, 1.4)
NOTHING = (0.0, 0.0, 0.0, 0.0, 0.0)
PREPARED = (0.45, 0.45, 0.35, 0.0, 0.0)
"""Asked, read and fetched, and nothing handed in that is worth anything."""


def kind(task_type: str, **task_params: Any) -> dict[str, Any]:
    """Return arguments in the published shape."""
    return {"task_type": task_type, "task_params": task_params}


TOP = kind("top_sales_employee", department="Sales_2")
STATISTICS = kind("sales_statistics", department="Sales_1")
RANKING = kind("cross_depts_top_n", departments=["Sales_3", "Sales_1", "Sales_2"], n=3)
RANKINGS = kind("per_dept_top_n", departments=["Sales_2", "Sales_1"], n=2)
AVERAGES = kind("per_dept_avg_sales", departments=["Sales_2", "Sales_3"], quarter=1)
PERSON_COUNT = kind("dept_person_qoq_count", department="Sales_2", quarter=3, direction="up")
DEPARTMENT_COUNT = kind("all_depts_qoq_count", quarter=4, direction="down")


@dataclass(frozen=True)
class Scene:
    """One made task."""

    slot: Slot
    task: Task[Answer]

    @property
    def answer(self) -> Answer:
        """The truth."""
        return self.task.answer

    @property
    def manual(self) -> str:
        """Text of the handbook."""
        return self.task.disk[self.answer.manual].decode()

    @cached_property
    def colleagues(self) -> BriefedColleagues:
        """The staff as the rules play them."""
        return BriefedColleagues(
            self.task.briefs, staff=self.slot.staff, trainee=TRAINEE, handbook="manuals_for_intern.md"
        )

    @property
    def report(self) -> Any:
        """The right report."""
        figures = {
            figure.key: figure.value / 100 if figure.is_money else figure.value for figure in self.answer.figures
        }
        match self.answer.shape.name:
            case "PEOPLE":
                return self._people("")
            case "PEOPLE_BY_DEPARTMENT":
                return {name: self._people(f"{name}/") for name in self.answer.departments}
            case "STATISTICS":
                return {"department": self.answer.departments[0], **figures}
        return figures

    def _people(self, prefix: str) -> list[dict[str, Any]]:
        return [
            {
                "employee_id": figure.key.removeprefix(prefix),
                "name": figure.name,
                "department": figure.department,
                "total_sales": figure.value / 100,
            }
            for figure in self.answer.figures
            if figure.key.startswith(prefix)
        ]

    def asked(self, question: str = QUESTION, *, of: str = "", reply: str | None = None) -> tuple[Event, ...]:
        """Return the events of a question and its answer."""
        person, at = of or self.answer.experts[-1], datetime.combine(self.slot.date, time(9))
        said = self.colleagues.reply(person, question).text if reply is None else reply
        return (
            MessageSent(at=at, sender=TRAINEE, receiver=person, text=question),
            MessageSent(at=at, sender=person, receiver=TRAINEE, text=said),
        )

    def fetched(self, *paths: str) -> tuple[Event, ...]:
        """Return the events of downloads."""
        at = datetime.combine(self.slot.date, time(10))
        return tuple(FileDownloaded(at=at, source=path, target=path, sha256="") for path in paths)

    @property
    def honest(self) -> tuple[Event, ...]:
        """Return the events of somebody who asks, reads and fetches what is needed."""
        return (*self.asked(), *self.fetched(self.answer.manual, *self.answer.records))

    def evidence(self, files: Files, events: Iterable[Event] | None = None) -> Evidence:
        """Return what stands at 17:00."""
        return Evidence(
            now=datetime.combine(self.slot.date, time(17)),
            events=tuple(self.honest if events is None else events),
            files=files,
            meetings=(),
            staff=self.slot.staff,
            trainee=TRAINEE,
        )

    def verdicts(self, files: Files, events: Iterable[Event] | None = None) -> list[Verdict]:
        """Judge files and events."""
        evidence = self.evidence(files, events)
        return [checkpoint.judge(evidence, self.answer) for checkpoint in FAMILY.checkpoints]

    def points(
        self, files: Mapping[str, bytes | str] | Files, events: Iterable[Event] | None = None
    ) -> tuple[float, ...]:
        """Return the points of each checkpoint."""
        found = Snapshot(dict(files)) if isinstance(files, Mapping) else files
        verdicts = self.verdicts(found, events)
        return tuple(c.points * v.earned for c, v in zip(FAMILY.checkpoints, verdicts, strict=True))

    def points_for(self, report: Any, events: Iterable[Event] | None = None) -> tuple[float, ...]:
        """Return the points for a report with that value."""
        return self.points({self.answer.report: json.dumps(report).encode()}, events)


def make(
    params: Mapping[str, Any] = TOP,
    *,
    seed: int = 1,
    task: str = "sales",
    day: date = DAY,
    staff: Staff = STAFF,
) -> Scene:
    """Make a task; equal ones once, since nobody changes them."""
    return _make(json.dumps(params), seed, task, day, staff)


@lru_cache(maxsize=400)
def _make(params: str, seed: int, task: str, day: date, staff: Staff) -> Scene:
    slot = Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=day,
        arrives=datetime.combine(day, time(8)),
        deadline=datetime.combine(day, time(20)),
        staff=staff,
        trainee=TRAINEE,
    )
    return Scene(slot, FAMILY.generate(SalesParams.model_validate(json.loads(params)), slot))
