"""The trainee who knows how: each family's own solution, up to three calls a turn."""

from __future__ import annotations

from pytest_traineebench.llm.scripted import Say
from pytest_traineebench.serving.work import Scene, next_calls, say, spoken, written


def turn(scene: Scene) -> Say:
    """Return the next turn."""
    calls = next_calls(scene)
    return say(spoken(calls, turn=scene.turn), map(written, calls), turn=scene.turn)
