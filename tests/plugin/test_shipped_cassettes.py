"""The shipped recordings of the quickstart scenarios."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_quickstart_scenarios_replay_without_a_server() -> None:
    """Recorded from the able trainee of `traineebench serve`; record them anew when a family or a tool changes."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]

    run = subprocess.run(  # noqa: S603  -- our own command
        [*command, "scenarios/quickstart", "--traineebench-agent=react:able"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "5 of 5 days count" in run.stdout
    assert "unused cassettes" not in run.stdout
