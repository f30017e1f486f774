"""Prints what the plugin costs, each figure beside a baseline measured in the same run.

Run ``python benchmarks/run.py`` in an environment with the package installed. Nothing is asserted: machines differ, and
ratios tell more than times.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import oracle
from pytest_traineebench.company import handbook
from pytest_traineebench.company.sandbox import open_sandbox
from pytest_traineebench.episode import run_day
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.scenario.build import BuiltDay, build_day
from pytest_traineebench.scenario.draw import draw_config
from pytest_traineebench.scenario.load import LoadedScenario
from pytest_traineebench.scenario.published import PublishedConfig, convert
from pytest_traineebench.scenario.stage import Workday, stage_day
from pytest_traineebench.tool import ToolCall

DAYS = 30


def main() -> None:
    """Measure and print everything."""
    scenarios = _scenarios()
    staging(scenarios)
    tool_calls(scenarios[0])
    oracle_days(scenarios)
    collection()


def staging(scenarios: list[LoadedScenario]) -> None:
    """Build and stage days, beside writing the same files with nothing else."""
    ours, plain = [], []
    for loaded in scenarios:
        with tempfile.TemporaryDirectory() as folder:
            ours.append(_time(partial(_build_and_stage, loaded, Path(folder))))
        files = [*(built := build_day(loaded, "day_1")).disk.values(), *built.workspace.values()]
        with tempfile.TemporaryDirectory() as folder:
            plain.append(_time(partial(_write, files, Path(folder))))
    _print("staging a day", ours, "writing its files", plain, goal="30 ms")


def tool_calls(loaded: LoadedScenario) -> None:
    """Call cheap tools, beside calling their functions' own work in plain Python."""
    calls: dict[str, dict[str, Any]] = {
        "calculator": {"expression": "2 * (3 + 4)"},
        "OpenFolderInCloudDisk": {},
        "ListUsers": {},
        "GetRealTimeSystemHealth": {},
        "GetAvailableRooms": {"start_time": "2025-10-01T13:00:00", "end_time": "2025-10-01T14:00:00"},
    }
    for name, arguments in calls.items():
        with tempfile.TemporaryDirectory() as folder:
            workday = _stage(build_day(loaded, "day_1"), Path(folder))
            took = [_time(partial(workday.day.turn, [ToolCall(name, arguments)])) for _ in range(300)]
            workday.close()
        baseline = [_time(partial(dict, arguments)) for _ in range(300)]
        _print(f"tool call {name}", took, "a dict copy", baseline, goal="0.2 ms")
    _message(loaded)
    _command(loaded)


def _message(loaded: LoadedScenario) -> None:
    built = build_day(loaded, "day_1")
    people = [person.name for person in built.staff]
    with tempfile.TemporaryDirectory() as folder:
        workday = _stage(built, Path(folder))
        took = [
            _time(partial(workday.day.call, "SendMessage", receiver=person, message="Who maintains the website?"))
            for person in people
        ]
        workday.close()
    _print("tool call SendMessage (rules)", took, "a dict copy", [_time(dict) for _ in people], goal="0.2 ms")


def _command(loaded: LoadedScenario) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workday = _stage(build_day(loaded, "day_1"), Path(folder))
        took = [_time(partial(workday.day.call, "ExecuteCommand", command="true")) for _ in range(30)]
        name = workday.office.sandbox.name
        workday.close()
    baseline = [_time(lambda: subprocess.run(["/bin/sh", "-c", "true"], check=True)) for _ in range(30)]
    _print(f"tool call ExecuteCommand ({name})", took, "sh -c true", baseline)


def oracle_days(scenarios: list[LoadedScenario]) -> None:
    """Work whole days with the oracle, beside starting a Python interpreter."""
    took = []
    for loaded in scenarios:
        with tempfile.TemporaryDirectory() as folder:
            took.append(_time(partial(_work, loaded, Path(folder))))
    baseline = [_time(lambda: subprocess.run([sys.executable, "-c", ""], check=True)) for _ in range(5)]
    _print("an oracle day", took, "python -c ''", baseline, goal="0.3 s")


def collection() -> None:
    """Collect a project without scenarios, with the plugin and without."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_one.py").write_text("def test_one():\n    assert True\n", encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "--co", "-q", "-p", "no:cacheprovider", folder]
        with_it, without = [], []
        for _ in range(15):
            with_it.append(_time(lambda: subprocess.run(command, check=True, capture_output=True)))
            without.append(
                _time(lambda: subprocess.run([*command, "-p", "no:traineebench"], check=True, capture_output=True))
            )
    _print("pytest --co without scenarios", with_it, "without the plugin", without)
    print(
        f"    the plugin adds {(statistics.median(with_it) - statistics.median(without)) * 1000:.1f} ms (goal: 10 ms)"
    )


def _scenarios() -> list[LoadedScenario]:
    """Return days as the published sampler draws them: two to six tasks of all families."""
    config = PublishedConfig.model_validate(draw_config(scenarios=DAYS, days=1, mode="stationary", seed=1))
    return [recipe.loaded for recipe in convert(config, source="bench", seed=1, npc="rules")]


def _stage(built: BuiltDay, folder: Path) -> Workday:
    return stage_day(
        built,
        folder,
        colleagues=lambda built: BriefedColleagues(
            built.briefs, staff=built.staff, trainee=built.trainee, handbook=f"CloudDisk:{handbook.PATH}"
        ),
        sandbox=lambda workspace: open_sandbox("auto", workspace=workspace, seed="bench"),
    )


def _build_and_stage(loaded: LoadedScenario, folder: Path) -> None:
    _stage(build_day(loaded, "day_1"), folder).close()


def _work(loaded: LoadedScenario, folder: Path) -> None:
    workday = _stage(build_day(loaded, "day_1"), folder)
    result = run_day(workday, oracle.make(AgentContext()))
    workday.close()
    assert all(task.is_success for task in result.scorecard.tasks)


def _write(files: Iterable[bytes], folder: Path) -> None:
    for number, content in enumerate(files):
        (folder / str(number)).write_bytes(content)


def _time(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _print(what: str, took: list[float], baseline: str, base: list[float], *, goal: str = "") -> None:
    ours, theirs = statistics.median(took), statistics.median(base)
    wanted = f" (goal: {goal})" if goal else ""
    print(f"{what}: median {ours * 1000:.3f} ms{wanted}, worst {max(took) * 1000:.3f} ms")
    print(f"    {ours / theirs:,.1f} times {baseline} ({theirs * 1000:.3f} ms)")


if __name__ == "__main__":
    main()
