"""The agent that does nothing: what it earns, a checkpoint gives away."""

from __future__ import annotations

from pytest_traineebench.agent import AgentContext, Day, Worker


def make(context: AgentContext) -> Worker:  # noqa: ARG001  -- nothing to choose
    """Return the idle agent."""
    return _idle


def _idle(day: Day) -> None:
    """Read the prompt and go home."""
    day.turn([])
