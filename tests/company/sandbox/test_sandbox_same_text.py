"""Two runs of the same commands in different folders print the same text, and no path of this machine."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from pathlib import Path

from company.sandbox.sandbox_lab import Driver, make_lab

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
