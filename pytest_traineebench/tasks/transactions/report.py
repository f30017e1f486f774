"""Reads the report that the trainee hands in."""

from __future__ import annotations

from pytest_traineebench.company.evidence import Evidence, json_type
from pytest_traineebench.errors import DeliverableError

KEY = "abnormal_suppliers"


def read_report(evidence: Evidence, name: str) -> frozenset[str]:
    """Return the reported suppliers' names in plain form; order and repetition do not matter.

    Raises:
        DeliverableError: If the report cannot be read or is not an object with a list of names.
    """
    report = evidence.json_object(name)
    if KEY not in report:
        raise DeliverableError(f"{name} has no key {KEY!r}")
    names = report[KEY]
    if not isinstance(names, list):
        raise DeliverableError(f"{KEY!r} in {name} holds a JSON {json_type(names)}, not a list of names")
    for entry in names:
        if not isinstance(entry, str):
            raise DeliverableError(f"{KEY!r} in {name} lists a JSON {json_type(entry)} where a name is expected")
    return frozenset(plain(entry) for entry in names)


def plain(name: str) -> str:
    """Return a name without what a reader would overlook: case and the number of blanks."""
    return " ".join(name.split()).casefold()
