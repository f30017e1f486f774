"""Which backend is opened, and what is said where none works."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_traineebench.company import sandbox
from pytest_traineebench.company.sandbox import choosing
from pytest_traineebench.company.sandbox.furniture import furniture
from pytest_traineebench.errors import SandboxUnavailableError

NOW = datetime(2025, 10, 1, 9, 30, tzinfo=UTC)

ENGINE = """#!/bin/sh
# Stands for a container engine: it "runs" the command on this machine, with the folders that it is told to mount.
echo "$@" >> "$(dirname "$0")/calls"
case "$1" in
version) echo 99.1 ;;
image) exit 1 ;;
build) cat > "$(dirname "$0")/built" ;;
rm) ;;
run)
    shift
    while [ $# -gt 0 ]; do
        case "$1" in
        --env) export "$2"; shift 2 ;;
        --volume)
            case "$2" in
            *:/workspace) workspace=${2%%:*} ;;
            *:/run/traineebench/handed-on) state=${2%%:*} ;;
            esac
            shift 2 ;;
        --rm|--init|--read-only) shift ;;
        --*) shift 2 ;;
        *) break ;;
        esac
    done
    shift
    cd "$workspace"
    export HOME="$workspace"
    script=$(printf '%s' "$3" | sed "s#/run/traineebench/handed-on#$state#")
    [ "$_DIRECTORY" = /workspace ] && export _DIRECTORY=$workspace
    export _HOME=$workspace
    exec "$1" "$2" "$script" "$4" "$5"
    ;;
esac
"""


@pytest.fixture
def forgetful() -> Iterator[None]:
    """What works is found out anew."""
    choosing.status.cache_clear()
    yield
    choosing.status.cache_clear()


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for ``docker`` on the search path: a script, since no engine runs where the tests run."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "docker"
    program.write_text(ENGINE, encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty workspace."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def test_none_runs_nothing(workspace: Path) -> None:
    """With ``none`` every command is answered with 126 and the reason."""
    opened = sandbox.open_sandbox("none", workspace=workspace)

    result = opened.run("touch file", now=NOW)

    assert (result.exit_code, result.output) == (126, "")
    assert result.note == "commands cannot be run here: they are switched off for this run"
    assert list(workspace.iterdir()) == []
    opened.close()
    opened.close()


def test_an_unknown_backend_is_named(workspace: Path) -> None:
    """A name that is no backend is refused with the names that are."""
    with pytest.raises(
        ValueError, match="no backend 'dockr'; there are auto, bubblewrap, landlock, container and none"
    ):
        sandbox.open_sandbox("dockr", workspace=workspace)


@pytest.mark.usefixtures("forgetful")
def test_a_backend_that_does_not_work_says_why(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that was asked for and does not work is an error that says why."""
    monkeypatch.setenv("PATH", "/nonexistent")

    with pytest.raises(SandboxUnavailableError, match="no program 'docker'; no program 'podman'"):
        sandbox.open_sandbox("container", workspace=workspace)


def test_auto_takes_the_strongest(workspace: Path) -> None:
    """``auto`` opens the first backend that works."""
    working = [status.name for status in sandbox.statuses() if status.works]

    opened = sandbox.open_sandbox("auto", workspace=workspace)

    assert opened.name == (working or ["none"])[0]
    opened.close()


@pytest.mark.usefixtures("forgetful")
def test_auto_without_any_backend_tells_the_trainee(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing works, commands are answered with the reasons of all backends, and the day goes on."""
    monkeypatch.setattr(choosing, "BACKENDS", ("container",))
    monkeypatch.setenv("PATH", "/nonexistent")

    opened = sandbox.open_sandbox("auto", workspace=workspace)
    result = opened.run("ls", now=NOW)

    assert (opened.name, result.exit_code) == ("none", 126)
    assert "no sandbox works on this machine" in result.note
    assert "no engine answers" in result.note


def test_statuses_name_all_backends() -> None:
    """Every backend is listed, strongest first, each with what it is or why it does not work."""
    found = sandbox.statuses()

    assert [status.name for status in found] == ["bubblewrap", "landlock", "container"]
    assert all(status.why for status in found)


@pytest.mark.usefixtures("forgetful")
def test_an_engine_that_does_not_confine_is_refused(engine: Path, workspace: Path) -> None:
    """The stand-in engine runs commands without any protection; the trial command sees that."""
    with pytest.raises(SandboxUnavailableError, match="a trial command did not go as it must"):
        sandbox.open_sandbox("container", workspace=workspace)
    assert "build --tag traineebench-office:" in (engine / "calls").read_text(encoding="utf-8")
    assert (engine / "built").read_text(encoding="utf-8").count("FROM ") == 1


def test_an_engine_is_asked_for_all_protections(engine: Path, workspace: Path) -> None:
    """A command goes to the engine with the image, the mounts and every limit, and hands its directory on."""
    opened = choosing._open("container", workspace=workspace, limits=sandbox.Limits(), image="office:1", seed="")

    first = opened.run("mkdir sub; cd sub; echo out; echo error >&2; exit 4", now=NOW)
    second = opened.run("basename $PWD", now=NOW)
    opened.close()

    call = (engine / "calls").read_text(encoding="utf-8")
    assert (first.exit_code, first.output) == (4, "out\nerror\n")
    assert second.output == "sub\n"
    for option in (
        "--network none --read-only",
        "--cap-drop ALL --security-opt no-new-privileges",
        "--pids-limit 128 --memory 2048m",
        f"--volume {workspace}:/workspace",
        "office:1 /bin/bash -c",
    ):
        assert option in call


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_second_name_is_not_given_away(workspace: Path, tmp_path: Path) -> None:
    """A file of ours with a second name outside of the workspace stays ours, since the other name would go along."""
    opened = sandbox.open_sandbox("auto", workspace=workspace)
    outside = tmp_path / "outside"
    outside.write_text("x", encoding="ascii")
    os.link(outside, workspace / "inside")

    opened.run("echo changed > inside", now=NOW)

    assert outside.read_text(encoding="ascii") == "x"
    assert outside.stat().st_uid == 0
    opened.close()


def test_set_user_id_bits_are_dropped(workspace: Path) -> None:
    """A program that a command marks to run as its owner loses the mark: the owner may be who runs the tests."""
    opened = sandbox.open_sandbox("auto", workspace=workspace)
    if opened.name == "none":
        pytest.skip("no sandbox works here")

    opened.run("cp /bin/true t; chmod 6755 t; ln t u", now=NOW)

    assert not (workspace / "t").stat().st_mode & (stat.S_ISUID | stat.S_ISGID)
    opened.close()


def test_what_is_staged_has_the_time_of_the_first_command(workspace: Path) -> None:
    """A file that was staged gets the virtual time; one with an earlier date keeps that."""
    (workspace / "staged").touch()
    (workspace / "old").touch()
    os.utime(workspace / "old", (10**9, 10**9))
    opened = sandbox.open_sandbox("auto", workspace=workspace)
    if opened.name == "none":
        pytest.skip("no sandbox works here")

    opened.run("true", now=NOW)

    assert (workspace / "staged").stat().st_mtime == NOW.timestamp()
    assert (workspace / "old").stat().st_mtime == 10**9
    opened.close()


def test_nothing_is_left_of_a_day(workspace: Path) -> None:
    """Closing removes the private folder of the day; closing again does nothing."""
    kept = furniture().folder
    before = sorted(kept.iterdir())
    opened = sandbox.open_sandbox("auto", workspace=workspace)

    opened.run("echo x > /tmp/x", now=NOW)
    opened.close()
    opened.close()

    assert sorted(kept.iterdir()) == before
    assert sorted(workspace.parent.iterdir()) == [workspace]


def test_nothing_is_left_of_a_process(workspace: Path, tmp_path: Path) -> None:
    """A process that ends leaves nothing, and what a killed one left the next one removes; what is in use stays."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    program = (
        "import os, sys; from pathlib import Path; from pytest_traineebench.company.sandbox import open_sandbox\n"
        "s = open_sandbox(sys.argv[1], workspace=Path(sys.argv[2])); print(flush=True); input()\n"
        "os.kill(os.getpid(), 9) if sys.argv[3] == 'killed' else None"
    )

    def start(end: str) -> subprocess.Popen[str]:
        started = subprocess.Popen(  # noqa: S603  -- our own
            [sys.executable, "-c", program, "auto", str(workspace), end],
            env={"PATH": os.environ["PATH"], "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert started.stdout
        started.stdout.readline()
        return started

    first, second = start("killed"), start("ends")
    both = len(list(temporary.iterdir()))
    first.communicate("\n")
    after_the_kill = len(list(temporary.iterdir()))
    third = start("ends")
    two_alive = len(list(temporary.iterdir()))
    second.communicate("\n")
    third.communicate("\n")

    assert (both, after_the_kill, two_alive, list(temporary.iterdir())) == (2, 2, 2, [])
