"""Workplace scenarios as test cases for LLM agents; the pytest plugin is in `pytest_traineebench.plugin`.

The names below are what an agent or a project's ``conftest.py`` needs. They are imported when first used, so that the
plugin costs a session without scenarios nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_traineebench.agent import Agent, Day, Limits, Worker
    from pytest_traineebench.company.chat import Fault, Reply
    from pytest_traineebench.company.events import ToolCalled
    from pytest_traineebench.company.evidence import Evidence
    from pytest_traineebench.episode import DayResult
    from pytest_traineebench.errors import DayOverError, TraineeBenchError
    from pytest_traineebench.results.record import DayRecord
    from pytest_traineebench.scenario.stage import Workday
    from pytest_traineebench.scoring.scorecard import CheckpointScore, Scorecard, TaskScore
    from pytest_traineebench.tool import ToolCall, ToolResult, Turn

__all__ = [
    "Agent",
    "CheckpointScore",
    "Day",
    "DayOverError",
    "DayRecord",
    "DayResult",
    "Evidence",
    "Fault",
    "Limits",
    "Reply",
    "Scorecard",
    "TaskScore",
    "ToolCall",
    "ToolCalled",
    "ToolResult",
    "TraineeBenchError",
    "Turn",
    "Workday",
    "Worker",
]

_HOMES = {
    "Agent": "agent",
    "CheckpointScore": "scoring.scorecard",
    "Day": "agent",
    "DayOverError": "errors",
    "DayRecord": "results.record",
    "DayResult": "episode",
    "Evidence": "company.evidence",
    "Fault": "company.chat",
    "Limits": "agent",
    "Reply": "company.chat",
    "Scorecard": "scoring.scorecard",
    "TaskScore": "scoring.scorecard",
    "ToolCall": "tool",
    "ToolCalled": "company.events",
    "ToolResult": "tool",
    "TraineeBenchError": "errors",
    "Turn": "tool",
    "Workday": "scenario.stage",
    "Worker": "agent",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
