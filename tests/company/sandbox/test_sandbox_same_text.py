"""Two runs of the same commands in different folders print the same text, and no path of this machine."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from company.sandbox.sandbox_lab import USERS, Driver, find_driver, make_lab

# What only a sandbox with a file tree and process numbers of its own can keep the same.
OWN_NAMESPACES = (
    "id -un; id -gn; hostname; ulimit -a; echo $$; echo $PPID; echo $RANDOM",
    "ls -la / /workspace /tmp; ls -la ..",
    "sh -c 'echo $$' & wait; cat /proc/self/cgroup; ls /proc/self/ns",
    "cat /proc/self/mountinfo /proc/mounts /proc/self/mountstats /proc/self/maps; df; df -i .; mount; findmnt",
    "cd /proc/self; cat mountinfo; cd ..; head -99 stat < mounts; cat < /proc/thread-self/mounts",
    "cat /proc/meminfo /proc/cpuinfo /proc/loadavg /proc/uptime /proc/version /proc/cmdline /proc/interrupts; free",
    "cat /proc/self/stat /proc/self/status /proc/self/io /proc/self/sched /proc/1/maps /proc/1/stat; ps aux; ps -ef",
    "ls -l /proc/self/fd /proc/self/ns /proc/1/ns /proc/1/exe /proc/1; readlink /proc/1/cwd; ls -lai /proc /dev /etc",
    "ls -lai . .. /tmp; stat . /tmp /",
    "cat /proc/net/dev /proc/net/netlink /proc/self/fdinfo/*; ls -lai /proc /proc/self/fd; stat -L /proc/self/fd/1",
    'python3 -c \'import os; print([os.stat(p) for p in ("/", "/dev/null", "/proc/self", "/tmp", "/usr/bin/env")])\'',
    "X=12345678901234567 mktemp; nice; top -bn1; ps -o pid,pgid,sid,ni,stat,user,args -e",
)

COMMANDS = (
    "pwd; env | sort; umask",
    "date; touch a; ls -l; stat -c '%y %n' a",
    "mkdir sub; cd sub; mktemp -u; python3 -c 'import random, uuid; print(random.random(), uuid.uuid4())'",
    "python3 -c 'print(object()); print(hash(\"x\")); import sys; print(sys.path); raise SystemExit(1)'",
    "python3 -c 'import os; print(os.getcwd()); open(\"/workspace/none\")'; cat /workspace/none /tmp/none",
    "head -c 8 /dev/urandom | od -An -tx1",
    "sh -c 'echo $0'; bash -c 'exit 4'; sleep 0.01 & wait; python3 -m this_does_not_exist",
    "echo x > f; rm f; cd ..; ls -l; history; jobs; type python3 ls",
    "cat /etc/passwd /etc/hosts; getent passwd trainee",
    "uname -a; nproc; uptime; hostname; ls -li; stat sub; stat -f . /tmp; date -s 2020-01-01",
    (
        "python3 -c 'import os, platform, shutil, socket; print(os.uname(), platform.platform(), os.cpu_count(), "
        'os.statvfs("."), shutil.disk_usage("."), os.getloadavg(), os.sched_getaffinity(0), '
        'os.sysconf("SC_PHYS_PAGES"), socket.gethostname())\''
    ),
    "python3 -c 'import os; print([(e, e.inode(), e.stat()) for e in os.scandir()], os.fstat(os.pipe()[0]))'",
    "ulimit -Sa; seq 100000 | head -1",
)

# What differs in nothing between a machine with bubblewrap and one without, whoever runs the tests.
EVERYWHERE = (
    "ls -lai . .. /tmp / /dev; ls -lai /proc; cat /proc/self/status | head -12; cat /proc/self/stat /proc/1/stat",
    "ps; ps aux; ps -ejH; cat /proc/1/comm; tr '\\0' ' ' < /proc/1/cmdline; stat /proc/1 /proc/meminfo",
    "echo $$ $PPID $RANDOM $SRANDOM; mktemp; mktemp -d; date +%N; id; env | grep -v LIBRARY; umask; pwd -P",
    'python3 -c \'import os; print({"a", "b", "c"}, os.stat("/workspace"), os.stat("/"))\'',
    "yes | head -1; cat /proc/self/mountinfo; df; stat -f /tmp; find . -mmin -5; find / -xdev -maxdepth 1 -ls",
)


def test_two_runs_print_the_same(driver: Driver, backend: str) -> None:
    """All that a day's commands print is the same the next time, wherever the workspace is."""
    commands = COMMANDS if backend == "landlock-plain" else COMMANDS + OWN_NAMESPACES
    texts = []
    for prefix in ("one-", "another-place-"):
        folder = Path(tempfile.mkdtemp(prefix=f"sandbox-{prefix}"))
        lab = make_lab(driver, backend, folder)
        results = [lab.run(command) for command in commands]
        texts.append([(result.exit_code, result.output, result.note) for result in results])
        driver.ask(do="close", workspace=str(lab.workspace))
        shutil.rmtree(folder)
        for result in results:
            assert not any(
                path in result.output for path in (str(folder), sys.prefix, sys.base_prefix, platform.release())
            )

    for command, one, other in zip(commands, *texts, strict=True):
        assert one == other, command


def test_backends_with_a_file_tree_print_the_same(drivers: dict[str, Driver]) -> None:
    """A recording that was made with one of them replays with the other, and as root where it was made as a user."""
    texts = {}
    for user in USERS:
        for backend in ("bubblewrap", "landlock"):
            with suppress(pytest.skip.Exception):
                texts[user, backend] = _texts(find_driver(user, drivers), backend, EVERYWHERE)

    assert len(texts) > 1
    first, *others = texts.items()
    for other in others:
        for command, one, another in zip(EVERYWHERE, first[1], other[1], strict=True):
            assert one == another, (command, first[0], other[0])


def _texts(driver: Driver, backend: str, commands: Sequence[str]) -> list[str]:
    folder = Path(tempfile.mkdtemp(prefix="sandbox-"))
    try:
        lab = make_lab(driver, backend, folder)
        lab.run("echo a,b > data.csv")
        return [lab.run(command).output for command in commands]
    finally:
        driver.ask(do="close", workspace=str(folder / "day" / "workspace"))
        shutil.rmtree(folder)
