"""Scenario files for tests: a small right one, and ways to change it."""

from __future__ import annotations

from typing import Any


def task(**changes: Any) -> dict[str, Any]:
    """Return a task that is right, with changes."""
    return {"id": "kb-fix", "family": "kb_fix", "params": {"difficulty": "easy"}, **changes}


def scenario(*tasks: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a scenario of one day that is right, with these tasks and changes."""
    day = {"name": "day_1", "tasks": list(tasks) or [task()]}
    return {"format": 1, "name": "acme", "seed": 7, "days": [day], **changes}


def all_families() -> dict[str, Any]:
    """Return a day with a task of every kind of event: one from the morning, one that arrives and changes."""
    change = {"at": "11:30", "deadline": "15:30", "priority": "high", "because": "the fix was moved"}
    return scenario(
        task(),
        task(id="website", family="website_analysis", params=None, arrives="10:30", deadline="14:00", changes=[change]),
        task(
            id="transactions",
            family="transactions",
            params={"num_normal_transactions": 2, "num_abnormal_transactions": 1},
        ),
        task(
            id="meeting",
            family="meeting_book",
            params={"task_type": "manager", "start_time": "15:00", "last_time": 0.5, "conflict_nums": 1},
        ),
    )
