"""The ideal trainee works honestly, in little time, and the harder the level the more there is to do."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from support.days import one_task, scenario, staged
from tasks.event_planning.event_scene import LEVELS, at_level, slot

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import oracle
from pytest_traineebench.company.events import FileDownloaded, GroupMessageSent, MessageSent, of_kind
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.episode import DayResult, run_day
from pytest_traineebench.scenario.load import LoadedScenario
from pytest_traineebench.tasks.event_planning import FAMILY


def work(loaded: LoadedScenario, directory: Path) -> DayResult:
    """Let the oracle do a day."""
    with staged(loaded, directory) as workday:
        return run_day(workday, oracle.make(AgentContext()))


def missed(result: DayResult) -> list[str]:
    """Return the checkpoints that are not full, and what else went wrong."""
    checks = [check.name for task in result.scorecard.tasks for check in task.checkpoints if not check.is_full]
    return [*checks, *map(str, result.faults), *([result.error] if result.error else [])]


def test_difficulty_orders_the_work(tmp_path: Path) -> None:
    """Calls, people to ask and files to read never shrink from level to level, and grow over the twelve."""
    figures: list[tuple[float, ...]] = []
    for level, arguments in LEVELS.items():
        results = [
            work(one_task("event_planning", arguments, seed=seed), tmp_path / f"{level}{seed}") for seed in (1, 2)
        ]
        assert [missed(result) for result in results] == [[], []]
        asked = [len({*_contacts(result)}) for result in results]
        read = [len(list(of_kind(result.events, FileDownloaded))) for result in results]
        figures.append((mean(result.calls for result in results), mean(asked), mean(read)))

    assert all(less <= more for low, high in pairwise(figures) for less, more in zip(low, high, strict=True))
    assert (figures[0], figures[-1]) == ((9, 3, 3), (13, 19, 3))


def _contacts(result: DayResult) -> list[str]:
    direct = [event.receiver for event in of_kind(result.events, MessageSent) if event.sender == TRAINEE]
    groups = [event.members for event in of_kind(result.events, GroupMessageSent) if event.sender == TRAINEE]
    return [name for name in (*direct, *(name for members in groups for name in members)) if name != TRAINEE]


def test_a_day_with_four_events_can_be_done(tmp_path: Path) -> None:
    """Even the largest department, asked about four events of its own, leaves time before the evening."""
    tasks = [
        {"id": name, "family": "event_planning", "params": {"department": "Engineering"}}
        for name in ("event-planning", "second", "third", "fourth")
    ]

    result = work(scenario(tasks, seed=4), tmp_path)

    assert missed(result) == []
    assert result.minutes < 6 * 60


@pytest.mark.parametrize("size", [10, 101, 1800])
def test_companies_of_any_size_are_served(size: int, tmp_path: Path) -> None:
    """Tiny ones, and those whose list of people is cut."""
    task = {"id": "event-planning", "family": "event_planning", "params": {"department": "Engineering", "plan": "auto"}}

    result = work(scenario([task], seed=4, size=size), tmp_path)

    assert missed(result) == []


@pytest.mark.parametrize("level", LEVELS)
def test_hints_hold_no_answer(level: str) -> None:
    """Three hints, each longer than the one before, without a day, a place or a person."""
    task = at_level(level)

    hints = FAMILY.hints(task, slot())

    places = {place.name for place in (*task.answer.world.locations, *task.answer.world.restaurants)}
    secrets = places | {w.person for w in task.answer.windows} | {w.first.isoformat() for w in task.answer.windows}
    assert len(hints[0]) < len(hints[1]) < len(hints[2])
    assert not [secret for secret in secrets for hint in hints if secret in hint]
