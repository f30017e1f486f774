"""The ideal trainee, and one who shares no code with the family, agree with the answer."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from tasks.kb_fix.kb_fix_scene import (
    LEVELS,
    MORNING,
    STAFF,
    KbTask,
    Work,
    at_level,
    colleagues,
    earned,
    honest,
    make,
    slot,
)

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.chat import Chat
from pytest_traineebench.company.disk import CloudDisk
from pytest_traineebench.company.events import EventLog, FileDownloaded
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.family import Call, Slot
from pytest_traineebench.tasks.kb_fix import FAMILY

MINUTES = {"DownloadFileFromCloudDisk": 10, "SendMessage": 5}


class Desk:
    """Carries out a solution's calls on the real disk, chat and workspace, and with a plain shell."""

    def __init__(self, task: KbTask, root: Path) -> None:
        self.log = EventLog()
        self.calls: Counter[str] = Counter()
        self._disk = CloudDisk(task.disk)
        self._workspace = Workspace(root)
        clock = VirtualClock(MORNING, MORNING.replace(hour=23))
        self._chat = Chat(clock, self.log, STAFF, TRAINEE, colleagues(task))

    def work(self, task: KbTask, where: Slot) -> Work:
        """Follow the family's solution to its end and return what it left."""
        solution = FAMILY.solve(task, where)
        answer = ""
        try:
            step = next(solution)
            while True:
                assert isinstance(step, Call)
                self.calls[step.name] += 1
                answer = getattr(self, step.name)(**step.arguments)
                step = solution.send(answer)
        except StopIteration:
            files = {name: self._workspace.read(name) for name in self._workspace.names()}
            return Work(files=files, events=list(self.log))

    @property
    def minutes(self) -> int:
        """Virtual minutes of all calls."""
        return sum(MINUTES.get(name, 1) * count for name, count in self.calls.items())

    def OpenFolderInCloudDisk(self, folder_path: str) -> str:  # noqa: N802  -- the tool's name
        """List a folder."""
        return "\n".join(self._disk.list(folder_path))

    def DownloadFileFromCloudDisk(self, file_path: str, target_path: str) -> str:  # noqa: N802  -- the tool's name
        """Fetch a file."""
        content = self._disk.read(file_path)
        target = target_path + file_path.rpartition("/")[2]
        self._workspace.write(self._workspace.locate(target), content)
        digest = hashlib.sha256(content).hexdigest()
        self.log.append(FileDownloaded(at=MORNING, source=file_path, target=target, sha256=digest))
        return "Downloaded"

    def SendMessage(self, receiver: str, message: str) -> str:  # noqa: N802  -- the tool's name
        """Ask a colleague."""
        person, reply = self._chat.send(receiver, message)
        return f"[!Message] from {person}: {reply}"

    def ExecuteCommand(self, command: str) -> str:  # noqa: N802  -- the tool's name
        """Run a command in the workspace."""
        done = subprocess.run(  # noqa: S603  -- the solution's own command
            ["/bin/sh", "-c", command], cwd=self._workspace.root, capture_output=True, text=True, check=True
        )
        return f"Exit Code: 0\nOutput:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(4))
def test_the_ideal_trainee_earns_everything(level: str, seed: int, tmp_path: Path) -> None:
    """The family's own solution is full marks on every checkpoint, well within half a day."""
    task, desk = at_level(level, seed), Desk(at_level(level, seed), tmp_path)

    work = desk.work(task, slot(seed))

    assert set(earned(task, work).values()) == {1.0}
    assert desk.minutes < 200


@pytest.mark.parametrize(
    "params", [{"num_articles": 11, "links_per_article_min": 10, "links_per_article_max": 10, "owners_per_article": 10}]
)
def test_the_largest_task_can_be_done_in_a_day(params: dict[str, Any], tmp_path: Path) -> None:
    """Even all articles with ten links and ten owners each leave time before the evening."""
    task = make(params)
    desk = Desk(task, tmp_path)

    work = desk.work(task, slot())

    assert set(earned(task, work).values()) == {1.0}
    assert desk.minutes < 12 * 60


def test_a_second_task_of_the_day_is_solved_beside_the_first(tmp_path: Path) -> None:
    """Two tasks that correct the same articles in one workspace do not disturb each other."""
    places = [slot(), slot(task="second-fix")]
    tasks = [make({"num_articles": 11}, where=place) for place in places]
    works = [Desk(task, tmp_path).work(task, place) for task, place in zip(tasks, places, strict=True)]

    both = Work(files=works[-1].files, events=works[0].events + works[1].events)

    assert [set(earned(task, both).values()) for task in tasks] == [{1.0}, {1.0}]


def test_difficulty_orders_the_work(tmp_path: Path) -> None:
    """Calls, people to write to and files to fetch grow from level to level."""
    work = []
    for level in LEVELS:
        desks = [Desk(at_level(level, seed), tmp_path / f"{level}{seed}") for seed in range(8)]
        for seed, desk in enumerate(desks):
            (tmp_path / f"{level}{seed}").mkdir()
            desk.work(at_level(level, seed), slot(seed))
        tools = ("SendMessage", "DownloadFileFromCloudDisk")
        work.append([mean(d.calls[tool] for d in desks) for tool in tools] + [mean(d.calls.total() for d in desks)])

    assert all(less < more for low, high in pairwise(work) for less, more in zip(low, high, strict=True))


@pytest.mark.parametrize("level", LEVELS)
def test_an_independent_trainee_agrees(level: str) -> None:
    """What follows from the visible files and the replies alone is full marks, on 210 seeds over the levels."""
    for seed in range(70):
        task = at_level(level, seed)
        assert set(earned(task, honest(task)).values()) == {1.0}, seed


@pytest.mark.parametrize("level", LEVELS)
def test_hints_hold_no_answer(level: str) -> None:
    """There are three hints, each longer than the one before, and none holds an id."""
    task = at_level(level)

    hints = FAMILY.hints(task, slot())

    assert len(hints) == 3
    assert len(hints[0]) < len(hints[1]) < len(hints[2])
    assert not any(id_ in hint for link in task.answer.links for id_ in (link.old, link.new) for hint in hints)
