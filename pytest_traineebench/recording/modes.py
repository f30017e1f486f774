"""What is done with requests: played from a cassette, recorded into it, or let through."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

AGENT = "agent"
COLLEAGUES = "colleagues"
LIVE = "live"
"""The track of colleagues' questions that are neither played nor recorded."""


class Mode(enum.Enum):
    """How a track treats requests; the values are the words of the option."""

    NONE = "none"
    """Play; a request without a recording is an error."""
    ONCE = "once"
    """Record if there is no cassette, or only one of a run that was killed; else as `NONE`."""
    NEW_EPISODES = "new_episodes"
    """Play what is recorded and record the rest."""
    ALL = "all"
    """Record everything; a new recording replaces the old ones of the same request."""
    REWRITE = "rewrite"
    """Record everything; what was recorded before is dropped when the run ends."""
    OFF = "off"
    """Neither play nor record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One side of a day's traffic and its file.

    Attributes:
        name: Who speaks: ``agent`` or ``colleagues``.
        path: The cassette; errors show it as it is given.
        mode: What is done with its requests.
        by_said: A request that was not recorded as it is, is answered by what was recorded for the same `said` of
            `speaking`, and a request with neither raises without counting as a miss: the caller knows what to do.
    """

    name: str
    path: Path
    mode: Mode = Mode.NONE
    by_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """On whose behalf a request is made.

    Attributes:
        track: Name of the track.
        said: What was said to whom, in one line.
    """

    track: str = AGENT
    said: str = ""


_SPEAKER: ContextVar[Speaker] = ContextVar("traineebench_speaker", default=Speaker())  # noqa: B039  -- it is frozen


@contextmanager
def speaking(track: str, *, said: str = "") -> Iterator[None]:
    """Put the requests of this context on a track; all others are the agent's.

    Args:
        track: Name of the track.
        said: What was said to whom: what `Track.by_said` looks for.
    """
    token = _SPEAKER.set(Speaker(track=track, said=" ".join(said.split())))
    try:
        yield
    finally:
        _SPEAKER.reset(token)


def speaker() -> Speaker:
    """Return on whose behalf this context makes requests."""
    return _SPEAKER.get()
