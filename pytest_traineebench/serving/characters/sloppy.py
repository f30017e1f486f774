"""The trainee who is careless: spares herself questions and files, rounds roughly, forgets meetings, ends early."""

from __future__ import annotations

import re
from dataclasses import replace

from pytest_traineebench.family import Call, Solution, Wait
from pytest_traineebench.llm.scripted import Say
from pytest_traineebench.scenario.build import BuiltTask
from pytest_traineebench.serving.work import Scene, honest, next_calls, say, spoken, written

_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
_THOUSANDS = re.compile(r"(?<![\w./'\"-])(?!19|20)\d{4,6}(?![\w./'\"-])")
_PLACES = re.compile(r"(round\([^\n]*?), \d\)|:\.\df\}")
_SPARED = {"SendMessage": 2, "DownloadFileFromCloudDisk": 3, "OpenFolderInCloudDisk": 2}
"""Of these calls of a task she leaves out every second or third."""
_MOST_TASKS = 3
"""So many tasks she takes on; whatever else is asked of her, she goes home."""


def turn(scene: Scene) -> Say:
    """Return the next turn."""
    first = [task.id for task in scene.day.built.tasks[:_MOST_TASKS]]
    calls = next_calls(scene, lambda task: _careless(task) if task.id in first else _nothing())
    return say(spoken(calls, turn=scene.turn), map(written, calls), turn=scene.turn)


def _nothing() -> Solution:
    yield from ()


def _careless(task: BuiltTask) -> Solution:
    solution = honest(task)
    done = dict.fromkeys(_SPARED, 0)
    step: Call | Wait | None = next(solution, None)
    began = False
    while step is not None and not (began and isinstance(step, Wait)):  # what is for later, she forgets
        began, answer = True, ""
        if not _is_spared(step, done):
            answer = yield _rounded(step)
        try:
            step = solution.send(answer)
        except StopIteration:
            return


def _is_spared(step: Call | Wait, done: dict[str, int]) -> bool:
    if not isinstance(step, Call) or step.name not in done:
        return False
    done[step.name] += 1
    return done[step.name] % _SPARED[step.name] == 0


def _rounded(step: Call | Wait) -> Call | Wait:
    """Write down, and compute with, rough figures: no decimals, and thousands only."""
    if not isinstance(step, Call) or "command" not in step.arguments:
        return step
    command = _DECIMAL.sub(lambda number: f"{float(number[0]):.0f}", str(step.arguments["command"]))
    command = _THOUSANDS.sub(lambda number: f"{round(int(number[0]), -3)}", command)
    return replace(step, arguments={**step.arguments, "command": _PLACES.sub(_to_whole, command)})


def _to_whole(match: re.Match[str]) -> str:
    return f"{match[1]}, 0)" if match[1] else ":.0f}"
