"""The shell around a command: its limits, and what it hands on to the next command of the day.

Each command is a process of its own, so the working directory and the exported variables travel through a pipe: the
shell's last act is to write them there, whether the command ran to its end, failed a syntax check, or called ``exit``.
A command that is killed, or replaces the shell with ``exec``, hands on nothing: what was before it holds. The same is
true of one that sets a trap of its own for its exit in a file that it sources.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pytest_traineebench.company.sandbox.exported import variables_of
from pytest_traineebench.company.sandbox.protocol import Limits

MAX_COMMAND_BYTES = 120_000
"""What fits into one argument of a program on Linux (128 KiB), less a margin."""

MAX_CARRIED_BYTES = 60_000
"""Variables beyond this are not handed on, so that a command cannot make all later ones fail to start."""

READY = b"ready\0"

# Standard input is the state pipe: the one descriptor that every launcher and shell passes on untouched.
STATE_ON_STDIN = "exec 7>&0 </dev/null"

# Limits that differ from machine to machine, though commands have no use for more; "ulimit -a" shows them.
_SAME_LIMITS = "ulimit -s 8192; ulimit -i 1024; ulimit -l 64; ulimit -q 819200; ulimit -e 0; ulimit -r 0"

# All on one line, so that messages of the shell count the lines of the command and not ours.
_BEGIN = """{state}; printf 'ready\\0' >&7; {{ echo 1000 > /proc/self/oom_score_adj; }} 2>/dev/null; \
ulimit -c 0; ulimit -v "$_ADDRESS_KIB"; ulimit -f "$_FILE_BLOCKS"; ulimit -n 1024; \
{{ ulimit -u "$_PROCESSES" || ulimit -p "$_PROCESSES"; {same}; }} 2>/dev/null; umask 022; \
cd "$_DIRECTORY" 2>/dev/null || cd "$_HOME" || exit 126; unset OLDPWD; [ -z "$_PREVIOUS" ] || OLDPWD=$_PREVIOUS; \
[ -z "$_CHANCE" ] || RANDOM=$_CHANCE; \
unset BASH_ENV _ADDRESS_KIB _FILE_BLOCKS _PROCESSES _DIRECTORY _HOME _PREVIOUS _CHANCE; \
__save() {{ printf 'begin\\0%s\\0%s\\0' "$PWD" "${{OLDPWD-}}"; export -p; printf '\\0'; declare -fx; \
printf '\\0end\\0'; }} >&7 2>/dev/null; \
trap '{{ __s=$?; set +x; }} 2>/dev/null; [ -n "${{__saved-}}" ] || __save; exit $__s' EXIT"""

# A command with a trap of its own for its exit needs our last act after it; "set -x" then tells one level more.
_EVALUATED = 'eval "set --; $1"; { __s=$?; set +x; } 2>/dev/null; __save; __saved=1; exit $__s'

BEGIN_FILE = _BEGIN.format(state=STATE_ON_STDIN, same=_SAME_LIMITS) + "\n"
"""What bash reads, as its ``BASH_ENV``, before a command."""

_MARK, _END = b"begin\0", b"\0end\0"
_OF_ONE_COMMAND = frozenset({"PWD", "OLDPWD", "SHLVL", "_"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a command hands on to the next one.

    Attributes:
        directory: Working directory as the command sees it.
        previous: The directory before it, for ``cd -``; may be empty.
        changes: Exported variables that differ from the given ones; None for one that was unset.
    """

    directory: str
    previous: str = ""
    changes: Mapping[str, str | None] = field(default_factory=dict)

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the variables for the next command: the given ones with the changes made to them."""
        merged: dict[str, str | None] = {**given, **self.changes}
        return {name: value for name, value in merged.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """How a backend starts its shell.

    Attributes:
        path: Of the shell, as the command sees it.
        home: The workspace, where a command begins if its directory is gone.
        state: Line that opens descriptor 7 for the state.
        begin: File with :data:`BEGIN_FILE` as the command sees it; None where there is none or the shell is not bash.
        draws_alike: Its process has the same number in every run, from which it draws ``$RANDOM``.
    """

    path: str
    home: str
    state: str = STATE_ON_STDIN
    begin: str | None = None
    draws_alike: bool = True

    def arguments(self, command: str) -> list[str]:
        """Return the program and arguments that run `command` and hand the state on."""
        name = self.path.rsplit("/", 1)[-1]
        if self.begin is None:
            return [
                self.path,
                "-c",
                f"{_BEGIN.format(state=self.state, same=_SAME_LIMITS)}; {_EVALUATED}",
                name,
                command,
            ]
        if re.search(r"\btrap\b", command):
            return [self.path, "-c", _EVALUATED, name, command]
        return [self.path, "-c", command, name]

    def variables(
        self, carried: Carried, limits: Limits, *, process_limit: int, may_write: bool = True, chance: int = 0
    ) -> dict[str, str]:
        """Return what the shell itself needs, and takes away before the command.

        Args:
            carried: What the command before handed on.
            limits: Bounds of the command.
            process_limit: RLIMIT_NPROC; may be above ``limits.processes`` where the user's other processes count too.
            may_write: False for a full workspace: no file can grow, files can be deleted.
            chance: What ``$RANDOM`` begins from, where the shell would take its process number.
        """
        # POSIX counts blocks of 512 bytes, bash counts 1,024.
        blocks = limits.file_mb * (1024 if self.path.endswith("bash") else 2048) if may_write else 0
        return {
            "_ADDRESS_KIB": str(limits.memory_mb * 1024),
            "_FILE_BLOCKS": str(blocks),
            "_PROCESSES": str(process_limit),
            "_DIRECTORY": carried.directory,
            "_PREVIOUS": carried.previous,
            "_HOME": self.home,
            "_CHANCE": "" if self.draws_alike else str(chance),
            **({"BASH_ENV": self.begin} if self.begin else {}),
        }


def find_shell(home: str, *, begin: str | None = None, state: str = STATE_ON_STDIN, draws_alike: bool = True) -> Shell:
    """Return the shell of this machine: bash if it has it, because agents write bash; else ``/bin/sh``.

    Args:
        home: See :class:`Shell`.
        begin: See :class:`Shell`.
        state: See :class:`Shell`.
        draws_alike: See :class:`Shell`.
    """
    if Path("/bin/bash").exists():
        return Shell(path="/bin/bash", home=home, begin=begin, state=state, draws_alike=draws_alike)
    return Shell(path="/bin/sh", home=home, state=state)


def parse_state(data: bytes, *, given: Mapping[str, str], before: Carried) -> Carried:
    """Return what a command handed on, or `before` if it handed on nothing that can be read.

    Args:
        data: All bytes of the state pipe after :data:`READY`.
        given: The variables that the backend sets for every command.
        before: What the command before it handed on.
    """
    # A command may write to the pipe itself, or be killed while the shell does.
    whole = data.rpartition(_MARK)[2]
    if len(whole) > MAX_CARRIED_BYTES or not whole.endswith(_END):
        return before
    try:
        directory, previous, exports, functions = whole.removesuffix(_END).split(b"\0")
    except ValueError:
        return before
    found = variables_of(exports, functions)
    changed: dict[str, str | None] = {
        name: value for name, value in found.items() if name not in _OF_ONE_COMMAND and given.get(name) != value
    }
    unset = {name: None for name in given if name not in found}
    return Carried(
        directory=directory.decode(errors="surrogateescape"),
        previous=previous.decode(errors="surrogateescape"),
        changes=changed | unset,
    )
