"""Prints in how many of many days the same shell commands print the same text, for each sandbox that works here.

Run ``python benchmarks/same_text.py [DAYS]``; 100 days take some ten minutes for each sandbox. Every day has a process,
a temporary directory, a length of paths, an order of files, a hash seed, a zone and a priority of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from pytest_traineebench.company.sandbox import open_sandbox, statuses
from pytest_traineebench.randomness import stream

NOW = datetime(2025, 10, 1, 9, 30, tzinfo=UTC)
FILES = {"data.csv": "a,b\n1,2\n3,4\n5,6\n", "z.txt": "z", "Ä ö.txt": "", ".hidden": "h", "big": "x" * 10_000}
COMMANDS = (
    "ls -la",
    "ls -lai; ls -i; ls -f; ls -R; ls -lai /tmp / ..; stat data.csv sub / /proc /dev/null",
    "date; date +%s.%N; time ls; times; echo $SECONDS $EPOCHREALTIME; uptime; cal",
    "find . -mmin -5; find . -mmin +5; find . -printf '%i %p %T+ %s %b\\n'; du -s; du -a",
    'python3 -c "1/0"; python3 -c "open(\'/none\')"; python3 -m none; python3 none.py',
    "python3 -c \"print(object(), lambda: 0, open('data.csv'), id([]), {'a', 'b', 'c'}, {'x': 1}, hash('x'))\"",
    "printf 'def f(): pass\\nprint(f)\\nraise ValueError(f)\\n' > t.py; python3 t.py; rm t.py",
    "mktemp; mktemp -d; mktemp -u; ls -la /tmp; rm -rf /tmp/*",
    "ps; ps aux; ps -ef; ps -o pid,ppid,ni,etime,rss,stat,lstart,cmd; top -bn1",
    'python3 -c "import tempfile, uuid, random; print(tempfile.mkdtemp(), uuid.uuid4(), random.random())"',
    'python3 -c "import os; print([(e.name, e.inode(), e.stat()) for e in os.scandir()], os.fstat(os.pipe()[0]))"',
    "echo $RANDOM $SRANDOM $$ $PPID; (echo $RANDOM); bash -c 'echo $RANDOM $$'",
    "shuf data.csv; sort -R data.csv; head -c8 /dev/urandom | xxd; openssl rand -hex 4",
    "id; env; whoami; pwd; umask; ulimit -a; hostname; uname -a; nproc; nice; free; df -h; mount",
    "ls /none; cat none; cd none; cp none x; touch /etc/x; no_such_command; git log; yes | head -1",
    "python3 -m http.server 8123 & sleep 100 & jobs -l; wait %1; kill %2; wait; ps",
    "echo x > new; ls -i new; mv new other; stat other; python3 -c \"import os; print(os.stat('other'))\"; rm other",
    "cat /proc/self/status /proc/self/stat /proc/net/dev /proc/meminfo /proc/sys/kernel/random/boot_id; ls -la /proc",
)


def main() -> None:
    """Compare the days of each sandbox."""
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for status in statuses():
        if status.works:
            print(f"{status.name}: {compare(status.name, days)}", flush=True)
        else:
            print(f"{status.name}: not here: {status.why}")


def compare(name: str, days: int) -> str:
    """Run the commands on so many days, and say which of them did not print one text."""
    texts: list[Counter[str]] = [Counter() for _ in COMMANDS]
    for day in range(days):
        for seen, text in zip(texts, one_day_elsewhere(name, day), strict=True):
            seen[text] += 1
    different = [
        f"  {seen.most_common(1)[0][1]} of {days}: {command}"
        for command, seen in zip(COMMANDS, texts, strict=True)
        if len(seen) > 1
    ]
    same = f"{len(COMMANDS) - len(different)} of {len(COMMANDS)} commands print one text on {days} of {days} days"
    return "\n".join([same, *different])


def one_day_elsewhere(name: str, day: int) -> list[str]:
    """Work a day in a process and surroundings of its own."""
    chance = stream("same text", day)
    with tempfile.TemporaryDirectory(prefix="t" * chance.randrange(1, 40)) as folder:
        surroundings = {
            "PATH": os.environ["PATH"],
            "TMPDIR": folder,
            "PYTHONPATH": os.pathsep.join(sys.path[1:]),
            "PYTHONHASHSEED": str(day + 1),
            "TZ": chance.choice(["UTC", "Asia/Tokyo", "America/New_York"]),
            "X" * chance.randrange(1, 50): "x" * chance.randrange(500),
        }
        arguments = ["nice", "-n", str(day % 15), sys.executable, __file__, name, str(day)]
        done = subprocess.run(arguments, env=surroundings, cwd=folder, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def one_day(name: str, day: int) -> list[str]:
    """Return what the commands print."""
    with staged(stream("files", day)) as workspace:
        sandbox = open_sandbox(name, workspace=workspace, seed="the same")
        results = [sandbox.run(command, now=NOW) for command in COMMANDS]
        sandbox.close()
    return [f"{result.exit_code} {result.note} {result.output}" for result in results]


@contextmanager
def staged(chance: Random) -> Iterator[Path]:
    """Make the files in an order, and on inodes, of their own."""
    with tempfile.TemporaryDirectory(prefix="d" * chance.randrange(1, 30)) as folder:
        for number in range(chance.randrange(20)):
            Path(folder, f"in the way {number}").touch()
        workspace = Path(folder, "w" * chance.randrange(1, 9))
        (workspace / "sub").mkdir(parents=True)
        for file in chance.sample(sorted(FILES), len(FILES)):
            (workspace / file).write_text(FILES[file], encoding="utf-8")
        yield workspace


if __name__ == "__main__":
    if len(sys.argv) == 3:  # noqa: PLR2004  -- in a process of its own
        print(json.dumps(one_day(sys.argv[1], int(sys.argv[2]))))
    else:
        main()
