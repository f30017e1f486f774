"""What a session is set up with: models, limits, results; checked before the first day."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_traineebench.agent import Limits
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.client import ChatModel, ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.plugin import options
from pytest_traineebench.results.directory import RunDirectory

DEFAULT_API_CONFIG = "api_config.json"

_MODELS = pytest.StashKey[ChatModels | None]()
_RESULTS = pytest.StashKey[RunDirectory | None]()


def check_options(config: pytest.Config) -> None:
    """Check what was given.

    Raises:
        pytest.UsageError: If something is unknown, malformed or not to be found.
    """
    from pytest_traineebench.plugin import agents  # noqa: PLC0415  -- it imports this module

    options.choice(config, "sandbox")
    limits(config)
    min_score(config)
    try:
        results(config)
        models(config)
        if name := options.text(config, "agent"):
            agents.find_agent(config, name)
        if (npc := options.text(config, "npc")) and npc != "rules":
            model(config, npc)
    except ConfigError as error:
        raise pytest.UsageError(str(error)) from None


def limits(config: pytest.Config) -> Limits:
    """Return the bounds of a day."""
    steps = options.number(config, "max-steps", low=1, high=1_000_000, whole=True)
    timeout = options.number(config, "timeout", low=0, high=10_000_000)
    return Limits(max_steps=None if steps is None else int(steps), timeout=timeout or None)


def min_score(config: pytest.Config) -> float:
    """Return the score from which on a day passes under ``threshold``.

    Raises:
        pytest.UsageError: If the rule needs a score and there is none, or the other way round. A score in the ini
            file is no mistake if the command line asks for another rule this once.
    """
    share = options.number(config, "min-score", low=0, high=1)
    rule = options.choice(config, "verdict")
    if rule == "threshold":
        if share is None:
            raise pytest.UsageError("--traineebench-verdict=threshold needs --traineebench-min-score, such as 0.8")
        return share
    overruled = options.on_command_line(config, "verdict") and not options.on_command_line(config, "min-score")
    if share is not None and not overruled:
        raise pytest.UsageError("--traineebench-min-score needs --traineebench-verdict=threshold")
    return 0.0


def results(config: pytest.Config) -> RunDirectory | None:
    """Return where days are kept, or None.

    Raises:
        ConfigError: If the directory cannot be used.
    """
    if _RESULTS not in config.stash:
        folder = options.path(config, "results")
        config.stash[_RESULTS] = RunDirectory(folder) if folder else None
    return config.stash[_RESULTS]


def models(config: pytest.Config) -> ChatModels | None:
    """Return the process's chat models, or None if there is no API config.

    Raises:
        ConfigError: If the API config is wrong, or named and not there.
    """
    if _MODELS not in config.stash:
        path = options.path(config, "api-config") or _default_api_config(config)
        config.stash[_MODELS] = None if path is None else ChatModels(load_endpoints(path))
        if (opened := config.stash[_MODELS]) is not None:
            config.add_cleanup(opened.close)
    return config.stash[_MODELS]


def model(config: pytest.Config, alias: str) -> ChatModel:
    """Return a chat model by alias.

    Raises:
        ConfigError: If there is none.
    """
    opened = models(config)
    if opened is None:
        raise ConfigError(f"no model {alias!r}: there is no API config; name one with --traineebench-api-config")
    return opened.get(alias)


def _default_api_config(config: pytest.Config) -> Path | None:
    default = config.rootpath / DEFAULT_API_CONFIG
    return default if default.is_file() else None
