"""The times of files, and the order of directories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

DATES = [datetime(2019, 12, 31, 23, 59, tzinfo=UTC), datetime(2031, 3, 1, 9, tzinfo=UTC)]


@pytest.mark.parametrize("now", DATES, ids=str)
def test_what_a_command_writes_bears_its_time(run: Callable[..., str], now: datetime) -> None:
    """Reading, change and birth of a new file are shown at the begin of the command, for stat and for Python."""
    command = (
        "echo x > new; stat -c '%x|%y|%z|%w' new | cut -c1-19,37-55,73-91,109-127 | fold -w 19; "
        'python -c \'import os, time; s = os.stat("new")\n'
        'for t in s.st_atime, s.st_mtime, s.st_ctime: print(time.strftime("%F %T", time.gmtime(t)))\''
    )

    shown = [line.strip("|\n") for line in run(command, now=now).splitlines()]

    assert shown == [f"{now:%F %T}"] * 7


@pytest.mark.parametrize("now", DATES, ids=str)
def test_a_file_keeps_its_time_in_later_commands(run: Callable[..., str], now: datetime) -> None:
    """An hour later a file of an earlier command is an hour old, also in its time of change, which cannot be set."""
    run("echo x > new; mkdir folder; ln -s new link", now=now)

    command = "stat -c '%Y %Z %W' new folder link; find . -newermt @0 -mmin +59 -mmin -61 | sort"
    shown = run(command, now=now + timedelta(hours=1), run=2).split()

    assert set(shown[:9]) == {f"{now.timestamp():.0f}"}
    assert {"./new", "./folder", "./link"} <= set(shown[9:])


def test_a_time_given_on_purpose_stays(run: Callable[..., str]) -> None:
    """`touch -d`, `cp -p`, `tar x` and os.utime set what they say."""
    command = (
        "touch -d 2020-02-02 a; cp -p a b; tar c a | (mkdir t; cd t; tar x); python -c 'import os; "
        'open("c", "w"); os.utime("c", (1580601600, 1580601600))\'; stat -c %y a b t/a c | cut -c1-19'
    )

    assert set(run(command).splitlines()) == {"2020-02-02 00:00:00"}


def test_links_keep_one_inode_number(run: Callable[..., str]) -> None:
    """The invented inode numbers tell whether two names are one file, and stay from command to command."""
    first = run("ln apple hard; stat -c %i apple hard pear").split()
    second = run("stat -c %i pear", run=2).split()

    assert first[0] == first[1]
    assert first[0] != first[2]
    assert first[2] == second[0]


def test_nested_folders_of_one_name_are_no_loop(run: Callable[..., str]) -> None:
    """Programs that look for loops by inode number find none, although numbers follow from names."""
    assert run("mkdir -p a/a/a/a; find a; ls -R a | tail -1; rm -r a; ls a 2>&1").splitlines()[:4] == [
        "a",
        "a/a",
        "a/a/a",
        "a/a/a/a",
    ]


def test_names_are_sorted_by_bytes(run: Callable[..., str]) -> None:
    """Every program reads a directory in the order of the bytes of the names."""
    by_bytes = ["Fig", "apple", "pear", "quince", "été"]

    assert run("ls -U").splitlines() == by_bytes
    assert run("find . -name '[!.]*'").splitlines() == [f"./{name}" for name in by_bytes]
    assert run("python -c 'import os; print(*os.listdir(), sep=\"\\n\")'").splitlines() == [".hidden", *by_bytes]
    assert run("ls -Ua").splitlines()[:3] == [".", "..", ".hidden"]


def test_a_folder_may_change_while_it_is_read(run: Callable[..., str]) -> None:
    """Deleting while listing leaves nothing out, for 3,000 files."""
    command = (
        "mkdir many; cd many; touch $(seq 3000); python -c 'import os\n"
        'for e in os.scandir("."): os.remove(e)\'; ls | wc -l; touch $(seq 3000); cd ..; rm -r many; ls -d many 2>&1; '
        "mkdir -p t/u/v; touch t/u/v/w; python -c 'import shutil; shutil.rmtree(\"t\")'; ls -d t 2>&1"
    )

    lines = run(command).splitlines()

    assert lines[0] == "0"
    assert all("No such file" in line for line in lines[1:])
    assert len(lines) == 3


def test_a_directory_can_be_read_again_and_from_a_place(run: Callable[..., str]) -> None:
    """rewinddir, telldir and seekdir do what they say."""
    program = (
        "opendir D, '.'; @all = readdir D; rewinddir D; readdir D for 1 .. 3; $place = telldir D; $next = readdir D; "
        "seekdir D, $place; print scalar(@all), ' ', $next eq readdir D, ' ', $next eq $all[3]"
    )

    assert run(f'perl -e "{program}"'.replace("$", "\\$")) == "8 1 1"
