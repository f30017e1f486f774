"""The console script ``traineebench``; each command is a module that is imported when it is asked for."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from pytest_traineebench.cli.options import make_parser
from pytest_traineebench.errors import ConfigError, TraineeBenchError

MISUSED = 2
"""Exit code for a wrong option or file, as argparse has it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 1 if what was looked at is not right, 2 for wrong input."""
    try:
        chosen = make_parser().parse_args(arguments)
        command = importlib.import_module(f"{__name__}.{chosen.command}")
        text, code = command.run(chosen)
        show(text)
    except TraineeBenchError as error:
        sys.stderr.write(f"traineebench: error: {_one_line(error)}\n")
        return MISUSED
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        _forget_stdout()
        return 128 + signal.SIGPIPE
    return int(code)


def show(text: str) -> None:
    """Write a text to standard output.

    Raises:
        ConfigError: If it cannot be written.
    """
    if sys.stdout is None:  # the command was started with it closed
        raise ConfigError("standard output is closed")
    try:
        # Bytes: the text is UTF-8 whatever the locale.
        sys.stdout.buffer.write(text.encode(errors="surrogateescape"))  # a path may hold other bytes
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _forget_stdout()
        raise ConfigError(f"standard output cannot be written: {(error.strerror or str(error)).lower()}") from None


def _one_line(error: Exception) -> str:
    """Return an error's text as one line; a line break can only come from a name that the user gave."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in str(error))


def _forget_stdout() -> None:
    """Keep Python from complaining at exit that its output was not taken."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
