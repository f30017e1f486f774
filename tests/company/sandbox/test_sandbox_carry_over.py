"""What a command hands on to the next one, its exit status and its output."""

from __future__ import annotations

import pytest
from company.sandbox.sandbox_lab import Lab


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("true", 0),
        ("false", 1),
        ("exit 3", 3),
        ("if", 2),
        ("nosuch", 127),
        ("/etc", 126),
        ("kill -9 $$", 137),
        ("exec false", 1),
        ("set -e; false; true", 1),
        ("(exit 7)", 7),
        ("false | true", 0),
        ("", 0),
        ("# nothing", 0),
    ],
)
def test_the_exit_status_is_the_shells(shell_lab: Lab, command: str, status: int) -> None:
    """The exit status is what the shell says."""
    assert shell_lab.run(command).exit_code == status


def test_output_then_errors(shell_lab: Lab) -> None:
    """Standard output comes first, then standard error; bytes that are no text are replaced."""
    result = shell_lab.run("echo error >&2; echo out; printf '\\377\\n'")

    assert result.output == "out\n\ufffd\nerror\n"
    assert result.output_size == 12


def test_messages_count_the_commands_lines(shell_lab: Lab) -> None:
    """The shell's messages name the line of the command and nothing of ours."""
    assert shell_lab.run("true\nnosuch").output == "bash: line 2: nosuch: command not found\n"


def test_standard_input_is_empty(shell_lab: Lab) -> None:
    """A command that reads its input finds the end of it."""
    assert shell_lab.run("cat; read line || echo none").output == "none\n"


def test_directory_and_variables_are_handed_on(shell_lab: Lab) -> None:
    """The working directory, the one before it and exported variables last for the day; others do not."""
    shell_lab.run(
        "mkdir -p a/b; cd a/b; export NAME='Ana  Vu\n\"$x\"' EMPTY=; LOCAL=1; unset LANG; export PATH=$PATH:/extra"
    )

    result = shell_lab.run('pwd; echo "$NAME|${EMPTY-unset}|${LOCAL-unset}|${LANG-unset}|${PATH##*:}"; cd -')

    assert result.output == '/workspace/a/b\nAna  Vu\n"$x"||unset|unset|/extra\n/workspace\n'
    assert shell_lab.run("pwd; echo $PWD").output == "/workspace\n/workspace\n"


@pytest.mark.parametrize(
    "ending", ["exit 3", "set -e; false", "if", "nosuch", "trap 'echo bye' EXIT", "set -eux; false"]
)
def test_it_is_handed_on_however_a_command_ends(shell_lab: Lab, ending: str) -> None:
    """A command that exits early, fails or sets a trap of its own hands on its directory all the same."""
    shell_lab.run(f"mkdir sub; cd sub; export NAME=Ana\n{ending}")

    assert shell_lab.run("pwd; echo ${NAME-none}").output == "/workspace/sub\nAna\n"


@pytest.mark.parametrize("ending", ["exec true", "kill -9 $$", "exec 7>&-", "echo 'PWD=/nowhere' >&7; kill -9 $$"])
def test_a_lost_state_changes_nothing(shell_lab: Lab, ending: str) -> None:
    """A command that ends without handing anything on leaves the directory and variables of the one before."""
    shell_lab.run("mkdir sub; cd sub; export NAME=Ana")

    shell_lab.run(f"cd ..; export NAME=Ben; {ending}")

    assert shell_lab.run("pwd; echo $NAME").output == "/workspace/sub\nAna\n"


def test_a_forged_state_harms_only_itself(shell_lab: Lab) -> None:
    """A command that forges what it hands on gets another environment, and every later command still runs."""
    shell_lab.run("printf 'begin\\0/nowhere\\0\\0export PATH=\"/nowhere\"\\n\\0\\0end\\0' >&7; kill -9 $$")

    assert shell_lab.run("pwd; /bin/echo ${HOME-none}").output == "/workspace\nnone\n"


def test_a_deleted_directory_falls_back(shell_lab: Lab) -> None:
    """Where the working directory is gone, the next command begins in the workspace."""
    shell_lab.run("mkdir sub; cd sub; rmdir ../sub")

    assert shell_lab.run("pwd").output == "/workspace\n"


def test_too_many_variables_are_not_handed_on(shell_lab: Lab) -> None:
    """A variable that would keep every later command from starting is forgotten."""
    shell_lab.run("export BIG=$(head -c 100000 /dev/zero | tr '\\0' x)")

    assert shell_lab.run("echo ${#BIG}").output == "0\n"


def test_tracing_does_not_show_our_part(shell_lab: Lab) -> None:
    """``set -x`` prints the command's own steps only."""
    assert shell_lab.run("set -x; true").output == "+ true\n"


def test_a_command_that_does_not_fit_is_refused(shell_lab: Lab) -> None:
    """A command beyond what the system takes as one argument, or with a zero byte, is not run and says so."""
    long, zero = shell_lab.run("echo " + "x" * 200_000), shell_lab.run("echo \0")

    assert (long.exit_code, zero.exit_code) == (126, 126)
    assert "write a longer script to a file first" in long.note


def test_a_long_command_runs(shell_lab: Lab) -> None:
    """A script of 100 kB in one command runs."""
    assert shell_lab.run("cat <<'END' | wc -c\n" + "x" * 100_000 + "\nEND").output == "100001\n"


def test_files_last(shell_lab: Lab) -> None:
    """Files in the workspace and in ``/tmp`` last for the day, by any way of naming them."""
    shell_lab.run("echo one > /workspace/one; echo two > /tmp/two; echo three > ~/three")

    assert shell_lab.run('cat one "/tmp/two" /workspace/three; ls /workspace').output == "one\ntwo\nthree\none\nthree\n"
    assert (shell_lab.workspace / "one").read_text(encoding="ascii") == "one\n"


def test_a_changed_file_has_the_virtual_time(shell_lab: Lab) -> None:
    """The time of a file that a command wrote, as we see it, is the virtual one."""
    shell_lab.run("echo x > file; mkdir folder; ln -s nowhere link")

    for name in ("file", "folder", "link"):
        assert (shell_lab.workspace / name).lstat().st_mtime == 1_759_311_000


def test_python_has_the_office_packages(shell_lab: Lab) -> None:
    """Python runs with the packages of the extra ``office``, and no other package can be imported."""
    pytest.importorskip("openpyxl")
    result = shell_lab.run("python3 -c 'import sys, numpy, openpyxl; print(sys.version_info.major); import pydantic'")

    assert result.output.startswith("3\n")
    assert "No module named 'pydantic'" in result.output
