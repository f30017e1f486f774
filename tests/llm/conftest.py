"""Chat models on scripted servers: real HTTP on loopback, no waiting between attempts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from llm.llm_scene import KEY, Scene

from pytest_traineebench.llm.client import ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.retry import Retry
from pytest_traineebench.llm.scripted import Script, ScriptedServer


@pytest.fixture
def write_config(tmp_path: Path) -> Callable[..., Path]:
    """Write an ``api_config.json`` with the one model `m`; keyword arguments replace its fields."""

    def write(**fields: object) -> Path:
        entry = {
            "model_name": "test-model",
            "api_key_var": KEY,
            "base_url": "http://127.0.0.1:9/v1",
            "proxy_url": False,
        }
        path = tmp_path / "api_config.json"
        path.write_text(json.dumps({"m": {**entry, **fields}}), encoding="utf-8")
        return path

    return write


@pytest.fixture
def play(write_config: Callable[..., Path]) -> Iterator[Callable[..., Scene]]:
    """Start a server with a script and return the model that asks it."""
    with ExitStack() as stack:

        def start(script: Script, *, retry: Retry | None = None, timeout: float = 30.0, **fields: object) -> Scene:
            server = stack.enter_context(ScriptedServer(script))
            waits: list[float] = []
            path = write_config(**{"base_url": server.base_url, **fields})
            models = ChatModels(load_endpoints(path), retry=retry, timeout=timeout, sleep=waits.append)
            return Scene(stack.enter_context(models).get("m"), server, waits)

        yield start
