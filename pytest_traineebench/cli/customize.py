"""The command ``customize``: a random config in the published format."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from pytest_traineebench.errors import ConfigError, ScenarioError
from pytest_traineebench.scenario.draw import draw_config
from pytest_traineebench.scenario.published import load_config
from pytest_traineebench.scenario.write import write_all

MAX_DAYS_IN_ALL = 10_000
"""So many fit into a config that `generate` reads."""


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Draw and write a config; return what was done and what to do next."""
    path: Path = arguments.config_path
    if (days := arguments.scenario_nums * arguments.day_nums) > MAX_DAYS_IN_ALL:
        raise ConfigError(
            f"--scenario-nums times --day-nums: found {days:,} days in all, expected at most {MAX_DAYS_IN_ALL:,}"
        )
    if path.is_dir():
        raise ConfigError(f"--config-path: {path} is a folder, expected a file, such as {path / 'config.json'}")
    if not arguments.force:
        _refuse_foreign(path)
    config = draw_config(
        scenarios=arguments.scenario_nums, days=arguments.day_nums, mode=arguments.mode, seed=arguments.seed
    )
    text = json.dumps(config, indent=4, ensure_ascii=False) + "\n"
    try:
        write_all({path: text.encode()})
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"{path}: cannot be written: {reason.lower()}") from None
    return (
        f"wrote {path}: scenarios: {arguments.scenario_nums:,}, days of each: {arguments.day_nums:,}, "
        f"mode: {arguments.mode}, seed: {arguments.seed}\n"
        f"next: traineebench generate --config-path {path} --bench-path DIR --npc-model rules\n"
    ), 0


def _refuse_foreign(path: Path) -> None:
    """Refuse to replace a file that this command did not write; a published config records no seed."""
    if not os.path.lexists(path):
        return
    try:
        ours = load_config(path).seed is not None
    except ScenarioError:
        ours = False
    if not ours:
        raise ConfigError(f"{path}: exists and was not written by `traineebench customize`; --force replaces it")
