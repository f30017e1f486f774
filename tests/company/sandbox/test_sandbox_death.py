"""A command does not outlive the process that runs it."""

from __future__ import annotations

import os
import select
import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path

import pytest
from company.sandbox.sandbox_lab import Driver, make_lab

from pytest_traineebench.company.sandbox.processes import descendants


@pytest.mark.parametrize(
    ("user", "sent"), [("self", signal.SIGKILL), ("self", signal.SIGINT), ("nobody", signal.SIGKILL)]
)
def test_a_command_dies_with_us(user: str, sent: int, backend: str) -> None:
    """When the process that runs a command is killed, the command and all that it started die."""
    if user == "nobody" and os.geteuid() != 0:
        pytest.skip("only root can become another user")
    folder = Path(tempfile.mkdtemp(prefix="sandbox-test-"))
    folder.chmod(0o777)
    driver = Driver(user, temporary=folder)  # a killed one leaves its folders behind
    lab = make_lab(driver, backend, folder, seconds=60)
    running = threading.Thread(target=_run_to_its_death, args=(driver, lab.workspace))
    running.start()
    handles = _wait_for_begin(driver, lab.workspace / "begun")

    os.kill(driver.process.pid, sent)

    assert _all_end(handles)
    running.join()
    driver.close()
    shutil.rmtree(folder)


def _run_to_its_death(driver: Driver, workspace: Path) -> None:
    try:
        driver.ask(do="run", workspace=str(workspace), command="setsid sleep 600 & sleep 600 & echo > begun; sleep 600")
    except ValueError:
        return  # no answer came, as it must be


def _wait_for_begin(driver: Driver, sign: Path) -> list[int]:
    until = time.monotonic() + 20
    while not sign.exists():
        assert time.monotonic() < until
        os.sched_yield()
    found = descendants(driver.process.pid)
    assert len(found) >= 4
    return [os.pidfd_open(pid) for pid in found]


def _all_end(handles: list[int]) -> bool:
    ended = []
    for handle in handles:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        ended.append(bool(poll.poll(10_000)))
        os.close(handle)
    return all(ended)
