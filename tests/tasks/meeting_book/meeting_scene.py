"""A staged day with one or two meetings to book, and a trainee's moves in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pytest_traineebench.agent import Day
from pytest_traineebench.company.handbook import PATH
from pytest_traineebench.company.sandbox import open_sandbox
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.build import BuiltDay, build_day
from pytest_traineebench.scenario.load import check_scenario
from pytest_traineebench.scenario.stage import Workday, stage_day
from pytest_traineebench.tasks.meeting_book import FAMILY
from pytest_traineebench.tasks.meeting_book.answer import Answer

BOTH = ("manager", "department")


def generate(
    seed: int = 1, *, size: int = 50, task: str = "meeting-book", staff_seed: int | None = None, **params: Any
) -> tuple[Task[Answer], Slot]:
    """Generate one task; unnamed parameters are those of a meeting at 13:00 with two people who cannot come."""
    day = datetime.fromisoformat("2025-10-01")
    slot = Slot(
        seed=seed,
        day="day_1",
        task=task,
        family=FAMILY.name,
        version=FAMILY.version,
        date=day.date(),
        arrives=day.replace(hour=8),
        deadline=day.replace(hour=20),
        staff=hire(size, stream(seed if staff_seed is None else staff_seed, "staff")),
        trainee=TRAINEE,
    )
    return FAMILY.generate(FAMILY.params(**{**_DEFAULT, **params}), slot), slot


def colleagues(task: Task[Answer], slot: Slot) -> BriefedColleagues:
    """Return the staff, answering by the rules."""
    return BriefedColleagues(task.briefs, staff=slot.staff, trainee=slot.trainee, handbook=PATH)


def build(*tasks: dict[str, Any], seed: int = 1, size: int = 50) -> BuiltDay:
    """Build a day; each task is given by its parameters, and ``id`` if it is not the only one."""
    recipes = [
        {"id": task.pop("id", "meeting-book"), "family": "meeting_book", "params": {**_DEFAULT, **task}}
        for task in map(dict, tasks)
    ]
    scenario = {
        "format": 1,
        "name": "meetings",
        "seed": seed,
        "company": {"size": size},
        "days": [{"name": "day_1", "tasks": recipes}],
    }
    return build_day(check_scenario(scenario, source="test"), "day_1")


def stage(built: BuiltDay, directory: Path, *, sandbox: str = "none") -> Workday:
    """Stage a day, on which no command is run unless a sandbox is named."""
    return stage_day(
        built,
        directory,
        colleagues=lambda day: BriefedColleagues(day.briefs, staff=day.staff, trainee=day.trainee, handbook=PATH),
        sandbox=lambda root: open_sandbox(sandbox, workspace=root, seed="test"),
    )


@dataclass(slots=True)
class Desk:
    """The trainee at her desk, with one meeting to book."""

    workday: Workday

    @property
    def day(self) -> Day:
        """What an agent is given."""
        return self.workday.day

    @property
    def answer(self) -> Answer:
        """What is right."""
        return self.answers[0]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What is right, for each task."""
        return tuple(task.task.answer for task in self.workday.built.tasks)

    @property
    def refused(self) -> tuple[str, ...]:
        """Who cannot come."""
        return tuple(refusal.person for refusal in self.answer.refusals)

    @property
    def group(self) -> tuple[str, ...]:
        """Who has to be asked."""
        return (*self.answer.eligible, *self.refused)

    @property
    def outsider(self) -> str:
        """Somebody who has nothing to do with the meeting."""
        return next(person.name for person in self.workday.built.staff if person.name not in self.group)

    @property
    def manager(self) -> str:
        """The manager who decides about the busy members of a department."""
        return self.workday.built.staff.department("Marketing")[0].name

    @property
    def busy(self) -> tuple[str, ...]:
        """Those about whom that manager decides."""
        return tuple(one.person for one in self.answer.group if one.person != one.told_by == self.manager)

    @property
    def room(self) -> str:
        """A room that will do."""
        return self.answer.release.rooms[0] if self.answer.release else "Room_01"

    def ask(self, *people: str, time: str = "13:00 to 14:00") -> str:
        """Ask people in one group whether they are available."""
        made = self.day.call("CreateChatGroup", group_members=list(people))
        number = int(made.partition("group ")[2].partition(":")[0])
        return self.day.call(
            "SendGroupMessage", group_id=number, message=f"Are you available for a meeting today from {time}?"
        )

    def ask_about(self, names: Iterable[str], person: str) -> str:
        """Ask somebody whether people should be invited."""
        question = f"Should {', '.join(names)} be invited to the meeting at 13:00?"
        return self.day.call("SendMessage", receiver=person, message=question)

    def ask_manager(self, names: Iterable[str]) -> str:
        """Ask the manager who decides whether people should be invited."""
        return self.ask_about(names, self.manager)

    def ask_everybody(self) -> None:
        """Ask everybody of the group, and on where somebody cannot tell; fetch the files that they name."""
        self.ask(*self.group)
        for one in self.answer.group:
            if one.file:
                self.fetch(one.file)
            elif one.told_by != one.person:
                self.ask_about([one.person], one.told_by)

    def ask_for_rooms(self) -> None:
        """Fetch the rules about rooms, and ask who releases them."""
        if (release := self.answer.release) is not None:
            self.fetch(release.file)
            message = "Which rooms are released for a meeting from 13:00 to 14:00?"
            self.day.call("SendMessage", receiver=release.told_by, message=message)

    def ask_all(self) -> None:
        """Find out all that has to be found out."""
        self.ask_everybody()
        self.ask_for_rooms()

    def fetch(self, file: str) -> None:
        """Download a file."""
        assert not self.day.call("DownloadFileFromCloudDisk", file_path=file).startswith("[Error]")

    def book(self, names: Sequence[str] | str, *, end: str = "14:00", room: str = "") -> str:
        """Book a room from 13:00; one that will do unless another is named."""
        attendees = names if isinstance(names, str) else ",".join(names)
        return self.day.call("BookMeeting", attendees=attendees, room_name=room or self.room, **_span(end))

    def cancel(self) -> str:
        """Cancel the booking."""
        return self.day.call("CancelMeeting", room_name=self.room, **_span())

    def attend(self, *, late: int = 0, end: str = "14:00", room: str = "") -> str:
        """Go to the room; it opens 5 minutes before the start, and waiting takes its minute."""
        self.day.call("JumpTime", minutes=600)
        if late:
            self.day.call("JumpTime", minutes=4 + late - 1)
        return self.day.call("AttendMeeting", room_name=room or self.room, **_span(end))

    def earned(self, task: int = 0) -> list[float]:
        """Return the shares earned: booked, on time, available people invited, unavailable ones left out."""
        evidence = self.workday.office.evidence(frozen=False)
        answer = self.answers[task]
        verdicts = [checkpoint.judge(evidence, answer) for checkpoint in FAMILY.checkpoints]
        assert all(verdict.earned == 1 or (verdict.reason and verdict.advice) for verdict in verdicts)
        return [round(verdict.earned, 3) for verdict in verdicts]


@dataclass(slots=True)
class ChangedDesk(Desk):
    """A desk whose work is judged by another answer."""

    other: Answer

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What is held to be right."""
        return (self.other,)


_DEFAULT = {"task_type": "manager", "start_time": "2025-10-01T13:00:00", "last_time": 1.0, "conflict_nums": 2}


def _span(end: str = "14:00") -> dict[str, str]:
    return {"start_time": "2025-10-01T13:00:00", "end_time": f"2025-10-01T{end}:00"}
