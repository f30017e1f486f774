"""The command ``build``: a day's digest, and all that the day holds as files."""

from __future__ import annotations

import argparse

from pytest_traineebench.errors import ConfigError
from pytest_traineebench.scenario.build import build_day, digest
from pytest_traineebench.scenario.load import LoadedScenario, load_scenario
from pytest_traineebench.scenario.write import write_day


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Build a day; return its digest and, if it was written, how much of it."""
    loaded = load_scenario(arguments.scenario)
    built = build_day(loaded, _day(arguments, loaded))
    line = f"{digest(built)}\n"
    if arguments.out is None:
        return line, 0
    return f"{line}wrote {write_day(built, arguments.out)} files to {arguments.out}\n", 0


def _day(arguments: argparse.Namespace, loaded: LoadedScenario) -> str:
    names = [day.recipe.name for day in loaded.days]
    if arguments.day is not None:
        return str(arguments.day)
    if len(names) > 1:
        raise ConfigError(f"{loaded.source}: found {len(names)} days, expected --day with one of {', '.join(names)}")
    return names[0]
