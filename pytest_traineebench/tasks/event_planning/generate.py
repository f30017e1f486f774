"""Makes a task: people, their windows, a world, materials and texts."""

from __future__ import annotations

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.event_planning.answer import EventAnswer
from pytest_traineebench.tasks.event_planning.briefs import brief_members
from pytest_traineebench.tasks.event_planning.documents import write_materials
from pytest_traineebench.tasks.event_planning.instruction import instruct
from pytest_traineebench.tasks.event_planning.params import DEPARTMENTS, EventParams
from pytest_traineebench.tasks.event_planning.paths import Paths
from pytest_traineebench.tasks.event_planning.scenery import draw_world, minutes
from pytest_traineebench.tasks.event_planning.windows import draw_windows, next_month

MOST_PEOPLE = 20
"""Who come from a larger department are drawn, and named in the instruction: nobody asks hundreds of people."""

_LONGEST_STAFF_LIST = 100  # a longer one does not fit into what a tool may answer


def generate(params: EventParams, slot: Slot) -> Task[EventAnswer]:
    """Make a task.

    Raises:
        ValueError: If the department has no members, or no plan can be finished by the wanted time.
    """
    department = _department(params, slot)
    people, listed = _people(department, slot)
    event = f"TB-{slot.stream('event').randrange(10_000, 100_000)}"
    month = next_month(slot.date)
    windows, period = draw_windows(people, month, slot.stream("windows"))
    world, given = draw_world(params, period, slot)
    paths = Paths.of(slot, department, optimal=params.goal is not None)
    return Task(
        instruction=instruct(
            params,
            event=event,
            department=department,
            month=month,
            people=people,
            listed=listed,
            given=given,
            output=paths.output,
        ),
        answer=EventAnswer(
            event=event,
            output=paths.output,
            materials=paths.materials,
            windows=windows,
            world=world,
            given=given,
            limit=minutes(params.end_time) if params.end_time else None,
            metrics=params.wanted,
            goal=params.goal,
        ),
        disk=write_materials(world, event, department, paths, slot),
        briefs=tuple(brief_members(windows, event=event, department=department, folder=paths.folder, slot=slot)),
    )


def _department(params: EventParams, slot: Slot) -> str:
    there = [name for name in DEPARTMENTS if slot.staff.department(name)]
    if params.department is None:
        return slot.stream("department").choice(there)
    if params.department not in there:
        raise ValueError(
            f"department: found {params.department!r}, which has no members in a company of {len(slot.staff)}; "
            f"expected one of {', '.join(there)}"
        )
    return params.department


def _people(department: str, slot: Slot) -> tuple[list[str], bool]:
    """Return who comes, in the order of the staff, and whether the instruction has to name them."""
    members = [person.name for person in slot.staff.department(department)]
    if len(members) > MOST_PEOPLE:
        chosen = sorted(slot.stream("people").sample(range(len(members)), MOST_PEOPLE))
        return [members[index] for index in chosen], True
    return members, len(slot.staff) > _LONGEST_STAFF_LIST
