"""Events to plan, honest work on them and evidence of it, made without the family's own solution."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_traineebench.audit.solvers import event_planning as event_solver
from pytest_traineebench.company.events import Event, FileDownloaded, GroupMessageSent, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.event_planning import FAMILY
from pytest_traineebench.tasks.event_planning.answer import EventAnswer

DAY = dt.date(2025, 10, 1)
NINE = dt.datetime.combine(DAY, dt.time(9))
STAFF = hire(50, stream(0, "staff"))
LEVELS = {variant.difficulty: dict(variant.params) for variant in FAMILY.variants()}
CHECKS = tuple(checkpoint.name for checkpoint in FAMILY.checkpoints)
QUESTION = "Hello, on which days are you available for the team-building event?"

EventTask = Task[EventAnswer]


def slot(seed: int = 7, *, task: str = "event-planning", day: dt.date = DAY, staff: Staff = STAFF) -> Slot:
    """Return a place in a day."""
    return Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=day,
        arrives=dt.datetime.combine(day, dt.time(8)),
        deadline=dt.datetime.combine(day, dt.time(20)),
        staff=staff,
        trainee=TRAINEE,
    )


def make(params: Mapping[str, Any] | None = None, *, where: Slot | None = None) -> EventTask:
    """Return the task for arguments as they stand in a file."""
    return FAMILY.generate(FAMILY.params.model_validate(params), where or slot())


def at_level(level: str, seed: int = 7, **other: Any) -> EventTask:
    """Return a task of a level, with other arguments in place of its own."""
    arguments = LEVELS[level]
    inner = {**arguments["task_params"], **other}
    return make({**arguments, "task_params": inner}, where=slot(seed))


def colleagues(task: EventTask, staff: Staff = STAFF) -> BriefedColleagues:
    """Return the staff as the rules play them."""
    return BriefedColleagues(task.briefs, staff=staff, trainee=TRAINEE, handbook="manuals_for_intern.md")


def replies(task: EventTask) -> dict[str, str]:
    """Return what everybody says who is asked when they have time."""
    return {brief.person: brief.reply for brief in task.briefs if brief.topic == "availability"}


@dataclass
class Work:
    """What a trainee did on a task."""

    files: dict[str, bytes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def download(self, source: str) -> None:
        """Fetch a file."""
        self.events.append(FileDownloaded(at=NINE, source=source, target=source, sha256=""))

    def say(self, person: str, text: str) -> None:
        """Write to somebody."""
        self.events.append(MessageSent(at=NINE, sender=TRAINEE, receiver=person, text=text))

    def hear(self, person: str, text: str) -> None:
        """Get a message from somebody."""
        self.events.append(MessageSent(at=NINE, sender=person, receiver=TRAINEE, text=text))

    def talk_in_group(self, question: str, answers: Mapping[str, str]) -> None:
        """Ask a group and be answered by everybody."""
        members = tuple(sorted((TRAINEE, *answers)))
        for sender, text in ((TRAINEE, question), *answers.items()):
            self.events.append(GroupMessageSent(at=NINE, group=1, members=members, sender=sender, text=text))

    def forget_talk(self) -> None:
        """Undo all conversations."""
        self.events = [event for event in self.events if isinstance(event, FileDownloaded)]

    def content(self, task: EventTask) -> dict[str, Any]:
        """Return what is handed in so far."""
        found: dict[str, Any] = json.loads(self.files[task.answer.output])
        return found

    def hand_in(self, task: EventTask, content: object) -> None:
        """Write the file."""
        self.files[task.answer.output] = json.dumps(content).encode()

    def change(self, task: EventTask, **entries: Any) -> None:
        """Change entries of the file."""
        self.hand_in(task, {**self.content(task), **entries})

    def evidence(self, files: Files | None = None) -> Evidence:
        """Return what stands."""
        return Evidence(
            now=NINE,
            events=tuple(self.events),
            files=files or Snapshot(dict(self.files)),
            meetings=(),
            staff=STAFF,
            trainee=TRAINEE,
        )


def honest(task: EventTask) -> Work:
    """Return honest work, done from what can be seen: instruction, disk and what people say."""
    work, said = Work(), replies(task)
    for path in task.disk:
        if "archive" not in path:
            work.download(path)
    for person, reply in said.items():
        work.say(person, QUESTION)
        work.hear(person, reply)
    name, content = event_solver.plan(task.instruction, task.disk, said.values())
    work.files[name] = json.dumps(content).encode()
    return work


def earned(task: EventTask, work: Work, *, files: Files | None = None) -> dict[str, float]:
    """Return the share that each checkpoint gives."""
    evidence = work.evidence(files)
    return {checkpoint.name: checkpoint.judge(evidence, task.answer).earned for checkpoint in FAMILY.checkpoints}


def lost(task: EventTask, work: Work, *, files: Files | None = None) -> set[str]:
    """Return the checkpoints that are not full."""
    return {name for name, share in earned(task, work, files=files).items() if share < 1}
