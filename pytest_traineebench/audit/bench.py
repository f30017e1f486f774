"""A workspace of its own in which a deliverable is replaced by something else and judged again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pytest_traineebench.audit.deliverables import contents
from pytest_traineebench.audit.judging import Shares, shares
from pytest_traineebench.audit.mutants import Change
from pytest_traineebench.audit.working import Worked
from pytest_traineebench.company.workspace import Workspace


class Bench:
    """Holds a copy of what an honest day left; every try begins with it.

    Args:
        root: An empty folder.
        worked: The day.
        handed_in: The deliverables by path.
    """

    def __init__(self, root: Path, worked: Worked, handed_in: Mapping[str, bytes]) -> None:
        self._workspace = Workspace(root)
        self._worked = worked
        self._handed_in = handed_in
        for path, content in contents(worked.final).items():
            self._workspace.write(self._workspace.locate(path), content)

    def judge(self, change: Change) -> Shares | None:
        """Change all deliverables and judge; None if there is nothing to change."""
        try:
            changed = [change(self._place(path), content) for path, content in self._handed_in.items()]
            if not any(changed):
                return None
            return shares(self._worked.task, replace(self._worked.final, files=self._workspace))
        finally:
            self._restore()

    def _restore(self) -> None:
        for path, content in self._handed_in.items():
            place = self._place(path)
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            self._workspace.write(place, content)

    def _place(self, path: str) -> Path:
        return self._workspace.root / path
