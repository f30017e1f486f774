"""Makes one task: rules, a month of records, the files, the texts and the truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from string import Template
from typing import NamedTuple

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.attendance import files
from pytest_traineebench.tasks.attendance.answer import AttendanceAnswer
from pytest_traineebench.tasks.attendance.briefs import briefs
from pytest_traineebench.tasks.attendance.daysoff import days_off, draw_calendar
from pytest_traineebench.tasks.attendance.findings import find
from pytest_traineebench.tasks.attendance.manual import template, write_manual, write_sheet
from pytest_traineebench.tasks.attendance.month import Month, dates_of, record_month
from pytest_traineebench.tasks.attendance.params import AttendanceParams
from pytest_traineebench.tasks.attendance.paths import MONTHS, Paths, month_before
from pytest_traineebench.tasks.attendance.people import Employee, enrol, scope
from pytest_traineebench.tasks.attendance.rules import Hours, Rules, draw_rules
from pytest_traineebench.tasks.attendance.tie import draw_tie
from pytest_traineebench.tasks.attendance.wording import word

Calendar = list[tuple[dt.date, str, str]]


class _Sheet(NamedTuple):
    """The version of a department's sheet that is in force."""

    version: int
    path: str


def generate(params: AttendanceParams, slot: Slot) -> Task[AttendanceAnswer]:
    """Make a task.

    Raises:
        ValueError: If nobody at the company works in the department.
    """
    paths, employees = Paths.of(slot), enrol(slot.staff)
    asked = _asked(params, employees)
    departments = tuple(dict.fromkeys(person.department for person in employees))
    rules = draw_rules(params.level, departments, slot.stream("rules"), about=params.department)
    calendar = draw_calendar(paths.month, slot.stream("calendar")) if rules.features.days_off else []
    month = record_month(
        dates_of(paths.month),
        days_off(calendar),
        employees=employees,
        params=params,
        rules=rules,
        rng=slot.stream("records"),
    )
    month = draw_tie(month, asked, params=params, rules=rules, rng=slot.stream("tie"))
    sheets = _sheets(rules, paths, slot.stream("sheets"))
    in_force = {department: sheet.path for department, sheet in sheets.items()}
    disk = dict(_disk(month, rules, paths, slot, calendar)) | _sheet_files(sheets, rules, paths, slot.stream("drafts"))
    return Task(
        instruction=_instruction(params, paths, slot),
        answer=AttendanceAnswer(
            report=slot.own(params.report),
            manual=paths.manual,
            sheets={name: path for name, path in in_force.items() if params.department in ("all", name)},
            managers=_managers(slot),
            records=_records(rules, paths),
            expected=find(params, month.totals(asked, rules)),
        ),
        disk=disk,
        briefs=tuple(briefs(slot, folder=paths.folder, manual=paths.manual, sheets=in_force)),
    )


def _asked(params: AttendanceParams, employees: Sequence[Employee]) -> tuple[Employee, ...]:
    asked = scope(employees, params.department)
    if not asked:
        known = ", ".join(dict.fromkeys(person.department for person in employees))
        raise ValueError(f"department: nobody works in {params.department} at this company; it has {known}")
    return asked


def _managers(slot: Slot) -> dict[str, tuple[str, ...]]:
    managers = slot.staff.managers
    return {
        department: tuple(person.name for person in managers if person.department == department)
        for department in dict.fromkeys(person.department for person in managers)
    }


def _records(rules: Rules, paths: Paths) -> tuple[str, ...]:
    calendar = (paths.calendar,) if rules.features.days_off else ()
    approvals = (paths.approvals,) if rules.features.corrections else ()
    return (paths.roster, paths.records, *calendar, *approvals)


def _disk(month: Month, rules: Rules, paths: Paths, slot: Slot, calendar: Calendar) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the task needs, and those that lie beside them: older ones, and the guest book."""
    employees = tuple(month.records)
    contacts = {name: people[0] for name, people in _managers(slot).items() if name in rules.own}
    yield paths.manual, write_manual(rules, paths.month.year, contacts).encode()
    yield paths.old_manual, _old_manual(paths, slot).encode()
    yield paths.roster, files.write_roster(employees)
    yield paths.records, files.write_records(month)
    before = month_before(paths.month)
    rng = slot.stream("beside")
    yield paths.records_of(before), files.write_older_records(dates_of(before), employees, rules.general.start, rng)
    weekdays = sorted(month.workdays)
    yield f"{paths.folder}/visitors_{paths.month:%Y-%m}.csv", files.write_visitors(weekdays, employees, rng)
    if rules.features.days_off:
        yield paths.calendar, files.write_calendar(calendar)
    if rules.features.corrections:
        deciders = [person.name for person in slot.staff.managers]
        yield paths.approvals, files.write_requests(month, slot.stream("requests"), deciders=deciders)


def _old_manual(paths: Paths, slot: Slot) -> str:
    rules = draw_rules("L2", (), slot.stream("old rules"))
    return write_manual(rules, paths.month.year - 1, {}, in_force=False)


def _sheets(rules: Rules, paths: Paths, rng: Random) -> dict[str, _Sheet]:
    versions = {department: rng.randint(1, 5) for department in rules.own}
    return {name: _Sheet(version, paths.sheet(name, version)) for name, version in versions.items()}


def _sheet_files(sheets: Mapping[str, _Sheet], rules: Rules, paths: Paths, rng: Random) -> dict[str, bytes]:
    """Return every sheet in force with its neighbours: the version before, or a draft of the next, or both."""
    texts: dict[str, bytes] = {}
    for department, (version, path) in sheets.items():
        hours = rules.own[department]
        other = rng.choice([-1, 1]) if version > 1 else 1
        texts[path] = _sheet_text(department, version, hours, rules, "in force")
        for step in (other,) if rng.random() < 0.5 else (other, -other):  # noqa: PLR2004  -- a half
            if version + step > 0:
                status = "draft under discussion, not in force" if step > 0 else f"replaced by version {version}"
                changed = _changed(hours, rng)
                texts[paths.sheet(department, version + step)] = _sheet_text(
                    department, version + step, changed, rules, status
                )
    return dict(sorted(texts.items()))


def _changed(hours: Hours, rng: Random) -> Hours:
    """Return hours that somebody else once had in mind."""
    other: Hours = draw_rules("L4", (), rng).general
    return other if other.start != hours.start else _changed(hours, rng)


def _sheet_text(department: str, version: int, hours: Hours, rules: Rules, status: str) -> bytes:
    return write_sheet(department, version, hours, rules.general, status=status).encode()


def _instruction(params: AttendanceParams, paths: Paths, slot: Slot) -> str:
    about_all = params.department == "all"
    words = word(params)
    return (
        Template(template("instruction"))
        .substitute(
            month_name=f"{MONTHS[paths.month.month - 1]} {paths.month.year}",
            whom="all employees of the company" if about_all else f"the department {params.department}",
            leader="a department manager" if about_all else f"the manager of {params.department}",
            folder=paths.folder,
            objective=words.objective,
            shape=words.shape,
            example=words.example,
            report=slot.own(params.report),
        )
        .strip()
    )
