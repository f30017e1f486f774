"""Records travel with the reports of their items; the controller writes the table and the index."""

from __future__ import annotations

import traceback
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from pytest_traineebench.errors import ConfigError
from pytest_traineebench.plugin.naming import is_day

if TYPE_CHECKING:
    from pytest_traineebench.results.record import DayRecord

_ATTRIBUTE = "traineebench_record"


class Reporter:
    """Collects the records of a session, from this process and from workers."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._selected: frozenset[str] = frozenset()
        self._records: dict[str, str] = {}
        self._lost: dict[str, str] = {}
        self._failure = ""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note which days were selected."""
        self._select(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Note which days were selected; under xdist only workers collect."""
        self._select(ids)

    def _select(self, nodeids: Iterable[str]) -> None:
        self._selected = self._selected.union(nodeid for nodeid in nodeids if is_day(nodeid))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the day's record on the report of its call."""
        report = yield
        if call.when == "call" and hasattr(item, "scenario_file"):
            from pytest_traineebench.plugin.working import RECORD  # noqa: PLC0415  -- only when a day was worked

            if RECORD in item.stash:
                setattr(report, _ATTRIBUTE, item.stash[RECORD].model_dump_json())
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the record, or that a day has none because its set-up or its worker failed; a rerun replaces both."""
        if not is_day(report.nodeid):
            return
        record: str | None = getattr(report, _ATTRIBUTE, None)
        if record is not None:
            self._records[report.nodeid] = record
            self._lost.pop(report.nodeid, None)
            self._note(record)
        elif report.failed and report.when != "teardown" and not hasattr(report, "context"):
            self._lost[report.nodeid] = _reason(report)
            self._records.pop(report.nodeid, None)

    def _note(self, record: str) -> None:
        """Keep a record at once: a session that is killed has no end at which to write the index."""
        if hasattr(self._config, "workerinput"):
            return
        from pytest_traineebench.plugin import setup  # noqa: PLC0415  -- only when a day was worked

        directory = setup.results(self._config)
        if directory is not None:
            with suppress(ConfigError):  # told at the session's end, when the index is written for good
                directory.note(record)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the index and show all records to the project's hook; neither may cost the table."""
        if not self._records or hasattr(self._config, "workerinput"):
            return
        try:
            self._finish(self._read())
        except Exception as error:  # noqa: BLE001  -- a project's own hook, or a full disk
            self._failure = f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
            if session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _finish(self, records: Sequence[DayRecord]) -> None:
        from pytest_traineebench.plugin import setup  # noqa: PLC0415  -- only when a day was worked

        directory = setup.results(self._config)
        if directory is not None:
            directory.save_index(records)
        self._config.hook.pytest_traineebench_finish(config=self._config, records=records)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Show the table."""
        if not self._records and not self._lost:
            return
        from pytest_traineebench.results.table import table  # noqa: PLC0415  -- only when a day was worked

        open_days = len(self._selected - self._records.keys() - self._lost.keys())
        terminalreporter.section("traineebench")
        for line in table(self._read(), lost=self._lost, not_worked=open_days):
            terminalreporter.write_line(line)
        if self._failure:
            terminalreporter.section("traineebench: at the end of the session", red=True)
            terminalreporter.write_line(self._failure)

    def _read(self) -> list[DayRecord]:
        from pytest_traineebench.results.record import DayRecord  # noqa: PLC0415  -- only when a day was worked

        return [DayRecord.model_validate_json(self._records[nodeid]) for nodeid in sorted(self._records)]


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    # `report.longreprtext` would begin with the name of the worker.
    lines = str(crash.message if crash else report.longrepr).strip().splitlines()
    return lines[0].removeprefix("Failed: ") if lines else "no result"
