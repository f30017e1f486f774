"""A project in an empty folder, with scenario files and an agent of its own, in which pytest is run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pytest_traineebench.results.record import DayRecord

MEETING: Mapping[str, Any] = {
    "id": "meeting",
    "family": "meeting_book",
    "params": {"task_type": "department", "start_time": "13:00", "last_time": 1.0, "conflict_nums": 1},
}
"""A task that the oracle solves without running commands."""
WEBSITE: Mapping[str, Any] = {"id": "website-analysis", "family": "website_analysis"}
"""A task of which the oracle earns 4 of 5 points where no commands can be run."""

_INI = """
[pytest]
addopts = --strict-markers --strict-config
traineebench_sandbox = none
"""

_QUICK = ("-p", "no:randomly", "-p", "no:hypothesispytest")
"""No shuffling unless a test is about it, and no plugin that imports much in each session."""


class Bench:
    """The project; commands of trainees run nowhere, which makes a day take some 50 ms."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.root = pytester.path
        self.write("pytest.ini", _INI)

    def write(self, path: str, text: str) -> Path:
        """Write a file, its folder included."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8")
        return full

    def scenario(
        self,
        path: str = "alpha",
        *days: Sequence[Mapping[str, Any]],
        npc: str = "rules",
        seed: int = 3,
    ) -> str:
        """Write a scenario file named as its path; a day per list of tasks, one of a meeting by default.

        Returns:
            The file's path, by which its days are named.
        """
        plan = [
            {"name": f"day_{n}", "tasks": [dict(task) for task in day]} for n, day in enumerate(days or ([MEETING],), 1)
        ]
        data = {"format": 1, "name": Path(path).name.replace(" ", "-"), "seed": seed, "npc": npc, "days": plan}
        self.write(f"{path}.scenario.yaml", json.dumps(data, indent=1))
        return f"{path}.scenario.yaml"

    def conftest(self, source: str, *, folder: str = ".") -> None:
        """Write a ``conftest.py``."""
        self.write(f"{folder}/conftest.py", f"import os, signal, sys, threading, time\nimport pytest\n\n{source}")

    def agent(self, body: str) -> None:
        """Register the agent ``own`` with this body of ``def own(day)``."""
        lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
        self.conftest(f"def own(day):\n{lines}\n\ndef pytest_traineebench_agents():\n    return {{'own': own}}\n")

    def run(self, *arguments: str, agent: str = "own") -> pytest.RunResult:
        """Run pytest in this process, in the order of files."""
        return self.pytester.runpytest_inprocess(*_QUICK, *_named(agent), *arguments)

    def process(self, *arguments: str, agent: str = "own") -> pytest.RunResult:
        """Run pytest in a process of its own, in the order of files."""
        return self.pytester.runpytest_subprocess(*_QUICK, *_named(agent), *arguments, timeout=60)

    def record(self, day: str, *, results: str = "out") -> DayRecord:
        """Return what was kept of a day, named ``alpha/day_1``."""
        return DayRecord.model_validate_json((self.root / results / day / "scorecard.json").read_bytes())

    def records(self, *, results: str = "out") -> dict[str, DayRecord]:
        """Return the lines of ``results.jsonl`` by item."""
        lines = (self.root / results / "results.jsonl").read_text(encoding="utf-8").splitlines()
        found = [DayRecord.model_validate_json(line) for line in lines]
        return {record.nodeid: record for record in found}

    def events(self, day: str, *, results: str = "out") -> list[dict[str, Any]]:
        """Return a day's event log."""
        lines = (self.root / results / day / "events.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def said(self, day: str, *, results: str = "out") -> list[str]:
        """Return what the agent said in its turns."""
        return [event["text"] for event in self.events(day, results=results) if event["event"] == "turn_taken"]

    def left(self, *, results: str = "out") -> dict[str, bytes]:
        """Return all files of a results directory by path."""
        root = self.root / results
        return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def table(result: pytest.RunResult) -> list[str]:
    """Return the lines of the table in a session's output, without rules."""
    lines = result.outlines
    start = next((index for index, line in enumerate(lines) if re.fullmatch("=+ traineebench =+", line)), len(lines))
    end = next((index for index, line in enumerate(lines) if index > start and line.startswith("=")), len(lines))
    return [" ".join(line.split()) for line in lines[start + 1 : end] if line.strip("- ")]


def _named(agent: str) -> list[str]:
    return [f"--traineebench-agent={agent}"] if agent else []
