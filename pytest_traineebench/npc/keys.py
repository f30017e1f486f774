"""Literal keys in a text: ids and codes, in whatever case and with or without blanks and hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_traineebench.npc.words import normalise

_PARTS = re.compile(r"[^\W\d_]+|\d+")


class KeyFinder:
    """Finds literal keys in a text, whatever their case and whether or not blanks or hyphens part them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_form = {"".join(_PARTS.findall(normalise(key))): key for key in dict.fromkeys(keys)}
        patterns = [r"[\W_]*".join(_PARTS.findall(normalise(key))) for key in self._by_form.values()]
        choice = "|".join(sorted(patterns, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{choice})(?![^\W_])") if choice else None

    def find(self, text: str) -> frozenset[str]:
        """Return the keys that a normalised text holds."""
        if self._pattern is None:
            return frozenset()
        found = self._pattern.findall(text)
        return frozenset(self._by_form["".join(_PARTS.findall(match))] for match in found)
