"""Starts processes with fixed addresses, so that what they print of their memory is the same in every run."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_ADDR_NO_RANDOMIZE = 0x0040000  # linux/personality.h
_QUERY = 0xFFFFFFFF


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)


@contextmanager
def fixed_addresses() -> Iterator[None]:
    """Let processes started inside by this thread have their memory laid out without chance.

    The setting belongs to the calling thread and is inherited; to the thread itself it does nothing before an exec.
    """
    libc = _libc()
    before = libc.personality(ctypes.c_ulong(_QUERY))
    if before >= 0:
        libc.personality(ctypes.c_ulong(before | _ADDR_NO_RANDOMIZE))
    try:
        yield
    finally:
        if before >= 0:
            libc.personality(ctypes.c_ulong(before))
