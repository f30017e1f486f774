"""What managers know: where the attendance rules are, and which sheet of their own department is in force."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.attendance import cues


def briefs(slot: Slot, *, folder: str, manual: str, sheets: dict[str, str]) -> Iterator[Brief]:
    """Yield the brief of each manager.

    Args:
        slot: Where the task takes place.
        folder: Where the records lie; tells two tasks of a day apart.
        manual: Path of the rules.
        sheets: Paths of the sheets in force by department.
    """
    trainee = slot.trainee.split()[0]
    for manager in slot.staff.managers:
        sheet = sheets.get(manager.department)
        yield Brief(
            task=slot.task,
            topic="attendance-rules",
            person=manager.name,
            when=(
                f"{trainee} asks by which rules attendance is counted (late, early, absent, overtime, remote, working "
                "hours, grace time, missing records), for a single one of these rules, or for the attendance manual"
            ),
            reply=_reply(manager.department, folder, manual, sheet),
            cues=(f"{cues.MATTER} | {cues.COUNTED}", cues.RULES),
            weighed="attendance/attendance-rules",
            unless=(cues.OTHER_MATTERS,),
            never=("#do it for me", "you/your attendance"),
            facts=(manual, sheet) if sheet else (manual,),
        )


def _reply(department: str, folder: str, manual: str, sheet: str | None) -> str:
    rules = (
        f"For the clock records in `CloudDisk://{folder}/`, the attendance rules are in `CloudDisk://{manual}`. Please "
        "read them to the end, I do not know the details by heart."
    )
    if sheet is None:
        return rules
    return f"{rules} {department} has hours of its own; the sheet in force is `CloudDisk://{sheet}`."
