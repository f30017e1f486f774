"""Options and ini keys; every option with a value has an ini key of the same name with underscores."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest


class _Option(NamedTuple):
    name: str
    metavar: str
    default: str
    help: str
    choices: tuple[str, ...] = ()
    is_flag: bool = False


OPTIONS = (
    _Option(
        name="agent",
        metavar="NAME",
        default="",
        help="who works the days: a name from conftest.py or an entry point, module:attribute, a built-in agent "
        "(react, oracle, idle) or a model alias of the API config, with which react works",
    ),
    _Option(
        name="npc",
        metavar="NAME",
        default="",
        help="who speaks for the colleagues: rules, or a model alias; default: what the scenario says",
    ),
    _Option(
        name="sandbox",
        metavar="BACKEND",
        default="auto",
        choices=("auto", "bubblewrap", "landlock", "container", "none"),
        help="where the trainee's commands run: bubblewrap, landlock, container or none; default: auto, the strongest "
        "that works here",
    ),
    _Option(name="sandbox-image", metavar="IMAGE", default="", help="image for --traineebench-sandbox=container"),
    _Option(
        name="max-steps",
        metavar="N",
        default="",
        help="turns an agent may take in a day; default: 50 for react, no bound for others",
    ),
    _Option(
        name="timeout",
        metavar="SECONDS",
        default="1800",
        help="real seconds an agent may take for a day, 0 for no bound; default: 1800",
    ),
    _Option(
        name="api-config",
        metavar="PATH",
        default="",
        help="where the chat models are; default: api_config.json in the root directory, if it is there",
    ),
    _Option(
        name="verdict",
        metavar="RULE",
        default="strict",
        choices=("strict", "threshold", "report"),
        help="when a day passes: strict (the default), if every checkpoint is earned; threshold, from "
        "--traineebench-min-score on; report, always",
    ),
    _Option(
        name="min-score",
        metavar="SHARE",
        default="",
        help="for --traineebench-verdict=threshold: the score from which on a day passes, 0 to 1",
    ),
    _Option(
        name="results",
        metavar="DIR",
        default="",
        help="keep scorecard, event log, transcript and workspace of every day in this directory",
    ),
    _Option(
        name="record",
        metavar="MODE",
        default="none",
        choices=("none", "once", "new_episodes", "all", "rewrite", "off"),
        help="what is done with requests to chat models: none (the default), replay them and fail if one was not "
        "recorded; once, record a day that has no cassette; new_episodes, record what is missing; all, record "
        "everything anew and keep the rest; rewrite, record everything anew; off, neither record nor replay",
    ),
    _Option(
        name="replay",
        metavar="WHO",
        default="all",
        choices=("all", "npc", "agent"),
        help="who is replayed: all; npc, only colleagues, by what was said to whom, while the agent is live; agent, "
        "only the agent, while the colleagues are live. Who is live is recorded if --traineebench-record says so",
    ),
    _Option(
        name="npc-fallback",
        metavar="WHO",
        default="rules",
        choices=("rules", "live"),
        help="for --traineebench-replay=npc: who answers what was not recorded: rules, or live, the model",
    ),
    _Option(
        name="cassettes",
        metavar="DIR",
        default="",
        help="where recorded requests are; default: cassettes in the root directory",
    ),
    _Option(
        name="unplayed",
        metavar="RULE",
        default="fail",
        choices=("fail", "allow"),
        help="fail (the default) or allow a replayed day that did not ask for everything that was recorded",
    ),
    _Option(
        name="allow-hosts",
        metavar="HOSTS",
        default="",
        help="hosts, with commas between them, that may be reached during a replay; requests to them are not recorded",
    ),
    _Option(
        name="vouched",
        metavar="WORDS",
        default="",
        help="words, with commas between them, that look like keys and are none, so that they may be recorded",
    ),
    _Option(
        name="prune",
        metavar="",
        default="",
        is_flag=True,
        help="remove the cassettes of scenarios, days and tests that are gone",
    ),
)


def add(parser: pytest.Parser) -> None:
    """Add all options and ini keys."""
    group = parser.getgroup("traineebench", "workplace scenarios for agents")
    for option in OPTIONS:
        if option.is_flag:
            group.addoption(_flag(option), dest=_key(option), action="store_true", help=option.help)
            continue
        group.addoption(_flag(option), dest=_key(option), default=None, metavar=option.metavar, help=option.help)
        parser.addini(_key(option), help=option.help, default=option.default)


def any_given(config: pytest.Config) -> bool:
    """Whether an option or an ini key differs from its default."""
    return any(_text(config, option) != option.default for option in OPTIONS if not option.is_flag)


def text(config: pytest.Config, name: str) -> str:
    """Return an option as given on the command line, else in the ini file, else its default."""
    return _text(config, _option(name))


def on_command_line(config: pytest.Config, name: str) -> bool:
    """Whether an option stands on the command line."""
    return bool(config.getoption(_key(_option(name))))


def flag(config: pytest.Config, name: str) -> bool:
    """Return an option without a value."""
    return bool(config.getoption(_key(_option(name))))


def words(config: pytest.Config, name: str) -> tuple[str, ...]:
    """Return the parts of an option that are separated by commas."""
    return tuple(filter(None, (part.strip() for part in text(config, name).split(","))))


def path(config: pytest.Config, name: str) -> Path | None:
    """Return an option that is a path, or None if it is empty.

    As everywhere in pytest, the command line is relative to where pytest was started, an ini key to the ini file.
    """
    value = text(config, name)
    if not value:
        return None
    beside_ini = config.inipath.parent if config.inipath else config.rootpath
    return (config.invocation_params.dir if on_command_line(config, name) else beside_ini) / value


def choice(config: pytest.Config, name: str) -> str:
    """Return an option that must be one of a few words.

    Raises:
        pytest.UsageError: If it is another word.
    """
    option = _option(name)
    value = _text(config, option)
    if value not in option.choices:
        from pytest_traineebench.discovery import did_you_mean  # noqa: PLC0415  -- only for an error

        expected = f"expected one of {', '.join(option.choices)}"
        hint = did_you_mean(value, option.choices)
        raise pytest.UsageError(f"{_source(config, option)}: found {value!r}, {expected}{hint if '?' in hint else ''}")
    return value


def number(config: pytest.Config, name: str, *, low: float, high: float, whole: bool = False) -> float | None:
    """Return an option that is a number, or None if it is empty.

    Args:
        config: Of the session.
        name: Of the option.
        low: The least value.
        high: The greatest value.
        whole: Whether it must be a whole number.

    Raises:
        pytest.UsageError: If it is no number or out of range.
    """
    option = _option(name)
    value = _text(config, option)
    if not value:
        return None
    try:
        found = float(value)
    except ValueError:
        found = float("nan")
    if not low <= found <= high or (whole and found != int(found)):
        expected = f"expected a {'whole ' if whole else ''}number from {low:g} to {high:g}"
        raise pytest.UsageError(f"{_source(config, option)}: found {value!r}, {expected}")
    return found


def given(config: pytest.Config) -> list[str]:
    """Return the options of the command line as they were given."""
    return [
        f"{_flag(option)}={config.getoption(_key(option))}"
        for option in OPTIONS
        if on_command_line(config, option.name) and not option.is_flag
    ]


def _option(name: str) -> _Option:
    return next(option for option in OPTIONS if option.name == name)


def _text(config: pytest.Config, option: _Option) -> str:
    """Return an option's text; an empty one counts as not given."""
    value = config.getoption(_key(option)) or config.getini(_key(option))
    return str(value).strip() or option.default


def _source(config: pytest.Config, option: _Option) -> str:
    """Name the place that an option was read from, for errors."""
    if on_command_line(config, option.name):
        return _flag(option)
    return f"{config.inipath.name if config.inipath else 'ini'}: {_key(option)}"


def _flag(option: _Option) -> str:
    return f"--traineebench-{option.name}"


def _key(option: _Option) -> str:
    return f"traineebench_{option.name.replace('-', '_')}"
