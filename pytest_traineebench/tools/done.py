"""The end of the trainee's work."""

from __future__ import annotations

from pytest_traineebench.company.office import Office
from pytest_traineebench.tool import tool


@tool("all_tasks_done")
def all_tasks_done(office: Office) -> str:
    """Say that all your tasks are finished. If more tasks are to come today, you wait for the next one instead."""
    arrival = office.inbox.next_arrival
    if arrival is not None:
        office.clock.advance_to(arrival)
        return f"Well done so far. You waited until {office.clock.now:%H:%M}, when something new came in."
    office.done = True
    return "Thank you, that was all for today. ##DONE##"
