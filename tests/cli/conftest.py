"""The command, ready to run."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import Run, runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with arguments in this process."""
    return runner(capsys)


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    """A scenario of two days."""
    path = tmp_path / "acme.scenario.yaml"
    days = "".join(
        f"  - name: {day}\n    tasks: [{{id: kb-fix, family: kb_fix, params: {{difficulty: easy}}}}]\n"
        for day in ("monday", "tuesday")
    )
    path.write_text(f"format: 1\nname: acme\nseed: 7\ndays:\n{days}", encoding="utf-8")
    return path
