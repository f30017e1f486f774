"""Finds the installed packages of the extra ``office`` and all that they need."""

from __future__ import annotations

import importlib.metadata
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OFFICE = ("numpy", "pandas", "scipy", "openpyxl")
"""The packages of the extra ``office``."""


@cache
def office_packages() -> tuple[Path, ...]:
    """Return their files and folders, sorted by name; what is not installed is left out."""
    found: dict[str, Path] = {}
    for distribution in _closure(OFFICE):
        for top in _tops(distribution):
            # No metadata folders: each thing shown costs time at every command.
            if top not in ("", "..", "__pycache__") and not top.endswith(".dist-info"):
                found[top] = Path(os.path.realpath(str(distribution.locate_file(top))))
    return tuple(found[name] for name in sorted(found) if found[name].exists())


def _closure(names: tuple[str, ...]) -> Iterator[importlib.metadata.Distribution]:
    waiting, seen = list(names), set[str]()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # the extra is not installed; commands have the standard library
        yield distribution
        waiting += _needs(distribution)


def _needs(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    """Yield what a distribution requires; read by hand, since parsing a long description takes milliseconds."""
    header = (distribution.read_text("METADATA") or "").split("\n\n", 1)[0]
    for line in re.findall(r"^Requires-Dist: (.*)$", header, re.MULTILINE):
        text, _, marker = line.partition(";")
        if not marker or _holds(marker):
            yield re.split(r"[^A-Za-z0-9._-]", text.strip(), maxsplit=1)[0]


def _holds(marker: str) -> bool:
    if "extra" in marker:
        return False
    from packaging.markers import Marker  # noqa: PLC0415  -- takes as long to import as all else here

    return Marker(marker).evaluate()


def _tops(distribution: importlib.metadata.Distribution) -> set[str]:
    """Return the files and folders at the top of a distribution; its record is long, and its first words are enough."""
    record = distribution.read_text("RECORD")
    if record is not None:
        return {re.split("[/,]", line, maxsplit=1)[0].strip('"') for line in record.splitlines()}
    return {file.parts[0] for file in distribution.files or () if not file.is_absolute()}
