"""Sandboxes of every backend that works here, as the user who runs the tests and as another one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from company.sandbox.sandbox_lab import BACKENDS, USERS, Driver, Lab, OpenLab, find_driver, make_lab


@pytest.fixture(scope="session")
def drivers() -> Iterator[dict[str, Driver]]:
    """The drivers that were started, by user."""
    started: dict[str, Driver] = {}
    yield started
    for driver in started.values():
        driver.close()


@pytest.fixture(params=USERS)
def driver(request: pytest.FixtureRequest, drivers: dict[str, Driver]) -> Driver:
    """A process that holds sandboxes; once for each user."""
    return find_driver(request.param, drivers)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each backend."""
    name: str = request.param
    return name


@pytest.fixture
def open_lab(driver: Driver, backend: str) -> Iterator[OpenLab]:
    """A function that opens one sandbox with given limits; for each backend and user."""
    folder = Path(tempfile.mkdtemp(prefix="sandbox-test-"))

    def open_(**limits: Any) -> Lab:
        return make_lab(driver, backend, folder, **limits)

    yield open_
    driver.ask(do="close", workspace=str(folder / "day" / "workspace"))
    shutil.rmtree(folder)


@pytest.fixture
def lab(open_lab: OpenLab) -> Lab:
    """A sandbox with the usual limits."""
    return open_lab()


@pytest.fixture(params=[("bubblewrap", "self"), ("landlock", "nobody"), ("landlock-plain", "self")], ids="-".join)
def shell_lab(request: pytest.FixtureRequest, drivers: dict[str, Driver]) -> Iterator[Lab]:
    """A sandbox with the usual limits, for what the shell decides: not for each user and backend."""
    backend, user = request.param
    driver = find_driver(user, drivers)
    folder = Path(tempfile.mkdtemp(prefix="sandbox-test-"))
    yield make_lab(driver, backend, folder)
    driver.ask(do="close", workspace=str(folder / "day" / "workspace"))
    shutil.rmtree(folder)
