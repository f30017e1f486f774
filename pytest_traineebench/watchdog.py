"""Ends foreign code that runs for too long, without losing the process that runs it."""

from __future__ import annotations

import itertools
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

_AGAIN = 1.0
_PATIENCE = 3
_STORM = [microseconds / 1e6 for microseconds in range(3, 60, 4)]


class TimeIsUp(BaseException):
    """Raised inside code whose time is up; like KeyboardInterrupt, so that no `except Exception` eats it."""


def call_with_limit(act: Callable[[], None], seconds: float | None) -> None:
    """Call `act`, and raise `TimeIsUp` inside of it after so many wall seconds.

    That reaches code which computes, sleeps or waits for a socket, in the main thread of a POSIX process; elsewhere
    nothing can interrupt foreign code, and the call has no limit. A timer that somebody else had set runs on
    afterwards; one that is sooner than ours is left to do its work.

    Code that swallows the exception gets it again every second. After the third time it gets it many times in a row, at
    changing distances of a few microseconds: a loop such as ``while True: try: ... except BaseException: pass`` catches
    one exception at a time, and one of them falls into its handler, where nothing catches it.

    Raises:
        TimeIsUp: If the time was up.
    """
    if seconds is None or not is_interruptible():
        act()
        return
    distances = itertools.cycle(_STORM)
    rings = 0

    def ring(_: int, frame: FrameType | None) -> None:
        nonlocal rings
        if frame is None or frame.f_code is call_with_limit.__code__:
            return  # `act` is left already
        rings += 1
        if rings > _PATIENCE:
            signal.setitimer(signal.ITIMER_REAL, next(distances), _AGAIN)
        raise TimeIsUp

    others, _ = signal.getitimer(signal.ITIMER_REAL)
    if 0 < others < seconds:
        act()
        return
    began = time.monotonic()
    handler = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), _AGAIN)
    try:
        act()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if others:
            signal.setitimer(signal.ITIMER_REAL, max(others - (time.monotonic() - began), 1e-3))


def hurry(seconds: float) -> None:
    """Leave no more than so many seconds to code that is running under `call_with_limit`, whose result is settled."""
    handler = signal.getsignal(signal.SIGALRM) if hasattr(signal, "setitimer") else None
    if getattr(handler, "__module__", "") == __name__ and signal.getitimer(signal.ITIMER_REAL)[0] > seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)


def is_interruptible() -> bool:
    """Whether code that runs here can be interrupted: in the main thread, where the system has timers."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
