"""What a session is set up with: models, limits, results; checked before the first day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pytest_traineebench.agent import Limits
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.client import ChatModel, ChatModels
from pytest_traineebench.llm.endpoints import Endpoint, Endpoints, load_endpoints
from pytest_traineebench.plugin import options
from pytest_traineebench.recording import library
from pytest_traineebench.recording.modes import AGENT, COLLEAGUES
from pytest_traineebench.results.directory import RunDirectory

DEFAULT_API_CONFIG = "api_config.json"
CASSETTES = "cassettes"

_MODELS = pytest.StashKey[ChatModels | None]()
_RECORDED = pytest.StashKey[dict[str, dict[str, tuple[str, str]]]]()
_REPLAYED = pytest.StashKey[ChatModels | None]()
_RESULTS = pytest.StashKey[RunDirectory | None]()


def check_options(config: pytest.Config) -> None:
    """Check what was given.

    Raises:
        pytest.UsageError: If something is unknown, malformed or not to be found.
    """
    from pytest_traineebench.plugin import agents  # noqa: PLC0415  -- it imports this module

    for name in ("sandbox", "record", "replay", "npc-fallback", "unplayed"):
        options.choice(config, name)
    limits(config)
    min_score(config)
    try:
        results(config)
        models(config)
        if name := options.text(config, "agent"):
            agents.find_agent(config, name)
        if (npc := options.text(config, "npc")) and npc != "rules":
            model(config, npc, track=COLLEAGUES)
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


def model(config: pytest.Config, alias: str, *, track: str) -> ChatModel:
    """Return a chat model by alias; one that is only replayed need not be in the API config, nor have its key.

    Args:
        config: Of the session.
        alias: Name of the model.
        track: Whether it speaks for the agent or the colleagues.

    Raises:
        ConfigError: If there is none.
    """
    opened, keyless = models(config), _is_replayed(config, track)
    if opened is not None and alias in opened.aliases:
        return opened.get(alias, keyless=keyless)
    if keyless and (recorded := recorded_models(config)) is not None and alias in recorded.aliases:
        return recorded.get(alias)
    if opened is None:
        raise ConfigError(f"no model {alias!r}: there is no API config; name one with --traineebench-api-config")
    return opened.get(alias)


def only_model(config: pytest.Config, agent: str) -> str:
    """Return the alias of the one model that a built-in agent can mean: of the API config, else recorded; or empty."""
    opened = models(config)
    aliases = replayed_aliases(config, agent) if opened is None else list(opened.aliases)
    return aliases[0] if len(aliases) == 1 else ""


def replayed_aliases(config: pytest.Config, agent: str) -> list[str]:
    """Return the models of which there are recordings with a built-in agent, if the agent is only replayed."""
    if not _is_replayed(config, AGENT):
        return []
    return sorted(who.removeprefix(f"{agent}.") for who in _recorded(config) if who.startswith(f"{agent}."))


def recorded_models(config: pytest.Config) -> ChatModels | None:
    """Return the chat models of which there are recordings, for replays without an API config."""
    if _REPLAYED not in config.stash:
        found = {
            alias: (name, f"http://replay.invalid{path}")
            for who, tracks in _recorded(config).items()
            for track, (name, path) in tracks.items()
            if (alias := who.partition(".")[2] if track == AGENT else who)
        }
        models = ChatModels(Endpoints(source="the cassettes").also(found)) if found else None
        config.stash[_REPLAYED] = models
        if models is not None:
            config.add_cleanup(models.close)
    return config.stash[_REPLAYED]


def cassettes(config: pytest.Config) -> Path:
    """Return the folder of all cassettes."""
    return options.path(config, "cassettes") or config.rootpath / CASSETTES


def secrets(config: pytest.Config) -> list[str]:
    """Return the keys and proxies of the API config: what no recording may hold."""
    found: list[str] = []
    for endpoint in _endpoints(config):
        found.append(endpoint.key.get_secret_value())
        if endpoint.proxy is not None:
            found += [endpoint.proxy.get_secret_value(), urlsplit(endpoint.proxy.get_secret_value()).password or ""]
    return [secret for secret in found if secret]


def hosts(config: pytest.Config, alias: str) -> list[str]:
    """Return the hosts that have to be reached to ask a model."""
    urls = []
    for endpoint in _endpoints(config):
        if endpoint.alias == alias:
            urls += [endpoint.base_url, endpoint.proxy.get_secret_value() if endpoint.proxy else ""]
    return [host for url in urls if (host := urlsplit(url).hostname)]


def _endpoints(config: pytest.Config) -> Iterator[Endpoint]:
    if (opened := models(config)) is None:
        return
    for alias in opened.aliases:
        with suppress(ConfigError):  # a key that is not set here cannot leak
            yield opened.endpoint(alias)


def _is_replayed(config: pytest.Config, track: str) -> bool:
    """Whether a track's model need not be asked, as far as the options tell."""
    replay, record = options.choice(config, "replay"), options.choice(config, "record")
    if replay != "all":
        return (replay == "agent") == (track == AGENT) and not (
            replay == "npc" and options.choice(config, "npc-fallback") == "live"
        )
    return record in {"none", "once"}


def _recorded(config: pytest.Config) -> dict[str, dict[str, tuple[str, str]]]:
    if _RECORDED not in config.stash:
        config.stash[_RECORDED] = library.recorded_models(cassettes(config))
    return config.stash[_RECORDED]


def _default_api_config(config: pytest.Config) -> Path | None:
    default = config.rootpath / DEFAULT_API_CONFIG
    return default if default.is_file() else None
