"""Finds families, tools and agents by module name; there is no registry to keep up."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from types import ModuleType

_LONGEST_NAME = 200


@cache
def names(package: str) -> tuple[str, ...]:
    """Return the public module names of a package, sorted; imports the package, not the modules."""
    path = importlib.import_module(package).__path__
    return tuple(sorted(module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_")))


def load(package: str, name: str) -> ModuleType:
    """Import one module of a package.

    Raises:
        KeyError: If the package has no such module.
    """
    if name not in names(package):
        raise KeyError(name)
    return importlib.import_module(f"{package}.{name}")


def load_all(package: str) -> tuple[ModuleType, ...]:
    """Import all modules of a package in the order of their names."""
    return tuple(importlib.import_module(f"{package}.{name}") for name in names(package))


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for a near miss, else ``"; known: a, b"``; empty if nothing is known."""
    known = sorted(known)
    # Cut, because an agent may ask for a name of a million letters.
    near = difflib.get_close_matches(found[:_LONGEST_NAME], known, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(known)}" if known else ""
