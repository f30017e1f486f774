"""Confines itself with the kernel's own means and then runs a command; a script of its own, not imported by anybody.

Run as ``python -I -S -c "import launcher; launcher.main()" DESCRIPTOR``, where the descriptor holds the job as
``landlock.py`` writes it with ``marshal``. Only the standard library is used, and little of it, so that it starts fast
and on any interpreter. It stays alive beside the command: as the first process of the command's process namespace, or
as the one that orphans are given to, it ends all that the command started.

Sources: ``landlock(7)``, ``linux/landlock.h``, ``prctl(2)``, ``mount_setattr(2)``, ``pivot_root(2)``.
"""

# Not pathlib, which takes longer to import than everything else here; and the folders of /tmp are mounted over.
# ruff: noqa: PTH102, PTH103, PTH110, PTH112, PTH120, PTH123, PTH211, S108
from __future__ import annotations

import ctypes
import marshal
import os
import struct
import sys

# The module "signal" takes as long to import as all of these.
from _signal import SIG_DFL, SIG_IGN, SIGINT, SIGKILL, SIGPIPE, SIGTERM, SIGXFSZ, signal

# Only what a type checker needs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TypedDict
else:
    TypedDict = dict

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 36, 38, 47, 2
PR_SET_KEEPCAPS = 8
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4
CAP_DAC_READ_SEARCH = 2
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
SYS_MOUNT_SETATTR = 442  # from here on all processors count alike
SYS_LANDLOCK_CREATE, SYS_LANDLOCK_ADD, SYS_LANDLOCK_RESTRICT = 444, 445, 446
ALL_RIGHTS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
RIGHTS_OF_A_FILE = 1 | 2 | 4 | 1 << 14 | 1 << 15  # execute, write, read, truncate, device commands
SCOPED_FROM_ABI = 6

libc = ctypes.CDLL(None, use_errno=True)


class Mount(TypedDict):
    """A file or folder that is shown inside."""

    source: str
    target: str
    writable: bool


class Job(TypedDict):
    """What to confine, and how; `namespaces` False leaves the file tree as it is and only forbids."""

    namespaces: bool
    uid: int
    change_user: bool
    hostname: str
    folders: list[str]
    mounts: list[Mount]
    hidden: list[str]
    links: list[tuple[str, str]]
    temporary: list[tuple[str, int]]
    rules: list[tuple[str, int]]
    filter: str
    arguments: list[str]
    variables: dict[str, str]


def main() -> NoReturn:
    """Read the job and do it; the exit status is the command's, as a shell gives it."""
    with open(int(sys.argv[-1]), "rb") as file:
        job: Job = marshal.load(file)  # noqa: S302  -- written by our own parent
    os.umask(0o022)  # what we make must be open to another user
    parent = os.getppid()
    hide_arguments()
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    if job["namespaces"]:
        enter_namespaces(job)
    child = os.fork()
    if child == 0:
        run_confined(job)
    # Not the kernel's kill: we must end the others first. Changing the user later would reset it.
    search = not job["namespaces"]
    signal(SIGTERM, lambda *_: end(1, [child], search=search))
    prctl(PR_SET_PDEATHSIG, SIGTERM)
    if os.getppid() != parent:
        end(1, [child], search=search)
    end(wait_for(child), [], search=search)


def run_confined(job: Job) -> NoReturn:
    """Be the first process inside; where there are namespaces, the reaper of all others as well."""
    try:
        prctl(PR_SET_PDEATHSIG, SIGKILL)
        if job["namespaces"]:
            build_root(job)
        change_user(job)
        if job["namespaces"]:
            prctl(PR_SET_PDEATHSIG, SIGKILL)
            prctl(PR_SET_DUMPABLE, 0)  # what is said of us in /proc is of no use inside
            os.setsid()
            signal(SIGINT, SIG_DFL)  # the kernel then keeps what is sent to the whole session from its first process
            child = os.fork()
            if child:
                close_all()
                os._exit(wait_for(child))
        prctl(PR_SET_DUMPABLE, 1)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        restrict_files(job)
        if job["filter"]:
            restrict_calls(bytes.fromhex(job["filter"]))
        os.closerange(3, 1024)
        for number in (SIGPIPE, SIGXFSZ):  # Python ignores them, and so would the command
            signal(number, SIG_DFL)
        os.execve(job["arguments"][0], job["arguments"], job["variables"])  # noqa: S606  -- the purpose
    except OSError as error:
        sys.stderr.write(f"launcher: {error}\n")
        sys.stderr.flush()
    os._exit(125)


def enter_namespaces(job: Job) -> None:
    """Leave the processes, mounts, network, host name, control groups and shared memory of this machine."""
    uid, gid = os.getuid(), os.getgid()
    kinds = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP
    if not job["change_user"]:
        check(libc.unshare(CLONE_NEWUSER | kinds), "unshare")
        write("/proc/self/setgroups", "deny")
        write("/proc/self/uid_map", f"{job['uid']} {uid} 1")
        write("/proc/self/gid_map", f"{job['uid']} {gid} 1")
    else:
        check(libc.unshare(kinds), "unshare")
    name = job["hostname"].encode()
    check(libc.sethostname(name, len(name)), "sethostname")


def build_root(job: Job) -> None:
    """Make a new file tree of the job's mounts, and forget the old one."""
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    # Mounted over a folder that the old tree keeps below: pivot_root uncovers it again.
    mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for name in ("old", "new"):
        os.mkdir(f"/tmp/{name}")
    os.chdir("/tmp")
    check(syscall(SYS_PIVOT_ROOT[os.uname().machine], b".", b"old"), "pivot_root")
    os.chdir("/")
    mount("tmpfs", "/new", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for folder in job["folders"]:
        os.makedirs("/new" + folder, exist_ok=True)
    mount("proc", "/new/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    for one in job["mounts"]:
        bind(one)
    for path in job["hidden"]:
        mount("tmpfs", "/new" + path, "tmpfs", MS_NOSUID | MS_NODEV, "size=4k,mode=755")
    for path, megabytes in job["temporary"]:
        os.makedirs("/new" + path, exist_ok=True)
        mount("tmpfs", "/new" + path, "tmpfs", MS_NOSUID | MS_NODEV, f"size={megabytes}m,mode=1777")
    for path, text in job["links"]:
        os.symlink(text, "/new" + path)
    seal("/new", recursive=False)
    os.chdir("/new")
    check(syscall(SYS_PIVOT_ROOT[os.uname().machine], b".", b"."), "pivot_root")
    check(libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")


def bind(one: Mount) -> None:
    """Show a file or folder of the old tree in the new one."""
    source, target = "/old" + one["source"], "/new" + one["target"]
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        write(target, "")
    mount(source, target, None, MS_BIND | MS_REC)
    if one["target"].startswith("/dev/"):
        return
    seal(target, recursive=True, writable=one["writable"])


def seal(target: str, *, recursive: bool, writable: bool = False) -> None:
    """Take set-user-id and devices away from a mount, and writing too unless it is `writable`."""
    attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | (0 if writable else MOUNT_ATTR_RDONLY)
    wanted = struct.pack("=QQQQ", attributes, 0, 0, 0)
    flags = AT_RECURSIVE if recursive else 0
    check(syscall(SYS_MOUNT_SETATTR, AT_FDCWD, target.encode(), flags, wanted, len(wanted)), f"read-only {target}")


def change_user(job: Job) -> None:
    """Give up root's rights, or those that a user namespace lends, for good."""
    if job["change_user"]:
        keep = not job["namespaces"]
        if keep:
            prctl(PR_SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(job["uid"], job["uid"], job["uid"])
        os.setresuid(job["uid"], job["uid"], job["uid"])
        # Without mounts, the workspace may lie where only root may pass; which files are read, Landlock decides.
        capabilities(1 << CAP_DAC_READ_SEARCH if keep else 0)
        if keep:
            prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0)
    elif job["namespaces"]:
        capabilities(0)


def capabilities(wanted: int) -> None:
    """Keep only the capabilities `wanted`."""
    header = struct.pack("=Ii", 0x20080522, 0)
    data = struct.pack("=6I", wanted, wanted, wanted, 0, 0, 0)
    check(syscall(SYS_CAPSET[os.uname().machine], header, data), "capset")


def restrict_files(job: Job) -> None:
    """Let Landlock allow the rules' paths and nothing else; signals and abstract sockets stay inside."""
    abi = syscall(SYS_LANDLOCK_CREATE, None, 0, 1)
    check(abi, "landlock")
    known = ALL_RIGHTS_BY_ABI[max(least for least in ALL_RIGHTS_BY_ABI if least <= abi)]
    network, scoped = (3 if abi >= 4 else 0), (3 if abi >= SCOPED_FROM_ABI else 0)  # noqa: PLR2004  -- kernel's numbers
    attributes = struct.pack("=QQQ", known, network, scoped)
    size = 24 if abi >= SCOPED_FROM_ABI else 16 if network else 8
    rules = check(syscall(SYS_LANDLOCK_CREATE, attributes, size, 0), "landlock")
    for path, rights in job["rules"]:
        if os.path.exists(path):
            allow(rules, path, rights & known)
    check(syscall(SYS_LANDLOCK_RESTRICT, rules, 0), "landlock")
    os.close(rules)


def allow(rules: int, path: str, rights: int) -> None:
    """Add one rule."""
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not os.path.isdir(path):
        rights &= RIGHTS_OF_A_FILE
    check(syscall(SYS_LANDLOCK_ADD, rules, 1, struct.pack("=Qi", rights, place), 0), f"landlock {path}")
    os.close(place)


def restrict_calls(program: bytes) -> None:
    """Load the filter of system calls."""
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    prctl(PR_SET_SECCOMP, 2, header)


def wait_for(child: int) -> int:
    """Reap all that ends until `child` ends; returns its status as a shell gives it."""
    while True:
        ended, status = os.wait()
        if ended == child:
            return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


def end(status: int, alive: list[int], *, search: bool) -> NoReturn:
    """Kill and reap the processes `alive` and all that they started, and exit.

    With a process namespace `search` must be False: the first process takes all others along, and what was mounted at
    ``/proc`` for it is ours too by now, and counts processes from 1.
    """
    signal(SIGTERM, SIG_IGN)
    while True:
        # Again until none is left: a process may be forking while it is killed.
        for pid in below() if search else alive:
            try:
                os.kill(pid, SIGKILL)
            except ProcessLookupError:
                continue
        try:
            os.wait()
        except ChildProcessError:
            os._exit(status)


def below() -> list[int]:
    """Return all processes below us."""
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        pid = waiting.pop()
        try:
            children = [int(word) for word in read(f"/proc/{pid}/task/{pid}/children").split()]
        except OSError:
            continue
        found += children
        waiting += children
    return found


def hide_arguments() -> None:
    """Overwrite our arguments, which "ps" would show and which are paths of this machine."""
    fields = read("/proc/self/stat").rsplit(")", 1)[1].split()
    start, stop = int(fields[45]), int(fields[46])  # arg_start, arg_end: proc_pid_stat(5) numbers 48, 49
    if 0 < start < stop:
        ctypes.memset(start, 0, stop - start)


def close_all() -> None:
    """Let go of the command's pipes."""
    os.closerange(0, 1024)


def read(path: str) -> str:
    """Return the text of a file."""
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()


def write(path: str, text: str) -> None:
    """Write a file."""
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def mount(source: str, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Mount something."""
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    check(libc.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3]), f"mount {target}")


def prctl(option: int, *values: Any) -> None:
    """Change something about this process."""
    padded = [value if isinstance(value, bytes) else ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    check(libc.prctl(option, *padded), f"prctl {option}")


def syscall(number: int, *values: Any) -> int:
    """Make a system call that the C library has no name for."""
    return int(libc.syscall(ctypes.c_long(number), *(ctypes.c_long(v) if isinstance(v, int) else v for v in values)))


def check(result: int, what: str) -> int:
    """Return `result`, or raise what the kernel says if it is negative."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result
