"""The texts of a task: what the trainee reads, what is said in the meeting, the procurement rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from string import Template

from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.group import Group
from pytest_traineebench.tasks.meeting_attend.kinds import Kind
from pytest_traineebench.tasks.meeting_attend.limits import Limits
from pytest_traineebench.tasks.meeting_attend.paths import Paths
from pytest_traineebench.tasks.meeting_attend.sources import Source

_SENTENCES = {
    Source.SAID: (
        "I need {quantity} x {item} at ${unit_price} each.",
        "Please order {quantity} x {item} for me, ${unit_price} each.",
        "I would like to have {quantity} x {item}; the unit price is ${unit_price}.",
    ),
    Source.LIST: (
        "I need {quantity} x {item}; the unit price stands in `CloudDisk://{price_list}`.",
        "Please order {quantity} x {item} for me, at the unit price in `CloudDisk://{price_list}`.",
    ),
    Source.PAST: (
        "I still need what I asked for in our meeting of {met}; it stands in `CloudDisk://{minutes}`.",
        "The same as in our meeting of {met}, please; its minutes are `CloudDisk://{minutes}`.",
    ),
    Source.ASKED: (
        "I need {quantity} x {item}, but do not know the unit price yet. Ask me for it after the meeting.",
        "I need {item} at ${unit_price} each; how many, I still have to count. Ask me when the meeting is over.",
        "Please order {quantity} x {item} for me. I promise to find out what one costs; ask me for it afterwards.",
    ),
}
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


def write_requests(requests: Iterable[Request], paths: Paths, *, met: date, rng: Random) -> tuple[str, ...]:
    """Return what everybody says, one line per request.

    Args:
        requests: In the order in which they are told.
        paths: Names of the files that some refer to.
        met: Date of the last meeting, to which some refer.
        rng: Draws the words.
    """
    return tuple(
        f"{request.name}: "
        + rng.choice(_SENTENCES[request.source]).format(
            quantity=request.quantity,
            item=request.item,
            unit_price=request.unit_price,
            price_list=paths.price_list,
            minutes=paths.minutes,
            met=met,
        )
        for request in requests
    )


def write_summary(answer: Answer) -> str:
    """Return what those who attend are told; nothing if no task is handed out."""
    kind, sources = answer.kind, {request.source for request in answer.requests}
    if kind is Kind.NONE:
        return ""
    legend = "\n`total` is the amount of the row, `statistics` the amount of all rows.\n" if kind.has_totals else ""
    return (
        _template("summary.md")
        .substitute(
            output=answer.paths.output,
            check=_template("check.md").substitute(rules=answer.paths.rules) if kind.has_rules else "",
            open=_template("open.md").substitute() if sources - {Source.SAID} else "",
            requests="\n".join(f"- {line}" for line in answer.lines),
            elsewhere=", or in the file that somebody refers to" if Source.PAST in sources else "",
            example=_example(kind),
            legend=legend,
        )
        .rstrip()
    )


def write_minutes(organizer: Person, met: date, lines: Iterable[str]) -> str:
    """Return the minutes of an earlier meeting."""
    return _template("minutes.md").substitute(
        date=met.isoformat(),
        department=organizer.department,
        organizer=organizer.name,
        position=organizer.position,
        lines="\n".join(f"- {line}" for line in lines),
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
