"""The truth of a screening: who applied, and what speaks against each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Somebody who applied.

    Attributes:
        name: Full name, as in the title of the resume and in its file name.
        path: The resume on the cloud disk.
        misses: What speaks against inviting them, in words for people; empty for the suitable.
    """

    name: str
    path: str
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeAnswer:
    """What the checkpoints compare with.

    Attributes:
        output_file: Name of the shortlist in the workspace.
        applicants: Everybody, in the order of the files.
    """

    output_file: str
    applicants: tuple[Applicant, ...]

    @property
    def suitable(self) -> tuple[Applicant, ...]:
        """The applicants that belong on the shortlist."""
        return tuple(applicant for applicant in self.applicants if not applicant.misses)
