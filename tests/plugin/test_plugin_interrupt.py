"""Ctrl-C: what is finished is reported, and nothing is left running or lying about."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from plugin.bench import Bench

pytest_plugins = ("pytester",)

HANGING = """
if "beta" in os.environ["PYTEST_CURRENT_TEST"]:
    with open("fifo", "w") as started:
        started.write(str(os.getpid()))
    while True:
        time.sleep(1000)
"""
"""Tells by a pipe that it hangs."""


@pytest.mark.parametrize(("workers", "whom"), [(0, "process"), (2, "process"), (2, "group")])
def test_ctrl_c_ends_the_session(bench: Bench, workers: int, whom: str) -> None:
    """The finished day stands in the table; exit code 2; no process and no folder is left.

    A terminal signals the whole group, a job runner only the process.
    """
    bench.scenario("alpha")
    bench.scenario("beta")
    bench.agent(HANGING)
    (bench.root / "tmp").mkdir()
    os.mkfifo(bench.root / "fifo")
    session = _start(bench, "-p", "no:randomly", f"-n{workers}")
    (bench.root / "fifo").read_text()  # returns when the agent hangs
    if workers:
        _wait_for(session, b" FAILED alpha.scenario.yaml::day_1")

    os.kill(session.pid, signal.SIGINT) if whom == "process" else os.killpg(session.pid, signal.SIGINT)

    output, _ = session.communicate(timeout=50)
    lines = output.decode().splitlines()
    assert session.returncode == pytest.ExitCode.INTERRUPTED
    assert ["all", "1", "0.0", "%"] in [line.split()[:4] for line in lines]
    assert "1 of 2 days count" in lines
    assert list((bench.root / "tmp").glob("traineebench-*")) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(session.pid, 0)


def _start(bench: Bench, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a session in a process group of its own, which pytester's own runs have not."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-p",
        "no:hypothesispytest",
        "--traineebench-agent=own",
        *arguments,
    ]
    temporary = {"TMPDIR": str(bench.root / "tmp")}
    return subprocess.Popen(  # noqa: S603  -- ourselves
        command,
        cwd=bench.root,
        env={**os.environ, **temporary},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _wait_for(session: subprocess.Popen[bytes], text: bytes) -> None:
    """Read the session's output up to a text; a line is ended only when the next one begins."""
    assert session.stdout is not None
    output = b""
    while text not in output:
        assert select.select([session.stdout], [], [], 50)[0], output
        output += os.read(session.stdout.fileno(), 65536)


def test_an_interrupted_day_leaves_no_folder(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one whose agent raises KeyboardInterrupt itself."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bench.scenario()
    bench.agent("raise KeyboardInterrupt")

    result = bench.pytester.runpytest_inprocess(
        "-p", "no:randomly", "-p", "no:hypothesispytest", "--traineebench-agent=own", no_reraise_ctrlc=True
    )

    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert list(tmp_path.glob("traineebench-*")) == []
