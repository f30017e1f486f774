"""What is recorded while a day runs: one line per interaction, appended before its answer is handed on.

A process that is killed leaves all of it behind; the next run puts it into the cassette. The lock on the file goes with
the process, so that two of them never record one cassette.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pytest_traineebench.errors import CassetteError
from pytest_traineebench.recording.entries import DamagedEntryError, Interaction, Reader, Writer
from pytest_traineebench.recording.modes import Mode
from pytest_traineebench.recording.store import FORMAT, told
from pytest_traineebench.text_file import read_text

T = TypeVar("T")

JOURNAL = ".part"
"""Ending of a journal, behind the name of its cassette."""

_MAX_BYTES = 512_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a killed run has left behind.

    Attributes:
        interactions: All that had been answered.
        mode: That of the run. What replaces recordings (`ALL`, `REWRITE`) counts when it is finished.
        base: Digest of the cassette that the run began with.
    """

    interactions: tuple[Interaction, ...] = ()
    mode: Mode = Mode.NEW_EPISODES
    base: str = ""

    @property
    def replaces(self) -> bool:
        """Whether what was recorded before has no part in it, or not in all of it."""
        return self.mode in {Mode.ALL, Mode.REWRITE}


class Journal:
    """The open journal of one cassette; `open_journal` makes it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._writer = Writer()
        self._header = b""
        self._size = 0

    def begin(self, *, base: str, mode: Mode) -> None:
        """Drop what is in it; it gets its head with the first interaction."""
        with told(self.path):
            if os.fstat(self._descriptor).st_size:
                os.ftruncate(self._descriptor, 0)
        self._writer, self._size = Writer(), 0
        self._header = _line({"traineebench_journal": FORMAT, "base": base, "mode": mode.value})

    def append(self, interaction: Interaction) -> None:
        """Put an interaction on disk.

        Raises:
            CassetteError: If that fails; what was there before is intact.
        """
        data = self._header + _line(self._writer.write(interaction))
        with told(self.path):
            try:
                self._write(data)
            except BaseException:  # the end of the agent's time comes at any moment
                with suppress(OSError):
                    os.ftruncate(self._descriptor, self._size)  # half a line would hide those behind it
                raise
        self._header, self._size = b"", self._size + len(data)

    def close(self, *, remove: bool) -> None:
        """Let go of the file, and remove it if all of it is in the cassette, or there is nothing in it."""
        if remove or not os.fstat(self._descriptor).st_size:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


def journal_path(cassette: Path) -> Path:
    """Return where a cassette's journal is."""
    return cassette.with_name(f"{cassette.name}{JOURNAL}")


def open_journal(cassette: Path) -> Journal:
    """Open and lock a cassette's journal, with what a killed run has left in it.

    Raises:
        CassetteError: If it cannot be written, or another process records this cassette.
    """
    path = journal_path(cassette)
    while True:
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        if _locked(path, descriptor):
            return Journal(path, descriptor)
        os.close(descriptor)


def read_journal(cassette: Path) -> Left:
    """Return what a killed run has left behind; nothing if there was none.

    Raises:
        CassetteError: If it is damaged other than by being cut off within its last line.
    """
    path = journal_path(cassette)
    if not path.is_file():
        return Left()
    source = os.fspath(path)
    text = read_text(path, source=source, expected="a journal", max_bytes=_MAX_BYTES, error=CassetteError)
    lines = text.split("\n")[:-1]  # the last line was cut off by the kill, unless it is empty
    if not lines:
        return Left()
    head = _decoded(lines[0], source, 1, lambda value: value)
    if not isinstance(head, dict) or head.get("traineebench_journal") != FORMAT:
        raise CassetteError(
            f"{source}:1: found no journal of format {FORMAT}; delete it, or use the version that wrote it"
        )
    reader = Reader()
    found = [_decoded(line, source, number, reader.read) for number, line in enumerate(lines[1:], 2)]
    modes = {mode.value: mode for mode in Mode}
    mode = modes.get(str(head.get("mode")), Mode.NEW_EPISODES)
    return Left(interactions=tuple(found), mode=mode, base=str(head.get("base")))


def file_digest(cassette: Path) -> str:
    """Return what tells one state of a cassette from another; empty if there is none."""
    try:
        return hashlib.sha256(cassette.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _locked(path: Path, descriptor: int) -> bool:
    """Lock an open file; tell whether it still is the one at its path, which its last owner may have removed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CassetteError(f"{os.fspath(path)}: another process is recording this cassette") from None
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _decoded(line: str, source: str, number: int, read: Callable[[object], T]) -> T:
    try:
        return read(json.loads(line))
    except (ValueError, RecursionError):
        problem = "it is no JSON"
    except DamagedEntryError as fault:
        problem = str(fault)
    raise CassetteError(f"{source}:{number}: found a damaged line: {problem}; delete the file, or what is wrong in it")
