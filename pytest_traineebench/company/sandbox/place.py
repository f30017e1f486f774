"""The folders of one day: the trainee's workspace, and a private one beside it for all else that commands see."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pytest_traineebench.company.sandbox import runtime as seen
from pytest_traineebench.company.sandbox.furniture import Furniture, furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folders of one day.

    Attributes:
        workspace: The trainee's files, read-write.
        private: Ours; holds `tmp` (the trainee's, read-write) and the state of the virtual time.
        furniture: What is the same in all days.
        uid: User that commands run as, or None where that is the user we are.
    """

    workspace: Path
    private: Path
    furniture: Furniture
    uid: int | None

    @property
    def tmp(self) -> Path:
        """The trainee's ``/tmp``; lasts for the day."""
        return self.private / "tmp"

    @property
    def time_state(self) -> Path:
        """The file that tells the preloaded library the time."""
        return self.private / "time"


def make_place(workspace: Path) -> Place:
    """Make the private folder of a day around `workspace`."""
    kept = furniture()
    place = Place(
        workspace=workspace.resolve(strict=True),
        private=Path(tempfile.mkdtemp(prefix="day-", dir=kept.folder)),
        furniture=kept,
        uid=seen.TRAINEE_UID if os.geteuid() == 0 else None,
    )
    place.tmp.mkdir(mode=0o700)
    return place
