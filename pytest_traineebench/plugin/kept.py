"""What is kept of a day, without keys: an agent may have been told one, and have said or written it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T")

_MAX_BYTES = 5_000_000
"""Larger files of a workspace are no text that somebody wrote."""


def mapped(value: T, change: Callable[[str], str]) -> T:
    """Return a value of plain data, dataclasses and models with every text within changed; itself if none is."""
    found: Any = _mapped(value, change)
    kept: T = value if found == value else found
    return kept


def scrub_files(folder: Path, change: Callable[[str], str]) -> None:
    """Change all texts in ordinary files of a folder; what is no text, or cannot be read or written, stays."""
    waiting = [folder]  # no recursion: a trainee can nest folders without end
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _MAX_BYTES:
                    with suppress(OSError, UnicodeDecodeError):
                        _scrub(Path(entry.path), change)


def _scrub(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_bytes().decode()
    if (changed := change(text)) != text:
        path.write_bytes(changed.encode())


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case list() | tuple():
            return type(value)([_mapped(item, change) for item in value])
        case Mapping():
            return {_mapped(key, change): _mapped(item, change) for key, item in value.items()}
        case BaseModel():
            changed = _changed({name: getattr(value, name) for name in type(value).model_fields}, change)
            return value.model_copy(update=changed)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changed = _changed({field.name: getattr(value, field.name) for field in dataclasses.fields(value)}, change)
            return dataclasses.replace(value, **changed) if changed else value
    return value


def _changed(fields: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    return {name: new for name, old in fields.items() if (new := _mapped(old, change)) != old}
