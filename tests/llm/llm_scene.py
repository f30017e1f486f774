"""What the tests of chat models share."""

from __future__ import annotations

from typing import NamedTuple

from pytest_traineebench.llm.client import ChatModel
from pytest_traineebench.llm.scripted import ScriptedServer

KEY = "sk-proj-Zq81mLpW7x_YtR4vB2nC"


class Scene(NamedTuple):
    """A model, the server behind it, and the waits between attempts."""

    model: ChatModel
    server: ScriptedServer
    waits: list[float]
