"""Finds the agent that a session names, and makes a new one for every day."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import pytest

from pytest_traineebench import discovery
from pytest_traineebench.agent import Agent, AgentContext, Insider, Worker
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.plugin import options
from pytest_traineebench.plugin.setup import model, models, only_model, replayed_aliases
from pytest_traineebench.recording.modes import AGENT

AGENTS = "pytest_traineebench.agents"
ENTRY_POINTS = "traineebench.agents"

Maker = Callable[[], Worker]
"""Makes an agent for one day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgent:
    """An agent by its name.

    Attributes:
        name: In full: for a built-in agent with the alias of its model, ``react:small``.
        make: Makes one for a day.
    """

    name: str
    make: Maker


def session_agent(config: pytest.Config) -> FoundAgent:
    """Return the agent of the session's option.

    Raises:
        ConfigError: If no agent is named or known.
    """
    name = options.text(config, "agent")
    if not name:
        known = ", ".join(sorted(_known(config, _hooked(config))))
        raise ConfigError(f"no agent is named; use --traineebench-agent=NAME; known: {known}")
    return find_agent(config, name)


def find_agent(config: pytest.Config, name: str) -> FoundAgent:
    """Return the agent of that name.

    Looked up in this order: ``conftest.py`` and plugins (hook), entry points of the group ``traineebench.agents``,
    ``module:attribute``, built in (``react:ALIAS`` names its model), model alias.

    Raises:
        ConfigError: If nothing has that name, or what has it is no agent; the text lists the known names.
    """
    hooked = _hooked(config)
    if name in hooked:
        return FoundAgent(name=name, make=maker(hooked[name], name))
    for entry in entry_points(group=ENTRY_POINTS, name=name):
        return FoundAgent(name=name, make=maker(_load(entry), name))
    builtin, _, alias = name.partition(":")
    if builtin in discovery.names(AGENTS):
        return _builtin(config, builtin, alias)
    if ":" in name:
        return FoundAgent(name=name, make=maker(_attribute(name, config.rootpath), name))
    if name in _aliases(config):
        return _builtin(config, "react", name)
    raise ConfigError(f"no agent {name!r}{_suggest(name, _known(config, hooked))}")


def maker(value: Any, name: str) -> Maker:
    """Return what makes an agent from what a project registered: the agent itself, or something that makes it.

    Raises:
        ConfigError: If it can be neither, as far as that shows before it is called.
    """
    if not callable(value):
        _check(value, name)
        return lambda: value
    if not inspect.isclass(value) and _is_agent(value):
        return lambda: value
    if not _can_be_called(value):
        raise ConfigError(
            f"agent {name!r}: {_name_of(value)}{_signature(value)} can be called neither with a day "
            "nor without arguments"
        )
    return lambda: _check(value(), name)


def _check(agent: Any, name: str) -> Worker:
    if _is_agent(agent):
        worker: Worker = agent
        return worker
    raise ConfigError(f"agent {name!r}: a {type(agent).__name__} is no agent; it needs a method work(day)")


def _is_agent(value: Any) -> bool:
    return isinstance(value, Agent | Insider) or (callable(value) and _can_be_called(value, "the day"))


def _can_be_called(value: Callable[..., Any], *arguments: object) -> bool:
    try:
        inspect.signature(value).bind(*arguments)
    except TypeError:
        return False
    except ValueError:  # a builtin that does not tell its signature
        return not arguments
    return True


def _name_of(value: Any) -> str:
    return str(getattr(value, "__name__", type(value).__name__))


def _signature(value: Callable[..., Any]) -> str:
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return "(...)"


def _hooked(config: pytest.Config) -> dict[str, Any]:
    """Return what all plugins and ``conftest.py`` register; of equal names that of the innermost one counts."""
    try:
        answers = config.hook.pytest_traineebench_agents(config=config)
    except Exception as error:
        raise ConfigError(f"pytest_traineebench_agents raised {_in_one_line(error)}") from error
    found: dict[str, Any] = {}
    for registered in reversed(answers):
        if not isinstance(registered, Mapping):
            raise ConfigError(
                f"pytest_traineebench_agents returned a {type(registered).__name__}; expected agents by name"
            )
        found.update(registered)
    return found


def _builtin(config: pytest.Config, name: str, alias: str) -> FoundAgent:
    make: Callable[[AgentContext], Worker] = discovery.load(AGENTS, name).make
    context = AgentContext(model=model(config, alias, track=AGENT) if alias else None)
    try:
        make(context)  # what is missing shows now and not on the first day
    except ConfigError:
        if alias or not (alias := only_model(config, name)):
            raise
        context = AgentContext(model=model(config, alias, track=AGENT))
        make(context)
    return FoundAgent(name=f"{name}:{alias}" if alias else name, make=lambda: make(context))


def _attribute(name: str, root: Path) -> Any:
    module, _, attribute = name.partition(":")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        value: Any = importlib.import_module(module)
        for part in attribute.split("."):
            value = getattr(value, part)
    except Exception as error:  # noqa: BLE001  -- whatever a foreign module raises when it is imported
        raise ConfigError(f"agent {name!r}: {_in_one_line(error)}") from None
    return value


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:  # noqa: BLE001  -- whatever a foreign module raises when it is imported
        raise ConfigError(f"agent {entry.name!r}: entry point {entry.value}: {_in_one_line(error)}") from None


def _in_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _known(config: pytest.Config, hooked: Mapping[str, Any]) -> list[str]:
    entries = [entry.name for entry in entry_points(group=ENTRY_POINTS)]
    return [*hooked, *entries, *discovery.names(AGENTS), *_aliases(config)]


def _aliases(config: pytest.Config) -> list[str]:
    """Return the models that an agent may be named by: those of the API config, and else those that were recorded."""
    if (opened := models(config)) is not None:
        return list(opened.aliases)
    return replayed_aliases(config, "react")


def _suggest(name: str, known: list[str]) -> str:
    hint, every = discovery.did_you_mean(name, known), f"; known: {', '.join(sorted(known))}"
    return hint if hint == every else f"{every}{hint}"
