"""Puts the rules into words: the manual, its older version, and the departments' sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template

from pytest_traineebench.tasks.attendance.rules import Features, Hours, Rules

_TEMPLATES = Path(__file__).parent / "templates"
_IN_FORCE = "In force since 1 January {year}; replaces all earlier versions."
_REPLACED = "**No longer in force**: valid until 31 December {year}, then replaced. Kept for reference."


@cache
def template(name: str) -> str:
    """Return a text of the family, with ``$`` placeholders."""
    return (_TEMPLATES / f"{name}.md").read_text("utf-8")


def write_manual(rules: Rules, year: int, contacts: Mapping[str, str], *, in_force: bool = True) -> str:
    """Return the manual.

    Args:
        rules: What it states.
        year: The version.
        contacts: Who knows the sheet of each department that has one.
        in_force: Whether it is this year's.
    """
    text = "".join(template(f"manual_{section}") for section in _sections(rules))
    return Template(text).substitute(
        year=year,
        status=(_IN_FORCE if in_force else _REPLACED).format(year=year),
        values=_table(_values(rules.general)),
        own="\n".join(f"- {department} (manager: {name})" for department, name in contacts.items()),
        earliest=clock(rules.earliest),
        latest=clock(rules.latest),
    )


def _sections(rules: Rules) -> Iterator[str]:
    features = rules.features
    yield "1_scope"
    if features.days_off:
        yield "1_calendar"
    if features.corrections:
        yield "1_approvals"
    yield "2_days"
    yield "2_days_off" if features.days_off else "2_no_days_off"
    yield "3_values"
    if rules.own:
        yield "3_own"
    yield "4_arrival"
    yield from _absence(features)
    yield "5_head"
    if rules.general.flex is None:
        yield "5_fixed"
    if rules.general.flex or rules.own:
        yield "5_flex"
    yield "5_both"
    yield "6_rest"


def _absence(features: Features) -> Iterator[str]:
    if features.corrections:
        yield "4_corrections"
    if features.days_off:
        yield "4_absence_any"
        if not features.corrections:
            yield "4_no_corrections"
    else:
        yield "4_absence_all"
    yield "4_present"


def write_sheet(department: str, version: int, hours: Hours, general: Hours, *, status: str) -> str:
    """Return a department's sheet: the values that differ from the general ones."""
    common = _values(general)
    differing = {name: value for name, value in _values(hours).items() if common.get(name) != value}
    return Template(template("sheet")).substitute(
        department=department, version=version, status=status, body=_table(differing)
    )


def _values(hours: Hours) -> dict[str, str]:
    """Return the values of the table in section 3, in words."""
    flex = hours.flex
    start = (
        {
            "Flexible start": f"{flex.window} minutes before to {flex.window} minutes after the start of working hours",
            "Minimum working time": f"{flex.needed // 60} h {flex.needed % 60:02} min per day, without lunch",
        }
        if flex
        else {
            "Grace time for late arrivals": f"{hours.grace_late} minutes",
            "Grace time for early departures": f"{hours.grace_early} minutes",
        }
    )
    return {
        "Working hours": f"{clock(hours.start)} to {clock(hours.end)}",
        "Lunch break": f"{hours.lunch} minutes",
        **start,
        "Overtime counts from": clock(hours.overtime_after),
        "Smallest overtime": f"{hours.overtime_block} minutes",
    }


def _table(values: Mapping[str, str]) -> str:
    return "\n".join(["| Value | |", "|---|---|", *(f"| {name} | {value} |" for name, value in values.items())])


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"
