"""How days are dealt out to xdist's workers."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import (
    LoadFileScheduling,
    LoadGroupScheduling,
    LoadScheduling,
    LoadScopeScheduling,
    WorkStealingScheduling,
)

from pytest_traineebench.plugin.naming import is_day, path_of


def make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Return what deals tests out as ``--dist`` says, but the days of a scenario file together.

    ``--dist each`` is left alone: there every worker runs everything.
    """
    dist = config.getoption("dist")
    return _Chooser(config, log, *_SCHEDULERS[dist]) if dist in _SCHEDULERS else None


_ENOUGH = 2


class _Together(LoadScopeScheduling):
    """A scenario file is one unit of work."""

    def _split_scope(self, nodeid: str) -> str:
        return path_of(nodeid) if is_day(nodeid) else self._scope_of_others(nodeid)

    def _scope_of_others(self, nodeid: str) -> str:
        return str(super()._split_scope(nodeid))

    def _reschedule(self, node: Any) -> None:
        """Give a node work until it has two tests: a worker runs its last one only when it is told that it is the last.

        The base class gives one unit at a time, which may hold a single test: the later day of a scenario whose first
        day has killed its worker. The new worker would wait for another test, and the controller for the worker.
        """
        super()._reschedule(node)
        while not node.shutting_down and self.workqueue and self._pending_of(self.assigned_work[node]) < _ENOUGH:
            self._assign_work_unit(node)

    def remove_node(self, node: Any) -> str | None:
        """Give a crashed worker's open work to others, without the item at which it crashed.

        The base class deals that item out again, so that a day which kills its worker would kill one after the
        other.
        """
        workload = self.assigned_work.pop(node)
        open_items = [(unit, item) for unit in workload.values() for item, completed in unit.items() if not completed]
        if not open_items:
            return None
        unit, crashed = open_items[0]
        crashed = str(crashed)
        unit[crashed] = True
        self.workqueue.update({scope: unit for scope, unit in workload.items() if not all(unit.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return crashed


class _OneByOne(_Together):
    """Every other test is a unit by itself."""

    def _scope_of_others(self, nodeid: str) -> str:
        return nodeid


class _ByScope(_Together):
    """Other tests go by class and module."""


class _ByFile(_Together, LoadFileScheduling):
    """Other tests go by file."""


class _ByGroup(_Together, LoadGroupScheduling):
    """Other tests go by their ``xdist_group``."""


_SCHEDULERS: dict[str, tuple[Any, Any]] = {
    "load": (LoadScheduling, _OneByOne),
    "worksteal": (WorkStealingScheduling, _OneByOne),
    "loadscope": (LoadScopeScheduling, _ByScope),
    "loadfile": (LoadFileScheduling, _ByFile),
    "loadgroup": (LoadGroupScheduling, _ByGroup),
}
"""Per ``--dist``: what xdist itself takes, and what is taken if the collection holds scenario files."""


class _Chooser:
    """Xdist's own scheduling, unless the collection holds scenario files.

    The controller learns what there is to run from its workers, after it had to name a scheduler.
    """

    def __init__(self, config: pytest.Config, log: Any, plain: Any, ours: Any) -> None:
        self._chosen: Any = plain(config, log)
        self._make_ours: Any = lambda: ours(config, log)
        self._decided = False

    def schedule(self) -> None:
        if not self._decided:
            self._decided = True
            self._decide()
        self._chosen.schedule()

    def _decide(self) -> None:
        plain = self._chosen
        collections = plain.registered_collections if isinstance(plain, LoadScopeScheduling) else plain.node2collection
        if any(is_day(item) for items in collections.values() for item in items):
            self._chosen = self._make_ours()
            for node in plain.nodes:
                self._chosen.add_node(node)
                self._chosen.add_node_collection(node, collections[node])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chosen, name)
