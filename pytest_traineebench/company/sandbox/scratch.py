"""Temporary folders that go with their process: one that is killed leaves them behind, and the next one removes them.

Whether a folder's process lives is seen by a lock that ends with it. Folders of other users stay.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

_PREFIX = "traineebench-"
_LOCK = "lock"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder that is removed at the end, also by Ctrl-C; it holds one file, the lock."""
    folder, lock = make_folder()
    try:
        yield folder
    finally:
        try:
            remove_folder(folder, lock)
        except KeyboardInterrupt:  # Ctrl-C does not leave half of it behind
            remove_folder(folder, lock)
            raise


def make_folder() -> tuple[Path, int]:
    """Make a folder that :func:`remove_folder` removes, and return it with the descriptor that tells that we live."""
    _remove_abandoned(os.getpid(), tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    unlocked = folder / f".{_LOCK}"
    lock = os.open(unlocked, os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    unlocked.rename(folder / _LOCK)  # nobody may find it before it is locked
    return folder, lock


def remove_folder(folder: Path, lock: int) -> None:
    """Remove a folder of ours."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        os.close(lock)


@cache
def _remove_abandoned(_process: int, temporary: str) -> None:
    """Remove the folders of processes that were killed; once in a process."""
    for lock in Path(temporary).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError):
            descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
            finally:
                os.close(descriptor)
