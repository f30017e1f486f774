"""Stages the day of a test: its agent, its colleagues, and the memory of earlier days."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from pytest_traineebench.agent import Insider, Worker
from pytest_traineebench.company import handbook
from pytest_traineebench.company.chat import Colleagues, Fault, Line, Reply
from pytest_traineebench.company.events import ToolCalled
from pytest_traineebench.company.sandbox import open_sandbox
from pytest_traineebench.company.sandbox.scratch import temporary_folder
from pytest_traineebench.episode import run_day
from pytest_traineebench.errors import ConfigError, ReplayMissError, TraineeBenchError
from pytest_traineebench.npc.colleagues import NO_ANSWER, BriefedColleagues
from pytest_traineebench.npc.model import ModelVoice
from pytest_traineebench.npc.rules import RulesVoice
from pytest_traineebench.npc.voice import no_answer
from pytest_traineebench.plugin import agents, options, setup
from pytest_traineebench.plugin.contained import Troubles, contained
from pytest_traineebench.plugin.recording import DayRecording, day_recording
from pytest_traineebench.recording.library import Cast
from pytest_traineebench.recording.modes import COLLEAGUES, LIVE, speaking
from pytest_traineebench.scenario.build import BuiltDay, build_day
from pytest_traineebench.scenario.load import LoadedScenario, load_scenario
from pytest_traineebench.scenario.stage import Workday, stage_day

RECORDING = pytest.StashKey[DayRecording]()
"""What is recorded of an item's day, or replayed."""
TROUBLES = pytest.StashKey[Troubles]()
"""What the project's hooks did wrong during an item's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The day that a test is about.

    Attributes:
        memories: What the agent remembered after each day, by day; shared by the scenario's items.
    """

    loaded: LoadedScenario
    day: str
    memories: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The agent that the session's option gave to an item, and what makes another one."""

    agent: Worker
    found: agents.FoundAgent


_NAMED = pytest.StashKey[_Named]()


@contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Show errors that speak for themselves without a traceback."""
    try:
        yield
    except TraineeBenchError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


def named_agent(item: pytest.Item) -> Worker:
    """Return a new agent by the session's option.

    Raises:
        ConfigError: If there is none.
    """
    found = agents.session_agent(item.config)
    agent = found.make()
    item.stash[_NAMED] = _Named(agent=agent, found=found)
    return agent


def agent_name(item: pytest.Item, agent: Worker) -> str:
    """Return the name by which an item's agent was chosen; ``fixture`` if the project overrides the fixture."""
    named = item.stash.get(_NAMED, None)
    return options.text(item.config, "agent") if named is not None and named.agent is agent else "fixture"


def find_day(item: pytest.Item) -> Found:
    """Return the day of a scenario item, or of a test with the marker ``traineebench_scenario``.

    Raises:
        ConfigError: If the test is neither, or its marker is wrong.
        ScenarioError: If the scenario file is.
    """
    scenario_file = getattr(item, "scenario_file", None)
    if scenario_file is not None:
        return Found(loaded=scenario_file.loaded, day=item.name, memories=scenario_file.memories)
    marker = item.get_closest_marker("traineebench_scenario")
    if marker is None:
        raise ConfigError(
            f"{item.nodeid}: traineebench_day needs to know the day: "
            "mark the test with @pytest.mark.traineebench_scenario('path.scenario.yaml', day='day_1')"
        )
    path, day = _arguments(item, marker)
    loaded = load_scenario(item.config.rootpath / path, source=path)
    return Found(loaded=loaded, day=loaded.day(day).recipe.name if day else loaded.days[0].recipe.name, memories={})


def _arguments(item: pytest.Item, marker: pytest.Mark) -> tuple[str, str]:
    arguments = {**dict(zip(("path", "day"), marker.args, strict=False)), **marker.kwargs}
    path, day = arguments.pop("path", ""), arguments.pop("day", "")
    if arguments or len(marker.args) > 2 or not path or not isinstance(path, str) or not isinstance(day, str):  # noqa: PLR2004  -- path and day
        raise ConfigError(f"{item.nodeid}: the marker traineebench_scenario takes a path and the name of a day")
    return path, day


def cast_of(item: pytest.Item, npc: Any, agent: Worker | None) -> Cast:
    """Return who speaks on a day, as its cassettes are named; the agent is None if a test speaks for itself."""
    named = item.stash.get(_NAMED, None)
    name = "test" if agent is None else "fixture"
    if named is not None and agent is not None:  # a fixture of the project may put something around what is named
        name = named.found.name if named.agent is agent else f"{name}:{named.found.name}"
    colleagues = "" if npc == "rules" else npc if isinstance(npc, str) else "custom"
    # pytest-rerunfailures counts the tries of an item; each of them has recordings of its own.
    return Cast(agent=name, colleagues=colleagues, repeat=getattr(item, "execution_count", 1))


@contextmanager
def staged_day(request: pytest.FixtureRequest, npc: Any) -> Iterator[Workday]:
    """Stage the day of a test, after working the scenario's earlier days that were not worked yet."""
    item = request.node
    found = find_day(item)
    worker = request.getfixturevalue("traineebench_agent") if hasattr(item, "scenario_file") else None
    memory: dict[str, Any] = {}
    item.stash[TROUBLES] = troubles = Troubles()
    for name in _earlier_days(found):
        if name not in found.memories:
            troubles.refuse(*_work_earlier(request, found, name, npc, memory=memory))
        memory = copy.deepcopy(found.memories[name])

    def tell(call: ToolCalled) -> None:
        with troubles.noted("pytest_traineebench_tool_call"):
            item.ihook.pytest_traineebench_tool_call(item=item, call=call)

    with (
        _stage(item, found.loaded, found.day, npc, memory=memory, after_call=tell) as workday,
        day_recording(
            item, item.nodeid, workday, cast=cast_of(item, npc, worker), is_insider=isinstance(worker, Insider)
        ) as recording,
    ):
        item.stash[RECORDING] = recording
        yield workday
        recording.close()
        if worker is None and (problems := [recording.trouble, *recording.problems()]) and any(problems):
            raise ConfigError("\n".join(filter(None, problems)))


def remember(found: Found, workday: Workday) -> None:
    """Keep what the agent wants to know on later days.

    Raises:
        ConfigError: If it holds something that cannot be copied.
    """
    try:
        found.memories[workday.built.name] = copy.deepcopy(dict(workday.day.memory))
    except Exception as error:  # noqa: BLE001  -- whatever an agent's own class raises when it is copied
        raise ConfigError(
            f"{workday.built.name}: day.memory holds what cannot be copied to the next day: {error}"
        ) from None


def _earlier_days(found: Found) -> list[str]:
    names = [day.recipe.name for day in found.loaded.days]
    return names[: names.index(found.day)]


def _work_earlier(
    request: pytest.FixtureRequest, found: Found, name: str, npc: Any, *, memory: dict[str, Any]
) -> list[str]:
    """Work a day for what the agent remembers of it, and return what is wrong with its recording."""
    item = request.node
    worker = request.getfixturevalue("traineebench_agent")
    agent, cast = _another(item, worker), dataclasses.replace(cast_of(item, npc, worker), repeat=1)
    nodeid = f"{found.loaded.source}::{name}"
    with (
        _stage(item, found.loaded, name, npc, memory=memory, after_call=lambda _: None) as workday,
        day_recording(
            item, nodeid, workday, cast=cast, is_insider=isinstance(agent, Insider), is_earlier=True
        ) as recording,
    ):
        result = run_day(workday, contained(agent))
        recording.close()
        if result.ended in {"model", "broken"}:
            raise ConfigError(f"{name} has to be worked before {found.day}, and broke: {result.error}")
        remember(found, workday)
    return recording.problems()


def _another(item: pytest.Item, agent: Worker) -> Worker:
    """Return an agent for one more day, as fresh as that of the item: what goes from day to day is `day.memory`."""
    named = item.stash.get(_NAMED, None)
    if named is not None and named.agent is agent:
        return named.found.make()
    try:
        return copy.deepcopy(agent)
    except Exception:  # noqa: BLE001  -- an agent that holds a connection, say; it is told its days in order all the same
        return agent


@contextmanager
def _stage(
    item: pytest.Item,
    loaded: LoadedScenario,
    day: str,
    npc: Any,
    *,
    memory: dict[str, Any],
    after_call: Callable[[ToolCalled], None],
) -> Iterator[Workday]:
    config = item.config
    built = build_day(loaded, day)
    with temporary_folder() as folder:
        workday = stage_day(
            built,
            folder,
            colleagues=lambda built: _colleagues(config, built, npc),
            sandbox=lambda workspace: open_sandbox(
                options.choice(config, "sandbox"),
                workspace=workspace,
                seed=f"{built.seed}/{day}",
                image=options.text(config, "sandbox-image") or None,
            ),
            memory=memory,
            limits=setup.limits(config),
            after_call=after_call,
        )
        try:
            yield workday
        finally:
            workday.close()


def _colleagues(config: pytest.Config, built: BuiltDay, npc: Any) -> Colleagues:
    if isinstance(npc, str):
        voice = None if npc == "rules" else _voice(config, npc)
        return BriefedColleagues(
            built.briefs,
            staff=built.staff,
            trainee=built.trainee,
            handbook=f"CloudDisk:{handbook.PATH}",
            voice=voice,
        )
    made = npc(built) if callable(npc) else npc
    if not callable(getattr(made, "reply", None)):
        raise ConfigError(
            f"the fixture traineebench_npc gave a {type(made).__name__}; expected a name, or a function that takes "
            "the built day and returns an object with reply(person, text, *, heard)"
        )
    if options.choice(config, "replay") != "npc":
        return _Foreign(made)
    is_live = options.choice(config, "npc-fallback") == "live"
    return _Foreign(made, otherwise=_Foreign(made, track=LIVE) if is_live else _colleagues(config, built, "rules"))


def _voice(config: pytest.Config, alias: str) -> ModelVoice:
    model = setup.model(config, alias, track=COLLEAGUES)
    if options.choice(config, "replay") != "npc":
        return ModelVoice(model)
    is_live = options.choice(config, "npc-fallback") == "live"
    return ModelVoice(model, otherwise=ModelVoice(model, track=LIVE) if is_live else RulesVoice())


class _Foreign:
    """A project's own colleagues: what they do wrong is a fault of the run and not the agent's.

    Args:
        colleagues: The project's.
        track: Where the requests are recorded that they make.
        otherwise: Answers what was not recorded, when recorded answers are looked up by what was said.
    """

    def __init__(self, colleagues: Colleagues, *, track: str = COLLEAGUES, otherwise: Colleagues | None = None) -> None:
        self._colleagues = colleagues
        self._track = track
        self._otherwise = otherwise

    def reply(self, person: str, text: str, *, heard: Sequence[Line]) -> Reply:
        """Answer a message of the trainee."""
        try:
            with speaking(self._track, said=f"{person}: {text}"):
                reply = self._colleagues.reply(person, text, heard=heard)
        except Exception as error:  # noqa: BLE001  -- foreign code
            if self._otherwise is not None and isinstance(error, ReplayMissError):
                return self._otherwise.reply(person, text, heard=heard)
            return _fault(person, f"{type(error).__name__}: {error}")
        return reply if isinstance(reply, Reply) else _fault(person, f"a {type(reply).__name__} is no Reply")


def _fault(person: str, detail: str) -> Reply:
    return Reply(text=no_answer(person), faults=(Fault(kind=NO_ANSWER, topic="", detail=detail),))
