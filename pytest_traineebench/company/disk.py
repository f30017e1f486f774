"""The company's cloud disk: read-only, held in memory, so no path on it can reach the host."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_traineebench.company.paths import clean
from pytest_traineebench.errors import ToolError

_PREFIXES = ("clouddisk://", "clouddisk:")


class CloudDisk:
    """Files by path, folders implied by them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Fill the disk.

        Args:
            files: Content by relative POSIX path, such as ``"kb/articles/a.md"``.
        """
        self._files = dict(sorted(files.items()))
        self._folders: dict[str, set[str]] = {"": set()}
        for path in self._files:
            self._add_to_folders(path)

    def _add_to_folders(self, path: str) -> None:
        parts = path.split("/")
        for depth in range(len(parts)):
            entry = parts[depth] + ("" if depth == len(parts) - 1 else "/")
            self._folders.setdefault("/".join(parts[:depth]), set()).add(entry)

    @property
    def files(self) -> Mapping[str, bytes]:
        """All files, sorted by path."""
        return self._files

    def path(self, written: str) -> str:
        """Return the canonical form of a path as an agent wrote it.

        Raises:
            ToolError: If it leaves the disk.
        """
        return "/".join(clean(written, prefixes=_PREFIXES, root="the cloud disk"))

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder, sorted; subfolders end with a slash.

        Raises:
            ToolError: If there is no such folder.
        """
        path = self.path(folder)
        if path not in self._folders:
            what = "is a file, not a folder" if path in self._files else "does not exist on the cloud disk"
            raise ToolError(f"{path!r} {what}")
        return tuple(sorted(self._folders[path]))

    def read(self, written: str) -> bytes:
        """Return the content of a file.

        Raises:
            ToolError: If there is no such file.
        """
        path = self.path(written)
        if path in self._files:
            return self._files[path]
        what = "is a folder; name a file" if path in self._folders else "does not exist on the cloud disk"
        raise ToolError(f"{path!r} {what}")
