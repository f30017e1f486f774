"""Tasks, honest work on them and evidence of it, made without the family's own solution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_traineebench.audit.solvers.resume_select import screen
from pytest_traineebench.company.events import Event, FileDownloaded
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.resume_select import FAMILY
from pytest_traineebench.tasks.resume_select.answer import ResumeAnswer

STAFF = hire(50, stream(0, "staff"))
NUMBERS = (6, 9, 12)
OUTPUT = "suitable_candidates.txt"

ResumeTask = Task[ResumeAnswer]


def slot(
    seed: int = 7,
    *,
    task: str = "resume-select",
    day: str = "day_1",
    today: dt.date = dt.date(2025, 10, 1),
    staff: Staff = STAFF,
) -> Slot:
    """Return a place in a day."""
    morning = dt.datetime.combine(today, dt.time(8))
    return Slot(
        seed=seed,
        day=day,
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=today,
        arrives=morning,
        deadline=morning.replace(hour=20),
        staff=staff,
        trainee=TRAINEE,
    )


def make(params: Mapping[str, Any] | None = None, *, where: Slot | None = None) -> ResumeTask:
    """Return the task for arguments as they stand in a file."""
    return FAMILY.generate(FAMILY.params.model_validate(params or {}), where or slot())


def with_resumes(number: int, seed: int = 7) -> ResumeTask:
    """Return a task with so many resumes; what is looked for is drawn."""
    return make({"number_of_resumes": number}, where=slot(seed))


def with_suitable(wanted: int, number: int = 9) -> ResumeTask:
    """Return a task in which so many applicants are suitable."""
    tasks = (with_resumes(number, seed) for seed in range(200))
    return next(task for task in tasks if len(task.answer.suitable) == wanted)


def suitable(task: ResumeTask) -> list[str]:
    """Return the names that belong on the shortlist."""
    return [applicant.name for applicant in task.answer.suitable]


def others(task: ResumeTask) -> list[str]:
    """Return the names that do not."""
    return [applicant.name for applicant in task.answer.applicants if applicant.misses]


def resumes(task: ResumeTask) -> dict[str, str]:
    """Return the resumes that count, by path."""
    return {path: text.decode() for path, text in task.disk.items() if "archive" not in path}


@dataclass
class Work:
    """What a trainee did on a task."""

    files: dict[str, bytes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def download(self, source: str) -> None:
        """Fetch a file."""
        moment = dt.datetime(2025, 10, 1, 9)
        self.events.append(FileDownloaded(at=moment, source=source, target=source, sha256=""))

    def forget(self, unwanted: Callable[[str], bool]) -> None:
        """Undo downloads by their path."""
        self.events = [e for e in self.events if not (isinstance(e, FileDownloaded) and unwanted(e.source))]

    def evidence(self, files: Files | None = None) -> Evidence:
        """Return what stands."""
        return Evidence(
            now=dt.datetime(2025, 10, 1, 20),
            events=tuple(self.events),
            files=files or Snapshot(dict(self.files)),
            meetings=(),
            staff=STAFF,
            trainee=TRAINEE,
        )


def earned(task: ResumeTask, work: Work, *, files: Files | None = None) -> dict[str, float]:
    """Return the share that each checkpoint gives."""
    evidence = work.evidence(files)
    return {checkpoint.name: checkpoint.judge(evidence, task.answer).earned for checkpoint in FAMILY.checkpoints}


def honest(task: ResumeTask) -> Work:
    """Return honest work, done from what can be seen: the instruction and the resumes."""
    work = Work()
    found = resumes(task)
    for path in found:
        work.download(path)
    output, names = screen(task.instruction, found)
    work.files[output] = "".join(f"{name}\n" for name in names).encode()
    return work
