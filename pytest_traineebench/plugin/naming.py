"""How working days are told from other tests by their node ids, without importing anything heavy."""

from __future__ import annotations

import pytest

SUFFIX = ".scenario.yaml"
"""Ending of scenario files."""


def path_of(nodeid: str) -> str:
    """Return the path of the file that a test stands in."""
    return nodeid.partition("::")[0]


def is_day(nodeid: str) -> bool:
    """Whether a test is a day of a scenario file."""
    return path_of(nodeid).endswith(SUFFIX)


MALFORMED = pytest.StashKey[int]()
"""How many scenario files of the session could not be read."""
