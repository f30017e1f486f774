"""Tasks, honest work on them and evidence of it, made without the family's own solution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_traineebench.audit.solvers.kb_fix import corrected, owners_and_ids, question, targets
from pytest_traineebench.company.events import Event, FileDownloaded, GroupMessageSent, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.kb_fix import FAMILY
from pytest_traineebench.tasks.kb_fix.answer import KbFixAnswer

DAY = dt.date(2025, 10, 1)
MORNING = dt.datetime.combine(DAY, dt.time(8))
LEVELS = ("easy", "medium", "hard")
STAFF = hire(50, stream(0, "staff"))

KbTask = Task[KbFixAnswer]


def slot(seed: int = 7, *, task: str = "kb-fix", day: str = "day_1", staff: Staff = STAFF) -> Slot:
    """Return a place in a day."""
    return Slot(
        seed=seed,
        day=day,
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=DAY,
        arrives=MORNING,
        deadline=MORNING.replace(hour=20),
        staff=staff,
        trainee=TRAINEE,
    )


def make(params: Mapping[str, Any] | None = None, *, where: Slot | None = None) -> KbTask:
    """Return the task for arguments as they stand in a file."""
    return FAMILY.generate(FAMILY.params.model_validate(params), where or slot())


def at_level(difficulty: str, seed: int = 7) -> KbTask:
    """Return a task of a difficulty."""
    return make({"task_params": {"difficulty": difficulty}}, where=slot(seed))


def colleagues(task: KbTask, staff: Staff = STAFF) -> BriefedColleagues:
    """Return the staff as the rules play them."""
    return BriefedColleagues(task.briefs, staff=staff, trainee=TRAINEE, handbook="manuals_for_intern.md")


@dataclass
class Work:
    """What a trainee did on a task."""

    files: dict[str, bytes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def download(self, source: str) -> None:
        """Fetch a file."""
        self.events.append(FileDownloaded(at=MORNING, source=source, target=source, sha256=""))

    def talk(self, person: str, question: str, answer: str) -> None:
        """Ask directly and be answered."""
        self.events.append(MessageSent(at=MORNING, sender=TRAINEE, receiver=person, text=question))
        self.events.append(MessageSent(at=MORNING, sender=person, receiver=TRAINEE, text=answer))

    def talk_in_group(self, question: str, answers: Mapping[str, str]) -> None:
        """Ask a group and be answered by everybody."""
        members = tuple(sorted((TRAINEE, *answers)))
        for sender, text in ((TRAINEE, question), *answers.items()):
            self.events.append(GroupMessageSent(at=MORNING, group=1, members=members, sender=sender, text=text))

    def forget(self, unwanted: Callable[[Event], bool]) -> None:
        """Undo events."""
        self.events = [event for event in self.events if not unwanted(event)]

    def evidence(self, files: Files | None = None) -> Evidence:
        """Return what stands."""
        return Evidence(
            now=MORNING,
            events=tuple(self.events),
            files=files or Snapshot(dict(self.files)),
            meetings=(),
            staff=STAFF,
            trainee=TRAINEE,
        )


def earned(task: KbTask, work: Work, *, files: Files | None = None) -> dict[str, float]:
    """Return the share that each checkpoint gives."""
    evidence = work.evidence(files)
    return {checkpoint.name: checkpoint.judge(evidence, task.answer).earned for checkpoint in FAMILY.checkpoints}


def honest(task: KbTask) -> Work:
    """Return honest work, done from what can be seen: instruction, disk and what colleagues say."""
    work = Work()
    staff = colleagues(task)
    work.download(manual_path(task))
    for source, output in targets(task.instruction):
        work.download(source)
        text = task.disk[source].decode()
        for owner, old in owners_and_ids(text):
            answer = staff.reply(owner, question(old)).text
            work.talk(owner, question(old), answer)
            text = corrected(text, old, answer)
        work.files[output] = text.encode()
    return work


def manual_path(task: KbTask) -> str:
    """Return the only file that lies beside the folder of articles."""
    (path,) = (path for path in task.disk if "/articles/" not in path)
    return path
