"""The fixtures: a project overrides one to bring its own agent or colleagues, and requests one to look inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_traineebench.agent import Worker
    from pytest_traineebench.scenario.stage import Workday


@pytest.fixture
def traineebench_agent(request: pytest.FixtureRequest) -> Worker:
    """The agent that works the day: a new one for every day, by ``--traineebench-agent``.

    Override it to return an agent of your own: a function that takes the day, or an object with ``work(day)``.
    """
    from pytest_traineebench.plugin import staging  # noqa: PLC0415  -- only when a day is worked

    with staging.errors_in_one_line():
        return staging.named_agent(request.node)


@pytest.fixture
def traineebench_npc(request: pytest.FixtureRequest) -> Any:
    """Who speaks for the colleagues: ``"rules"`` or a model alias, by ``--traineebench-npc`` or the scenario.

    Override it to return another name, or a function that takes the built day and returns an object with
    ``reply(person, text, *, heard)``, which answers with a ``Reply``.
    """
    from pytest_traineebench.plugin import options, staging  # noqa: PLC0415  -- only when a day is worked

    with staging.errors_in_one_line():
        return options.text(request.config, "npc") or staging.find_day(request.node).loaded.scenario.npc


@pytest.fixture
def traineebench_day(request: pytest.FixtureRequest, traineebench_npc: Any) -> Iterator[Workday]:
    """The staged day of a scenario item, or of a test marked ``traineebench_scenario(path, day)``.

    Earlier days of the scenario that were not worked in this process are worked first, by ``traineebench_agent``, so
    that the agent remembers what it would remember.
    """
    from pytest_traineebench.plugin import staging  # noqa: PLC0415  -- only when a day is worked

    with staging.errors_in_one_line(), staging.staged_day(request, traineebench_npc) as workday:
        yield workday
