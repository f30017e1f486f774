"""The pytest plugin: only hooks that every session pays for stand here; everything heavy is imported when used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_traineebench.plugin import hookspecs, options
from pytest_traineebench.plugin.fixtures import traineebench_agent, traineebench_day, traineebench_npc
from pytest_traineebench.plugin.naming import MALFORMED, SUFFIX

if TYPE_CHECKING:
    from pytest_traineebench.plugin.collect import ScenarioFile

__all__ = ["traineebench_agent", "traineebench_day", "traineebench_npc"]

_MARKERS = (
    "traineebench: a working day of a scenario file.",
    "family(name): the day holds a task of this family; select with -m \"family(name='kb_fix')\".",
    "difficulty(level): the day holds a task of this difficulty; select with -m \"difficulty(level='easy')\".",
    "traineebench_scenario(path, day): the day that the fixture `traineebench_day` stages for an ordinary test.",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    options.add(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the hooks that a project may implement."""
    pluginmanager.add_hookspecs(hookspecs)


def pytest_configure(config: pytest.Config) -> None:
    """Register markers; check options that were given, so that a typing error ends the session before it begins."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)
    if options.any_given(config):
        from pytest_traineebench.plugin import setup  # noqa: PLC0415  -- only when an option is used

        setup.check_options(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Collect scenario files."""
    if not file_path.name.endswith(SUFFIX):
        return None
    from pytest_traineebench.plugin.collect import ScenarioFile  # noqa: PLC0415  -- only when there is a scenario

    _watch(parent.config)
    return ScenarioFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Work the sound scenarios if nothing but malformed scenario files went wrong; those fail the session at its end.

    Pytest itself runs nothing after an error at collection. That stays so if something else could not be collected.
    """
    if 0 < session.testsfailed == session.config.stash.get(MALFORMED, 0):
        session.config.option.continue_on_collection_errors = True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the days of one scenario on one worker, however tests are dealt out."""
    from pytest_traineebench.plugin.workers import make_scheduler  # noqa: PLC0415  -- only when there are workers

    _watch(config)  # only workers collect, so that what there is to watch is not known yet
    return make_scheduler(config, log)


def _watch(config: pytest.Config) -> None:
    """Begin to keep the order of days and their records."""
    if config.pluginmanager.has_plugin("traineebench-reporter"):
        return
    from pytest_traineebench.plugin.ordering import DayOrder  # noqa: PLC0415  -- only when there is a scenario
    from pytest_traineebench.plugin.reporting import Reporter  # noqa: PLC0415  -- only when there is a scenario

    config.pluginmanager.register(Reporter(config), "traineebench-reporter")
    config.pluginmanager.register(DayOrder(), "traineebench-order")
    if not hasattr(config, "workerinput"):  # the controller lists, and removes
        from pytest_traineebench.plugin.cassettes import CassetteKeeper  # noqa: PLC0415  -- only when there is a scenario

        config.pluginmanager.register(CassetteKeeper(config), "traineebench-cassettes")
