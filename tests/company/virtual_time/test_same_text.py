"""What two runs of a day print."""

from __future__ import annotations

from collections.abc import Callable

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
