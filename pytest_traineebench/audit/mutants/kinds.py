"""What a mutant is, and what it must lose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

Change = Callable[[Path, bytes], bool]
"""Is told the place and the content of a deliverable, and returns whether it changed anything."""


class Loses(Enum):
    """What a mutant must lose of the points that hang on the deliverable; it never touches other points."""

    ALL = "everything"
    SOME = "something"
    PERHAPS = "something or nothing"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One way of handing in something else.

    Attributes:
        name: What it is, in words.
        loses: What it must lose.
        apply: Is told the place of the deliverable and its content; returns whether it changed anything.
    """

    name: str
    loses: Loses
    apply: Change


def rewritten(name: str, loses: Loses, change: Callable[[bytes], bytes | None]) -> Mutant:
    """Return the mutant that has another content; None and the same content say that there is nothing to change."""

    def apply(place: Path, content: bytes) -> bool:
        return write_if_other(place, content, change(content))

    return Mutant(name, loses, apply)


def replaced(by: Mapping[str, bytes]) -> Change:
    """Return the change that puts other contents, by name, in the place of files."""
    return lambda place, content: write_if_other(place, content, by.get(place.name))


def write_if_other(place: Path, content: bytes, other: bytes | None) -> bool:
    """Write another content; tell whether there is one."""
    if other is None or other == content:
        return False
    place.write_bytes(other)
    return True
