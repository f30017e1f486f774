"""An instance under audit, with what several checks want to know of it, each made when first asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.audit.case import OTHER_DATE, OTHER_DAY, Case
from pytest_traineebench.audit.working import Worked, work
from pytest_traineebench.company.events import DayStarted, TaskArrived, of_kind
from pytest_traineebench.scenario.build import BuiltDay, BuiltTask


class Trial:
    """One instance.

    Attributes:
        case: What it is.
        thorough: Whether checks that cost much and depend little on the seed are made as well.
    """

    def __init__(self, case: Case, *, thorough: bool = True) -> None:
        self.case = case
        self.thorough = thorough

    @cached_property
    def neighbour(self) -> Trial:
        """The same variant at another seed; may be set to one that is audited itself, to save its making."""
        return Trial(replace(self.case, seed=self.case.seed + 1))

    @cached_property
    def built(self) -> BuiltDay:
        """The day."""
        return self.case.build()

    @property
    def task(self) -> BuiltTask:
        """Its only task."""
        return self.built.tasks[0]

    @cached_property
    def oracle(self) -> Worked:
        """What the oracle makes of it."""
        return work(self.built, Oracle())

    @cached_property
    def oracle_elsewhere(self) -> Worked:
        """What the oracle makes of the same scenario's other day."""
        return work(self.case.build(day=OTHER_DAY, date=OTHER_DATE), Oracle())

    @cached_property
    def told(self) -> str:
        """All that the trainee is told without asking."""
        events = self.oracle.result.events
        told = [event.prompt for event in of_kind(events, DayStarted)]
        return "\n".join([*told, *(event.text for event in of_kind(events, TaskArrived))])
