"""What a command tries against this machine fails, with every backend that works here, as every user."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from company.sandbox.sandbox_lab import NOBODY, Driver, make_lab

import pytest_traineebench

MARK = "the-mark-of-this-machine"
KEY = "key-of-this-machine"


# What a shell tries; "got" says so, in two parts so that no echo of the command counts.
SHELL = {
    "read-shadow": "cat /etc/shadow && {got}",
    "read-root": "ls /root && {got}",
    "read-home": "ls /home && {got}",
    "read-secret": "cat {secret}",
    "read-secret-upwards": "cat ../../../../../../../..{secret} ..{secret}",
    "read-secret-by-symlink": "ln -s {secret} link; cat link",
    "read-secret-by-hard-link": "ln {secret} hard && cat hard",
    "read-secret-by-working-directory": "cd {folder} && cat secret",
    "read-secret-by-proc-root": "cat /proc/1/root{secret} /proc/self/root{secret}",
    "read-secret-by-descriptor": "for fd in 3 4 5 6 8 9 10 900 901; do cat <&$fd && {got}; done 2>/dev/null",
    "read-graders": "cat {package}/errors.py {package}/company/sandbox/protocol.py",
    "find-graders": "find /opt /run /etc /tmp /usr/local -path '*traineebench*' -name '*.py' | grep . && {got}",
    "read-own-environment": "env; cat /proc/self/environ",
    "read-first-environment": "cat /proc/1/environ",
    "read-all-environments": "cat /proc/[0-9]*/environ",
    "read-victim": "cat /proc/{victim}/environ /proc/{victim}/cmdline | grep -a . && {got}",
    "read-other-temporary": "ls {folder} && {got}; ls /tmp | grep . && {got}",
    "read-disk": "mknod disk b 254 0 && {got}; head -c 1 /dev/vda /dev/sda && {got}",
    "read-memory": "head -c 1 /dev/mem /proc/kcore && {got}",
    "write-secret": "echo x > {secret} && {got}",
    "write-secret-by-symlink": "ln -s {secret} link; echo x > link && {got}",
    "write-beside-secret": "(: > {folder}/new) && {got}",
    "write-through-linked-folder": "ln -s {folder} there; (: > there/new) && {got}; mkdir there/sub && {got}",
    "move-out": "touch mine; mv mine {folder}/new && {got}",
    "delete-secret": "rm -f {secret}; mv {secret} mine && {got}",
    "change-modes": "chmod 777 {secret} {folder}; chown 61000 {secret}; touch -d 2001-01-01 {secret}",
    "write-root": "(: > /new) && {got}; mkdir /new && {got}",
    "write-etc": "echo x >> /etc/passwd && {got}",
    "write-programs": "(: > /usr/bin/new) && {got}; cp /bin/true /usr/bin/ls && {got}",
    "write-python": "echo x >> $(python3 -c 'import os; print(os.__file__)') && {got}",
    "write-kernel": "echo 1 > /proc/sys/kernel/hostname && {got}; echo b > /proc/sysrq-trigger && {got}",
    "write-devices": "(: > /dev/new) && {got}",
    "tcp": "exec 9<>/dev/tcp/127.0.0.1/{tcp} && {got}",
    "udp": "echo x > /dev/udp/127.0.0.1/{udp} && {got}",
    "kill-victim": "kill -9 {victim} && {got}; kill -0 {victim} && {got}",
    "kill-test": "kill -9 {test} && {got}",
    "slow-victim": "renice 19 {victim} && {got}",
    "remount": "mount -o remount,rw /usr && {got}; mount -o remount,rw / && {got}",
    "mount": "mkdir m; mount -t tmpfs none m && {got}; mount --bind / m && {got}",
    "unmount": "umount -l /etc && {got}; umount -l /proc && {got}",
    "user-namespace": "unshare -U true && {got}; unshare -Ur true && {got}",
    "namespaces": "unshare -m true && {got}; nsenter -t 1 -m true && {got}",
    "chroot": "mkdir c; chroot c /bin/true && {got}; chroot / /bin/true && {got}",
    "become-root": "setpriv --reuid 0 true && {got}; [ $(id -u) = 0 ] && {got}",
    "set-user-id": "cp /bin/sh s; chmod 4755 s; ./s -p -c 'cat {secret}'; sudo -n true && {got}",
    "capabilities": "grep -E 'Cap(Eff|Prm): ' /proc/self/status | grep -v 0000000000000000 && {got}",
    "raise-limits": "ulimit -v unlimited && {got}; ulimit -u 100000 && {got}",
}

# What a program tries: an exception means that it failed.
PYTHON = {
    "import-graders": "import pytest_traineebench",
    "import-openai": "import openai",
    "import-pytest": "import pytest",
    "tcp": "socket.create_connection(('127.0.0.1', {tcp}), 2)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {udp}))",
    "unix": "socket.socket(socket.AF_UNIX).connect('{unix}')",
    "unix-abstract": "socket.socket(socket.AF_UNIX).connect('\\0{abstract}')",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "raw-packets": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "limit-victim": "resource.prlimit({victim}, resource.RLIMIT_CPU, (0, 0))",
    "schedule-victim": "os.sched_setaffinity({victim}, [0])",
    "trace-victim": "assert ctypes.CDLL(None).ptrace(16, {victim}, 0, 0) == 0",
    "trace-own": "assert ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0",
    "clone-namespace": "assert ctypes.CDLL(None).unshare(0x10000000) == 0",
    "become-root": "os.setuid(0)",
    "leave-folder": "os.chroot('.')",
    "keys": "assert ctypes.CDLL(None).syscall(250, 0, -3, 1) > 0",
    "shared-memory": "assert ctypes.CDLL(None).shmget(1234, 4096, 0o1600) >= 0",
    "terminal": "fcntl.ioctl(open('/dev/tty'), termios.TIOCSTI, b'x')",
}

ESCAPES = (*SHELL, *(f"python-{name}" for name in PYTHON))

# Those that would do no harm outside of a sandbox, and succeed there.
CONTROLS = (
    "read-secret",
    "read-secret-upwards",
    "read-secret-by-symlink",
    "read-secret-by-hard-link",
    "read-secret-by-working-directory",
    "read-graders",
    "read-own-environment",
    "read-victim",
    "read-other-temporary",
    "write-secret",
    "write-secret-by-symlink",
    "write-beside-secret",
    "write-through-linked-folder",
    "move-out",
    "delete-secret",
    "change-modes",
    "tcp",
    "udp",
    "kill-victim",
    "python-tcp",
    "python-udp",
    "python-unix",
    "python-unix-abstract",
    "python-limit-victim",
    "python-schedule-victim",
)

IMPORTS = "import ctypes, fcntl, os, resource, socket, sys, termios"

# Each in a process and a folder of its own, and what it says in a file of its own.
SHELL_RUNNER = """\
attempt() { rm -rf ~/try; mkdir ~/try; cd ~/try; bash -c "$2" > ~/said/"$1" 2>&1; }
mkdir ~/said
"""
PYTHON_RUNNER = """
for name, code in ATTEMPTS.items():
    if child := os.fork():
        os.waitpid(child, 0)
        continue
    said = os.open(os.path.expanduser("~/said/python-" + name), os.O_WRONLY | os.O_CREAT)
    os.dup2(said, 1), os.dup2(said, 2)
    try:
        exec(code)
        print("ESC" + "APED", flush=True)
    except BaseException as error:
        print(type(error).__name__, error, flush=True)
    os._exit(0)
"""


def all_attempts(places: dict[str, str]) -> str:
    """Return one command that makes all attempts, one after the other."""
    shells = [f"attempt {name} {shlex.quote(command.format(**places))}\n" for name, command in SHELL.items()]
    codes = {name: code.format(**places) for name, code in PYTHON.items()}
    program = f"{IMPORTS}\nATTEMPTS = {codes!r}\n{PYTHON_RUNNER}"
    return f"{SHELL_RUNNER}{''.join(shells)}cd ~/try\npython3 - <<'PROGRAM'\n{program}\nPROGRAM\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a command must not reach.

    Attributes:
        folder: Holds a secret.
        victim: A process.
        sockets: Listen; nobody may come.
        places: What the escapes are told.
    """

    folder: Path
    victim: subprocess.Popen[bytes]
    sockets: tuple[socket.socket, ...]
    places: dict[str, str]

    def seen(self) -> list[str]:
        """Return what has been reached."""
        found = []
        secret = self.folder / "secret"
        if not secret.exists():
            return ["the secret was deleted"]
        status = secret.stat()
        if secret.read_text(encoding="ascii") != MARK or (status.st_mode & 0o777, status.st_mtime) != (0o644, 10**9):
            found.append("the secret was changed")
        if sorted(path.name for path in self.folder.iterdir()) != ["listener", "secret"]:
            found.append("the folder was changed")
        if self.victim.poll() is not None:
            found.append("the victim was killed")
        for listener in self.sockets:
            try:
                listener.recv(1) if listener.type == socket.SOCK_DGRAM else listener.accept()[0].close()
            except BlockingIOError:
                continue
            found.append(f"somebody came to {listener}")
        return found


@contextmanager
def machine(user: str, test: int) -> Iterator[Machine]:
    """Set up a secret, a process and listening sockets, open to the user that the sandbox is started as."""
    folder = Path(tempfile.mkdtemp(prefix="sandbox-secret-"))
    secret = folder / "secret"
    secret.write_text(MARK, encoding="ascii")
    secret.chmod(0o644)
    os.utime(secret, (10**9, 10**9))
    folder.chmod(0o755)
    other = NOBODY if user == "nobody" else None
    if other:
        os.chown(folder, NOBODY, NOBODY)
        os.chown(secret, NOBODY, NOBODY)
    tcp, udp = socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    unix, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    unix.bind(str(folder / "listener"))
    (folder / "listener").chmod(0o777)
    abstract.bind(f"\0{folder.name}")
    sockets = (tcp, udp, unix, abstract)
    for listener in sockets:
        listener.setblocking(False)
        if listener in (unix, abstract):
            listener.listen()
    victim = subprocess.Popen(
        ["/bin/sleep", "600"], env={"VICTIM": MARK}, user=other, group=other, extra_groups=[] if other else None
    )
    places = {
        "secret": str(secret),
        "folder": str(folder),
        "package": str(Path(pytest_traineebench.__file__ or "").parent),
        "tcp": str(tcp.getsockname()[1]),
        "udp": str(udp.getsockname()[1]),
        "unix": str(folder / "listener"),
        "abstract": folder.name,
        "victim": str(victim.pid),
        "test": str(test),
        "got": "echo ESC''APED",
    }
    try:
        yield Machine(folder=folder, victim=victim, sockets=sockets, places=places)
    finally:
        for listener in sockets:
            listener.close()
        victim.kill()
        victim.wait()
        shutil.rmtree(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """What became of all attempts in one sandbox.

    Attributes:
        note: What the sandbox said of the command that made them.
        said: By name, what each one printed.
        seen: What was reached outside.
    """

    note: str
    said: dict[str, str]
    seen: list[str]


class Rooms:
    """The sandboxes in which all attempts were made, once each."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Attempts] = {}

    def enter(self, driver: Driver, backend: str) -> Attempts:
        """Return what became of the attempts in the sandbox of a backend in the hands of `driver`."""
        key = (driver.user, backend)
        if key not in self._made:
            folder = Path(tempfile.mkdtemp(prefix="sandbox-test-"))
            try:
                self._made[key] = self._attempt(driver, backend, folder)
            finally:
                driver.ask(do="close", workspace=str(folder / "day" / "workspace"))
                shutil.rmtree(folder)
        return self._made[key]

    def _attempt(self, driver: Driver, backend: str, folder: Path) -> Attempts:
        lab = make_lab(driver, backend, folder, seconds=60)
        with machine(driver.user, driver.process.pid) as around:
            result = lab.run(all_attempts(around.places))
            said = {path.name: path.read_text(errors="replace") for path in (lab.workspace / "said").iterdir()}
            return Attempts(note=result.note, said=said, seen=around.seen())


@pytest.fixture(scope="session")
def rooms() -> Rooms:
    """Sandboxes to break out of."""
    return Rooms()


def succeeded(said: str) -> bool:
    """Return whether what an attempt printed shows that it reached something."""
    return any(sign in said for sign in ("ESCAPED", MARK, KEY, '"""'))


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_escape_fails(rooms: Rooms, driver: Driver, backend: str, escape: str) -> None:
    """A command reads, signals and calls nothing outside of its workspace."""
    attempts = rooms.enter(driver, backend)

    assert not succeeded(attempts.said[escape]), attempts.said[escape]


def test_nothing_outside_is_touched(rooms: Rooms, driver: Driver, backend: str) -> None:
    """After all attempts a file, a folder and a process outside are as they were, and no socket was reached."""
    attempts = rooms.enter(driver, backend)

    assert attempts.seen == []
    assert attempts.note == ""
    assert sorted(attempts.said) == sorted(ESCAPES)


@pytest.mark.parametrize("escape", CONTROLS)
def test_the_attempt_itself_works(tmp_path: Path, escape: str) -> None:
    """Outside of a sandbox the same attempt succeeds, so it is the sandbox that makes it fail."""
    with machine("self", os.getpid()) as around:
        name = escape.removeprefix("python-")
        code = f"{IMPORTS}\n{PYTHON[name] if escape != name else ''}".format(**around.places)
        shell = ["/bin/bash", "-c", SHELL[name].format(**around.places)] if escape == name else []
        done = subprocess.run(  # noqa: S603  -- the attempts above
            shell or [sys.executable, "-c", f"{code}\nprint('ESC' + 'APED')"],
            cwd=tmp_path,
            env={"API_KEY": KEY, "PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        seen = around.seen()

    assert seen or succeeded(done.stdout.decode(errors="replace")), done.stdout
