"""A thin backend over a container engine: one ``docker run`` (or ``podman run``) for each command.

Meant for machines where neither bubblewrap nor Landlock works, macOS above all. It relies on the engine for the
isolation; the image is the user's, or built once from the ``Dockerfile`` beside this file.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pytest_traineebench.company.sandbox import runtime as seen
from pytest_traineebench.company.sandbox import shell, virtual_time
from pytest_traineebench.company.sandbox.place import Place
from pytest_traineebench.company.sandbox.protocol import Limits
from pytest_traineebench.company.sandbox.session import Call, popen
from pytest_traineebench.errors import SandboxUnavailableError

ENGINES = ("docker", "podman")
DOCKERFILE = Path(__file__).with_name("Dockerfile")

_STATE = "/run/traineebench/handed-on"
_ANSWER_SECONDS = 10
_BUILD_SECONDS = 900
_ALL_PROCESSES_OF_MEMORY = 2
_names = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A container engine that answers.

    Attributes:
        program: Its command line.
        version: What it says of itself.
    """

    program: str
    version: str

    def image(self) -> str:
        """Return the project's own image, built now if this machine has not got it.

        Raises:
            SandboxUnavailableError: If it cannot be built.
        """
        text = DOCKERFILE.read_bytes()
        tag = f"traineebench-office:{hashlib.sha256(text).hexdigest()[:12]}"
        if _ask(self.program, "image", "inspect", tag).returncode != 0:
            # The file on standard input, so that nothing of the project is sent along.
            built = _ask(self.program, "build", "--tag", tag, "-", text=text, seconds=_BUILD_SECONDS)
            if built.returncode != 0:
                raise SandboxUnavailableError(f"container: {self.program} could not build {tag}: {_last_line(built)}")
        return tag


def find_engine() -> Engine:
    """Return the first engine whose server answers.

    Raises:
        SandboxUnavailableError: If none does; the text says what each one said.
    """
    reasons = []
    for program in ENGINES:
        path = shutil.which(program)
        if path is None:
            reasons.append(f"no program {program!r}")
            continue
        answer = _ask(path, "version", "--format", "{{.Server.Version}}")
        if answer.returncode == 0 and answer.stdout.strip():
            return Engine(program=path, version=f"{program} {answer.stdout.decode(errors='replace').strip()}")
        reasons.append(f"{program}: {_last_line(answer)}")
    raise SandboxUnavailableError(f"container: no engine answers ({'; '.join(reasons)})")


@dataclass(slots=True)
class ContainerCommand:
    """A command under way in a container."""

    process: subprocess.Popen[bytes]
    program: str
    container: str

    def stop(self) -> None:
        """Remove the container with all that runs in it."""
        if self.process.poll() is None:
            _ask(self.program, "rm", "--force", self.container)

    def wait_gone(self, seconds: float) -> None:
        """Return when the engine's client has ended, which it does after the container."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()


class ContainerBackend:
    """Runs each command in a new container."""

    name = "container"

    def __init__(self, place: Place, *, limits: Limits, image: str | None = None) -> None:
        self._place = place
        self._limits = limits
        self._engine = find_engine()
        self._image = image or self._engine.image()
        self.shell = shell.find_shell(seen.WORKSPACE, state=f"exec 7>{_STATE} </dev/null")

    def variables(self) -> dict[str, str]:
        """Return what every command gets."""
        return seen.base_environment(seen.WORKSPACE)

    def process_limit(self, limits: Limits) -> int:
        """Return RLIMIT_NPROC; the engine keeps the true one."""
        return 64 * limits.processes

    def inward(self, command: str) -> str:
        """Return `command`: all paths are where it expects them."""
        return command

    def outward(self, output: bytes) -> bytes:
        """Return `output`: nothing inside knows a path of this machine."""
        return output

    def places(self) -> Mapping[Path, str]:
        """Return nothing: all paths are where commands expect them."""
        return {}

    def handed_on(self, piped: bytes) -> bytes:  # noqa: ARG002  -- an engine's client hands no pipe on
        """Return what a command handed on, which it left in a file of ours."""
        return (self._place.private / "handed-on").read_bytes()

    def start(self, call: Call) -> ContainerCommand:
        """Start a command."""
        container = f"traineebench-{os.getpid()}-{next(_names)}"
        variables = [part for name, value in call.variables.items() for part in ("--env", f"{name}={value}")]
        arguments = [self._engine.program, "run", "--name", container, *self._options(), *variables]
        process = popen([*arguments, self._image, *call.arguments], call, variables=_engine_environment())
        return ContainerCommand(process=process, program=self._engine.program, container=container)

    def _options(self) -> list[str]:
        place, limits = self._place, self._limits
        uid, gid = (place.uid, place.uid) if place.uid is not None else (os.getuid(), os.getgid())
        memory = f"{_ALL_PROCESSES_OF_MEMORY * limits.memory_mb}m"
        options = ["--rm", "--init", "--network", "none", "--read-only", "--hostname", seen.HOSTNAME]
        options += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--user", f"{uid}:{gid}"]
        options += ["--pids-limit", str(limits.processes), "--memory", memory, "--memory-swap", memory]
        options += ["--shm-size", f"{seen.SHARED_MEMORY_MB}m", "--workdir", seen.WORKSPACE]
        handed_on = place.private / "handed-on"
        handed_on.write_bytes(b"")
        handed_on.chmod(0o666)
        options += ["--volume", f"{place.workspace}:{seen.WORKSPACE}", "--volume", f"{place.tmp}:/tmp"]
        options += ["--volume", f"{handed_on}:{_STATE}"]
        if library := virtual_time.library():
            options += ["--volume", f"{library}:{virtual_time.LIBRARY_PATH}:ro"]
            options += ["--volume", f"{place.time_state}:{virtual_time.STATE_PATH}"]
            options += ["--volume", f"{place.furniture.etc / 'ld.so.preload'}:{virtual_time.PRELOAD_PATH}:ro"]
        return options


def _engine_environment() -> dict[str, str]:
    """Return what the engine's client itself needs; the command sees none of it."""
    kept = ("PATH", "HOME", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "CONTAINER_HOST", "XDG_RUNTIME_DIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _ask(*arguments: str, text: bytes = b"", seconds: float = _ANSWER_SECONDS) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(arguments, input=text, capture_output=True, timeout=seconds, check=False)  # noqa: S603  -- fixed programs
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(arguments, 1, b"", str(error).encode())


def _last_line(answer: subprocess.CompletedProcess[bytes]) -> str:
    lines = (answer.stderr + answer.stdout).decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit status {answer.returncode}"
