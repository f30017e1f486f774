"""Puts the days of a scenario in the order of its file, whoever changed the order of tests."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest


class DayOrder:
    """Sorts last of all: after plugins that shuffle, and after pytest's own ``--ff``.

    Registered when the first scenario file is collected, and so later than pytest's cache plugin: of hooks that want
    to be the outermost, the one registered last is.
    """

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, object, object]:
        """Sort in place."""
        result = yield
        if any(hasattr(item, "scenario_file") for item in items):
            items[:] = in_order(items)
        return result


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the items with the days of each scenario together, where its first one stood, in the file's order."""
    groups: dict[Any, list[pytest.Item]] = {}
    for item in items:
        groups.setdefault(getattr(item, "scenario_file", item), []).append(item)
    return [item for owner, group in groups.items() for item in _sorted_days(owner, group)]


def _sorted_days(owner: Any, group: list[pytest.Item]) -> list[pytest.Item]:
    if isinstance(owner, pytest.Item):
        return group
    order = {day.recipe.name: index for index, day in enumerate(owner.loaded.days)}
    return sorted(group, key=lambda item: order[item.name])
