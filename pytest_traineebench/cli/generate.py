"""The command ``generate``: a config of the published benchmark to one scenario file per scenario."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pytest_traineebench.errors import ConfigError
from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.scenario.load import SUFFIX
from pytest_traineebench.scenario.published import Recipe, convert, load_config
from pytest_traineebench.scenario.write import write_recipes

_MAX_NAMED = 10


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Check everything, then write everything; return what was done and what to do next."""
    npc, folder = arguments.npc_model, arguments.bench_path
    if not npc.strip() or not npc.isprintable():
        raise ConfigError(f'--npc-model: found {npc[:40]!r}, expected "rules" or an alias of api_config.json')
    config = load_config(arguments.config_path)
    seed = next(seed for seed in (arguments.seed, config.seed, 0) if seed is not None)
    recipes = tuple(convert(config, source=str(arguments.config_path), seed=seed, npc=npc))
    for recipe in recipes:
        _try_out(recipe)
    written = write_recipes(recipes, folder)
    return _summary(recipes, written, folder, seed), 0


def _try_out(recipe: Recipe) -> None:
    """Build each day once: some arguments are right in themselves and do not fit the day."""
    for day in recipe.loaded.days:
        build_day(recipe.loaded, day.recipe.name)


def _summary(recipes: tuple[Recipe, ...], written: tuple[Path, ...], folder: Path, seed: int) -> str:
    days = [day for recipe in recipes for day in recipe.loaded.days]
    tasks = sum(len(day.tasks) for day in days)
    left = _left_beside(sorted({path.name for path in folder.glob(f"*{SUFFIX}")} - {path.name for path in written}))
    return (
        f"wrote to {folder}, from seed {seed}: {_count(len(written), 'scenario')}, {_count(len(days), 'day')}, "
        f"{_count(tasks, 'task')}\n{left}next: pytest {folder} --traineebench-agent=oracle\n"
    )


def _left_beside(others: Sequence[str]) -> str:
    """Name the scenario files that are of no use to this benchmark, since they run with it."""
    if not others:
        return ""
    names = ", ".join(name if name.isprintable() else repr(name) for name in others[:_MAX_NAMED])
    more = f" and {len(others) - _MAX_NAMED:,} more" if len(others) > _MAX_NAMED else ""
    verbs = "was there and still is" if len(others) == 1 else "were there and still are"
    return f"{_count(len(others), 'other scenario file')} {verbs}: {names}{more}\n"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
