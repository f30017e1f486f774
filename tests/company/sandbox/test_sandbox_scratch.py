"""Temporary folders of processes that live and of those that were killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_traineebench.company.sandbox.scratch import temporary_folder

_HOLDING = """
import os, sys
from pytest_traineebench.company.sandbox.scratch import temporary_folder
with temporary_folder() as folder:
    (folder / "workspace").mkdir()
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary directory of this process and of those that it starts."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def hold(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that has a folder, and return both."""
    process = subprocess.Popen(  # noqa: S603  -- our own
        [sys.executable, "-c", _HOLDING],
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def test_a_folder_goes_with_its_block(temporary: Path) -> None:
    """With all that was put into it, also by an interruption."""

    def interrupted() -> None:
        with temporary_folder() as folder:
            (folder / "sub").mkdir()
            raise KeyboardInterrupt(*temporary.iterdir())

    with pytest.raises(KeyboardInterrupt, match=f"{temporary}/traineebench-"):
        interrupted()

    assert list(temporary.iterdir()) == []


def test_a_killed_process_leaves_a_folder_that_the_next_one_removes(temporary: Path) -> None:
    """Those of living processes stay, and so does what others made there."""
    (temporary / "traineebench-of-somebody").mkdir()
    killed, left = hold(temporary)
    alive, kept = hold(temporary)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    with temporary_folder() as own:
        found = set(temporary.iterdir())
    alive.communicate("\n")

    assert left not in found
    assert found == {own, kept, temporary / "traineebench-of-somebody"}
    assert list(temporary.iterdir()) == [temporary / "traineebench-of-somebody"]
