"""What two runs of a day print."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

LOCAL = {
    "time of the shell": "date; date +%s.%N; time date; echo $SECONDS $EPOCHREALTIME; printf '%(%F %T)T'",
    "long listing": "ls -la; ls -lai; ls -lu; ls -lc",
    "unsorted listing": "ls -Ua; ls -f; ls -i; ls -R",
    "stat": "stat apple .; stat -c '%x %y %z %w %i' *",
    "find": "find .; find . -mmin -1500; find . -printf '%p %i %T+ %C+\\n'",
    "new files": "echo x > new; touch touched; mkdir folder; cp -p apple copy; ls -la --full-time; stat new",
    "names of temporary files": "mktemp -p .; mktemp -d -p .; mktemp -u XXXX; ls -A",
    "random bytes": "head -c 8 /dev/urandom | od -An -tx1; tr -dc a-z </dev/urandom | head -c 12; shuf -i 1-99 -n 5",
    "numbers of files": 'python -c "import os; print([(e.inode(), e.stat().st_ino) for e in os.scandir()], '
    "os.stat('.'), os.fstat(os.open('apple', 0)), os.fstat(os.pipe()[0]), os.fstat(os.memfd_create('x')))\"",
    "numbers of files that come and go": "for i in 1 2 3; do echo > f; stat -c %i f; rm f; echo > g; done; ls -i",
    "archives": "tar c . | md5sum; tar tv <(tar c .) 2>&1",
    "load and start of the machine": "cat /proc/uptime /proc/loadavg /proc/stat | head -3",
    "time of Python": 'python -c "import time, datetime as d; print(time.time(), time.monotonic(), '
    'time.perf_counter(), time.process_time(), time.thread_time(), d.datetime.now())"',
    "a span": 'python -c "import time; t = time.perf_counter(); sum(range(9)); print(time.perf_counter() - t)"',
    "chance of Python": 'python -c "import random, secrets, uuid, os; '
    'print(random.random(), secrets.token_hex(), uuid.uuid4(), os.urandom(4), os.getrandom(4))"',
    "temporary files of Python": 'python -c "import tempfile as t; print(t.mkdtemp(), t.mkstemp()[1][-9:])"',
    "order of Python": 'python -c "import os, glob, pathlib as p; print(os.listdir(), [e.name for e in os.scandir()], '
    "glob.glob('*'), list(os.walk('.')), list(p.Path().iterdir()), os.listdir(os.open('.', 0)))\"",
    "addresses": 'python -c "print(object(), id([]))"',
    "resources": 'python -c "import resource as r, os; print(r.getrusage(0), r.getrusage(-1), os.times())"',
    "failing program": "python -c 'import tempfile; f = tempfile.NamedTemporaryFile(); print(f.name[-11:]); 1 / 0'",
    "SQLite": "python -c \"import sqlite3 as s; print(s.connect(':memory:').execute("
    "'select datetime(), random(), hex(randomblob(4))').fetchall())\"",
    "Perl": "perl -e 'print time, rand, {}, -M q(apple)'",
    "awk": "awk 'BEGIN {srand(); print rand(), srand()}'",
    "processes side by side": "for i in 1 2 3; do mktemp -u & wait; done; mktemp -u | cat; (mktemp -u; mktemp -u)",
}


@pytest.mark.parametrize("command", LOCAL.values(), ids=LOCAL.keys())
def test_two_runs_print_the_same(twice: Callable[..., tuple[str, str]], command: str) -> None:
    """Another directory, order of creation, process number and real time do not show."""
    one, another = twice(command)

    assert one == another
    assert one


def test_numpy_and_pandas_follow(twice: Callable[..., tuple[str, str]]) -> None:
    """The scientific packages load, take the virtual time and draw the same numbers."""
    pytest.importorskip("pandas")
    command = 'python -c "import pandas as p, numpy as n; print(p.Timestamp.now(), n.random.default_rng().random(3))"'

    one, another = twice(command)

    assert one == another
    assert one.startswith("2031-03-01 09:00:00")


def test_commands_differ_in_chance(run: Callable[..., str]) -> None:
    """The number of the run changes what is drawn; the same number repeats it."""
    draws = [run("mktemp -u XXXXXXXX; python -c 'import random; print(random.random())'", run=n) for n in (1, 2, 1)]

    assert draws[0] == draws[2]
    assert draws[0] != draws[1]


def test_processes_of_a_command_differ_in_chance(run: Callable[..., str]) -> None:
    """Programs, forks and openings of the device each draw their own numbers."""
    fork = "import os, secrets; p = os.fork(); print(secrets.token_hex(4), flush=True); p and os.wait()"
    command = f'for i in 1 2 3; do head -c 4 /dev/urandom | od -An -tx4; mktemp -u; done; python -c "{fork}"'

    lines = run(command).split()

    assert len(lines) == len(set(lines)) == 8


def test_all_programs_agree_on_a_files_number(run: Callable[..., str]) -> None:
    """By its path, by an open descriptor, by a link to it and in the listing of its folder."""
    command = (
        "ln -s apple link; ls -i apple; stat -c %i ./apple; stat -L -c %i link; find . -name apple -printf '%i\\n';"
        "python -c \"import os; print(os.fstat(os.open('apple', 0)).st_ino, os.stat(os.getcwd() + '/apple').st_ino, "
        "*(e.inode() for e in os.scandir() if e.name == 'apple'))\""
    )

    numbers = run(command).replace("apple", "").split()

    assert len(numbers) == 7
    assert len(set(numbers)) == 1


def test_one_file_has_one_number_by_all_its_names(run: Callable[..., str]) -> None:
    """In a folder's listing, to `ls` and to Python."""
    command = (
        "ln apple again; ls -i apple again; stat -c %i again; find . -samefile again -printf '%i\\n';"
        "python -c \"import os; print(*(e.inode() for e in os.scandir() if e.name in ('apple', 'again')))\""
    )

    numbers = [word for word in run(command).split() if word.isdigit()]

    assert len(numbers) == 7
    assert len(set(numbers)) == 1


def test_what_compares_files_by_number_finds_what_it_should(run: Callable[..., str]) -> None:
    """Copies are other files, and pipes are not one another."""
    command = (
        'mkdir folder; cp apple folder; cp apple copy; ln apple again; python -c "import os; '
        "print(*(os.path.samefile('apple', other) for other in ('again', 'copy', 'folder/apple')), "
        'len({os.fstat(end).st_ino for end in os.pipe() + os.pipe()}))"; diff <(echo one) <(echo two)'
    )

    shown = run(command).splitlines()

    assert shown[0] == "True False False 2"
    assert shown[-3:] == ["< one", "---", "> two"]


def test_how_far_a_command_yields_to_others_does_not_show(run: Callable[..., str]) -> None:
    """Neither in `nice` nor in what is told of processes."""
    command = "nice; nice -n 5 nice; python -c 'import os; print(os.nice(1))'; cut -d' ' -f18,19 /proc/self/stat"

    plain = run(command)
    with ThreadPoolExecutor(initializer=os.nice, initargs=(3,)) as yielding:  # of one thread and what it starts
        below = yielding.submit(run, command).result()

    assert plain == below == "0\n5\n1\n20 0\n"


def test_the_length_of_variables_and_arguments_moves_no_stack(run: Callable[..., str]) -> None:
    """`mktemp` draws from the address of a variable in ``main()``."""
    names = {run(f"true {'x' * length}; X={'x' * length} mktemp -u") for length in (1, 7, 100, 5000)}

    assert len(names) == 1
