"""What the trainee is told: in the morning, when a task arrives, and when something changes."""

from __future__ import annotations

import datetime as dt

from pytest_traineebench.company import handbook
from pytest_traineebench.scenario.build import BuiltDay, BuiltTask
from pytest_traineebench.scenario.schema import Change

_MORNING = """\
You are {trainee}, an intern at KnowledgeX Lab. It is {now}. Colleagues will hand you tasks, which you carry out on \
your own.

- `./` is your workspace: there you can write, read and run files, and download files from the company's cloud disk.
- Watch the `[System Time]` messages: everything you do takes time, and neither deadlines nor meetings wait.
- **A task that you meet for the first time you do not do by your own ideas: ask the colleagues who know about it \
first.** The intern handbook `CloudDisk:{handbook}` tells whom to ask.
- You may use tools, at most three calls at a time; further calls of the same turn are not executed.
- More tasks can come in and deadlines can move during the day; you will be told.

Hello {first_name}, good to have you here. This is what we would like you to do today.
"""


def morning(built: BuiltDay) -> str:
    """Return the day's prompt: who the trainee is, the rules of the house, the tasks that are there at the start."""
    opening = _MORNING.format(
        trainee=built.trainee,
        first_name=built.trainee.split()[0],
        now=f"{built.start:%Y-%m-%d %H:%M}",
        handbook=handbook.PATH,
    )
    here = [task for task in built.tasks if task.arrives <= built.start]
    sections = [assignment(built, task) for task in here]
    return (
        "\n".join([opening, *sections]) if sections else f"{opening}\nNothing yet; the first task is still to come.\n"
    )


def assignment(built: BuiltDay, task: BuiltTask) -> str:
    """Return the section that hands out one task."""
    number = built.tasks.index(task) + 1
    priority = task.loaded.recipe.priority
    urgency = f" Its priority is {priority}." if priority else ""
    return (
        f"## Task {number} - {task.family.title}\n\n{task.task.instruction.strip()}\n\n"
        f"This has to be finished before **{task.deadline:%Y-%m-%d %H:%M}**.{urgency}\n"
    )


def arrival(built: BuiltDay, task: BuiltTask) -> str:
    """Return the message with which a later task is handed out."""
    return f"[New Task] {task.arrives:%H:%M}\n\n{assignment(built, task)}"


def change(built: BuiltDay, task: BuiltTask, what: Change) -> str:
    """Return the message that tells of a changed deadline or priority."""
    number = built.tasks.index(task) + 1
    changed = []
    if what.deadline:
        changed.append(
            f"it now has to be finished before **{dt.datetime.combine(task.slot.date, what.deadline):%Y-%m-%d %H:%M}**"
        )
    if what.priority:
        changed.append(f"its priority is now {what.priority}")
    return f"[Task Changed] Task {number} - {task.family.title}: {' and '.join(changed)}, because {what.because}"
