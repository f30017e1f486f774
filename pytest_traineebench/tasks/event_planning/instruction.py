"""What the trainee reads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from string import Template
from typing import Any

from pytest_traineebench.company import handbook
from pytest_traineebench.tasks.event_planning.documents import template
from pytest_traineebench.tasks.event_planning.params import EventParams, Metric, Mode
from pytest_traineebench.tasks.event_planning.world import Plan

_METRICS: Mapping[Metric, tuple[str, float]] = {
    "interest_score": ("number; the interest scores of both locations and the restaurant together", 11.11),
    "cost_per_person": ("number; what the day costs one person, in yuan (CNY)", 111.11),
    "total_travel_distance": ("number; the length of the whole way, in kilometres", 111.11),
    "overall_score": ("number; the weighted balance of interest, cost and distance", 0.1111),
}
_GOALS: Mapping[Mode, str] = {
    "highest_interest": "has the highest interest score of all possible plans",
    "lowest_cost": "costs a person the least of all possible plans",
    "shortest_distance": "has the shortest total travel distance of all possible plans",
    "highest_score": "has the highest overall score of all possible plans",
}
_EXAMPLE_PLAN = {"morning": "Name of a location", "lunch": "Name of a restaurant", "afternoon": "Name of a location"}


def instruct(
    params: EventParams,
    *,
    event: str,
    department: str,
    month: dt.date,
    people: Sequence[str],
    listed: bool,
    given: Plan | None,
    output: str,
) -> str:
    """Return the instruction.

    Args:
        params: What is asked for.
        event: The event's code.
        department: Who goes out.
        month: First day of the month of the event.
        people: Who comes.
        listed: Whether the text names them; else all members of the department come.
        given: The plan to work out, if it is given.
        output: Name of the file to hand in.
    """
    rows = list(_keys(params))
    return Template(template("instruction.md")).substitute(
        event=event,
        department=department,
        month=f"{month:%B %Y} ({month:%Y-%m})",
        who=_who(people, department, listed=listed),
        objective=_objective(params, given),
        output=output,
        keys="\n".join(f"- `{key}`: {meaning}" for key, meaning, _ in rows),
        example=json.dumps({key: example for key, _, example in rows}, ensure_ascii=False, indent=2),
        handbook=handbook.PATH,
    )


def _who(people: Sequence[str], department: str, *, listed: bool) -> str:
    if not listed:
        return f"Everybody in {department} comes, managers included: {len(people)} in all."
    names = "\n".join(f"- {person}" for person in people)
    return f"These {len(people)} members of {department} come:\n\n{names}\n"


def _objective(params: EventParams, given: Plan | None) -> str:
    limit = f"**{params.end_time}**"
    if params.goal:
        return f"Find the plan that **{_GOALS[params.goal]}**, and work out that figure."
    if given:
        shown = f"\n\n```json\n{json.dumps(asdict(given), ensure_ascii=False)}\n```\n"
        if params.end_time:
            return (
                f"The plan is already fixed:{shown}\nFind out when the group is back at the company, whether that is "
                f"not later than {limit}, and work out the figures of this plan that are listed below."
            )
        return f"The plan is already fixed:{shown}\nWork out the figures of this plan that are listed below."
    propose = "Propose a plan of your own; any that keeps to the guidelines will do"
    if params.end_time:
        return (
            f"{propose}, but the group has to be back at the company not later than {limit}. Work out when it is back "
            "and the other figures of your plan that are listed below."
        )
    return f"{propose}. Work out the figures of your plan that are listed below."


def _keys(params: EventParams) -> Iterator[tuple[str, str, Any]]:
    """Yield key, meaning and an example of every entry of the file."""
    yield "event_date", "text; the day of the event as YYYY-MM-DD", "YYYY-MM-DD"
    if params.form != "given":
        yield (
            "plan",
            "object with the names of the places under `morning`, `lunch` and `afternoon`, as the list spells them",
            _EXAMPLE_PLAN,
        )
    if params.end_time:
        yield "end_time", "text; when the group is back at the company, as HH:MM", "HH:MM"
        yield "can_complete_on_time", f"true or false; whether that is not later than {params.end_time}", False
    for metric in params.wanted:
        yield metric, *_METRICS[metric]
