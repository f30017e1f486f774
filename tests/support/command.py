"""Runs the command in this process and keeps what it said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pytest_traineebench.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command with arguments."""

    def run(*arguments: object) -> Said:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as done:
            code = int(done.code or 0)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run
