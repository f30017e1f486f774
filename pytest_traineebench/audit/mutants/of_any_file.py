"""Mutants of a file of any format."""

from __future__ import annotations

from pathlib import Path

from pytest_traineebench.audit.mutants.kinds import Loses, Mutant, rewritten

_TOO_LARGE = 11 * 1024 * 1024


def _missing(place: Path, _: bytes) -> bool:
    place.unlink()
    return True


def _folder(place: Path, _: bytes) -> bool:
    place.unlink()
    place.mkdir()
    return True


def _link(place: Path, _: bytes) -> bool:
    hidden = place.with_name(f".{place.name}")
    place.rename(hidden)
    place.symlink_to(hidden.name)
    return True


def _under_another_name(place: Path, _: bytes) -> bool:
    place.rename(place.with_name(f"{place.name}.bak"))
    return True


def _in_another_folder(place: Path, _: bytes) -> bool:
    folder = place.with_name(f"{place.name}-folder")
    folder.mkdir(exist_ok=True)
    place.rename(folder / place.name)
    return True


def _utf_16(content: bytes) -> bytes | None:
    try:
        return content.decode().encode("utf-16")
    except UnicodeDecodeError:
        return None


ANY_FILE = (
    Mutant("missing", Loses.ALL, _missing),
    Mutant("a folder", Loses.ALL, _folder),
    Mutant("a link to the right file", Loses.ALL, _link),
    Mutant("under another name", Loses.ALL, _under_another_name),
    Mutant("in another folder", Loses.ALL, _in_another_folder),
    # An empty list of names may be a right form, so that not all need be lost.
    rewritten("empty", Loses.SOME, lambda _: b""),
    rewritten("blank", Loses.SOME, lambda content: b" \n \n" if content.strip() else None),
    rewritten("zero bytes instead of text", Loses.ALL, lambda content: bytes(len(content))),
    rewritten("UTF-16", Loses.ALL, _utf_16),
    rewritten("huge", Loses.ALL, lambda content: content + b" " * _TOO_LARGE),
    rewritten("cut in the middle", Loses.SOME, lambda content: content[: len(content) // 2]),
)
