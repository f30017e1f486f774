"""Reads what was handed in: a day, a plan, and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pytest_traineebench.company.evidence import Evidence, json_type
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.event_planning.answer import EventAnswer
from pytest_traineebench.tasks.event_planning.scenery import minutes
from pytest_traineebench.tasks.event_planning.world import Plan

_STOPS = ("morning", "lunch", "afternoon")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_LARGEST = 1e9
_LONGEST_NAME, _SHOWN = 200, 60


@dataclass(frozen=True, slots=True)
class Submission:
    """The file as it was handed in; what is asked of it is checked when it is asked."""

    content: dict[str, Any]
    name: str

    def text(self, key: str) -> str:
        """Return a text without blanks around it.

        Raises:
            DeliverableError: If there is none.
        """
        value = self._value(key)
        if not isinstance(value, str):
            raise DeliverableError(f"{key!r} in {self.name} holds a JSON {json_type(value)}, not a text")
        return value.strip()

    def number(self, key: str) -> float:
        """Return a finite number of a size that can be meant.

        Raises:
            DeliverableError: If there is none.
        """
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise DeliverableError(f"{key!r} in {self.name} holds a JSON {json_type(value)}, not a number")
        if not -_LARGEST < value < _LARGEST:
            raise DeliverableError(f"{key!r} in {self.name} holds a number out of all bounds")
        return float(value)

    def truth(self, key: str) -> bool:
        """Return a truth value.

        Raises:
            DeliverableError: If there is none.
        """
        value = self._value(key)
        if not isinstance(value, bool):
            raise DeliverableError(f"{key!r} in {self.name} holds a JSON {json_type(value)}, not true or false")
        return value

    def time(self, key: str) -> int:
        """Return a time of day in minutes.

        Raises:
            DeliverableError: If there is none of the form ``HH:MM``.
        """
        text = self.text(key)
        if not _CLOCK.fullmatch(text):
            raise DeliverableError(f"{key!r} in {self.name} is {shown(text)}, not a time as HH:MM")
        return minutes(text)

    def plan(self, answer: EventAnswer) -> Plan:
        """Return the plan, its names as in the list of places.

        Raises:
            DeliverableError: If it is no candidate plan.
        """
        value = self._value("plan")
        if not isinstance(value, dict):
            raise DeliverableError(f"'plan' in {self.name} holds a JSON {json_type(value)}, not an object")
        names = [value.get(stop) for stop in _STOPS]
        morning, lunch, afternoon = (
            name if isinstance(name, str) and len(name) <= _LONGEST_NAME else "" for name in names
        )
        plan = answer.world.find(morning, lunch, afternoon)
        if plan is None:
            raise DeliverableError(f"the plan {', '.join(map(shown, names))} is not made of three places of the list")
        return plan

    def holds(self, key: str) -> bool:
        """Whether the file has that key."""
        return key in self.content

    def _value(self, key: str) -> Any:
        if key not in self.content:
            raise DeliverableError(f"{self.name} has no key {key!r}")
        return self.content[key]


def read_submission(evidence: Evidence, answer: EventAnswer) -> Submission:
    """Return what was handed in.

    Raises:
        DeliverableError: If it cannot be read or is no JSON object.
    """
    return Submission(evidence.json_object(answer.output), answer.output)


def shown(value: object) -> str:
    """Return a foreign value as people may read it."""
    return ascii(value)[:_SHOWN] if isinstance(value, str) else f"a JSON {json_type(value)}"
