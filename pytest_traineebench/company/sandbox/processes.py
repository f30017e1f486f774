"""The processes below one: counting them, weighing them, and ending them all."""

from __future__ import annotations

import os
import resource
import signal
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a tree of processes uses of the machine.

    Attributes:
        threads: Processes and their threads.
        memory: Resident bytes, shared pages counted for each process.
        hidden_files: Bytes of open files that have no name any more.
    """

    threads: int
    memory: int
    hidden_files: int


def children(pid: int) -> list[int]:
    """Return the direct children of process `pid`; empty if it has ended."""
    found: list[int] = []
    for thread in _listing(f"/proc/{pid}/task"):
        with suppress(OSError):
            found += map(int, Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii").split())
    return found


def descendants(pid: int, *, at_most: int = 2000) -> list[int]:
    """Return all processes below `pid`, nearest first."""
    found: list[int] = []
    waiting = children(pid)
    while waiting and len(found) < at_most:
        found += waiting
        waiting = [grandchild for child in waiting for grandchild in children(child)]
    return found


def load(pids: list[int]) -> Load:
    """Return what the processes `pids` use together."""
    hidden = {identity: size for pid in pids for identity, size in _hidden_files(pid)}
    return Load(
        threads=sum(len(_listing(f"/proc/{pid}/task")) for pid in pids),
        memory=sum(_resident(pid) for pid in pids),
        hidden_files=sum(hidden.values()),
    )


def kill(pids: list[int]) -> None:
    """Kill each of `pids` that is still there and ours to kill."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0


def _hidden_files(pid: int) -> list[tuple[tuple[int, int], int]]:
    found = []
    for descriptor in _listing(f"/proc/{pid}/fd"):
        with suppress(OSError):
            status = Path(f"/proc/{pid}/fd/{descriptor}").stat()
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                found.append(((status.st_dev, status.st_ino), status.st_size))
    return found


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  -- many times a second
    except OSError:
        return []
