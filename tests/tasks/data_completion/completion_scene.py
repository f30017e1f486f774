"""A data completion outside of any day: made for a slot, and judged on files, downloads and messages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from pytest_traineebench.company.events import Event, FileDownloaded, MessageSent
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.company.workspace import Files, Snapshot
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.scoring import Verdict
from pytest_traineebench.tasks.data_completion import FAMILY
from pytest_traineebench.tasks.data_completion.answer import Answer
from pytest_traineebench.tasks.data_completion.kinds import KINDS, TASK_TYPES, Kind
from pytest_traineebench.tasks.data_completion.params import CompletionParams

DAY = date(2025, 10, 1)
NINE = datetime.combine(DAY, time(9))
STAFF = hire(50, stream(0, "staff"))
PEOPLE = [person.name for person in STAFF]
TYPES: tuple[str, ...] = TASK_TYPES
TARGETS = [(name, target) for name, kind in KINDS.items() for target in kind.targets]
WITH_PARAMETERS = ("tax_fee", "eta_distance_sla")
QUESTION = (
    "Which parameters are in force: the fee rates of the categories, the speeds and handling times of the carriers? "
    "And which recovery log belongs to the data set, and which figures of the recovery log did you note?"
)

NOTHING = (0.0, 0.0, 0.0, 0.0)
SOURCES = (0.4, 0.6, 0.0, 0.0)
FULL = (0.4, 0.6, 2.0, 1.0)
CHANGED = (0.4, 0.6, 2.0, 0.0)

Table = list[list[str]]
"""Cells, the header first."""


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
    def given(self) -> Table:
        """The data set as the trainee finds it."""
        return read(self.task.disk[self.answer.data])

    @property
    def solved(self) -> Table:
        """The complete table."""
        return [list(self.answer.columns), *map(list, self.answer.rows)]

    @property
    def colleagues(self) -> BriefedColleagues:
        """The staff, played by rules."""
        return BriefedColleagues(
            self.task.briefs, staff=self.slot.staff, trainee=TRAINEE, handbook="manuals_for_intern.md"
        )

    @property
    def experts(self) -> tuple[str, ...]:
        """Who knows which parameters are in force."""
        return self.answer.sources[0].people if self.answer.lookup else ()

    @property
    def keepers(self) -> tuple[str, ...]:
        """Who knows which recovery log is in force."""
        return next((source.people for source in self.answer.sources if "recovery_log" in source.words[0]), ())

    @property
    def holders(self) -> dict[str, tuple[str, ...]]:
        """Who noted figures, with what they say of them."""
        return {source.people[0]: source.words for source in self.answer.sources if " = " in source.words[0]}

    @property
    def figures(self) -> Table:
        """The complete table with figures in place of the log's numbers."""
        in_force = [read(self.task.disk[path]) for path in self.answer.logs]
        known = {line[0]: line[2] for file in in_force for line in sorted(file, key=lambda line: line[1])}
        known |= dict(words.split(" = ") for held in self.holders.values() for words in held)
        return [[known.get(cell, cell) for cell in row] for row in self.answer.rows]

    def ask(self, whom: str, text: str) -> str:
        """Put a question to somebody, named by department or in full."""
        person = next(person.name for person in self.slot.staff if whom in {person.department, person.name})
        return self.colleagues.reply(person, text).text

    def honest(self, *, without: str = "nobody") -> tuple[Event, ...]:
        """Return what an honest trainee did before handing in, who may have left somebody unasked."""
        files = (self.answer.manual, self.answer.data, *filter(None, (self.answer.lookup, *self.answer.logs)))
        events: tuple[Event, ...] = tuple(map(download, files))
        for source in self.answer.sources:
            person = source.people[-1]
            if person != without:
                reply = self.colleagues.reply(person, QUESTION).text
                events += (message(TRAINEE, person, QUESTION), message(person, TRAINEE, reply))
        return events

    def filled(self, fill: Callable[[int, str], str]) -> Table:
        """Return the table with something else in its gaps, made of row and true value."""
        table, at = self.solved, self.answer.at
        for gap in self.answer.gaps:
            table[gap + 1][at] = fill(gap, table[gap + 1][at])
        return table

    def verdicts(self, files: Files, events: Iterable[Event] | None = None) -> list[Verdict]:
        """Judge files after events, by default honest ones."""
        evidence = Evidence(
            now=NINE,
            events=self.honest() if events is None else tuple(events),
            files=files,
            meetings=(),
            staff=self.slot.staff,
            trainee=TRAINEE,
        )
        return [checkpoint.judge(evidence, self.answer) for checkpoint in FAMILY.checkpoints]

    def points(self, files: Mapping[str, bytes] | Files, events: Iterable[Event] | None = None) -> tuple[float, ...]:
        """Return the points of each checkpoint."""
        found = Snapshot(dict(files)) if isinstance(files, Mapping) else files
        verdicts = self.verdicts(found, events)
        return tuple(c.points * v.earned for c, v in zip(FAMILY.checkpoints, verdicts, strict=True))

    def points_for(self, table: Table | bytes, events: Iterable[Event] | None = None) -> tuple[float, ...]:
        """Return the points for a table that is handed in."""
        content = table if isinstance(table, bytes) else write(table)
        return self.points({self.answer.report: content}, events)


def download(source: str) -> FileDownloaded:
    """Return the event of a download."""
    return FileDownloaded(at=NINE, source=source, target=source, sha256="")


def message(sender: str, receiver: str, text: str) -> MessageSent:
    """Return the event of a direct message."""
    return MessageSent(at=NINE, sender=sender, receiver=receiver, text=text)


def read(content: bytes) -> Table:
    """Read a CSV file."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def write(table: Table) -> bytes:
    """Write a CSV file."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(table)
    return file.getvalue().encode()


def slot(seed: int = 1, *, task: str = "data-completion", day: date = DAY, size: int = 50) -> Slot:
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
        staff=STAFF if size == len(STAFF) else hire(size, stream(seed, "staff")),
        trainee=TRAINEE,
    )


def kind_of(task_type: str) -> Kind:
    """Return a kind of data set by its name."""
    return next(kind for name, kind in KINDS.items() if name == task_type)


def make(
    task_type: str, difficulty: str = "medium", *, rows: int | None = None, where: Slot | None = None, seed: int = 1
) -> Scene:
    """Make a task."""
    arguments = {"domain": kind_of(task_type).domain, "task_type": task_type, "difficulty": difficulty, "rows": rows}
    place = where or slot(seed)
    return Scene(place, FAMILY.generate(CompletionParams.model_validate(arguments), place))


def with_target(task_type: str, target: str, difficulty: str = "medium") -> Scene:
    """Make a task with this column to complete."""
    scenes = (make(task_type, difficulty, seed=seed) for seed in range(200))
    return next(scene for scene in scenes if scene.answer.target == target)
