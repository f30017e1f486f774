"""The clocks of a command and its waits."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

import pytest

DATES = [datetime(2019, 12, 31, 23, 59, tzinfo=UTC), datetime(2031, 3, 1, 9, tzinfo=UTC)]


@pytest.mark.parametrize("now", DATES, ids=str)
def test_programs_see_the_virtual_date(run: Callable[..., str], now: datetime) -> None:
    """The shell, date, Python and SQLite agree on a date before or after the real one."""
    command = (
        "printf '%(%F %T)T\\n'; date '+%F %T'; python -c '"
        "import datetime as d, time, sqlite3; print(d.datetime.now().replace(microsecond=0)); "
        'print(time.strftime("%F %T")); print(sqlite3.connect(":memory:").execute("select datetime()").fetchone()[0])\''
    )

    assert run(command, now=now).splitlines() == [f"{now:%F %T}"] * 5


def test_a_naive_time_is_utc(run: Callable[..., str]) -> None:
    """A virtual clock without a zone needs no conversion by its callers."""
    assert run("date '+%F %T'", now=DATES[1].replace(tzinfo=None)) == "2031-03-01 09:00:00\n"


WAITS = {
    "sleep": "time.sleep(0.03)",
    "select": "select.select([], [], [], 0.03)",
    "poll": "select.poll().poll(30)",
    "epoll": "select.epoll().poll(0.03)",
    "lock": "lock = threading.Lock(); lock.acquire(); lock.acquire(timeout=0.03)",
    "event": "threading.Event().wait(0.03)",
    "condition": "c = threading.Condition(); c.acquire(); c.wait(0.03)",
    "queue": "with contextlib.suppress(queue.Empty): queue.Queue().get(timeout=0.03)",
    "timer": "t = threading.Timer(0.03, print); t.start(); t.join()",
    "future": "with contextlib.suppress(futures.TimeoutError): futures.Future().result(timeout=0.03)",
    "asyncio": "asyncio.run(asyncio.sleep(0.03))",
    "semaphore between processes": "s = multiprocessing.Semaphore(0); s.acquire(timeout=0.03)",
    "signal": "signal.sigtimedwait([signal.SIGUSR1], 0.03)",
    "program": "subprocess.run(['sleep', '0.03'])",
    "shell": "os.system('sleep 0.03')",
    "child": "os.fork() or (time.sleep(0.03), os._exit(0)); os.wait()",
}


@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS.keys())
def test_a_wait_moves_the_clock_by_its_span(run: Callable[..., str], wait: str) -> None:
    """It lasts as long for real, and all clocks but that of the processor tell the span."""
    program = f"""
import asyncio, contextlib, multiprocessing, os, queue, select, signal, subprocess, threading, time
from concurrent import futures
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
before = time.time(), time.monotonic(), time.process_time()
{wait}
spans = [now - then for now, then in zip((time.time(), time.monotonic(), time.process_time()), before)]
print(*(f"{{span:.2f}}" for span in spans))
"""

    assert run(f"python - <<'END'\n{program}\nEND").split()[-3:] == ["0.03", "0.03", "0.00"]


def test_a_wait_is_real(run: Callable[..., str]) -> None:
    """Waiting is never skipped, or a program would get ahead of the neighbour it waits for."""
    before = perf_counter()

    run("sleep 0.05")

    assert perf_counter() - before >= 0.05


def test_time_tells_the_spans_of_a_program(run: Callable[..., str]) -> None:
    """The shell's `time` counts waiting as real and a start as one millisecond of the processor."""
    assert run("time sleep 0.05") == "\nreal\t0m0.051s\nuser\t0m0.001s\nsys\t0m0.000s\n"


def test_neighbours_do_not_add_up(run: Callable[..., str]) -> None:
    """The clock after waiting for two sleeping children tells the longer sleep."""
    command = "sleep 0.03 & sleep 0.03 & wait; date +%s.%N | cut -c1-13"

    assert run(command) == f"{DATES[1].timestamp():.0f}.03\n"


@pytest.mark.parametrize(
    "program",
    [
        "python -c 'import time; t = time.time()\nwhile time.time() < t + 0.2: pass'",
        "python -c 'import time; t = time.monotonic()\nwhile time.monotonic() < t + 0.2: pass'",
        "until [ $(($(date +%s%N) / 1000000)) -ge $((EPOCHSECONDS * 1000 + 50)) ]; do :; done",
    ],
    ids=["date", "monotonic", "programs"],
)
def test_a_loop_that_polls_the_clock_ends(run: Callable[..., str], program: str) -> None:
    """Reading a clock takes a microsecond of it, starting a program a millisecond."""
    assert run(f"{program}; echo over") == "over\n"


def test_processes_hand_over_work(run: Callable[..., str]) -> None:
    """Pools, pipes and time-outs between processes work with the fake clocks."""
    program = """
import asyncio, subprocess
from concurrent import futures
if __name__ == "__main__":
    with futures.ProcessPoolExecutor(1) as pool:
        print(pool.submit(pow, 2, 5).result(timeout=9))
    try:
        subprocess.run(["sleep", "9"], timeout=0.02)
    except subprocess.TimeoutExpired:
        print("stopped")
    async def late():
        try:
            await asyncio.wait_for(asyncio.sleep(9), 0.02)
        except asyncio.TimeoutError:
            print("too late")
    asyncio.run(late())
"""

    lines = run(f"cat > p.py <<'END'\n{program}\nEND\npython p.py").splitlines()

    assert lines == ["32", "stopped", "too late"]


# Values that the kernel itself would refuse with another error, or that only read: nothing is set if this fails.
SETTERS = {
    "clock_settime": "libc.clock_settime(0, longs(1, -1))",
    "settimeofday": "libc.settimeofday(longs(1, -1), None)",
    "adjtime": "libc.adjtime(None, longs(0, 0))",
    "adjtimex": "libc.adjtimex(longs(*[0] * 32))",
    "ntp_adjtime": "libc.ntp_adjtime(longs(*[0] * 32))",
    "clock_adjtime": "libc.clock_adjtime(0, longs(*[0] * 32))",
    "Python": "time.clock_settime_ns(time.CLOCK_REALTIME, -1)",
    "system call": "libc.syscall(NUMBER, 0, longs(1, -1))",
}


@pytest.mark.parametrize("state", ["a day's", "no"])
@pytest.mark.parametrize("setter", SETTERS.values(), ids=SETTERS.keys())
def test_no_clock_can_be_set(run: Callable[..., str], setter: str, state: str) -> None:
    """Setting a clock is not permitted, even for root and even where there is no virtual time to protect."""
    number = {"x86_64": 227, "aarch64": 112}[platform.machine()]
    program = f"""
import ctypes, time
libc = ctypes.CDLL(None, use_errno=True)
def longs(*values): return (ctypes.c_long * len(values))(*values)
try:
    result = {setter.replace("NUMBER", str(number))}
    print(result, ctypes.get_errno())
except OSError as error:
    print(-1, error.errno)
"""

    outcome = run(f"{'TRAINEEBENCH_TIME=/nonexistent ' if state == 'no' else ''}python - <<'END'\n{program}\nEND")

    assert outcome == "-1 1\n"


FACTS = {
    "kernel": ("uname -r; cat /proc/version; cat /proc/sys/kernel/osrelease", "6.1.0"),
    "mounts": ("cat /proc/mounts; cd /proc/self; cat mountinfo; exec 3< mounts; cat <&3", "/dev/sda1"),
    "command line of the kernel": ("cat /proc/cmdline; echo none", "none"),
    "disk": ("df . | tail -1; stat -f -c %b .", "262144"),
    "memory": ("cat /proc/meminfo | head -1; free | sed -n 2p", "8388608"),
    "processors": ("python -c 'import os; print(os.cpu_count())'; grep -c processor /proc/cpuinfo", "2"),
    "own memory map": ("grep -v -e ' 08:01 1 ' -e ' 00:00 0' /proc/self/maps; echo none", "none"),
}


@pytest.mark.parametrize(("command", "fact"), FACTS.values(), ids=FACTS.keys())
def test_facts_of_the_machine_are_invented(run: Callable[..., str], command: str, fact: str) -> None:
    """What programs tell of kernel, disks, memory and processors is the same on every machine."""
    output = run(command)

    assert fact in output
    assert platform.release() not in output
