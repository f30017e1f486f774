"""One day's commands in a backend: what comes before and after each of them is the same everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from pytest_traineebench.company.sandbox import processes, shell, virtual_time
from pytest_traineebench.company.sandbox.place import Place
from pytest_traineebench.company.sandbox.protocol import CommandResult, Limits
from pytest_traineebench.company.sandbox.supervise import Ended, Running, Stream, close, make_pipe, supervise
from pytest_traineebench.company.sandbox.workspace import MAX_DEPTH, MAX_ENTRIES, Tidying, Usage, measure
from pytest_traineebench.errors import SandboxUnavailableError
from pytest_traineebench.randomness import stream

SHARED_USER_PROCESSES = 4
"""Where the kernel counts a user's processes over several commands, its own limit is this many times ours; ours is
kept by looking."""

_STAGED_WITHIN = 86_400 * 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a backend starts.

    Attributes:
        arguments: Program and arguments, as the command sees them.
        variables: Its environment.
        stdin: Descriptor of the state pipe, which becomes standard input.
        stdout: Descriptor for standard output.
        stderr: Descriptor for standard error.
    """

    arguments: list[str]
    variables: dict[str, str]
    stdin: int
    stdout: int
    stderr: int


class Backend(Protocol):
    """Starts commands inside of a kind of sandbox."""

    name: str
    shell: shell.Shell

    def variables(self) -> dict[str, str]:
        """Return what every command gets."""

    def process_limit(self, limits: Limits) -> int:
        """Return RLIMIT_NPROC for a command."""

    def inward(self, command: str) -> str:
        """Return `command` with the paths it may name put as they are here."""

    def outward(self, output: bytes) -> bytes:
        """Return `output` without paths of this machine."""

    def places(self) -> Mapping[Path, str]:
        """Return the folders of this machine that commands see, by the names that :meth:`outward` gives them."""

    def handed_on(self, piped: bytes) -> bytes:
        """Return what a command handed on, given what came through the state pipe."""

    def start(self, call: Call) -> Running:
        """Start a command."""


class SessionSandbox:
    """A sandbox in which each command is a process of its own."""

    def __init__(self, backend: Backend, place: Place, *, limits: Limits, seed: str) -> None:
        self.name = backend.name
        self._backend = backend
        self._place = place
        self._limits = limits
        self._day = virtual_time.begin_day(place.time_state, seed=seed, places=backend.places())
        self._carried = shell.Carried(directory=backend.shell.home)
        self._since = self._day.since - _STAGED_WITHIN
        self._run = 0
        self._remove = weakref.finalize(self, shutil.rmtree, place.private, ignore_errors=True)

    def run(self, command: str, *, now: datetime) -> CommandResult:
        """Run a shell command in the workspace at the virtual time `now`.

        Raises:
            SandboxUnavailableError: If the backend, which worked before, could not start the command.
        """
        if "\0" in command or len(command.encode(errors="replace")) > shell.MAX_COMMAND_BYTES:
            return CommandResult(
                exit_code=126,
                output="",
                note=f"not run: a command is at most {shell.MAX_COMMAND_BYTES:,} bytes and holds no zero byte;"
                " write a longer script to a file first",
            )
        usage = self._tidy(now, cap=self._run == 0)
        self._day.start_command(now=now, run=self._run, processes=self._limits.processes)
        self._run += 1
        full = _too_much(usage, self._limits)
        ended, out, err = self._supervised(command, before=usage)
        after = self._tidy(now)
        return self._result(ended, out, err, note=_note(full, _too_much(after, self._limits), after))

    def close(self) -> None:
        """Remove what the day left outside of the workspace; may be called twice."""
        self._remove()

    def _supervised(self, command: str, *, before: Usage) -> tuple[Ended, Stream, Stream]:
        given = self._backend.variables()
        shells = self._backend.shell.variables(
            self._carried,
            self._limits,
            process_limit=self._backend.process_limit(self._limits),
            may_write=not _too_much(before, self._limits),
            chance=stream(self._day.seed, "shell", self._run).getrandbits(15),
        )
        inward = self._backend.inward(command.encode(errors="replace").decode())
        pipes = [make_pipe() for _ in range(3)]
        try:
            out, err, state = (
                Stream(reading, keep)
                for (reading, _), keep in zip(
                    pipes,
                    (self._limits.output_bytes, self._limits.output_bytes, 2 * shell.MAX_CARRIED_BYTES),
                    strict=True,
                )
            )
            call = Call(
                arguments=self._backend.shell.arguments(inward),
                variables=self._carried.environment(given) | shells,
                stdout=pipes[0][1],
                stderr=pipes[1][1],
                stdin=pipes[2][1],
            )
            running = self._backend.start(call)
            close(*(writing for _, writing in pipes))
            ended = supervise(
                running, [out, err, state], limits=self._limits, watch=lambda: self._watch(running, before)
            )
        finally:
            close(*(end for pipe in pipes for end in pipe))
        handed_on = self._backend.handed_on(bytes(state.kept))
        if not handed_on.startswith(shell.READY) and not ended.stopped:
            text = bytes(err.kept).decode(errors="replace").strip()
            raise SandboxUnavailableError(f"{self.name}: a command could not be started: {text or 'no message'}")
        if not ended.stopped:
            state_text = handed_on.removeprefix(shell.READY)
            self._carried = shell.parse_state(state_text, given=given, before=self._carried)
        return ended, out, err

    def _watch(self, running: Running, before: Usage) -> str:
        pids = processes.descendants(running.process.pid)
        used = processes.load(pids)
        usage = measure(self._place.workspace) + measure(self._place.tmp)
        usage = replace(usage, size=usage.size + used.hidden_files)
        if used.threads > self._limits.processes:
            return f"stopped: it started more than {self._limits.processes} processes"
        if used.memory > 2 * self._limits.memory_mb << 20:
            return f"stopped: its processes used more than {2 * self._limits.memory_mb} MiB of memory together"
        # In a workspace that is too full already, nobody is stopped who only reads it or makes room.
        grows = usage.size > before.size or usage.entries > before.entries
        if grows and (reason := _too_much(usage, self._limits)):
            return f"stopped: {reason}"
        return f"stopped: it made folders nested deeper than {MAX_DEPTH}" if usage.too_deep else ""

    def _tidy(self, now: datetime, *, cap: bool = False) -> Usage:
        os.utime(self._place.time_state)  # the kernel's clock of file times
        until = self._place.time_state.stat().st_mtime_ns
        tidying = Tidying(uid=self._place.uid, stamp=_nanoseconds(now), since=self._since, until=until, cap=cap)
        self._since = self._day.since
        return tidying.apply(self._place.workspace) + tidying.apply(self._place.tmp)

    def _result(self, ended: Ended, out: Stream, err: Stream, *, note: str) -> CommandResult:
        size = out.size + err.size
        kept = self._backend.outward(bytes(out.kept) + bytes(err.kept)[: max(0, out.keep - len(out.kept))])
        notes = [ended.stopped, note]
        if size > out.keep and not ended.stopped:
            notes.append(f"kept the first {out.keep:,} of {size:,} bytes of output")
        elif size > out.keep:
            notes.append(f"kept the first {out.keep:,} bytes of output")
            size = out.keep
        return CommandResult(
            exit_code=ended.exit_code,
            output=kept.decode(errors="replace"),
            note="; ".join(part for part in notes if part),
            output_size=size,
        )


def _too_much(usage: Usage, limits: Limits) -> str:
    if usage.size > limits.workspace_mb << 20:
        return f"the workspace and /tmp hold more than {limits.workspace_mb} MiB"
    if usage.entries > MAX_ENTRIES:
        return f"the workspace and /tmp hold more than {MAX_ENTRIES:,} files and folders"
    return ""


def _nanoseconds(moment: datetime) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # commands have TZ=UTC
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1000


def _note(before: str, after: str, usage: Usage) -> str:
    notes = []
    if before and after:
        notes.append(f"{after}: no file can grow until some are deleted")
    elif after:
        notes.append(f"{after}: from now on no file can grow until some are deleted")
    if usage.too_deep:
        notes.append(f"folders nested deeper than {MAX_DEPTH} were removed")
    return "; ".join(notes)


def popen(
    arguments: list[str],
    call: Call,
    *,
    executable: str | None = None,
    variables: dict[str, str] | None = None,
    pass_fds: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start a launcher in a session of its own, with nothing of ours but the three pipes and `pass_fds`."""
    return subprocess.Popen(  # noqa: S603  -- running what a trainee typed is the purpose; the launcher confines it
        arguments,
        executable=executable,
        stdin=call.stdin,
        stdout=call.stdout,
        stderr=call.stderr,
        env=variables or {},
        cwd="/",
        pass_fds=pass_fds,
        start_new_session=True,
    )
