"""No tool reaches what the grader knows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote

import pytest_traineebench
from pytest_traineebench.agent import Day
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.audit.working import work

_PACKAGE = Path(pytest_traineebench.__file__).resolve().parent


def check(trial: Trial) -> Iterator[str]:
    """Yield every way to the grader that is open; tried once per variant, since it hardly depends on the seed."""
    if not trial.thorough:
        return
    burglar = _Burglar(_PACKAGE / "tasks" / trial.case.family.name)
    work(trial.built, burglar)
    yield from burglar.found


@dataclass(slots=True)
class _Burglar:
    """An agent who looks for the grader and notes what opens."""

    family: Path
    found: list[str] = field(default_factory=list)

    def __call__(self, day: Day) -> None:
        for command in self._commands():
            if day.call("ExecuteCommand", {"command": command}).startswith("Exit Code: 0"):
                self.found.append(f"the command {command!r} works")
        for path in self._paths():
            if not day.call("DownloadFileFromCloudDisk", {"file_path": path}).startswith("[Error]"):
                self.found.append(f"{path!r} can be downloaded")

    def _commands(self) -> Iterator[str]:
        yield "python3 -c 'import pytest_traineebench'"
        yield f"cat {quote(str(self.family / '__init__.py'))} || ls {quote(str(_PACKAGE / 'tasks'))}"
        yield f"{quote(sys.executable)} -c 'import pytest_traineebench'"
        yield "cat ../answer.json ../*/answer.json ../../*/answer.json /proc/1/environ 2>/dev/null | grep -c ."

    def _paths(self) -> Iterator[str]:
        source = str(self.family / "__init__.py")
        for path in (source, f"../..{source}", "../answer.json", "answer.json", "tasks/answer.json", "/etc/passwd"):
            yield path
            yield f"CloudDisk:{path}"
