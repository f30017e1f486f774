"""The texts of a task: what the trainee reads, what is said in the meeting, the procurement rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from string import Template

from pytest_traineebench.company.staff import Staff
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.group import Group
from pytest_traineebench.tasks.meeting_attend.kinds import Kind
from pytest_traineebench.tasks.meeting_attend.limits import Limits

_SENTENCES = (
    "I need {quantity} x {item} at ${unit_price} each.",
    "Please order {quantity} x {item} for me, ${unit_price} each.",
    "I would like to have {quantity} x {item}; the unit price is ${unit_price}.",
)
# First names that nobody at the company has.
_EXAMPLE = (("Ingrid Falk", "Paper Shredder", 1, 119), ("Oskar Lund", "Desk Calendar", 2, 14))


@cache
def _template(name: str) -> Template:
    return Template(Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8"))


def write_instruction(group: Group, answer: Answer) -> str:
    """Return the task's text, which tells nothing about what is handed out in the meeting."""
    return _template("instruction.md").substitute(
        room=answer.room,
        start=answer.start.isoformat(),
        end=answer.end.isoformat(),
        organizer=answer.organizer,
        position=group.organizer.position,
    )


def write_requests(requests: Iterable[Request], rng: Random) -> tuple[str, ...]:
    """Return what everybody says, one line per request."""
    return tuple(
        f"{request.name}: "
        + rng.choice(_SENTENCES).format(quantity=request.quantity, item=request.item, unit_price=request.unit_price)
        for request in requests
    )


def write_summary(kind: Kind, lines: Iterable[str], *, rules: str, output: str) -> str:
    """Return what those who attend are told; nothing if no task is handed out."""
    if kind is Kind.NONE:
        return ""
    check = _template("check.md").substitute(rules=rules) if kind.has_rules else ""
    legend = "\n`total` is the amount of the row, `statistics` the amount of all rows.\n" if kind.has_totals else ""
    return (
        _template("summary.md")
        .substitute(
            output=output,
            check=check,
            requests="\n".join(f"- {line}" for line in lines),
            example=_example(kind),
            legend=legend,
        )
        .rstrip()
    )


def _example(kind: Kind) -> str:
    rows = []
    for name, item, quantity, price in _EXAMPLE:
        total = f', "total": {quantity * price}' if kind.has_totals else ""
        fields = (
            f'"name": {json.dumps(name)}, "item": {json.dumps(item)}, "quantity": {quantity}, "unit_price": {price}'
        )
        rows.append(f"    {{{fields}{total}}}")
    overall = sum(quantity * price for _, _, quantity, price in _EXAMPLE)
    statistics = f',\n  "statistics": {overall}' if kind.has_totals else ""
    return '{\n  "requirement": [\n' + ",\n".join(rows) + f"\n  ]{statistics}\n}}"


def write_rules(limits: Limits, staff: Staff, *, latest: date, rng: Random) -> str:
    """Return the procurement rules.

    Args:
        limits: What they allow.
        staff: Somebody in Finance issued them.
        latest: They are in force since one to nine months before this day.
        rng: Draws reference, date and issuer.
    """
    return _template("rules.md").substitute(
        reference=f"FIN-{rng.randrange(10**5, 10**6)}",
        since=(latest - timedelta(days=rng.randint(30, 270))).isoformat(),
        issuer=rng.choice(staff.department("Finance")).name,
        pieces=limits.pieces,
        price=limits.price,
        total=limits.total,
    )
