"""Two workspaces that differ in all that must not show, and commands run in them at a virtual time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_traineebench.company.sandbox.virtual_time import DayTime, begin_day, environment, library

MORNING = datetime(2031, 3, 1, 9, tzinfo=UTC)
NAMES = ("pear", "apple", "Fig", "quince", ".hidden", "été")


@pytest.fixture
def shim() -> Path:
    """The library under test."""
    path = library()
    if path is None:
        pytest.skip("no library for this machine")
    return path


def stage(workspace: Path, names: tuple[str, ...], *, real: int) -> None:
    """Make a workspace with the files `names`, in this order, last changed at `real`."""
    workspace.mkdir(parents=True)
    for name in names:
        (workspace / name).write_text(name)
    for path in (*workspace.iterdir(), workspace):
        os.utime(path, (real, real))


def run_in(workspace: Path, command: str, *, day: DayTime, shim: Path, now: datetime, run: int) -> str:
    """Run a command in `workspace` with the library preloaded; returns what it printed."""
    day.start_command(now=now, run=run)
    variables = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "TMPDIR": ".",
        **environment(library=str(shim), state=str(day.state)),
    }
    done = subprocess.run(  # noqa: S603  -- the tests' own commands
        [shutil.which("env") or "env", "bash", "-c", command],
        cwd=workspace,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=30,
        check=False,
    )
    return done.stdout.decode()


def settle(workspace: Path, *, since: int, now: datetime) -> None:
    """Give what was changed after `since` the virtual time, as a sandbox does between two commands."""
    for path in (*workspace.rglob("*"), workspace):
        if path.lstat().st_mtime_ns in range(since, since + 3600 * 10**9):
            os.utime(path, (now.timestamp(), now.timestamp()), follow_symlinks=False)


@pytest.fixture
def run(tmp_path: Path, shim: Path) -> Callable[..., str]:
    """Run a command in one workspace, which stays from call to call; returns what it printed."""
    stage(tmp_path / "work", NAMES, real=int(MORNING.timestamp()) - 86_400)
    day = begin_day(tmp_path / "time", seed="test")

    def run(command: str, *, now: datetime = MORNING, run: int = 1) -> str:
        output = run_in(tmp_path / "work", command, day=day, shim=shim, now=now, run=run)
        settle(tmp_path / "work", since=day.since, now=now)
        return output

    return run


@pytest.fixture
def twice(tmp_path: Path, shim: Path) -> Callable[..., tuple[str, str]]:
    """Run a command in two workspaces, staged in another order; returns what each printed."""

    def twice(command: str, *, now: datetime = MORNING) -> tuple[str, str]:
        outputs = []
        # Names of one length, since the length of the variables moves the stack, whose address some programs draw from.
        for place, names in (("place", NAMES), ("other", NAMES[::-1])):
            work = tmp_path / place / "work"
            stage(work, names, real=int(now.timestamp()) - 86_400)
            day = begin_day(tmp_path / place / "time", seed="test", places={work: "/workspace", work.parent: "/place"})
            outputs.append(run_in(work, command, day=day, shim=shim, now=now, run=1))
        return outputs[0], outputs[1]

    return twice
