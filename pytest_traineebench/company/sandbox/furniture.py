"""The folder of this process, made once: what all its days show their commands read-only, and the days' own folders.

It goes when the process ends.
"""

from __future__ import annotations

import os
import shutil
import stat
import weakref
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pytest_traineebench.company.sandbox import change_user, scratch, shell, virtual_time
from pytest_traineebench.company.sandbox import runtime as seen

_INSTALLED = 1_704_067_200  # 2024-01-01
_OURS = "traineebench"  # below /etc
_DEVICE_MODE = stat.S_IFCHR | 0o666


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Furniture:
    """A folder of ours, removed when the process ends.

    Attributes:
        folder: Holds all else.
        lock: Descriptor that tells others that we live.
    """

    folder: Path
    lock: int

    @property
    def etc(self) -> Path:
        """What is shown as ``/etc``."""
        return self.folder / "etc"

    @property
    def empty(self) -> Path:
        """What is shown in place of folders that must not be seen."""
        return self.folder / "empty"

    @property
    def local(self) -> Path:
        """What is shown as ``/usr/local``, where Python is mounted."""
        return self.folder / "local"

    @property
    def devices(self) -> Path | None:
        """What is shown as ``/dev``; only root can make it."""
        folder = self.folder / "dev"
        return folder if folder.is_dir() else None

    @property
    def begin(self) -> Path:
        """What the shell reads before a command."""
        return self.etc / _OURS / "begin"


ALTERNATIVES = Path("/etc/alternatives")
"""What Debian's programs need to find each other, mounted where there is such a folder."""

BEGIN_PATH = f"/etc/{_OURS}/begin"
"""Where a sandbox that can mount shows :attr:`Furniture.begin`."""

CHANGE_USER_PATH = f"/etc/{_OURS}/change_user"
"""Where it shows the program by which root's commands become another user's, if there is one for this machine."""


def furniture() -> Furniture:
    """Return what this process shows its commands; made again if somebody removed it."""
    # By process: a forked one must not use, or remove, what is its parent's.
    found = _of_process(os.getpid())
    if not found.begin.exists():
        _of_process.cache_clear()
        found = _of_process(os.getpid())
    return found


@cache
def _of_process(process: int) -> Furniture:
    folder, lock = scratch.make_folder()
    made = Furniture(folder=folder, lock=lock)
    weakref.finalize(made, _remove, folder, lock, process)
    return _furnish(made)


def _furnish(made: Furniture) -> Furniture:
    for folder in (made.etc, made.etc / _OURS, made.empty, made.local, made.local / "bin", made.local / "lib"):
        folder.mkdir()
    for name, text in seen.ETC_FILES.items():
        (made.etc / name).write_text(text, encoding="ascii")
    made.begin.write_text(shell.BEGIN_FILE, encoding="ascii")
    _install_python(made.local / "bin")
    _find_libraries(made.etc)
    if ALTERNATIVES.is_dir():
        (made.etc / ALTERNATIVES.name).mkdir()  # copying hundreds of links takes longer than all days' mounts
    if program := change_user.program():
        _copy_program(program, made.etc / _OURS / "change_user")
    if library := virtual_time.library():
        _copy_program(library, made.etc / _OURS / Path(virtual_time.LIBRARY_PATH).name)
        (made.etc / Path(virtual_time.PRELOAD_PATH).name).write_text(virtual_time.PRELOAD_TEXT, encoding="ascii")
    _age(made.folder)
    if os.geteuid() == 0:
        _make_devices(made.folder / "dev")
    return made


def _copy_program(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    target.chmod(0o755)


def _make_devices(folder: Path) -> None:
    """Make ``/dev`` as one folder to mount, unless devices are of no use in it."""
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "shm").mkdir()
    for path, text in seen.DEVICE_LINKS:
        (folder / Path(path).name).symlink_to(text)
    try:
        for name in seen.DEVICES:
            os.mknod(folder / name, _DEVICE_MODE, Path("/dev", name).stat().st_rdev)
            (folder / name).chmod(0o666)
        (folder / "null").read_bytes()
    except OSError:  # a file system, or a container, without devices
        shutil.rmtree(folder)
    else:
        for child in (*folder.iterdir(), folder):
            os.utime(child, (_INSTALLED, _INSTALLED), follow_symlinks=False)


def _install_python(folder: Path) -> None:
    """Make the links to Python, and the file over which it is mounted where it is not the system's own."""
    python = seen.runtime().python
    if seen.runtime().in_local():
        (folder / python.name).touch()
        (folder / "python3").symlink_to(python.name)
    (folder / "python").symlink_to(python.name if seen.runtime().in_local() else python)


def _find_libraries(etc: Path) -> None:
    """Copy the list in which programs find their libraries."""
    source = Path("/etc/ld.so.cache")
    if source.exists():
        shutil.copyfile(source, etc / source.name)


def _age(folder: Path) -> None:
    """Open all to another user whatever our umask is, with an early time: the true one says when the tests ran."""
    for where, folders, files in os.walk(folder, topdown=False):
        for name in (*folders, *files):
            path = Path(where, name)
            if not path.is_symlink():
                path.chmod(0o755 if name in folders or os.access(path, os.X_OK) else 0o644)
            os.utime(path, (_INSTALLED, _INSTALLED), follow_symlinks=False)


def _remove(folder: Path, lock: int, process: int) -> None:
    if os.getpid() == process:
        scratch.remove_folder(folder, lock)
