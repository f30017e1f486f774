"""The backend that needs no package: Landlock, a system-call filter, and namespaces where they may be made.

Where namespaces may be made (as root, or where ordinary users may), commands see the same file tree as with bubblewrap.
Where not, the file tree of this machine stays and Landlock forbids all but the same parts of it. That is weaker:

* Paths are this machine's. ``/workspace`` and ``/tmp`` are replaced in the command and back in its output, not in
  files; ``env -i`` ends virtual time.
* That a file exists, and its size and times, can be found out by its path; process numbers can be probed.
* As an ordinary user, changes of modes, owners and times are ignored, since Landlock cannot confine them.
* No ``/proc``.

There it needs Linux 6.12, the first whose Landlock keeps signals and abstract sockets inside.
"""

from __future__ import annotations

import ctypes
import marshal
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pytest_traineebench.company.sandbox import processes, seccomp, shell, virtual_time
from pytest_traineebench.company.sandbox import runtime as seen
from pytest_traineebench.company.sandbox.furniture import ALTERNATIVES, BEGIN_PATH
from pytest_traineebench.company.sandbox.packages import office_packages
from pytest_traineebench.company.sandbox.personality import fixed_addresses
from pytest_traineebench.company.sandbox.place import Place, make_place
from pytest_traineebench.company.sandbox.protocol import Limits
from pytest_traineebench.company.sandbox.scratch import temporary_folder
from pytest_traineebench.company.sandbox.session import SHARED_USER_PROCESSES, Call, popen
from pytest_traineebench.company.sandbox.supervise import close
from pytest_traineebench.errors import SandboxUnavailableError

# Imported rather than run, so that its compiled form is used; argv holds paths of this machine, which it wipes.
_START = "import sys; sys.path.append(sys.argv[1]); import launcher; launcher.main()"

_READ = 1 | 4 | 8  # execute, read file, read folder: linux/landlock.h
_LIST = 8
_ALL = (1 << 16) - 1 & ~(1 << 6 | 1 << 11)  # but no device files
# Without these programs fail that would do without the files, because opening is refused for a file that is there.
_HARMLESS = (
    "alternatives",
    "ld.so.cache",
    "localtime",
    "mime.types",
    "nsswitch.conf",
    "protocols",
    "services",
    "ssl/openssl.cnf",
)
_CREATE_RULESET = 444
_SCOPES_SIGNALS = 6
_TRIAL_SECONDS = 10


def abi() -> int:
    """Return the version of this kernel's Landlock; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    found: int = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(1))
    return max(0, found)


@cache
def namespaces_work() -> bool:
    """Return whether a launcher can make namespaces and a file tree of its own here, found out by trying."""
    with temporary_folder() as folder:
        place = make_place(folder)
        place.time_state.touch()
        call = Call(arguments=["/bin/sh", "-c", ":"], variables={}, stdin=-3, stdout=-3, stderr=-3)
        try:
            return LandlockBackend(place, namespaces=True).start(call).process.wait(_TRIAL_SECONDS) == 0
        except (SandboxUnavailableError, subprocess.TimeoutExpired, OSError):
            return False
        finally:
            shutil.rmtree(place.private, ignore_errors=True)


@dataclass(slots=True)
class LandlockCommand:
    """A command under way below the launcher, which ends it and then itself."""

    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Kill all below the launcher; where there is a process namespace its first process takes all others along."""
        if self.process.poll() is None:
            processes.kill(processes.descendants(self.process.pid))

    def wait_gone(self, seconds: float) -> None:
        """Return when the launcher has ended, which it does last of all."""
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until:
            self.stop()
            try:
                self.process.wait(0.01)
            except subprocess.TimeoutExpired:
                continue
        self.process.kill()


class LandlockBackend:
    """Runs each command below a launcher that confines it.

    Args:
        place: The day's folders.
        namespaces: Whether to make namespaces.
    """

    name = "landlock"

    def __init__(self, place: Place, *, namespaces: bool = True) -> None:
        if not abi():
            raise SandboxUnavailableError("landlock: this kernel has no Landlock (Linux 5.13), or it is switched off")
        if not namespaces and abi() < _SCOPES_SIGNALS:
            raise SandboxUnavailableError("landlock: without namespaces Linux 6.12 is needed, to keep signals inside")
        reach = seccomp.Reach(namespaces=namespaces, own_user=place.uid is not None)
        self._filter = seccomp.program(reach)
        if self._filter is None:
            raise SandboxUnavailableError("landlock: the system-call filter is written for x86-64 and arm64 only")
        self._place = place
        self._namespaces = namespaces
        self._runtime = seen.runtime()
        self._home = seen.WORKSPACE if namespaces else str(place.workspace)
        begin = BEGIN_PATH if namespaces else str(place.furniture.begin)
        self.shell = shell.find_shell(self._home, begin=begin, draws_alike=namespaces)
        self._private = {
            place.workspace: seen.WORKSPACE,
            place.tmp: "/tmp",  # noqa: S108  -- a path inside
            place.private / "bin": f"{seen.PYTHON_PREFIX}/bin",
            place.private / "packages": seen.PACKAGES,
            place.private: "/run/traineebench",
            place.furniture.folder: "",
        }
        prefix = self._runtime.python.parents[1]
        if prefix != Path("/usr"):
            self._private[prefix] = seen.PYTHON_PREFIX
        if not namespaces:
            self._link_runtime()
        self._job = self._fixed_job()

    def variables(self) -> dict[str, str]:
        """Return what every command gets."""
        if self._namespaces:
            return seen.base_environment(self._home) | dict(self._runtime.variables)
        private = self._place.private
        variables = seen.base_environment(self._home, path=f"{private}/bin:/usr/bin:/bin")
        variables |= {"PYTHONPATH": f"{private}/packages", "TMPDIR": str(self._place.tmp)}
        variables["GIT_CONFIG_NOSYSTEM"] = "1"  # it gives up where that file is forbidden
        if virtual_time.library():
            variables |= virtual_time.environment(library=f"{private}/time.so", state=str(self._place.time_state))
        return variables

    def process_limit(self, limits: Limits) -> int:
        """Return RLIMIT_NPROC; where the kernel counts more of the user's processes than the command's, above those."""
        if self._place.uid is not None:
            return SHARED_USER_PROCESSES * limits.processes
        return limits.processes if self._namespaces else _own_threads() + SHARED_USER_PROCESSES * limits.processes

    def inward(self, command: str) -> str:
        """Return `command` with ``/workspace`` and ``/tmp`` put as they are here."""
        if self._namespaces:
            return command
        places = {seen.WORKSPACE: str(self._place.workspace), "/tmp": str(self._place.tmp)}  # noqa: S108  -- inside
        return re.sub(r"(?<![\w./~-])(/workspace|/tmp)(?![\w.-])", lambda found: places[found[1]], command)

    def outward(self, output: bytes) -> bytes:
        """Return `output` with the paths that it may name put as with the other backends."""
        if not self._namespaces:
            for path, name in self._named().items():
                output = output.replace(os.fsencode(path), name.encode())
        return output

    def places(self) -> Mapping[Path, str]:
        """Return the folders whose names :meth:`outward` replaces, and the one around the workspace."""
        return {} if self._namespaces else self._named() | {self._place.workspace.parent: "/"}

    def _named(self) -> dict[Path, str]:
        """Return the names that folders of this machine are shown by, those inside of others first."""
        return {path: self._private[path] for path in sorted(self._private, key=lambda path: -len(str(path)))}

    def handed_on(self, piped: bytes) -> bytes:
        """Return what a command handed on: all that came through the pipe."""
        return piped

    def start(self, call: Call) -> LandlockCommand:
        """Start a command."""
        job = self._job | {"arguments": call.arguments, "variables": call.variables}
        descriptor = os.memfd_create("traineebench")
        try:
            os.write(descriptor, marshal.dumps(job))
            os.lseek(descriptor, 0, os.SEEK_SET)
            arguments = [
                str(self._runtime.python),
                "-I",
                "-S",
                "-c",
                _START,
                str(Path(__file__).parent),
                str(descriptor),
            ]
            with fixed_addresses():
                process = popen(arguments, call, pass_fds=(descriptor,))
            return LandlockCommand(process=process)
        finally:
            close(descriptor)

    def _fixed_job(self) -> dict[str, object]:
        place, shown = self._place, self._runtime.shown
        job: dict[str, object] = {
            "namespaces": self._namespaces,
            "uid": seen.TRAINEE_UID,
            "change_user": place.uid is not None,
            "hostname": seen.HOSTNAME,
            "filter": (self._filter or b"").hex(),
            "folders": [],
            "mounts": [],
            "hidden": [],
            "links": [],
            "temporary": [],
            "rules": [],
        }
        if not self._namespaces:
            return job | {"rules": self._plain_rules()}
        mounts = [
            *self._runtime.outside(),
            *([seen.Shown(source=place.furniture.local, target=seen.PYTHON_PREFIX)] if self._runtime.whole else []),
            *self._runtime.in_local(),
            *(seen.Shown(source=Path("/dev") / name, target=f"/dev/{name}") for name in seen.DEVICES),
            seen.Shown(source=place.workspace, target=seen.WORKSPACE, writable=True),
            seen.Shown(source=place.tmp, target="/tmp", writable=True),  # noqa: S108  -- a path inside
            seen.Shown(source=place.furniture.etc, target="/etc"),
            *([seen.Shown(source=ALTERNATIVES, target=str(ALTERNATIVES))] if ALTERNATIVES.is_dir() else []),
            *self._time_mounts(),
        ]
        return job | {
            "folders": [*self._runtime.folders(), "/proc", "/dev", "/tmp", "/etc", seen.WORKSPACE],  # noqa: S108  -- inside
            "mounts": [asdict(one) | {"source": str(one.source)} for one in mounts],
            "hidden": [seen.target_of(path, shown) for path in self._runtime.hidden],
            "links": [*self._runtime.links, *seen.DEVICE_LINKS],
            "temporary": [("/dev/shm", seen.SHARED_MEMORY_MB)],  # noqa: S108  -- a path inside
            "rules": [
                ("/", _READ),
                ("/proc/self", _ALL),
                ("/dev", _READ | 2),
                (seen.WORKSPACE, _ALL),
                ("/tmp", _ALL),  # noqa: S108  -- a path inside
                ("/dev/shm", _ALL),  # noqa: S108  -- a path inside
                (virtual_time.STATE_PATH, _ALL),
            ],
        }

    def _time_mounts(self) -> list[seen.Shown]:
        if virtual_time.library() is None:
            return []
        return [seen.Shown(source=self._place.time_state, target=virtual_time.STATE_PATH, writable=True)]

    def _plain_rules(self) -> list[tuple[str, int]]:
        sources = [part for one in self._runtime.shown for part in _parts(one.source)]
        rules = [rule for source in sources for rule in _readable(source, self._runtime.hidden)]
        rules += [
            ("/dev/null", _ALL),
            ("/dev/zero", _ALL),
            ("/dev/full", _ALL),
            ("/dev/random", 4),
            ("/dev/urandom", 4),
        ]
        rules += [(f"/etc/{name}", _READ) for name in _HARMLESS]
        rules += [(str(self._place.private / name), _READ) for name in ("bin", "packages")]
        rules.append((str(self._place.furniture.begin), 4))
        rules += [(str(self._place.workspace), _ALL), (str(self._place.tmp), _ALL), (str(self._place.time_state), _ALL)]
        if library := virtual_time.library():
            rules.append((str(library), _READ))
        return rules

    def _link_runtime(self) -> None:
        """Make the folders in which Python and its packages are found where nothing can be mounted."""
        (self._place.private / "bin").mkdir()
        for name in ("python", "python3", self._runtime.python.name):
            (self._place.private / "bin" / name).symlink_to(self._runtime.python)
        (self._place.private / "packages").mkdir()
        for path in office_packages():
            (self._place.private / "packages" / path.name).symlink_to(path)
        if library := virtual_time.library():
            (self._place.private / "time.so").symlink_to(library)


@cache
def _parts(path: Path) -> tuple[Path, ...]:
    """Return `path`, or what of ``/usr`` commands may read: a rule for the whole would be one for ``/usr/local``."""
    if path != Path("/usr"):
        return (path,)
    return tuple(child for child in sorted(path.iterdir()) if child.name != "local" and not child.is_symlink())


@cache
def _readable(path: Path, hidden: tuple[Path, ...]) -> tuple[tuple[str, int], ...]:
    """Return rules to read `path` and all below it but what is `hidden`; rules can only allow."""
    if path in hidden:
        return ()
    if not any(one.is_relative_to(path) for one in hidden):
        return ((str(path), _READ),)
    below = [rule for child in sorted(path.iterdir()) if not child.is_symlink() for rule in _readable(child, hidden)]
    return ((str(path), _LIST), *below)


def _own_threads() -> int:
    own = os.getuid()
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            if process.stat().st_uid == own:
                count += sum(1 for _ in (process / "task").iterdir())
    return count
