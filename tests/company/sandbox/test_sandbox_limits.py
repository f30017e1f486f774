"""A command that takes too much of anything is stopped, and says why; the next one finds order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from company.sandbox.sandbox_lab import Lab, OpenLab

from pytest_traineebench.company.sandbox.processes import descendants


def leftovers(lab: Lab) -> list[int]:
    """Return the processes that are left of the lab's commands."""
    return descendants(lab.driver.process.pid)


def test_time_ends(open_lab: OpenLab) -> None:
    """A command is killed at its time limit with all it started, and what it had written is kept."""
    lab = open_lab(seconds=0.5)

    result = lab.run("echo begun; sleep 600 & sleep 600; echo done")

    assert (result.exit_code, result.output, result.note) == (137, "begun\n", "stopped after 0.5 s")
    assert leftovers(lab) == []


def test_ignored_signals_do_not_help(open_lab: OpenLab) -> None:
    """A command that ignores every signal it can, in a session of its own, is killed all the same."""
    lab = open_lab(seconds=0.5)

    result = lab.run("trap '' TERM INT HUP QUIT; setsid sh -c 'trap \"\" TERM HUP; exec sleep 600' & wait")

    assert result.exit_code == 137
    assert leftovers(lab) == []


def test_a_background_process_dies_with_its_command(lab: Lab) -> None:
    """What a command leaves behind is dead before its result is given, closed or open pipes alike."""
    result = lab.run("(sleep 0.2; echo late > late) & (sleep 0.2; echo late > late2) >/dev/null 2>&1 <&- & echo now")

    assert (result.exit_code, result.output) == (0, "now\n")
    assert leftovers(lab) == []
    assert lab.run("sleep 0.3; ls").output == ""


def test_a_detached_process_dies_with_its_command(lab: Lab) -> None:
    """A process that forks twice and opens a session of its own dies with its command."""
    lab.run(
        "python3 -c 'import os, time\nif os.fork(): os._exit(0)\nos.setsid()\n"
        "if os.fork(): os._exit(0)\ntime.sleep(600)'"
    )

    assert leftovers(lab) == []


def test_a_fork_bomb_is_stopped(open_lab: OpenLab) -> None:
    """A fork bomb ends at its number of processes or at its time, and nothing of it is left."""
    lab = open_lab(seconds=1, processes=40)

    result = lab.run("bomb() { bomb | bomb & }; bomb; sleep 600")

    assert result.note in ("stopped: it started more than 40 processes", "stopped after 1 s")
    assert leftovers(lab) == []
    assert lab.run("echo alive").output == "alive\n"


def test_memory_of_one_process_ends(open_lab: OpenLab) -> None:
    """A process gets no more memory than its limit and can handle that."""
    lab = open_lab(memory_mb=200)

    result = lab.run("python3 -c 'bytearray(300 << 20)'")

    assert result.exit_code == 1
    assert "MemoryError" in result.output


def test_memory_of_many_processes_ends(open_lab: OpenLab) -> None:
    """Processes that each keep to the limit are stopped when they use too much together."""
    lab = open_lab(memory_mb=100)

    result = lab.run(
        "for i in 1 2 3 4; do python3 -c 'import time; x = b\"x\" * (70 << 20); time.sleep(600)' & done; wait"
    )

    assert (result.exit_code, result.note) == (137, "stopped: its processes used more than 200 MiB of memory together")
    assert leftovers(lab) == []


def test_a_file_ends(open_lab: OpenLab) -> None:
    """A file does not grow beyond its limit."""
    lab = open_lab(file_mb=1)

    result = lab.run("head -c 3000000 /dev/zero > big; ls -l big | cut -d' ' -f5")

    assert result.output.splitlines()[-1] == "1048576" or "1048576" in result.output
    assert (lab.workspace / "big").stat().st_size == 1 << 20


def test_many_files_end(open_lab: OpenLab) -> None:
    """A command that fills the workspace with many files is stopped, and until some are deleted no file can grow."""
    lab = open_lab(file_mb=2, workspace_mb=4)

    stopped = lab.run("i=0; while :; do i=$((i+1)); head -c 1000000 /dev/zero > f$i; done")
    refused = lab.run("echo more > more; cat more")
    cleared = lab.run("rm -f f* more")
    again = lab.run("echo more > more; cat more")

    assert stopped.exit_code == 137
    assert "stopped: the workspace and /tmp hold more than 4 MiB" in stopped.note
    assert "no file can grow until some are deleted" in stopped.note
    assert "no file can grow until some are deleted" in refused.note
    assert "more\n" not in refused.output.splitlines()
    assert cleared.exit_code == 0
    assert (again.output, again.note) == ("more\n", "")


def test_nameless_files_end(open_lab: OpenLab) -> None:
    """Files that are open but have no name any more count as well."""
    lab = open_lab(file_mb=2, workspace_mb=4)

    script = (
        "import os\nfiles = []\nwhile True:\n"
        " f = open('f', 'wb'); f.write(bytes(10**6)); f.flush(); os.unlink('f'); files.append(f)"
    )

    result = lab.run(f'python3 -c "{script}"')

    assert (result.exit_code, result.note) == (137, "stopped: the workspace and /tmp hold more than 4 MiB")


def test_temporary_files_count(open_lab: OpenLab) -> None:
    """``/tmp`` lasts for the day and counts as the workspace does."""
    lab = open_lab(file_mb=2, workspace_mb=4)

    lab.run("for i in 1 2 3; do head -c 1900000 /dev/zero > /tmp/f$i; done")

    assert "no file can grow" in lab.run("ls /tmp").note


def test_deep_folders_are_removed(lab: Lab) -> None:
    """Folders nested so deep that no program could delete them are removed."""
    result = lab.run('python3 -c \'import os\nfor i in range(3000): os.mkdir("d"); os.chdir("d")\'; echo done')

    assert "nested deeper than 100" in result.note
    assert sum(1 for _ in os.walk(lab.workspace)) <= 101


def test_output_is_cut(open_lab: OpenLab) -> None:
    """The first part of the output is kept, the rest is counted."""
    lab = open_lab(output_bytes=10)

    result = lab.run("printf 0123456789abc; printf error >&2")

    assert (result.output, result.output_size) == ("0123456789", 18)
    assert result.note == "kept the first 10 of 18 bytes of output"


def test_a_flood_is_stopped(open_lab: OpenLab) -> None:
    """A command that only writes is stopped before its time, and little of it is kept."""
    lab = open_lab(output_bytes=1000)

    result = lab.run("yes")

    assert (result.exit_code, len(result.output)) == (137, 1000)
    assert result.note == "stopped: it wrote more than 64 MiB of output; kept the first 1,000 bytes of output"


def test_a_locked_folder_is_opened(lab: Lab) -> None:
    """What a command locks away can be read and deleted by us."""
    lab.run("mkdir -p a/b; echo x > a/b/f; chmod 0 a/b/f a/b a")

    assert (lab.workspace / "a" / "b" / "f").read_text(encoding="ascii") == "x\n"


def test_pipes_are_removed(lab: Lab) -> None:
    """A named pipe, which whoever reads it would wait for, is gone when the command ends."""
    lab.run("mkfifo pipe; mkdir d; mkfifo d/pipe; touch file")

    assert sorted(path.name for path in lab.workspace.rglob("*")) == ["d", "file"]


def test_files_of_ours_can_be_changed(lab: Lab) -> None:
    """A file that we put into the workspace between two commands belongs to the trainee as well."""
    lab.run("true")
    if lab.user == "nobody":
        pytest.skip("our files are another user's here")
    (lab.workspace / "sub").mkdir()
    (lab.workspace / "sub" / "given.txt").write_text("given\n", encoding="ascii")

    result = lab.run("echo mine >> sub/given.txt && cat sub/given.txt && mv sub/given.txt sub/taken.txt && ls sub")

    assert result.output == "given\nmine\ntaken.txt\n"


def test_links_are_not_followed_when_tidying(lab: Lab, tmp_path: Path) -> None:
    """Owner, mode and time of what a link points to stay as they are."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("x", encoding="ascii")
    for path in (outside / "file", outside):
        os.utime(path, (10**9, 10**9))
    before = [path.stat() for path in (outside, outside / "file")]

    lab.run(f"ln -s {outside} folder; ln -s {outside}/file file; ln -s {outside}/none none")
    lab.run("true")

    after = [path.stat() for path in (outside, outside / "file")]
    assert [(s.st_uid, s.st_mode, s.st_mtime) for s in after] == [(s.st_uid, s.st_mode, s.st_mtime) for s in before]
