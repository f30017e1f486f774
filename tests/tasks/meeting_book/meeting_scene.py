"""A staged day with one or two meetings to book, and a trainee's moves in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pytest_traineebench.agent import Day
from pytest_traineebench.company.handbook import PATH
from pytest_traineebench.company.sandbox.protocol import CommandResult
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


def generate(seed: int = 1, *, size: int = 50, task: str = "meeting-book", **params: Any) -> tuple[Task[Answer], Slot]:
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
        staff=hire(size, stream(seed, "staff")),
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


def stage(built: BuiltDay, directory: Path) -> Workday:
    """Stage a day on which no command is run."""
    return stage_day(
        built,
        directory,
        colleagues=lambda day: BriefedColleagues(day.briefs, staff=day.staff, trainee=day.trainee, handbook=PATH),
        sandbox=lambda _: _NoShell(),
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
        answer: Answer = self.workday.built.tasks[0].task.answer
        return answer

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
        """The manager who decides about others; there is one in a department's meeting only."""
        return self.answer.refusals[0].told_by

    def ask(self, *people: str, time: str = "13:00 to 14:00") -> str:
        """Ask people in one group whether they are available."""
        made = self.day.call("CreateChatGroup", group_members=list(people))
        number = int(made.partition("group ")[2].partition(":")[0])
        return self.day.call(
            "SendGroupMessage", group_id=number, message=f"Are you available for a meeting today from {time}?"
        )

    def ask_manager(self, names: Iterable[str]) -> str:
        """Ask the manager who decides whether people should be invited."""
        question = f"Should {', '.join(names)} be invited to the meeting at 13:00?"
        return self.day.call("SendMessage", receiver=self.manager, message=question)

    def ask_all(self) -> None:
        """Ask everybody, and the manager about those who cannot decide."""
        self.ask(*self.group)
        if self.manager not in self.refused:
            self.ask_manager(name for name in self.group if name != self.manager)

    def book(self, names: Sequence[str] | str, *, end: str = "14:00") -> str:
        """Book the first room from 13:00."""
        attendees = names if isinstance(names, str) else ",".join(names)
        return self.day.call("BookMeeting", attendees=attendees, room_name="Room_01", **_span(end))

    def cancel(self) -> str:
        """Cancel the booking of the first room."""
        return self.day.call("CancelMeeting", room_name="Room_01", **_span())

    def attend(self, *, late: int = 0, end: str = "14:00") -> str:
        """Go to the first room; the room opens 5 minutes before the start, and waiting takes its minute."""
        self.day.call("JumpTime", minutes=600)
        if late:
            self.day.call("JumpTime", minutes=4 + late - 1)
        return self.day.call("AttendMeeting", room_name="Room_01", **_span(end))

    def earned(self, task: int = 0) -> list[float]:
        """Return the shares earned: booked, on time, available people invited, unavailable ones left out."""
        evidence = self.workday.office.evidence(frozen=False)
        answer = self.workday.built.tasks[task].task.answer
        verdicts = [checkpoint.judge(evidence, answer) for checkpoint in FAMILY.checkpoints]
        assert all(verdict.earned == 1 or (verdict.reason and verdict.advice) for verdict in verdicts)
        return [round(verdict.earned, 3) for verdict in verdicts]


class _NoShell:
    """No command is run on these days."""

    name = "no-shell"

    def run(self, command: str, *, now: datetime) -> CommandResult:
        raise AssertionError(f"{command!r} at {now}")

    def close(self) -> None:
        """Nothing is open."""


_DEFAULT = {"task_type": "manager", "start_time": "2025-10-01T13:00:00", "last_time": 1.0, "conflict_nums": 2}


def _span(end: str = "14:00") -> dict[str, str]:
    return {"start_time": "2025-10-01T13:00:00", "end_time": f"2025-10-01T{end}:00"}
