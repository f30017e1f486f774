"""A sandbox in the hands of a process that runs as a user of the test's choice."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from pytest_traineebench.company.sandbox import CommandResult, Limits

NOBODY = 65534
BACKENDS = ("bubblewrap", "landlock", "landlock-plain")
USERS = ("self", "nobody")
DRIVER = Path(__file__).with_name("sandbox_driver.py")


class Driver:
    """A process that opens sandboxes for a test, as a user of its own."""

    def __init__(self, user: str, *, temporary: Path | None = None) -> None:
        self.user = user
        python, folders = _interpreter(user)
        other = NOBODY if user == "nobody" else None
        self.process = subprocess.Popen(  # noqa: S603  -- our own driver
            [python, str(DRIVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=_environment(folders, temporary),
            cwd="/",
            user=other,
            group=other,
            extra_groups=None if other is None else [],
        )

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send a request and return the answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process, which may have ended already."""
        assert self.process.stdin
        assert self.process.stdout
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """An open sandbox.

    Attributes:
        backend: Its backend.
        user: ``self`` or ``nobody``.
        workspace: Its workspace.
        driver: Who holds it.
    """

    backend: str
    user: str
    workspace: Path
    driver: Driver

    def run(self, command: str) -> CommandResult:
        """Run a command."""
        return CommandResult(**self.driver.ask(do="run", workspace=str(self.workspace), command=command))


def find_driver(user: str, drivers: dict[str, Driver]) -> Driver:
    """Return the driver of a user, started once."""
    if user == "nobody" and os.geteuid() != 0:
        pytest.skip("only root can become another user")
    if user not in drivers:
        drivers[user] = Driver(user)
    return drivers[user]


def _environment(folders: list[str], temporary: Path | None) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(folders),
        "PYTHONDONTWRITEBYTECODE": "1",
        "API_KEY": "key-of-this-machine",
        **({"TMPDIR": str(temporary)} if temporary else {}),
    }


def _interpreter(user: str) -> tuple[str, list[str]]:
    """Return an interpreter that `user` may run, and where it finds the package and what that imports."""
    names = ("packaging", "numpy", "pytest_traineebench")
    found = [spec.origin for name in names if (spec := importlib.util.find_spec(name)) and spec.origin]
    folders = sorted({str(Path(origin).parents[1]) for origin in found})
    if user == "self":
        return sys.executable, folders
    wanted = f"import sys, packaging, pytest_traineebench; assert sys.version_info[:2] == {sys.version_info[:2]}"
    for python in (sys.executable, "/usr/bin/python3"):
        answer = _try_as_nobody([python, "-c", wanted], folders)
        if answer is None:
            return python, folders
    pytest.skip(f"no interpreter and package that another user may read: {answer}")


def _try_as_nobody(arguments: list[str], folders: list[str]) -> str | None:
    environment = {"PYTHONPATH": os.pathsep.join(folders), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        subprocess.run(  # noqa: S603  -- fixed programs
            arguments,
            env=environment,
            cwd="/",
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        return str(error)
    return None


def make_lab(driver: Driver, backend: str, folder: Path, **limits: Any) -> Lab:
    """Open a sandbox around a new workspace in `folder`, which belongs to the driver's user.

    Skips the test if the backend does not work here.
    """
    workspace = folder / "day" / "workspace"
    workspace.mkdir(parents=True)
    if driver.user == "nobody":
        for path in (folder, folder / "day", workspace):
            os.chown(path, NOBODY, NOBODY)
    wanted = asdict(Limits(**({"seconds": 10.0} | limits)))
    answer = driver.ask(do="open", name=backend, workspace=str(workspace), limits=wanted)
    if "unavailable" in answer:
        pytest.skip(answer["unavailable"])
    return Lab(backend=backend, user=driver.user, workspace=workspace, driver=driver)


OpenLab = Callable[..., Lab]
