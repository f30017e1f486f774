"""Projects in which pytest runs inside of pytest."""

from __future__ import annotations

import httpcore2
import pytest
from plugin.bench import Bench

from pytest_traineebench import discovery
from pytest_traineebench.family import FAMILIES
from pytest_traineebench.llm import exchange
from pytest_traineebench.plugin import cassettes, collect, workers
from pytest_traineebench.plugin.agents import AGENTS
from pytest_traineebench.recording import cassette
from pytest_traineebench.results import table

# A session that runs in this process forgets what it imported: what is imported here is not imported again and again,
# and the HTTP client, which keeps what it imported late, has no classes of a module that is gone.
LOADED = (
    httpcore2,
    exchange,
    cassette,
    cassettes,
    collect,
    workers,
    table,
    *discovery.load_all(FAMILIES),
    *discovery.load_all(AGENTS),
)


@pytest.fixture
def bench(pytester: pytest.Pytester) -> Bench:
    """Return an empty project."""
    return Bench(pytester)
