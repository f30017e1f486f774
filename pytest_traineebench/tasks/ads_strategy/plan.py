"""Reads the plan that the trainee hands in, as far as each question about it needs."""

from __future__ import annotations

from typing import Any

from pytest_traineebench.company.evidence import Evidence, json_type
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.ads_strategy.answer import Answer

CHANNELS, COST, EXPOSURE = "selected_channels", "total_cost", "total_exposure"


def read_channels(evidence: Evidence, answer: Answer) -> tuple[str, ...]:
    """Return the ids that the plan lists.

    Raises:
        DeliverableError: If there is no plan, or it does not list ids.
    """
    ids = _field(evidence, answer, CHANNELS)
    if not isinstance(ids, list):
        raise DeliverableError(f"{CHANNELS!r} in {answer.plan} holds a JSON {json_type(ids)}, not a list of ids")
    for entry in ids:
        if not isinstance(entry, str):
            raise DeliverableError(
                f"{CHANNELS!r} in {answer.plan} lists a JSON {json_type(entry)} where an id is expected"
            )
    return tuple(ids)


def read_total(evidence: Evidence, answer: Answer, key: str) -> float:
    """Return one of the plan's totals.

    Raises:
        DeliverableError: If there is no plan, or it does not hold that total as a number.
    """
    total = _field(evidence, answer, key)
    if isinstance(total, bool) or not isinstance(total, int | float):
        raise DeliverableError(f"{key!r} in {answer.plan} holds a JSON {json_type(total)}, not a number")
    return float(total)


def choice(evidence: Evidence, answer: Answer) -> frozenset[str]:
    """Return the chosen channels of a plan that can be carried out and is finished.

    Such a plan lists at least one channel, no unknown ones, keeps to the budget, and does not leave so much of it that
    another channel could be added. The best plan never does, and a plan that was not worked out earns nothing.

    Raises:
        DeliverableError: If it cannot, or is not.
    """
    chosen = frozenset(read_channels(evidence, answer))
    if not chosen:
        raise DeliverableError(f"{answer.plan} lists no channel")
    if unknown := chosen - {candidate.id for candidate in answer.candidates}:
        raise DeliverableError(
            f"{answer.plan} lists {len(unknown)} channels that cannot be booked, {min(unknown)[:20]!r}"
        )
    left = answer.budget - answer.cost(chosen)
    if left < 0:
        raise DeliverableError(f"the channels in {answer.plan} cost ${-left:,} more than the budget")
    if any(candidate.cost <= left for candidate in answer.candidates if candidate.id not in chosen):
        raise DeliverableError(f"{answer.plan} leaves ${left:,}, for which another channel could be booked")
    return chosen


def _field(evidence: Evidence, answer: Answer, key: str) -> Any:
    plan = evidence.json_object(answer.plan)
    if key not in plan:
        raise DeliverableError(f"{answer.plan} has no key {key!r}")
    return plan[key]
