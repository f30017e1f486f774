"""What a command does to the folders it may write: their size while it runs, and their tidying when it has ended."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MAX_ENTRIES = 20_000
"""Files and folders in all; more would make every walk over the workspace slow."""

MAX_DEPTH = 100
"""Nesting of folders; deeper trees break programs that copy or delete them by recursion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What lies in a tree.

    Attributes:
        size: Bytes of all files, as their length says (a sparse file counts in full, because copies of it do).
        entries: Files and folders.
        too_deep: Folders that are nested deeper than :data:`MAX_DEPTH`; what is below them is not counted.
    """

    size: int = 0
    entries: int = 0
    too_deep: tuple[str, ...] = ()

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            size=self.size + other.size, entries=self.entries + other.entries, too_deep=self.too_deep + other.too_deep
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    status: os.stat_result
    depth: int

    @property
    def kind(self) -> int:
        return stat.S_IFMT(self.status.st_mode)


def measure(root: Path) -> Usage:
    """Return what lies below `root`, while a command may be changing it; links are not followed."""
    found: list[_Entry] = []
    for entry in _walk(root):
        found.append(entry)
        if len(found) > 2 * MAX_ENTRIES:
            break
    return _usage(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidying:
    """How a tree is put in order between two commands, when no process of them is left.

    Attributes:
        uid: User that commands run as, who must own everything; None if that is the user we are.
        stamp: Virtual time in nanoseconds since 1970.
        since: Real time in nanoseconds; file times from then to `until` are the real clock's and become `stamp`.
        until: See `since`.
        cap: If True, a file time later than `stamp` becomes `stamp` too: what was staged has the time of its staging.
    """

    uid: int | None
    stamp: int
    since: int
    until: int
    cap: bool = False

    def apply(self, root: Path) -> Usage:
        """Give `root` and all below it to the trainee and to the virtual time, and return what lies there.

        Pipes, sockets and devices are removed (whoever read them later would hang), as are folders nested too deep;
        set-user-id bits are dropped (the owner may be the person who runs the tests); folders and files become
        accessible to their owner, so that they can be read and deleted.
        """
        found = list(_walk(root))
        usage = _usage(found)
        if usage.too_deep:
            # rm, because shutil.rmtree recurses.
            subprocess.run(["/bin/rm", "-rf", "--", *usage.too_deep], check=False, stderr=subprocess.DEVNULL)  # noqa: S603  -- fixed program, paths after "--"
        for entry in reversed(found):  # a folder's times last: removing an entry changes them
            with suppress(OSError):
                self._settle(entry)
        return usage

    def _settle(self, entry: _Entry) -> None:
        path, status, kind = entry.path, entry.status, entry.kind
        if kind not in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK):
            Path(path).unlink()
            return
        if self.uid is not None and status.st_uid != self.uid and (kind == stat.S_IFDIR or status.st_nlink == 1):
            # A file with a second name may have that name outside the workspace: then it is not ours to give away.
            os.chown(path, self.uid, self.uid, follow_symlinks=False)
        if kind == stat.S_IFREG:
            wanted = (status.st_mode | stat.S_IRUSR) & ~(stat.S_ISUID | stat.S_ISGID)
            if wanted != status.st_mode:
                Path(path).chmod(stat.S_IMODE(wanted))
        times = (self._virtual(status.st_atime_ns), self._virtual(status.st_mtime_ns))
        # Listing a folder has changed its time of access, whatever it was before.
        if kind == stat.S_IFDIR or times != (status.st_atime_ns, status.st_mtime_ns):
            os.utime(path, ns=times, follow_symlinks=False)

    def _virtual(self, moment: int) -> int:
        is_real = self.since <= moment <= self.until
        return self.stamp if is_real or (self.cap and moment > self.stamp) else moment


def _usage(found: list[_Entry]) -> Usage:
    return Usage(
        size=sum(entry.status.st_size for entry in found if entry.kind == stat.S_IFREG),
        entries=len(found),
        too_deep=tuple(entry.path for entry in found if entry.depth >= MAX_DEPTH and entry.kind == stat.S_IFDIR),
    )


def _walk(root: Path) -> Iterator[_Entry]:
    """Yield `root` and what is below it, a folder before its entries; by loop, because nesting may be deep."""
    waiting = [(str(root), 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            _unlock(folder)
            yield _Entry(folder, os.lstat(folder), depth)
            if depth >= MAX_DEPTH:
                continue
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError:
            continue  # deleted under our hands, or not ours
        for entry in listed:
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, depth + 1))
                else:
                    yield _Entry(entry.path, entry.stat(follow_symlinks=False), depth + 1)


def _unlock(folder: str) -> None:
    """Let the owner into `folder`, which a command may have locked to hide what it writes there."""
    if os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return
    # By descriptor and through no link, because a command may be exchanging the folder for one right now.
    descriptor = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        Path(f"/proc/self/fd/{descriptor}").chmod(stat.S_IRWXU)
    finally:
        os.close(descriptor)
