"""The sandbox of a machine on which no command can be confined, or of a run that wants none: it runs nothing."""

from __future__ import annotations

from datetime import datetime

from pytest_traineebench.company.sandbox.protocol import CommandResult


class NoSandbox:
    """Answers every command with why it cannot be run.

    Args:
        why: The reason, one line.
    """

    name = "none"

    def __init__(self, why: str) -> None:
        self._why = why

    def run(self, command: str, *, now: datetime) -> CommandResult:  # noqa: ARG002  -- the protocol's arguments
        """Refuse a command; 126 is what a shell says of a program it may not run."""
        return CommandResult(exit_code=126, output="", note=f"commands cannot be run here: {self._why}")

    def close(self) -> None:
        """Do nothing."""
