"""The run directory: a folder per day, complete or not there at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pytest_traineebench.company.events import Event, to_json_line
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.results.record import DayRecord
from pytest_traineebench.results.transcript import transcript

_TRIES = 100
"""How often a day's folder may be in the way: two processes work the same day under ``--dist each`` only."""


class RunDirectory:
    """Keeps what days leave; workers write side by side, each its own days."""

    def __init__(self, root: Path) -> None:
        """Use a directory, which is made if need be.

        Raises:
            ConfigError: If it cannot be made or written.
        """
        self.root = root
        self._is_begun = False
        try:
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=root):
                pass
        except OSError as error:
            raise ConfigError(f"results directory {root}: {_reason(error)}") from None

    def save_day(self, record: DayRecord, events: Iterable[Event], workspace: Path) -> Path:
        """Keep a day's scorecard, event log, transcript and workspace; an earlier run's folder is replaced.

        Returns:
            The day's folder: the scenario file's path without its ending, then the day's name.

        Raises:
            ConfigError: If the directory cannot be written any more.
        """
        target = self.root.joinpath(*_folder(record.nodeid))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Filled beside its place and renamed: a killed worker leaves no half-written day under a day's name.
            draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
            try:
                _fill(draft, record, tuple(events), workspace)
                _put(draft, target)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
        except OSError as error:
            raise ConfigError(f"results directory {self.root}: cannot keep {record.nodeid}: {_reason(error)}") from None
        return target

    def note(self, record: str) -> None:
        """Add a record's JSON to ``results.jsonl`` as soon as it is there, so that a session that is killed leaves it.

        The first one replaces the file of an earlier session. A day that is worked again is noted again; the order, and
        one line per day, come with :meth:`save_index`.

        Raises:
            ConfigError: If the directory cannot be written any more.
        """
        with self._writing_index():
            if self._is_begun:
                # In one write, which a kill does not cut into two.
                with self._index.open("ab", buffering=0) as file:
                    file.write(f"{record}\n".encode())
            else:
                self._replace_index([record])
                self._is_begun = True

    def save_index(self, records: Iterable[DayRecord]) -> None:
        """Write ``results.jsonl``: one record per line, sorted by item.

        Raises:
            ConfigError: If the directory cannot be written any more.
        """
        lines = sorted((record.nodeid, record.model_dump_json()) for record in records)
        with self._writing_index():
            self._replace_index([line for _, line in lines])

    @property
    def _index(self) -> Path:
        return self.root / "results.jsonl"

    def _replace_index(self, lines: Iterable[str]) -> None:
        draft = self.root / ".results.jsonl"
        draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        draft.replace(self._index)

    @contextmanager
    def _writing_index(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ConfigError(f"results directory {self.root}: cannot write results.jsonl: {_reason(error)}") from None


def copy_workspace(source: Path, target: Path) -> None:
    """Copy ordinary files and folders; links, devices and unreadable files are left out, never followed.

    So is what lies too deep: a trainee can nest folders without end.
    """
    target.mkdir()
    waiting = [(source, target)]
    while waiting:
        folder, copy = waiting.pop()
        with suppress(OSError):  # what cannot be read, or is named too long for this place, was not judged either
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                with suppress(OSError):
                    mode = entry.stat(follow_symlinks=False).st_mode
                    if stat.S_ISDIR(mode):
                        (copy / entry.name).mkdir()
                        waiting.append((Path(entry.path), copy / entry.name))
                    elif stat.S_ISREG(mode):
                        shutil.copyfile(entry.path, copy / entry.name, follow_symlinks=False)


def _fill(folder: Path, record: DayRecord, events: tuple[Event, ...], workspace: Path) -> None:
    (folder / "scorecard.json").write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")
    lines = (to_json_line(event, number) for number, event in enumerate(events, start=1))
    (folder / "events.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "transcript.md").write_text(transcript(events), encoding="utf-8")
    copy_workspace(workspace, folder / "workspace")
    folder.chmod(0o755)  # mkdtemp makes it private


def _put(draft: Path, target: Path) -> None:
    """Rename a folder to its place; what stands there is moved aside first, since folders cannot be swapped."""
    for _ in range(_TRIES):
        with suppress(FileExistsError, OSError):
            draft.rename(target)
            return
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as aside, suppress(OSError):
            target.rename(Path(aside) / "old")
    draft.rename(target)


def _folder(nodeid: str) -> tuple[str, ...]:
    path, _, day = nodeid.partition("::")
    stem = path.removesuffix(".scenario.yaml")
    return (*(part for part in stem.split("/") if part not in {"", ".", ".."}), day)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
