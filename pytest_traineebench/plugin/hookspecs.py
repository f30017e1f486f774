"""Hooks that a project may implement in its ``conftest.py`` or a plugin of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_traineebench.company.events import ToolCalled
    from pytest_traineebench.results.record import DayRecord
    from pytest_traineebench.scenario.stage import Workday
    from pytest_traineebench.scoring.scorecard import TaskScore


@pytest.hookspec
def pytest_traineebench_agents(config: pytest.Config) -> Mapping[str, Any] | None:
    """Return agents by name, for ``--traineebench-agent=NAME``.

    A value is a function that takes the day, or something to call without arguments (a class, a factory) that
    returns an agent: a new one for every day. An agent is a function that takes the day or has a method ``work`` that
    does.
    """


@pytest.hookspec
def pytest_traineebench_tool_call(item: pytest.Item, call: ToolCalled) -> None:
    """See a tool call after it was answered: name, arguments, outcome, result, cost.

    Not called for days that are worked in the set-up of a later one. ``pytest.fail()`` fails the day; any other
    exception makes it an error of the run. Neither is seen by the agent, whose day goes on and keeps its scores.
    """


@pytest.hookspec
def pytest_traineebench_score(item: pytest.Item, workday: Workday, scores: list[TaskScore]) -> None:
    """Change or add scores before the verdict.

    ``scores`` holds one `TaskScore` per task and is changed in place; the scores themselves are frozen, so replace
    one: ``scores[0] = scores[0].model_copy(update={"checkpoints": (*scores[0].checkpoints, mine)})``.
    ``workday.office.evidence(frozen=False)`` holds what stands at the end of the day. If this raises or leaves
    something that is no score, the scores stay as they were and the day is an error of the run.
    """


@pytest.hookspec(firstresult=True)
def pytest_traineebench_verdict(item: pytest.Item, record: DayRecord) -> bool | str | None:
    """Decide whether a day passes: True, or why it fails as a text (or False); None leaves it to the option.

    Days that broke (``record.outcome == "error"``) or whose colleagues failed (``"invalid"``) are not asked about.
    """


@pytest.hookspec
def pytest_traineebench_finish(config: pytest.Config, records: Sequence[DayRecord]) -> None:
    """See the records of all days at the end of the session, in the controller if there are workers.

    If this raises, the session fails, and the table is shown all the same.
    """
