"""Where the files of one screening lie; every text that names a file takes the name from here."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.family import Slot

_HOME = "human_resources"


@dataclass(frozen=True, slots=True)
class Paths:
    """Names of one task's files."""

    slot: Slot

    @property
    def folder(self) -> str:
        """The folder of the applications that count; it holds nothing else."""
        return f"{_HOME}/{self.slot.own('resumes')}"

    @property
    def archive(self) -> str:
        """The folder of what some of the applicants sent in earlier years."""
        return f"{_HOME}/{self.slot.own('resumes_archive')}"

    @property
    def output(self) -> str:
        """The shortlist's name in the workspace."""
        return self.slot.own("suitable_candidates.txt")

    def resume(self, name: str) -> str:
        """Return the file of a person's application."""
        return f"{self.folder}/{name}_resume.md"

    def old_resume(self, name: str, year: int) -> str:
        """Return the file of what a person sent in an earlier year."""
        return f"{self.archive}/{name}_resume_{year}.md"
