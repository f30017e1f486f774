"""Reads what a running command writes, watches its limits, and ends it with all it started."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from pytest_traineebench.company.sandbox.protocol import Limits

WATCH_SECONDS = 0.05
"""Between two looks at the limits that the kernel does not keep; longer where looking takes long."""

FLOOD_BYTES = 64 << 20
"""Output after which a command is stopped: reading on would only burn the machine's time."""

_CHUNK = 1 << 16
_GRACE_SECONDS = 5.0


class Running(Protocol):
    """A command under way in a backend."""

    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Kill all processes of the command; may be called at any time and often."""

    def wait_gone(self, seconds: float) -> None:
        """Return when no process of the command is left, at the latest after `seconds`."""


@dataclass(slots=True)
class Stream:
    """A pipe's reading end, and what came out of it.

    Attributes:
        descriptor: The reading end; not blocking.
        keep: Bytes that are kept, from the first.
        kept: What was kept.
        size: Bytes that were read.
    """

    descriptor: int
    keep: int
    kept: bytearray = field(default_factory=bytearray)
    size: int = 0

    def read(self) -> bool:
        """Read what is there, at most one chunk; False when there is nothing, now or ever."""
        try:
            data = os.read(self.descriptor, _CHUNK)
        except BlockingIOError:
            return False
        self.size += len(data)
        self.kept += data[: max(0, self.keep - len(self.kept))]
        return bool(data)

    def drain(self) -> None:
        """Read the rest; bounded, because whoever escaped being killed could keep on writing."""
        for _ in range(256):
            if not self.read():
                break


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended.

    Attributes:
        exit_code: Status as a shell gives it.
        stopped: Why we ended it, in words for the trainee; empty if it ended by itself.
    """

    exit_code: int
    stopped: str


def supervise(running: Running, streams: list[Stream], *, limits: Limits, watch: Callable[[], str]) -> Ended:
    """Wait for a command to end, by itself or because it breaks a limit, and for all its processes.

    Args:
        running: The command.
        streams: Standard output, standard error and all other pipes that must be kept from filling up.
        limits: The time limit and the size of the output are kept here.
        watch: Returns why the command must be stopped for another reason, or nothing.
    """
    look = _Look(seconds=limits.seconds, streams=streams, watch=watch)
    try:
        with selectors.DefaultSelector() as selector:
            for stream in streams:
                selector.register(stream.descriptor, selectors.EVENT_READ, stream)
            with _end_of(running.process, selector):
                while _serve(selector, look.pause()) and running.process.poll() is None:
                    _stop_if(look, running)
    finally:
        running.stop()
        running.wait_gone(_GRACE_SECONDS)
    code = running.process.wait()
    for stream in streams:
        stream.drain()
    return Ended(exit_code=137 if look.stopped else code if code >= 0 else 128 - code, stopped=look.stopped)


@contextmanager
def _end_of(process: subprocess.Popen[bytes], selector: selectors.BaseSelector) -> Iterator[None]:
    """Let `selector` wake up when `process` ends, where the system can tell; elsewhere looking at it must do."""
    if sys.platform != "linux":
        yield
        return
    end = os.pidfd_open(process.pid)
    selector.register(end, selectors.EVENT_READ)
    try:
        yield
    finally:
        os.close(end)


def _serve(selector: selectors.BaseSelector, seconds: float) -> bool:
    """Read what has come within `seconds`; False if the process has ended."""
    goes_on = True
    for key, _ in selector.select(seconds):
        if key.data is None:
            goes_on = False
        elif not key.data.read():
            selector.unregister(key.fileobj)
    return goes_on


def _stop_if(look: _Look, running: Running) -> None:
    if look.finds_a_reason():
        running.stop()
        if look.overdue():
            running.process.kill()


class _Look:
    """When to look at a command's limits, and what was found first."""

    def __init__(self, *, seconds: float, streams: list[Stream], watch: Callable[[], str]) -> None:
        self.stopped = ""
        self._seconds = seconds
        self._streams = streams
        self._watch = watch
        self._began = time.monotonic()
        self._next = self._began + WATCH_SECONDS
        self._stopped_at = 0.0

    def pause(self) -> float:
        """Return how long nothing needs to be looked at."""
        return max(0.0, min(self._began + self._seconds, self._next) - time.monotonic())

    def finds_a_reason(self) -> bool:
        """Return whether the command must be stopped, now or since a while."""
        now = time.monotonic()
        if not self.stopped:
            self.stopped = self._reason(now)
            self._stopped_at = now
        if self.stopped:
            self._next = now + WATCH_SECONDS
            self._seconds = float("inf")
        return bool(self.stopped)

    def overdue(self) -> bool:
        """Return whether stopping has not helped for a while."""
        return time.monotonic() - self._stopped_at > _GRACE_SECONDS

    def _reason(self, now: float) -> str:
        if now - self._began >= self._seconds:
            return f"stopped after {self._seconds:g} s"
        if sum(stream.size for stream in self._streams) > FLOOD_BYTES:
            return f"stopped: it wrote more than {FLOOD_BYTES >> 20} MiB of output"
        if now < self._next:
            return ""
        found = self._watch()
        self._next = now + max(WATCH_SECONDS, 10 * (time.monotonic() - now))
        return found


def make_pipe() -> tuple[int, int]:
    """Return a pipe whose reading end does not block."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    return reading, writing


def close(*descriptors: int) -> None:
    """Close all of `descriptors` that are open."""
    for descriptor in descriptors:
        with suppress(OSError):
            os.close(descriptor)
