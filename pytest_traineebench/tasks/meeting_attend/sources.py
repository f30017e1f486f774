"""From where a request is known: not everything that is needed is said in the meeting."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """Who or what completes a request."""

    SAID = "said"
    """It is said in full."""
    LIST = "list"
    """Its price stands in the price list."""
    PAST = "past"
    """It is the same that this person asked for in an earlier meeting; it stands in that one's minutes."""
    ASKED = "asked"
    """The person promises a figure to whoever asks after the meeting."""


_OPEN = {
    1: (),
    2: (Source.LIST, Source.ASKED),
    3: (Source.LIST, Source.PAST, Source.ASKED, Source.ASKED),
}


def open_sources(level: int) -> tuple[Source, ...]:
    """Return from where the requests are known that are not said in full, one per such request.

    Each level has more files to fetch and more people to ask than the one before; at the first everything is said.
    """
    return _OPEN[level]
