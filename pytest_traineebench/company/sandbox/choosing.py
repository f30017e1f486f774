"""Finds out which backends work on this machine, and opens the one that is wanted."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pytest_traineebench.company.sandbox import bubblewrap, container, landlock
from pytest_traineebench.company.sandbox.none import NoSandbox
from pytest_traineebench.company.sandbox.place import Place, make_place
from pytest_traineebench.company.sandbox.protocol import BackendStatus, Limits, Sandbox
from pytest_traineebench.company.sandbox.scratch import temporary_folder
from pytest_traineebench.company.sandbox.session import Backend, SessionSandbox
from pytest_traineebench.errors import SandboxUnavailableError

BACKENDS = ("bubblewrap", "landlock", "container")
"""From the strongest to the weakest."""

_TRIAL_DAY = datetime(2025, 10, 1, 9, 0, tzinfo=UTC)
_TRIAL_LIMITS = Limits(seconds=20)

# Each protection once, with what the shell can do itself: starting Python takes longer than all the rest. The last line
# is what counts: a command that cannot start prints nothing.
_TRIAL = """\
problems=
[ "$(id -u)" != 0 ] || problems="$problems; commands are still root"
(read -r _ < "$SECRET") && problems="$problems; files outside can be read"
(: > /trial) && problems="$problems; files outside can be made"
(: > "$SECRET.new") && problems="$problems; files outside can be made"
(: <> /dev/tcp/127.0.0.1/$PORT) && problems="$problems; the network can be reached"
kill -0 "$PARENT" && problems="$problems; processes outside can be reached"
echo "${problems:-sound}"
"""


def choose(choice: str, *, workspace: Path, limits: Limits, image: str | None, seed: str) -> Sandbox:
    """Open the sandbox that `choice` names; see :func:`pytest_traineebench.company.sandbox.open_sandbox`."""
    if choice == "none":
        return NoSandbox("they are switched off for this run")
    if choice != "auto":
        if choice not in BACKENDS:
            raise ValueError(f"sandbox: no backend {choice!r}; there are auto, {', '.join(BACKENDS)} and none")
        found = status(choice, image)
        if not found.works:
            raise SandboxUnavailableError(found.why)
        return _open(choice, workspace=workspace, limits=limits, image=image, seed=seed)
    reasons = []
    for name in BACKENDS:
        found = status(name, image)
        if found.works:
            return _open(name, workspace=workspace, limits=limits, image=image, seed=seed)
        reasons.append(found.why)
    return NoSandbox("no sandbox works on this machine. " + ". ".join(reasons))


@cache
def status(name: str, image: str | None = None) -> BackendStatus:
    """Return whether the backend `name` works here, found out by a trial command; tried once in a process."""
    try:
        _try(name, image)
    except (SandboxUnavailableError, OSError) as error:
        return BackendStatus(name=name, works=False, why=_with_help(_one_line(str(error))))
    return BackendStatus(name=name, works=True, why="a trial command ran as it must")


def described(name: str, image: str | None = None) -> BackendStatus:
    """Return the status of a backend with what it is, if it works."""
    found = status(name, image)
    return replace(found, why=_version(name)) if found.works else found


def _try(name: str, image: str | None) -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        (folder / "workspace").mkdir()
        (folder / "secret").write_text("secret\n", encoding="ascii")
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        known = f"SECRET={shlex.quote(str(folder / 'secret'))} PARENT={os.getpid()} PORT={listener.getsockname()[1]}\n"
        sandbox = _open(name, workspace=folder / "workspace", limits=_TRIAL_LIMITS, image=image, seed="trial")
        stack.callback(sandbox.close)
        result = sandbox.run(f"{known}{{\n{_TRIAL}}} 2>/dev/null", now=_TRIAL_DAY)
        if result.output.strip() != "sound":
            said = _one_line(result.output).lstrip("; ") or result.note or f"exit status {result.exit_code}"
            raise SandboxUnavailableError(f"{name}: a trial command did not go as it must: {said}")


def _open(name: str, *, workspace: Path, limits: Limits, image: str | None, seed: str) -> Sandbox:
    place = make_place(workspace)
    try:
        return SessionSandbox(_backend(name, place, limits, image), place, limits=limits, seed=seed)
    except BaseException:
        shutil.rmtree(place.private, ignore_errors=True)
        raise


def _backend(name: str, place: Place, limits: Limits, image: str | None) -> Backend:
    if name == "bubblewrap":
        return bubblewrap.BubblewrapBackend(place)
    if name == "landlock":
        return landlock.LandlockBackend(place, namespaces=landlock.namespaces_work())
    return container.ContainerBackend(place, limits=limits, image=image)


def _version(name: str) -> str:
    if name == "bubblewrap":
        return bubblewrap.version()
    if name == "landlock":
        how = (
            "with namespaces" if landlock.namespaces_work() else "without namespaces: paths are translated in text only"
        )
        return f"version {landlock.abi()} of the kernel's Landlock, {how}"
    return container.find_engine().version


def _with_help(why: str) -> str:
    if "namespace" in why or "uid map" in why or "Operation not permitted" in why:
        return (
            f"{why}. Namespaces are forbidden here. On Ubuntu since 24.04 an AppArmor profile for bwrap, or"
            " 'sysctl kernel.apparmor_restrict_unprivileged_userns=0', allows them; in a container, '--privileged' does"
        )
    return why


def _one_line(text: str) -> str:
    return " ".join(text.split())
