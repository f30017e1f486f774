"""Keeps foreign code inside its bounds: an agent cannot skip its test, a hook that raises does not lose a day."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from pytest_traineebench.agent import Agent, Day, Insider, Worker
from pytest_traineebench.watchdog import TimeIsUp


def contained(agent: Worker) -> Worker:
    """Return the agent with ``pytest.skip()``, ``sys.exit()`` and their like made into crashes of its own.

    Not so the agents that are shown the answers: they are ours.
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


@contextmanager
def _as_crash() -> Iterator[None]:
    try:
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
