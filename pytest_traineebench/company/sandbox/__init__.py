"""Runs the trainee's shell commands where they can do no harm and learn nothing of this machine.

:func:`open_sandbox` gives a day its :class:`Sandbox`; :func:`statuses` tells what works here. One module per backend:

* ``bubblewrap``: own processes, network, file tree and user for each command. The strongest.
* ``landlock``: the same with the kernel's own means and no package, weaker where namespaces are forbidden.
* ``container``: Docker or Podman, with an image of the user's or the project's own.
* ``none``: runs nothing and says so.
"""

from __future__ import annotations

from pathlib import Path

from pytest_traineebench.company.sandbox.protocol import BackendStatus, CommandResult, Limits, Sandbox

_LIMITS = Limits()

CHOICES = ("auto", "bubblewrap", "landlock", "container", "none")
"""What the option ``--traineebench-sandbox`` takes; the backends from the strongest to the weakest."""

__all__ = ["CHOICES", "BackendStatus", "CommandResult", "Limits", "Sandbox", "open_sandbox", "statuses"]


def open_sandbox(
    choice: str, *, workspace: Path, limits: Limits = _LIMITS, image: str | None = None, seed: str = ""
) -> Sandbox:
    """Open the sandbox of one day.

    Args:
        choice: One of :data:`CHOICES`. ``auto`` is the strongest backend that works here; where none does, the sandbox
            answers every command with the reasons, and the rest of the day runs.
        workspace: Folder of the trainee's files. It is given to the user that commands run as.
        limits: Bounds of each command.
        image: Image for the container backend; None for the project's own.
        seed: Text that decides all chance inside of commands: scenario seed and day.

    Raises:
        SandboxUnavailableError: If the backend that was asked for does not work here; the text says why.
        ValueError: If `choice` is none of :data:`CHOICES`.
    """
    # The backends are imported when a sandbox is opened: a session without scenarios must not pay for them.
    from pytest_traineebench.company.sandbox import choosing  # noqa: PLC0415  -- imported when used

    return choosing.choose(choice, workspace=workspace, limits=limits, image=image, seed=seed)


def statuses(*, image: str | None = None) -> tuple[BackendStatus, ...]:
    """Return what works on this machine, strongest first, found out by a trial command in each backend.

    Args:
        image: Image for the container backend. Without one, an engine that answers builds the project's own.
    """
    from pytest_traineebench.company.sandbox import choosing  # noqa: PLC0415  -- see open_sandbox

    return tuple(choosing.described(name, image) for name in choosing.BACKENDS)
