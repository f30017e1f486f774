"""Cassettes that nothing uses any more are listed at the end of a session, or removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pytest_traineebench.plugin import options
from pytest_traineebench.plugin.naming import SUFFIX, is_day

_MAX_NAMED = 20


class CassetteKeeper:
    """Looks after the folder of cassettes, in the controller if there are workers.

    Only what exists on disk decides, so that it does not matter which days a session has selected, in which order and
    where they were worked.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._has_days = False
        self._unused: tuple[Path, ...] = ()
        self._removed = False
        self._failure = ""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note whether there are days at all."""
        self._see(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Note whether there are days at all; under xdist only workers collect."""
        self._see(ids)

    def _see(self, nodeids: Iterable[str]) -> None:
        self._has_days = self._has_days or any(map(is_day, nodeids))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Find what is unused, and remove it if that was asked for."""
        prune = options.flag(self._config, "prune")
        if self._config.option.collectonly or not (self._has_days or prune):
            return
        from pytest_traineebench.errors import CassetteError  # noqa: PLC0415  -- only when there were days
        from pytest_traineebench.plugin import setup  # noqa: PLC0415  -- only when there were days
        from pytest_traineebench.recording import library  # noqa: PLC0415  -- only when there were days

        root = setup.cassettes(self._config)
        if not root.is_dir():
            return
        self._unused = library.unused(root, exists=self._exists)
        if self._unused and prune:
            try:
                library.remove(root, self._unused)
                self._removed = True
            except CassetteError as error:
                self._failure = str(error)
                session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """List what was found."""
        if not self._unused:
            return
        from pytest_traineebench.plugin import setup  # noqa: PLC0415  -- only when something was found

        root = setup.cassettes(self._config)
        terminalreporter.section("traineebench: unused cassettes")
        for path in self._unused[:_MAX_NAMED]:
            terminalreporter.write_line(f"{root.name}/{path.relative_to(root).as_posix()}")
        if len(self._unused) > _MAX_NAMED:
            terminalreporter.write_line(f"and {len(self._unused) - _MAX_NAMED} more")
        advice = "removed" if self._removed else self._failure or "remove them with --traineebench-prune"
        terminalreporter.write_line(f"their scenario, day or test is gone, or no cassette names the image: {advice}")

    def _exists(self, place: str, name: str) -> bool:
        from pytest_traineebench.errors import ScenarioError  # noqa: PLC0415  -- only when there were days
        from pytest_traineebench.recording import library  # noqa: PLC0415  -- only when there were days
        from pytest_traineebench.scenario.load import load_scenario  # noqa: PLC0415  -- only when there were days

        file = self._config.rootpath / place
        if file.suffix == ".py":
            return file.is_file()
        try:
            loaded = load_scenario(file.with_name(f"{file.name}{SUFFIX}"), source=place)
        except ScenarioError:  # a malformed file may be sound again tomorrow
            return file.with_name(f"{file.name}{SUFFIX}").exists()
        return any(library.file_name(day.recipe.name) == name for day in loaded.days)
