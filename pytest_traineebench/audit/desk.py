"""What a solver has to work with: exactly what a trainee sees and can do; imports nothing that knows an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A row of the list of users."""

    name: str
    department: str
    position: str


class Desk(Protocol):
    """A trainee's desk; whatever is done at it is a tool call of the day."""

    @property
    def instruction(self) -> str:
        """The text of the task."""

    @property
    def now(self) -> datetime:
        """The time."""

    @property
    def people(self) -> tuple[Colleague, ...]:
        """Everybody at the company but the trainee."""

    @property
    def disk(self) -> Mapping[str, bytes]:
        """The cloud disk: paths are listed, and a file is downloaded when it is read."""

    def file(self, name: str) -> bytes:
        """Return a file of the workspace."""

    def ask(self, person: str, text: str) -> str:
        """Write to a colleague and return the answer."""

    def ask_group(self, people: Iterable[str], text: str) -> Mapping[str, str]:
        """Write to several colleagues in a group and return their answers."""

    def use(self, tool: str, **arguments: str | int) -> str:
        """Call any other tool and return what it says."""

    def hand_in(self, name: str, content: bytes) -> None:
        """Write a file into the workspace."""

    def wait_until(self, moment: datetime) -> None:
        """Let time pass."""


def only(found: Iterable[str], what: str) -> str:
    """Return the one thing that was found.

    Raises:
        ValueError: If it is not there, or if there are several different ones.
    """
    different = set(found)
    if len(different) != 1:
        raise ValueError(f"found {sorted(different)}, expected one {what}")
    return different.pop()
