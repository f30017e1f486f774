"""The shipped libraries, and the ways a program comes to load them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_traineebench.company.sandbox import virtual_time
from pytest_traineebench.company.sandbox.virtual_time import (
    LIBRARY_PATH,
    PRELOAD_PATH,
    PRELOAD_TEXT,
    STATE_PATH,
    begin_day,
    environment,
)

FOLDER = Path(virtual_time.__file__).parent
TMP = "/tmp"  # noqa: S108  -- the sandbox's own
MORNING = datetime(2031, 3, 1, 9, tzinfo=UTC)


def output(*command: str, env: dict[str, str] | None = None) -> str:
    """What a program prints; it must succeed."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=True)  # noqa: S603  -- ours
    return done.stdout


def names(library: Path) -> list[str]:
    """The functions that a library offers."""
    return sorted(line.split()[-1] for line in output("nm", "-D", "--defined-only", str(library)).splitlines())


@pytest.mark.skipif(not shutil.which("objdump"), reason="needs binutils")
@pytest.mark.parametrize("library", sorted((FOLDER / "prebuilt").iterdir()), ids=lambda path: path.name)
def test_an_old_glibc_is_enough(library: Path) -> None:
    """Nothing newer than glibc 2.17 is asked for, and no other library."""
    found = re.findall(r"GLIBC_(\d+)\.(\d+)", output("objdump", "-T", str(library)))

    assert max((int(major), int(minor)) for major, minor in found) <= (2, 17)
    assert re.findall(r"NEEDED\s+(\S+)", output("objdump", "-p", str(library))) == ["libc.so.6"]


@pytest.mark.skipif(not (shutil.which("gcc") and shutil.which("make")), reason="needs a compiler")
def test_the_source_builds_the_library(shim: Path, tmp_path: Path) -> None:
    """What is shipped was built from the source beside it: the same names, and a library that works."""
    output("make", "-C", str(FOLDER / "source"), os.uname().machine, f"OUT={tmp_path}")
    built = tmp_path / shim.name
    day = begin_day(tmp_path / "time")
    day.start_command(now=MORNING, run=1)

    shown = output("date", "-u", "+%F %T", env=environment(library=str(built), state=str(day.state)))

    assert names(built) == names(shim)
    assert shown == "2031-03-01 09:00:00\n"


def test_without_a_state_the_library_does_nothing(shim: Path) -> None:
    """A program that cannot read the state file shows real time instead of failing."""
    shown = output("date", "-u", "+%Y", env=environment(library=str(shim), state="/nonexistent"))

    assert shown != "2031\n"


def test_a_broken_state_is_refused(shim: Path, tmp_path: Path) -> None:
    """A command that overwrites its state file harms only itself."""
    state = tmp_path / "time"
    state.write_bytes(b"x" * 100)

    assert output("date", "-u", "+%Y", env=environment(library=str(shim), state=str(state))) != "2031\n"


def test_a_thousand_neighbours_are_too_many_but_harmless(run: Callable[..., str]) -> None:
    """Processes beyond the table's size go on with a clock of their own."""
    command = "for i in $(seq 1100); do (exit 0) & done; wait; date +%Y"

    assert run(command) == "2031\n"


def bubblewrap(shim: Path, place: Path, command: str) -> str:
    """What a command prints in a bare sandbox, with `place` for its files."""
    day = begin_day(place / "time", seed="test")
    day.start_command(now=MORNING, run=1)
    (place / "preload").write_text(PRELOAD_TEXT)
    mounts = ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", TMP, "--chdir", TMP]
    mounts += [option for name in ("bin", "lib", "lib64") for option in ("--symlink", f"usr/{name}", f"/{name}")]
    mounts += ["--ro-bind", str(shim), LIBRARY_PATH, "--bind", str(day.state), STATE_PATH]
    mounts += ["--ro-bind", str(place / "preload"), PRELOAD_PATH]
    return output("bwrap", "--unshare-all", "--clearenv", *mounts, "/usr/bin/env", "bash", "-c", command, env={})


@pytest.fixture
def bwrap(shim: Path, tmp_path: Path) -> Callable[[str], str]:
    """Run a command in bubblewrap with the library in the loader's list, each time as another day."""
    if not shutil.which("bwrap"):
        pytest.skip("needs bubblewrap")

    def bwrap(command: str) -> str:
        place = tmp_path / str(len(list(tmp_path.iterdir())))
        place.mkdir()
        return bubblewrap(shim, place, command)

    try:
        bwrap("true")
    except subprocess.CalledProcessError:
        pytest.skip("bubblewrap does not work here")
    return bwrap


def test_the_loaders_list_needs_no_variable(bwrap: Callable[[str], str]) -> None:
    """An emptied environment keeps the virtual time, and `env` shows nothing of it."""
    assert bwrap("env -i date '+%F %T'; env | grep -i -e preload -e traineebench; :") == "2031-03-01 09:00:00\n"


def test_the_shells_chance_is_the_same(bwrap: Callable[[str], str]) -> None:
    """$RANDOM follows from time, process number and addresses, which are all the same there."""
    command = "echo $RANDOM $RANDOM; (echo $RANDOM); mktemp; ls -la / /tmp /dev"

    assert bwrap(command) == bwrap(command)


@pytest.mark.skipif(not shutil.which("ps"), reason="needs ps")
def test_ps_tells_starts_in_the_virtual_day(bwrap: Callable[[str], str]) -> None:
    """A process began at the virtual time, not at the real one."""
    assert set(bwrap("ps -eo stime=").split()) == {"09:00"}
