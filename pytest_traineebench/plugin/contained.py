"""Keeps foreign code inside its bounds: an agent cannot skip its test, a hook that raises does not lose a day."""

from __future__ import annotations

import inspect
import os
import threading
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from pytest_traineebench.agent import Agent, Day, Insider, Worker
from pytest_traineebench.watchdog import TimeIsUp


def contained(agent: Worker) -> Worker:
    """Return the agent with ``pytest.skip()``, ``sys.exit()``, ``os._exit()`` and their like made into its own crashes.

    Not so the agents that are shown the answers: they are ours. An agent that imported ``_exit`` by name before, or
    leaves by way of C, is not held.
    """
    if isinstance(agent, Insider):
        return agent
    work = agent.work if isinstance(agent, Agent) else agent

    def contained_work(day: Day) -> object:
        with _as_crash():
            pending = work(day)
        return _wait(pending) if inspect.iscoroutine(pending) else None

    return contained_work


async def _wait(pending: Awaitable[object]) -> None:
    with _as_crash():
        await pending


_WAYS_OUT = ("_exit", "execv", "execve")
"""What of the module ``os`` ends or replaces this process at once; all its other ``exec`` functions call these."""


@contextmanager
def _staying() -> Iterator[None]:
    """Let no way out end the session with the agent's exit status and without a word.

    Forked processes may go, and threads that are not the agent's: those of pytest-timeout and of xdist.
    """
    process = os.getpid()
    others = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}

    def blocked(name: str, leave: Callable[..., object]) -> Callable[..., object]:
        def stay(*arguments: object) -> object:
            if os.getpid() != process or threading.get_ident() in others:
                return leave(*arguments)
            raise SystemExit(f"os.{name}({', '.join(map(repr, arguments))})")

        return stay

    before = {name: getattr(os, name) for name in _WAYS_OUT}
    try:
        for name, leave in before.items():
            setattr(os, name, blocked(name, leave))
        yield
    finally:
        for name, leave in before.items():
            setattr(os, name, leave)


@contextmanager
def _as_crash() -> Iterator[None]:
    try:
        with _staying():
            yield
    except (KeyboardInterrupt, TimeIsUp):  # whoever pressed the key, and the end of the agent's time
        raise
    except BaseException as end:
        if isinstance(end, Exception) and not isinstance(end, pytest.exit.Exception):
            raise
        raise RuntimeError(f"the agent ended with {type(end).__name__}: {end}") from end


@dataclass(slots=True)
class Troubles:
    """What a project's hooks did wrong during a day.

    Attributes:
        error: The first exception, in one line.
        traceback: Where it came from.
        refusal: Why the day fails whatever its scores: what a hook said with ``pytest.fail()``, what is wrong with its
            recording.
    """

    error: str = ""
    traceback: str = ""
    refusal: str = ""

    def refuse(self, *reasons: str) -> None:
        """Add reasons for which the day fails."""
        self.refusal = "\n".join(filter(None, [self.refusal, *reasons]))

    @contextmanager
    def noted(self, hook: str) -> Iterator[None]:
        """Note what the body raises, and go on."""
        try:
            yield
        except pytest.fail.Exception as refusal:
            self.refusal = self.refusal or f"{hook}: {refusal}"
        except (Exception, pytest.skip.Exception) as error:  # noqa: BLE001  -- a project's own code
            if not self.error:
                self.error = f"{hook} raised {type(error).__name__}: {' '.join(str(error).split())}"
                self.traceback = traceback.format_exc()
