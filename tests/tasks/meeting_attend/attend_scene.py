"""A meeting outside of any day: made for a slot, and judged on an arrival, messages and files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_traineebench.company.calendar import Meeting
from pytest_traineebench.company.events import Event, FileDownloaded, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import CompanyMeeting, Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.scoring.checkpoint import Verdict
from pytest_traineebench.tasks.meeting_attend import FAMILY
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.sources import Source

DAY = dt.date(2025, 10, 1)
STAFF = hire(50, stream(0, "staff"))
OUTPUT = "meeting_summary.json"
RULES = "financial/procurement_rules.md"
KINDS = ("none", "write", "sum", "check", "check_sum")
TASKS = KINDS[1:]

FULL = (1.0, 1.0, 1.0, 1.0)
NOTHING = (0.0, 0.0, 0.0, 0.0)
ONLY_THERE = (1.0, 0.0, 0.0, 0.0)

Report = dict[str, Any]


def at(clock: str) -> dt.datetime:
    """Return a moment of the day."""
    return dt.datetime.combine(DAY, dt.time.fromisoformat(clock))


@dataclass(frozen=True, slots=True)
class Scene:
    """One made task."""

    slot: Slot
    task: Task[Answer]

    @property
    def answer(self) -> Answer:
        """What is right."""
        return self.task.answer

    @property
    def meeting(self) -> CompanyMeeting:
        """What stands in the calendar."""
        [meeting] = self.task.meetings
        return meeting

    def report(self, requests: Sequence[Request] | None = None) -> Report:
        """Return a summary in the format that was asked for; of the wanted requests if none are given."""
        rows = self.answer.wanted if requests is None else requests
        entries: list[Report] = [
            {"name": row.name, "item": row.item, "quantity": row.quantity, "unit_price": row.unit_price} for row in rows
        ]
        if not self.answer.kind.has_totals:
            return {"requirement": entries}
        for entry in entries:
            entry["total"] = entry["quantity"] * entry["unit_price"]
        return {"requirement": entries, "statistics": sum(entry["total"] for entry in entries)}

    def evidence(
        self,
        files: Files,
        *,
        arrival: str | None = "09:28",
        now: str = "17:00",
        events: Sequence[Event] = (),
        lacks: Collection[str] = (),
    ) -> Evidence:
        """Return what stands after an arrival, messages, and all that has to be found out but for what is lacking."""
        events = (*events, *self.findings(lacks=lacks))
        planned = self.meeting
        meeting = Meeting(
            number=1,
            room=planned.room,
            start=planned.start,
            end=planned.end,
            organizer=planned.organizer,
            attendees=planned.attendees,
            arrivals={TRAINEE: at(arrival)} if arrival else {},
        )
        return Evidence(
            now=at(now), events=tuple(events), files=files, meetings=(meeting,), staff=self.slot.staff, trainee=TRAINEE
        )

    def findings(self, *, lacks: Collection[str] = ()) -> list[Event]:
        """Return the events of fetching every file and asking everybody that is needed, but for some."""
        return [event for place in self.places if place not in lacks for event in self._find_out(place)]

    @property
    def places(self) -> tuple[str, ...]:
        """The files that have to be fetched and the people who have to be asked."""
        paths, requests = self.answer.paths, self.answer.requests
        of_source = {Source.LIST: paths.price_list, Source.PAST: paths.minutes}
        needed = [of_source.get(r.source, r.name) for r in requests if r.source is not Source.SAID]
        return (*([paths.rules] if self.answer.kind.has_rules else []), *needed)

    def _find_out(self, place: str) -> list[Event]:
        if "/" in place:
            return [FileDownloaded(at=at("10:45"), source=place, target=place.rpartition("/")[2], sha256="")]
        question = "You promised in the meeting to tell me the quantity and the price. What are they?"
        return self.talk(clock="10:50", person=place, question=question)

    def verdicts(self, files: Files, **circumstances: Any) -> list[Verdict]:
        """Judge files, an arrival and messages."""
        evidence = self.evidence(files, **circumstances)
        return [checkpoint.judge(evidence, self.answer) for checkpoint in FAMILY.checkpoints]

    def points(self, report: bytes | Report | None, **circumstances: Any) -> tuple[float, ...]:
        """Return the points of each checkpoint for a summary, as bytes or as what becomes JSON; or for none."""
        content = json.dumps(report).encode() if isinstance(report, dict) else report
        return self.points_for(Snapshot({} if content is None else {OUTPUT: content}), **circumstances)

    def points_for(self, files: Files, **circumstances: Any) -> tuple[float, ...]:
        """Return the points of each checkpoint for a workspace."""
        return tuple(round(verdict.earned, 3) for verdict in self.verdicts(files, **circumstances))

    def colleagues(self) -> BriefedColleagues:
        """Return the staff, answering by the rules."""
        return BriefedColleagues(self.task.briefs, staff=self.slot.staff, trainee=TRAINEE, handbook="handbook.md")

    def ask(self, person: str, question: str) -> str:
        """Return what somebody answers."""
        return self.colleagues().reply(person, question).text

    def talk(
        self, *, clock: str, person: str = "", question: str = "I missed the meeting: what was said?"
    ) -> list[Event]:
        """Return the events of a question, put to the organizer unless somebody is named, and its answer."""
        person = person or self.answer.organizer
        answer = self.colleagues().reply(person, question).text
        return [
            MessageSent(at=at(clock), sender=TRAINEE, receiver=person, text=question),
            MessageSent(at=at(clock), sender=person, receiver=TRAINEE, text=answer),
        ]


def slot(seed: int = 1, *, task: str = "meeting-attend", staff: Staff = STAFF, until: str = "20:00") -> Slot:
    """Return a place in a day."""
    return Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=DAY,
        arrives=at("08:00"),
        deadline=at(until),
        staff=staff,
        trainee=TRAINEE,
    )


def make(kind: str = "check_sum", level: int = 2, *, where: Slot | None = None, **params: Any) -> Scene:
    """Make a meeting from 09:30 to 10:30."""
    arguments = {"meeting_start_time": "2025-10-01T09:30:00", "task_type": kind, "task_level": level, **params}
    where = where or slot()
    return Scene(where, FAMILY.generate(FAMILY.params.model_validate(arguments), where))
