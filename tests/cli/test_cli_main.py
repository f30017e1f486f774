"""The command as a whole: help, wrong options, broken pipes, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import Run

COMMAND = [sys.executable, "-m", "pytest_traineebench.cli"]
COMMANDS = ("generate", "customize", "build", "families", "audit", "serve", "schema", "doctor")


def test_help_names_all_commands(run: Run) -> None:
    """Each with half a sentence."""
    said = run("--help")

    assert said.code == 0
    assert all(f"  {command}" in said.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(run: Run, command: str) -> None:
    """It is printed to standard output."""
    said = run(command, "--help")

    assert said.code == 0
    assert said.out.startswith(f"usage: traineebench {command}")


def test_help_imports_nothing_heavy() -> None:
    """A person who mistypes an option does not wait for pydantic."""
    code = (
        "import sys\nfrom pytest_traineebench.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pydantic', 'yaml', 'openai', 'pytest', 'vcr', 'httpx2'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603  -- our own code

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), "the following arguments are required: COMMAND; see traineebench --help"),
        (("fly",), "argument COMMAND: invalid choice: 'fly'"),
        (("generate",), "the following arguments are required: --config-path, --bench-path, --npc-model"),
        (("generate", "--config", "x"), "the following arguments are required"),
        (("schema", "x"), "argument of: invalid choice: 'x'"),
        (("build",), "the following arguments are required: SCENARIO; see traineebench build --help"),
        (("build", "x", "--frob"), "unrecognized arguments: --frob"),
    ],
)
def test_a_wrong_option(run: Run, arguments: tuple[str, ...], found: str) -> None:
    """One line on standard error, exit code 2."""
    said = run(*arguments)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"traineebench: error: {found}")
    assert said.err.count("\n") == 1


def test_an_error_is_one_line_whatever_the_name(run: Run) -> None:
    """A line break in a file's name is shown, not obeyed."""
    said = run("build", "a\nb\0c.yaml")

    assert said.code == 2
    assert said.err.startswith("traineebench: error: a\\nb\\x00c.yaml: cannot be read")
    assert said.err.count("\n") == 1


def test_a_closed_pipe_is_no_error() -> None:
    """``traineebench families | head -1`` leaves no traceback."""
    with subprocess.Popen([*COMMAND, "families"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603  -- our own command
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        code = process.wait()

    assert (code, err) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told() -> None:
    """One line, no traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "families"], stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603  -- our own command

    assert done.returncode == 2
    assert done.stderr == b"traineebench: error: standard output cannot be written: no space left on device\n"


def test_a_narrow_locale_does_not_matter(tmp_path: Path) -> None:
    """What is printed is UTF-8; what is complained about is escaped where it must be."""
    narrow = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    done = subprocess.run([*COMMAND, "build", str(tmp_path / "é")], env=narrow, capture_output=True, check=False)  # noqa: S603  -- our own command

    assert done.returncode == 2
    assert b": no such file; expected a scenario file\n" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_ctrl_c_leaves_no_traceback(tmp_path: Path) -> None:
    """The exit code is that of a command that the keyboard ended."""
    code = (
        "import sys, signal\nfrom pytest_traineebench import cli\n"
        "class Command:\n"
        "    @staticmethod\n"
        "    def run(chosen): signal.raise_signal(signal.SIGINT)\n"
        "sys.modules['pytest_traineebench.cli.families'] = Command\n"
        "sys.exit(cli.main(['families']))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)  # noqa: S603  -- our own code

    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, b"")
