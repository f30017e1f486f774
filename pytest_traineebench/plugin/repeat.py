"""The line that works a day again in the same way."""

from __future__ import annotations

import os
import shlex

import pytest

from pytest_traineebench.plugin import options


def repeat(item: pytest.Item) -> str:
    """Return a shell command that works where this session was started; results are not kept a second time."""
    given = [argument for argument in options.given(item.config) if not argument.startswith("--traineebench-results")]
    return shlex.join(["pytest", *_session(item.config), _where(item, item.nodeid), *given])


def recorded_again(item: pytest.Item, nodeid: str) -> str:
    """Return a shell command that works a day and records anew what is said to chat models."""
    left_out = ("--traineebench-results", "--traineebench-record=", "--traineebench-replay=")
    given = [argument for argument in options.given(item.config) if not argument.startswith(left_out)]
    given.append("--traineebench-record=rewrite")
    if options.choice(item.config, "replay") != "all" and not options.on_command_line(item.config, "replay"):
        given.append("--traineebench-replay=all")  # what is replayed by the ini file is not recorded
    return shlex.join(["pytest", *_session(item.config), _where(item, nodeid), *given])


def _where(item: pytest.Item, nodeid: str) -> str:
    path, colons, name = nodeid.partition("::")
    full = item.config.rootpath / path
    return os.path.relpath(full, item.config.invocation_params.dir).replace(os.sep, "/") + colons + name


def _session(config: pytest.Config) -> list[str]:
    """Return the arguments that decide which project, plugins and ini keys a session has."""
    found: list[str] = []
    if config.getoption("inifilename"):
        found += ["-c", str(config.getoption("inifilename"))]
    if config.getoption("rootdir"):
        found.append(f"--rootdir={config.getoption('rootdir')}")
    for plugin in config.getoption("plugins") or ():
        if not str(plugin).startswith("no:"):
            found += ["-p", str(plugin)]
    for override in config.getoption("override_ini") or ():
        if str(override).startswith("traineebench_"):
            found += ["-o", str(override)]
    return found
