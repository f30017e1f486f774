"""A transaction review outside of any day: made for a slot, and judged on files and downloads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from pytest_traineebench.company.events import FileDownloaded
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.randomness import stream
from pytest_traineebench.scoring import Verdict
from pytest_traineebench.tasks.transactions import FAMILY
from pytest_traineebench.tasks.transactions.answer import Answer
from pytest_traineebench.tasks.transactions.params import TransactionParams

DAY = date(2025, 10, 1)
STAFF = hire(50, stream(0, "staff"))
REPORT = "transaction_data_review_report.json"
HANDBOOK = "manuals_for_intern.md"
MANUAL = "financial/manuals_for_transactions_data_review.md"
BOTH = (HANDBOOK, MANUAL)

NOTHING = (0.0, 0.0, 0.0, 0.0)
READ_ONLY = (0.5, 0.5, 0.0, 0.0)
FULL = (0.5, 0.5, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Scene:
    """One made task."""

    slot: Slot
    task: Task[Answer]

    @property
    def abnormal(self) -> list[str]:
        """Names that should be reported."""
        return list(self.task.answer.abnormal)

    @property
    def normal(self) -> list[str]:
        """Names that should not be reported."""
        return [name for name in self.task.answer.suppliers if name not in self.task.answer.abnormal]

    @property
    def manual(self) -> str:
        """Text of the review manual."""
        return self.task.disk[self.task.answer.manual].decode()

    def evidence(self, files: Files, downloads: Iterable[str] = BOTH) -> Evidence:
        """Return what stands at 17:00 after those downloads."""
        at = datetime.combine(self.slot.date, time(17))
        events = tuple(FileDownloaded(at=at, source=path, target=path, sha256="") for path in downloads)
        return Evidence(now=at, events=events, files=files, meetings=(), staff=self.slot.staff, trainee=TRAINEE)

    def verdicts(self, files: Files, downloads: Iterable[str] = BOTH) -> list[Verdict]:
        """Judge files and downloads."""
        evidence = self.evidence(files, downloads)
        return [checkpoint.judge(evidence, self.task.answer) for checkpoint in FAMILY.checkpoints]

    def points(self, files: Mapping[str, bytes | str] | Files, downloads: Iterable[str] = BOTH) -> tuple[float, ...]:
        """Return the points of each checkpoint."""
        found = Snapshot(dict(files)) if isinstance(files, Mapping) else files
        verdicts = self.verdicts(found, downloads)
        return tuple(c.points * v.earned for c, v in zip(FAMILY.checkpoints, verdicts, strict=True))

    def points_for(self, names: object, downloads: Iterable[str] = BOTH) -> tuple[float, ...]:
        """Return the points for a report with that value."""
        return self.points({REPORT: json.dumps({"abnormal_suppliers": names}).encode()}, downloads)


def make(
    normal: int = 3, abnormal: int = 1, *, seed: int = 1, task: str = "transactions", day: date = DAY, size: int = 50
) -> Scene:
    """Make a task."""
    slot = Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=day,
        arrives=datetime.combine(day, time(8)),
        deadline=datetime.combine(day, time(20)),
        staff=STAFF if size == len(STAFF) else hire(size, stream(seed, "staff")),
        trainee=TRAINEE,
    )
    params = TransactionParams(num_normal_transactions=normal, num_abnormal_transactions=abnormal)
    return Scene(slot, FAMILY.generate(params, slot))
