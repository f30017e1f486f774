"""A shortlist as it was handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.tasks.resume_select.answer import ResumeAnswer

_MARK = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])\s+")
"""A bullet or a number; nobody asked for it, but a person still reads the name behind it."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The lines of the file that are not empty.

    Attributes:
        lines: As they stand, blanks and capitals made alike.
    """

    lines: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The lines without bullets and numbers."""
        return tuple(_MARK.sub("", line) for line in self.lines)


def read_shortlist(evidence: Evidence, answer: ResumeAnswer) -> Shortlist:
    """Return what was handed in.

    Raises:
        DeliverableError: If it cannot be read.
    """
    lines = (plain(line) for line in evidence.text(answer.output_file).split("\n"))
    return Shortlist(tuple(line for line in lines if line))


def plain(name: str) -> str:
    """Return a name as it is compared: capitals and the number of blanks do not matter."""
    return " ".join(name.split()).casefold()
