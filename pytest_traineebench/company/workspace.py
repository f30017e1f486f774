"""The trainee's own folder: a real directory, read and written without ever following a link out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from pytest_traineebench.company.paths import clean
from pytest_traineebench.errors import DeliverableError, ToolError

MAX_DELIVERABLE = 10 * 1024 * 1024
"""Bytes; nobody at the company asks for a larger file."""
MAX_HELD = 256 * 1024 * 1024
"""Bytes of one snapshot; thousands of sparse files cost the trainee nothing and us their whole length."""

_PREFIXES = ("workspace://", "workspace:", "/workspace/")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Files(Protocol):
    """What stands in a workspace at some moment, for those who judge it."""

    def read(self, name: str) -> bytes:
        """Return a file's content; raise DeliverableError if it is not a readable, ordinary file."""

    def names(self) -> tuple[str, ...]:
        """Return the relative paths of all ordinary files, sorted."""


class Workspace:
    """The day's directory; commands run in it, downloads land in it, deliverables are read from it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def locate(self, written: str) -> Path:
        """Return the real path for a path as an agent wrote it.

        Raises:
            ToolError: If it leaves the workspace or crosses a link.
        """
        parts = clean("" if written.strip() == "/workspace" else written, prefixes=_PREFIXES, root="the workspace")
        for depth in range(1, len(parts) + 1):
            inner = "/".join(parts[:depth])
            try:
                status = self.root.joinpath(*parts[:depth]).lstat()
            except (FileNotFoundError, NotADirectoryError):
                break
            except OSError as error:
                raise ToolError(f"{inner!r} cannot be used: {_plain(error)}") from None
            if stat.S_ISLNK(status.st_mode):
                raise ToolError(f"{inner!r} is a link; links are not followed")
        return self.root.joinpath(*parts)

    def relative(self, path: Path) -> str:
        """Return a located path as the agent knows it."""
        return path.relative_to(self.root).as_posix()

    def is_folder(self, path: Path) -> bool:
        """Whether a folder stands at a located path."""
        return stat.S_ISDIR(_mode(path))

    def exists(self, path: Path) -> bool:
        """Whether anything stands at a located path."""
        return bool(_mode(path))

    def write(self, path: Path, content: bytes) -> None:
        """Write a file at a located path and make the folders above it; a file that stands there is replaced.

        Raises:
            ToolError: If a file stands where a folder is needed, or a folder where the file should go.
        """
        *folders, name = path.relative_to(self.root).parts or (".",)
        if self.is_folder(path):
            raise ToolError(f"{self.relative(path)!r} is a folder")
        try:
            with _open_folder(self.root, folders, make=True) as folder:
                _write_new(folder, name, content)
        except OSError as error:
            raise ToolError(f"{self.relative(path)!r} cannot be written: {_plain(error)}") from None

    def read(self, name: str) -> bytes:
        """Return the content of a deliverable.

        Raises:
            DeliverableError: If it is missing, not an ordinary file, too large or unreadable.
        """
        return _read(self.root, name)

    def names(self) -> tuple[str, ...]:
        """Return the relative paths of all ordinary files, sorted; names that are not UTF-8 are left out."""
        return tuple(sorted(name for name, is_file in _walk(self.root) if is_file))

    def freeze(self) -> Snapshot:
        """Copy what stands now, so that later work cannot change it."""
        held: dict[str, bytes | str] = {}
        room = MAX_HELD
        entries = sorted(_walk(self.root))
        for name, _ in entries:
            try:
                content = self.read(name)
                room -= len(content)
                held[name] = content if room >= 0 else f"{name} is one file too many: the workspace holds too much"
            except DeliverableError as problem:
                held[name] = str(problem)
        return Snapshot(held, names=tuple(name for name, is_file in entries if is_file))


class Snapshot:
    """A workspace as it stood at one moment."""

    def __init__(self, held: dict[str, bytes | str], *, names: tuple[str, ...] | None = None) -> None:
        """Hold files.

        Args:
            held: Content by path; a text instead of bytes says why it cannot be read.
            names: Paths of the ordinary files among them; all if not given.
        """
        self._held = held
        self._names = tuple(sorted(held)) if names is None else names

    def read(self, name: str) -> bytes:
        """Return a file's content.

        Raises:
            DeliverableError: If it was not there or not readable.
        """
        content = self._held.get(name)
        if content is None:
            raise DeliverableError(f"{name} is not in the workspace")
        if isinstance(content, str):
            raise DeliverableError(content)
        return content

    def names(self) -> tuple[str, ...]:
        """Return the relative paths of all ordinary files, sorted."""
        return self._names


@contextmanager
def _open_folder(root: Path, parts: Sequence[str], *, make: bool = False) -> Iterator[int]:
    """Open the folder below `root` part by part, so that even a link that was put in a moment ago is not followed."""
    descriptor = os.open(root, _FOLDER)
    try:
        for part in parts:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=descriptor)
            outer, descriptor = descriptor, os.open(part, _FOLDER, dir_fd=descriptor)
            os.close(outer)
        yield descriptor
    finally:
        os.close(descriptor)


def _write_new(folder: int, name: str, content: bytes) -> None:
    """Put a new file in the place of what stands there: other names of an old file keep the old content."""
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
    try:
        with os.fdopen(os.open(name, _NEW_FILE, 0o644, dir_fd=folder), "wb") as file:
            file.write(content)
    except OSError:
        with suppress(OSError):  # half a file, on a full disk, would pass for a whole one
            os.unlink(name, dir_fd=folder)
        raise


def _read(root: Path, name: str) -> bytes:
    *folders, last = parts = name.split("/")
    if not {"", ".", ".."}.isdisjoint(parts):
        raise DeliverableError(f"{name} is not in the workspace")
    try:
        _refuse_linked_folders(root, folders)
        with _open_folder(root, folders) as folder:
            _refuse_what_is_no_file(os.stat(last, dir_fd=folder, follow_symlinks=False), name)
            with os.fdopen(os.open(last, _OLD_FILE, dir_fd=folder), "rb") as file:
                _refuse_what_is_no_file(os.fstat(file.fileno()), name)
                content = file.read(MAX_DELIVERABLE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a NUL is a ValueError
        raise DeliverableError(f"{name} is not in the workspace") from None
    except OSError as error:
        raise DeliverableError(f"{name} cannot be read: {_plain(error)}") from None
    if len(content) > MAX_DELIVERABLE:
        raise DeliverableError(f"{name} is larger than {MAX_DELIVERABLE // 2**20} MiB")
    return content


def _refuse_linked_folders(root: Path, folders: Sequence[str]) -> None:
    """Say what is wrong; that links are not followed is kept by how the folder is opened."""
    for depth in range(1, len(folders) + 1):
        if stat.S_ISLNK(root.joinpath(*folders[:depth]).lstat().st_mode):
            raise DeliverableError(f"{'/'.join(folders[:depth])} is a link, not a folder")


def _refuse_what_is_no_file(status: os.stat_result, name: str) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise DeliverableError(f"{name} is a link, not a file")
    if stat.S_ISDIR(status.st_mode):
        raise DeliverableError(f"{name} is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise DeliverableError(f"{name} is not an ordinary file")
    if status.st_size > MAX_DELIVERABLE:
        raise DeliverableError(f"{name} is larger than {MAX_DELIVERABLE // 2**20} MiB")


def _walk(root: Path) -> Iterator[tuple[str, bool]]:
    """Yield every entry's relative path, and whether it is an ordinary file; by loop, because nesting may be deep."""
    waiting = [("", str(root))]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = [
                    (
                        prefix + entry.name,
                        entry.path,
                        entry.is_dir(follow_symlinks=False),
                        entry.is_file(follow_symlinks=False),
                    )
                    for entry in entries
                ]
        except OSError:  # a folder that the trainee made unreadable holds nothing that could be judged
            continue
        for name, path, is_folder, is_file in found:
            if not name.isascii() and not _is_text(name):
                continue  # nobody at the company could name it
            yield name, is_file
            if is_folder:
                waiting.append((f"{name}/", path))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # the file system's bytes were not UTF-8
        return False
    return True


def _mode(path: Path) -> int:
    """Return the mode of what stands at a path, links not followed; 0 if nothing does."""
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _plain(error: OSError) -> str:
    """Say what went wrong without the host's path, which str(error) holds."""
    return (error.strerror or type(error).__name__).lower()
