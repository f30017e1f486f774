"""A built day as files, and the digest over them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from enum import Enum
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from pytest_traineebench.scenario.built import BuiltDay, BuiltTask

_NAME_ONLY = (".gif", ".jpeg", ".jpg", ".png", ".webp", ".docx", ".pptx", ".xlsx", ".zip")
"""Endings of formats whose bytes are up to the library that writes them; what they show stands in the answers."""

_SQLITE = b"SQLite format 3\0"


def digest(built: BuiltDay) -> str:
    """Return ``sha256:`` and the digest of all that a day holds, over content and not over image or archive bytes."""
    total = hashlib.sha256()
    for name, content in parts(built):
        for piece in (name.encode(), _what_counts(name, content)):
            total.update(len(piece).to_bytes(8, "big"))
            total.update(piece)
    return f"sha256:{total.hexdigest()}"


def parts(built: BuiltDay) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the written-out form of a day: path and content, sorted within each folder."""
    yield "day.json", to_json({"start": built.start, "end": built.end, "trainee": built.trainee})
    for path, content in sorted(built.disk.items()):
        yield f"disk/{path}", content
    for path, content in sorted(built.workspace.items()):
        yield f"workspace/{path}", content
    yield "staff.json", to_json(list(built.staff))
    yield "briefs.json", to_json(built.briefs)
    yield "calendar.json", to_json([meeting for task in built.tasks for meeting in task.task.meetings])
    yield "monitor.json", to_json(built.monitor)
    for task in built.tasks:
        yield f"tasks/{task.id}/instruction.md", task.task.instruction.encode()
        yield f"tasks/{task.id}/answer.json", to_json(task.task.answer)
        yield f"tasks/{task.id}/events.json", to_json(_events(task))


def to_json(value: Any) -> bytes:
    """Return a typed value as a JSON file."""
    return (json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n").encode()


def plain(value: Any) -> Any:  # noqa: PLR0911  -- one line per kind of value
    """Return a typed value as JSON values; sets are sorted.

    Raises:
        TypeError: If a value has no written form.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, BaseModel):
        return plain(value.model_dump(mode="python"))
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, PurePath):
        return value.as_posix()
    raise TypeError(f"a {type(value).__name__} has no written form")


def _events(task: BuiltTask) -> list[dict[str, str]]:
    """Return what happens about a task during the day, as the trainee is told."""
    rows = [{"at": task.arrives.isoformat(), "event": "arrives", "deadline": task.deadline.isoformat()}]
    if task.loaded.recipe.priority:
        rows[0]["priority"] = task.loaded.recipe.priority
    for change in task.changes:
        row = {"at": _moment(task, change.at), "event": "changes", "because": change.because}
        if change.deadline:
            row["deadline"] = _moment(task, change.deadline)
        if change.priority:
            row["priority"] = change.priority
        rows.append(row)
    return rows


def _moment(task: BuiltTask, time: dt.time) -> str:
    return dt.datetime.combine(task.slot.date, time).isoformat()


def _what_counts(name: str, content: bytes) -> bytes:
    """Return what of a file goes into the digest."""
    if name.lower().endswith(_NAME_ONLY):
        return b""
    if content.startswith(_SQLITE):
        return to_json(_tables(content))
    return content


def _tables(database: bytes) -> list[Any]:
    """Return the tables of an SQLite file; its bytes name the library's version."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
        return [
            [name, sql, connection.execute(f'SELECT * FROM "{name}"').fetchall()]  # noqa: S608  -- a name from our own table
            for name, sql in tables
            if sql.upper().startswith("CREATE TABLE")
        ]
