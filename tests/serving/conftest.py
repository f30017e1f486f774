"""The quickstart days behind a server, and a project in which pytest asks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from plugin.bench import Bench

from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.serving.cast import Cast, models
from pytest_traineebench.serving.days import ServedDay, find_scenarios, load_days

SCENARIOS = Path(__file__).parents[2] / "scenarios"

Write = Callable[[Path], Path]


@pytest.fixture(scope="session")
def quickstart() -> tuple[ServedDay, ...]:
    """The days of the shipped quickstart scenarios."""
    return load_days(find_scenarios([SCENARIOS / "quickstart"]))


@pytest.fixture
def server(quickstart: tuple[ServedDay, ...]) -> Iterator[ScriptedServer]:
    """A running server that knows the quickstart days."""
    with ScriptedServer(Cast(quickstart), models=models()) as running:
        yield running


@pytest.fixture
def write_config(server: ScriptedServer) -> Write:
    """Write an ``api_config.json`` of all models into a folder."""

    def write(folder: Path) -> Path:
        path = folder / "api_config.json"
        entries = {
            name: {"model_name": name, "api_key_var": "", "base_url": server.base_url, "proxy_url": False}
            for name in models()
        }
        path.write_text(json.dumps(entries), encoding="utf-8")
        return path

    return write


@pytest.fixture
def bench(pytester: pytest.Pytester, write_config: Write) -> Bench:
    """Return a project with the quickstart scenarios and the models."""
    made = Bench(pytester)
    for path in sorted((SCENARIOS / "quickstart").glob("*.scenario.yaml")):
        made.write(path.name, path.read_text(encoding="utf-8"))
    write_config(made.root)
    return made
