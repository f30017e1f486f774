"""A staged day with website tasks, and ways to work and to judge it."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pytest_traineebench.company import handbook
from pytest_traineebench.company.sandbox.protocol import CommandResult
from pytest_traineebench.episode import judge
from pytest_traineebench.family import Call, Task, Wait
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.scenario.build import BuiltDay, BuiltTask, build_day
from pytest_traineebench.scenario.load import check_scenario
from pytest_traineebench.scenario.stage import Workday, stage_day
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer

NAMES = (
    "report_names_slow_page",
    "report_names_cause",
    "report_names_responsible",
    "hr_named_maintainer",
    "maintainer_told",
    "maintenance_approved",
    "code_delivered",
)
REPORT = frozenset(NAMES[:3])
CHAIN = frozenset(NAMES[3:])


class PlainShell:
    """Runs the tests' own commands without protection."""

    name = "plain"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, command: str, *, now: datetime) -> CommandResult:  # noqa: ARG002  -- no command asks for the time
        """Run a command of a solution."""
        done = subprocess.run(["/bin/sh", "-c", command], cwd=self._folder, capture_output=True, check=False)  # noqa: S603  -- our own command
        return CommandResult(exit_code=done.returncode, output=done.stdout.decode() + done.stderr.decode())

    def close(self) -> None:
        """End nothing."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A staged day."""

    workday: Workday

    def task(self, name: str = "website-analysis") -> BuiltTask:
        """Return a task of the day."""
        return next(task for task in self.workday.built.tasks if task.id == name)

    def answer(self, name: str = "website-analysis") -> WebsiteAnswer:
        """Return the answer of a task."""
        made: Task[WebsiteAnswer] = self.task(name).task
        return made.answer

    def call(self, tool: str, **arguments: object) -> str:
        """Call a tool."""
        return self.workday.day.call(tool, arguments)

    def tell(self, receiver: str, text: str) -> str:
        """Send a direct message."""
        return self.call("SendMessage", receiver=receiver, message=text)

    def look(self) -> None:
        """Look at the monitoring tools."""
        self.call("GetHistoricalLoadTimes")
        self.call("GetRealTimeSystemHealth")

    def follow(self, solution: Generator[Call | Wait, str, object]) -> list[Call | Wait]:
        """Carry out a solution and return its steps."""
        steps = [next(solution)]
        try:
            while True:
                step = steps[-1]
                assert isinstance(step, Call)
                answer = self.call(step.name, **step.arguments)
                assert not answer.startswith("[Error]"), answer
                steps.append(solution.send(answer))
        except StopIteration:
            return steps

    def solve(self, name: str = "website-analysis") -> list[Call | Wait]:
        """Carry out a task's own solution."""
        task = self.task(name)
        return self.follow(task.family.solve(task.task, task.slot))

    def write(self, text: str | bytes, name: str = "website_analysis_report.md") -> None:
        """Put a report into the workspace."""
        content = text if isinstance(text, bytes) else text.encode()
        (self.workday.office.workspace.root / name).write_bytes(content)

    def earned(self, name: str = "website-analysis") -> dict[str, float]:
        """Return the share that each checkpoint of a task earns now."""
        evidence = self.workday.office.evidence(frozen=True)
        scores = judge(self.task(name), in_time=evidence, final=evidence).checkpoints
        return {score.name: round(score.earned / score.points, 6) for score in scores}

    def missed(self, name: str = "website-analysis") -> set[str]:
        """Return the checkpoints that do not earn full marks."""
        return {checkpoint for checkpoint, share in self.earned(name).items() if share < 1}


def built(seed: int, tasks: Iterable[str] = ("website-analysis",), *, size: int = 50, **recipe: str) -> BuiltDay:
    """Build a day with website tasks of the given ids."""
    rows = [{"id": name, "family": "website_analysis", "params": None, **recipe} for name in tasks]
    data = {"format": 1, "name": "s", "seed": seed, "company": {"size": size}, "days": [{"name": "d", "tasks": rows}]}
    return build_day(check_scenario(data, source="test"), "d")


def staged(day: BuiltDay, folder: Path) -> Desk:
    """Stage a built day, with colleagues who go by the rules."""
    return Desk(stage_day(day, folder, colleagues=_colleagues, sandbox=PlainShell))


def _colleagues(day: BuiltDay) -> BriefedColleagues:
    return BriefedColleagues(day.briefs, staff=day.staff, trainee=day.trainee, handbook=f"CloudDisk:{handbook.PATH}")
