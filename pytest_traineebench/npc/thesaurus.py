"""The thesaurus of office English; what is in it, and its notation, is in ``thesaurus.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_MACRO = re.compile(r"\$([a-z]+)")


@dataclass(frozen=True, slots=True)
class Group:
    """Words and phrases that mean the same.

    Attributes:
        name: As in ``#name``.
        members: Words and phrases in the notation.
        shared: Whether a plain member in a cue means the group.
        forgiving: Whether slips in its words are mended.
    """

    name: str
    members: tuple[str, ...]
    shared: bool
    forgiving: bool


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What the file holds.

    Attributes:
        groups: In the order of the file.
        idioms: Phrases that are not heard.
        as_written: English words that are no slips of others.
    """

    groups: tuple[Group, ...]
    idioms: tuple[str, ...]
    as_written: frozenset[str]


@cache
def thesaurus() -> Thesaurus:
    """Return the thesaurus, read when first wanted."""
    text = files(__package__).joinpath("thesaurus.txt").read_text(encoding="utf-8")
    entries = dict(_entries(text))
    groups = tuple(_group(name, members) for name, members in entries.items() if not name.startswith("("))
    return Thesaurus(groups, entries["(idioms)"], frozenset(entries["(as written)"]))


def split(written: str) -> tuple[str, ...]:
    """Return the alternatives of a choice divided by ``|``."""
    return tuple(part.strip() for part in written.split("|") if part.strip())


def _entries(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    macros: dict[str, str] = {}
    lines = (line for line in text.splitlines() if not line.startswith(";"))
    for entry in re.split(r"\n(?=\S)", "\n".join(lines)):
        if entry.startswith("$"):
            name, _, written = entry.partition(" = ")
            macros[name[1:]] = re.sub(r"/\n\s+", "/", written).strip()
        elif entry.strip():
            name, _, written = entry.partition(":")
            yield name.strip(), split(_MACRO.sub(lambda match: macros[match[1]], " ".join(written.split())))


def _group(name: str, members: tuple[str, ...]) -> Group:
    return Group(name.strip("#~"), members, shared=not name.startswith("#"), forgiving=not name.endswith("~"))
