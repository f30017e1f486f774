"""The intern handbook, which stands on every day's cloud disk."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PATH = "manuals_for_intern.md"
"""Where it is on the cloud disk."""


@cache
def content() -> bytes:
    """Return the handbook's text, UTF-8."""
    return Path(__file__).with_name("handbook.md").read_bytes()
