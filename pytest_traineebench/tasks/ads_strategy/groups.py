"""Names of target groups as people say them."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(.+)_(\d+)_(\d+)")
_FROM = re.compile(r"(.+)_(\d+)_plus")


def spoken(group: str) -> str:
    """Return ``"seniors aged 60 and over"`` for ``"seniors_60_plus"``; a name without ages is just spelled out."""
    if match := _RANGE.fullmatch(group):
        return f"{_words(match[1])} aged {match[2]} to {match[3]}"
    if match := _FROM.fullmatch(group):
        return f"{_words(match[1])} aged {match[2]} and over"
    return _words(group)


def _words(name: str) -> str:
    return name.replace("_", " ")
