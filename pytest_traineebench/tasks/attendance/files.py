"""Writes the files that people at the company keep: roster, clock records, requests, calendar, visitors."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from random import Random

from pytest_traineebench.tasks.attendance.month import Month
from pytest_traineebench.tasks.attendance.people import Employee
from pytest_traineebench.tasks.attendance.punches import Request

_HEAD = "employee_id,timestamp,io,source,tags\n"
_TAILS = {
    (way, remote): f":00,{way},{'app' if remote else 'gate'},{text}\n"
    for way in ("in", "out")
    for remote, text in ((False, '"{""remote"": false}"'), (True, '"{""remote"": true}"'))
}
_REASONS = {
    "in": ("forgot my badge at home", "side entrance did not read the badge", "came in with a visitor"),
    "out": ("left through the garage", "door stood open for a delivery", "badge lay in the office already"),
}
_ALWAYS = ("app did not send the record", "badge was being replaced", "reader showed an error")
_GUESTS = ("courier", "auditor", "applicant", "customer", "technician", "consultant")


def write_roster(employees: Iterable[Employee]) -> bytes:
    """Return the roster, JSON, by number."""
    rows = [
        {
            "employee_id": person.id,
            "name": person.name,
            "department": person.department,
            "employment_type": person.contract,
            "active": True,
        }
        for person in employees
    ]
    return _json(rows)


def write_records(month: Month) -> bytes:
    """Return the clock records of a month, CSV, by employee and time."""
    clock = _clock()
    dates = [f"{date.isoformat()} " for date in month.dates]
    lines = [_HEAD]
    for person, days in month.records.items():
        for date, day in zip(dates, days, strict=True):
            start = f"{person.id},{date}"
            lines += [f"{start}{clock[minute]}{_TAILS[way, remote]}" for minute, way, remote in sorted(day.punches)]
    return "".join(lines).encode()


def write_older_records(dates: Sequence[dt.date], employees: Iterable[Employee], start: int, rng: Random) -> bytes:
    """Return the records of an uneventful earlier month, in which everybody comes and goes about the usual time."""
    clock = _clock()
    weekdays = [f"{date.isoformat()} " for date in dates if date.weekday() < 5]  # noqa: PLR2004  -- Monday to Friday
    came, went = (_TAILS[way, False] for way in ("in", "out"))
    lines = [_HEAD]
    for person in employees:
        for date in weekdays:
            arrival = start + int(rng.random() * 24) - 14
            stay = 540 + int(rng.random() * 45)
            lines.append(f"{person.id},{date}{clock[arrival]}{came}{person.id},{date}{clock[arrival + stay]}{went}")
    return "".join(lines).encode()


def write_requests(month: Month, rng: Random, *, deciders: Sequence[str]) -> bytes:
    """Return the requests for missing records, JSON, in the order of the days that they are about."""
    asked = sorted(_requests(month), key=lambda entry: (entry[0], entry[1].id))
    rows = [
        {
            "request_id": f"MR-{date:%Y-%m}-{number:03}",
            "employee_id": person.id,
            "timestamp": f"{date.isoformat()} {_clock()[punch.minute]}:00",
            "io": punch.way,
            "tags": {"remote": punch.remote},
            "reason": rng.choice((*_REASONS[punch.way], *_ALWAYS)),
            "status": status,
            "decided_by": None if status == "pending" else rng.choice([who for who in deciders if who != person.name]),
        }
        for number, (date, person, (punch, status)) in enumerate(asked, start=1)
    ]
    return _json(rows)


def _requests(month: Month) -> Iterator[tuple[dt.date, Employee, Request]]:
    for person, days in month.records.items():
        for date, day in zip(month.dates, days, strict=True):
            for request in day.requests:
                yield date, person, request


def write_calendar(entries: Iterable[tuple[dt.date, str, str]]) -> bytes:
    """Return the year's calendar, CSV: date, kind, name."""
    return _csv(("date", "kind", "name"), ((date.isoformat(), kind, name) for date, kind, name in sorted(entries)))


def write_visitors(dates: Sequence[dt.date], hosts: Sequence[Employee], rng: Random) -> bytes:
    """Return the guest book of the reception, CSV; it has nothing to do with attendance."""
    rows = []
    for number in range(rng.randint(15, 35)):
        arrival = rng.randint(520, 960)
        date, guest, host = rng.choice(dates), rng.choice(_GUESTS), rng.choice(hosts).name
        stay = arrival + rng.randint(10, 120)
        rows.append((date.isoformat(), _clock()[arrival], _clock()[stay], f"V{number + 1:03}", guest, host))
    return _csv(("date", "from", "to", "badge", "visitor", "host"), sorted(rows))


@cache
def _clock() -> tuple[str, ...]:
    """Return every minute of a day as a clock shows it."""
    return tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60))


def _json(rows: object) -> bytes:
    return (json.dumps(rows, indent=1) + "\n").encode()


def _csv(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
