"""What every sandbox backend offers, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one command.

    Attributes:
        seconds: Wall time after which the command and all it started are killed.
        processes: Processes and threads at one time.
        memory_mb: Address space of one process, in MiB.
        file_mb: Size of one file, in MiB.
        workspace_mb: Size of the whole workspace, in MiB.
        output_bytes: What is kept of the output; the rest is counted and thrown away.
    """

    seconds: float = 30.0
    processes: int = 128
    memory_mb: int = 1024
    file_mb: int = 128
    workspace_mb: int = 256
    output_bytes: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandResult:
    """What a command left.

    Attributes:
        exit_code: Exit status as a shell gives it (137 for a kill at the time limit).
        output: Standard output, then standard error, decoded as UTF-8 with replacement characters.
        note: What the sandbox did to the command ("stopped after 30 s"), in words for the trainee; else empty.
        output_size: Bytes written in all, kept or not.
    """

    exit_code: int
    output: str
    note: str = ""
    output_size: int = 0


class Sandbox(Protocol):
    """A place for one day's commands; directory and exported variables carry over from command to command."""

    name: str

    def run(self, command: str, *, now: datetime) -> CommandResult:
        """Run a shell command in the workspace at the virtual time `now`."""

    def close(self) -> None:
        """End what is left of it; may be called twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendStatus:
    """Whether a backend works on this machine.

    Attributes:
        name: ``bubblewrap``, ``landlock`` or ``container``.
        works: True if a trial command ran inside it with all its protections.
        why: Why it does not work and what would help; or what it is (version) if it works.
    """

    name: str
    works: bool
    why: str
