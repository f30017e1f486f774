"""Paths as an agent writes them, made safe: relative, inside, without links, without a word about the host."""

from __future__ import annotations

import re

from pytest_traineebench.errors import ToolError

MAX_PATH = 1000
_STRANGE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters, and halves of surrogate pairs, which no file system takes."""


def clean(path: str, *, prefixes: tuple[str, ...], root: str) -> tuple[str, ...]:
    """Split a path into its parts below a root.

    Args:
        path: As written: ``kb/a.md``, ``./kb/a.md``, ``/kb//a.md`` or with one of the prefixes.
        prefixes: What may stand in front, in lower case: ``("clouddisk:",)``.
        root: What the root is called in messages: ``"the cloud disk"``.

    Returns:
        The parts, none of them empty, ``.`` or ``..``; no parts for the root itself.

    Raises:
        ToolError: If the path climbs out of the root or is no path.
    """
    text = path.strip()
    for prefix in prefixes:
        if text.lower().startswith(prefix):
            text = text[len(prefix) :].lstrip()
            break
    if len(text) > MAX_PATH or _STRANGE.search(text):
        raise ToolError(f"that is not a path on {root}: at most {MAX_PATH} characters and no control characters")
    parts: list[str] = []
    for part in text.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                raise ToolError(f"the path leaves {root}: {text!r}")
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return tuple(parts)
