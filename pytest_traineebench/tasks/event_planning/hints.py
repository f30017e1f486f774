"""Three hints for planning an event."""

from __future__ import annotations

from pytest_traineebench.tasks.event_planning.answer import EventAnswer


def hints(answer: EventAnswer) -> tuple[str, str, str]:
    """Return whom to ask; where things are and which steps; the whole procedure."""
    whom = (
        f"Only the people who take part know when they have time, each for themselves: ask all {len(answer.windows)} "
        "of them, most quickly in a chat group. They also know where the materials are."
    )
    folder = answer.materials[0].rpartition("/")[0]
    names = ", ".join(path.rpartition("/")[2] for path in answer.materials)
    steps = (
        f"Take as the day one that lies in everybody's range. The materials are in `CloudDisk://{folder}/`: download "
        f"{names}, not what lies in the archive. Write a script that works out the plans by the guidelines."
    )
    procedure = (
        "1. `ListUsers` shows who belongs to the department (unless the task names who comes). Make a group with "
        f"`CreateChatGroup` and ask once, naming {answer.event}: when are you available for the team-building event?\n"
        "2. The latest of the first days and the earliest of the last days bound the days that suit all; choose one.\n"
        f"3. Download {', '.join(f'`{path}`' for path in answer.materials)} and read the guidelines.\n"
        "4. In a script, read tickets (of the right part of the month), meals, ratings and roads. The map is a tree: "
        "the way between two points is the only path between them; add up its `distance_km`.\n"
        "5. For each ordered pair of different locations and each restaurant add up interest, cost and the four legs; "
        "least and greatest of all these plans give the scales of the overall score. For an end time, round the "
        "minutes of every leg up.\n"
        f"6. Write `{answer.output}` with exactly the keys of the task: numbers as numbers, names as in the list."
    )
    return whom, steps, procedure
