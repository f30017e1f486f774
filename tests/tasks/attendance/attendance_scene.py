"""Attendance tasks outside of any day, work on them and evidence of it, without the family's own solution."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pytest_traineebench.company.events import Event, FileDownloaded, GroupMessageSent, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.attendance import FAMILY
from pytest_traineebench.tasks.attendance.answer import AttendanceAnswer, Figures, Listing

DAY = dt.date(2025, 10, 1)
STAFF = hire(50, stream(0, "staff"))
VARIANTS = FAMILY.variants()
TYPES: dict[str, dict[str, Any]] = {
    "late_early_employee": {"mode": "most_late"},
    "top_percent_employees": {"percent": 20, "metric": "early"},
    "attendance_statistics": {},
    "avg_late_early_days": {},
    "has_late_or_early": {},
    "total_absence_days": {},
    "average_overtime_hours": {},
    "employees_with_most_remote_days": {},
    "employees_with_perfect_attendance": {},
}

AttendanceTask = Task[AttendanceAnswer]

NOTHING = {"managers_asked": 0.0, "rules_read": 0.0, "records_read": 0.0, "values_right": 0.0, "report_flawless": 0.0}
FULL = dict.fromkeys(NOTHING, 1.0)
NO_REPORT = {**FULL, "values_right": 0.0, "report_flawless": 0.0}


def slot(seed: int = 7, *, task: str = "attendance", staff: Staff = STAFF, day: dt.date = DAY) -> Slot:
    """Return a place in a day."""
    morning = dt.datetime.combine(day, dt.time(8))
    return Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=day,
        arrives=morning,
        deadline=morning.replace(hour=20),
        staff=staff,
        trainee=TRAINEE,
    )


def make(params: Mapping[str, Any] | None = None, *, where: Slot | None = None) -> AttendanceTask:
    """Return the task for arguments as they stand in a file."""
    return FAMILY.generate(FAMILY.params.model_validate(params), where or slot())


@lru_cache(maxsize=300)
def of_type(task_type: str, *, level: str = "L3", department: str = "all", seed: int = 7) -> AttendanceTask:
    """Return a task of a type."""
    return make(
        {"task_type_name": task_type, **TYPES[task_type], "department": department, "level": level}, where=slot(seed)
    )


def colleagues(task: AttendanceTask, staff: Staff = STAFF) -> BriefedColleagues:
    """Return the staff as the rules play them."""
    return _voices(task.briefs, staff)


@lru_cache(maxsize=4)
def _voices(briefs: tuple[Brief, ...], staff: Staff) -> BriefedColleagues:
    return BriefedColleagues(briefs, staff=staff, trainee=TRAINEE, handbook="manuals_for_intern.md")


def right(task: AttendanceTask) -> Any:
    """Return the right report."""
    expected = task.answer.expected
    if isinstance(expected, Figures):
        return dict(expected.values)
    return [{"employee_id": row.employee_id, "name": row.name, **row.details} for row in expected.rows]


def listing(task: AttendanceTask) -> Listing:
    """Return the expected list of people."""
    assert isinstance(task.answer.expected, Listing)
    return task.answer.expected


def roster(task: AttendanceTask) -> list[dict[str, Any]]:
    """Return the roster file."""
    (path,) = (path for path in task.disk if path.endswith("staff_roster.json"))
    rows: list[dict[str, Any]] = json.loads(task.disk[path])
    return rows


@dataclass
class Work:
    """What a trainee did on a task."""

    task: AttendanceTask
    files: dict[str, bytes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def download(self, *sources: str) -> Work:
        """Fetch files."""
        at = dt.datetime.combine(DAY, dt.time(9))
        self.events += [FileDownloaded(at=at, source=path, target=path, sha256="") for path in sources]
        return self

    def ask(self, person: str, question: str = "Which attendance rules apply here?", answer: str | None = None) -> Work:
        """Ask directly; the colleague answers by the rules unless the answer is given."""
        at = dt.datetime.combine(DAY, dt.time(9))
        reply = colleagues(self.task).reply(person, question).text if answer is None else answer
        self.events.append(MessageSent(at=at, sender=TRAINEE, receiver=person, text=question))
        self.events.append(MessageSent(at=at, sender=person, receiver=TRAINEE, text=reply))
        return self

    def ask_group(self, *people: str, question: str = "Which attendance rules apply here?") -> Work:
        """Ask a group, in which everybody answers."""
        at, members = dt.datetime.combine(DAY, dt.time(9)), tuple(sorted((TRAINEE, *people)))
        lines = [(TRAINEE, question)] + [(who, colleagues(self.task).reply(who, question).text) for who in people]
        self.events += [GroupMessageSent(at=at, group=1, members=members, sender=who, text=text) for who, text in lines]
        return self

    def report(self, value: Any) -> Work:
        """Hand in a report, as bytes or as a value to be written as JSON."""
        self.files[self.task.answer.report] = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self

    def without(self, source: str) -> Work:
        """Undo the download of a file."""
        self.events = [e for e in self.events if not (isinstance(e, FileDownloaded) and e.source == source)]
        return self

    def without_talk(self) -> Work:
        """Undo every message."""
        self.events = [event for event in self.events if not isinstance(event, MessageSent)]
        return self

    def earned(self, files: Files | None = None) -> dict[str, float]:
        """Return the share that each checkpoint gives."""
        evidence = Evidence(
            now=dt.datetime.combine(DAY, dt.time(17)),
            events=tuple(self.events),
            files=files or Snapshot(dict(self.files)),
            meetings=(),
            staff=STAFF,
            trainee=TRAINEE,
        )
        verdicts = {point.name: point.judge(evidence, self.task.answer) for point in FAMILY.checkpoints}
        assert all(verdict.earned == 1 or (verdict.reason and verdict.advice) for verdict in verdicts.values())
        return {name: verdict.earned for name, verdict in verdicts.items()}


def prepared(task: AttendanceTask) -> Work:
    """Return the work of somebody who asked everybody in charge and fetched every file, but wrote nothing."""
    answer = task.answer
    people = [answer.managers[name][0] for name in answer.sheets] or [next(iter(answer.managers.values()))[0]]
    work = Work(task).download(answer.manual, *answer.sheets.values(), *answer.records)
    for person in people:
        work.ask(person)
    return work
