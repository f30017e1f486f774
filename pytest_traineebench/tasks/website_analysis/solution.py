"""What an ideal trainee does: measures, looks at the servers, follows the chain of contacts, reports."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Generator
from dataclasses import dataclass

from pytest_traineebench.company.staff import Staff
from pytest_traineebench.family import Call, Slot, Solution, Wait
from pytest_traineebench.tasks.website_analysis.site import Site, site_of

_ROW = re.compile(r"^\|(?P<name>[^|]+)\|[^|]+\|(?P<position>[^|]+)\|$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_CODE = re.compile(r"\bAUTH-[A-Z]+-\w+")
_REPORT = """\
# Website report

- **Slow page:** `{page}` is slow: {milliseconds} ms on average over the last 7 days
- **Cause:** the disk of the database server `{server}` is nearly full ({usage}), and queries of the page time out
- **Done so far:** informed the maintainer, had temporary maintenance mode approved, passed the approval code on
- **Responsible for the solution:** {maintainer}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the monitoring tools show."""

    page: str
    milliseconds: int
    server: str
    usage: str


def steps(slot: Slot, report: str) -> Solution:
    """Yield the steps; all that a step uses stands in an earlier answer or in the instruction.

    Args:
        slot: Tells the staff and how the site is named, as the instruction does.
        report: Name of the report, from the instruction.
    """
    site = site_of(slot)
    findings = yield from _look(site)
    maintainer = yield from _follow_contacts(site, findings, slot.staff)
    text = _REPORT.format(
        page=findings.page,
        milliseconds=findings.milliseconds,
        server=findings.server,
        usage=findings.usage,
        maintainer=maintainer,
    )
    yield Call("ExecuteCommand", {"command": f"cat > {shlex.quote(report)} <<'END'\n{text}END"})


def _look(site: Site) -> Generator[Call | Wait, str, Findings]:
    loads = json.loads((yield Call("GetHistoricalLoadTimes", {"time_window": "last_7_days"})))
    slowest = max((row for row in loads if site.owns_page(row["page"])), key=lambda row: int(row["avg_load_time_ms"]))
    health = json.loads((yield Call("GetRealTimeSystemHealth")))
    ill = next(row for row in health if row["status"] == "CRITICAL" and site.owns_server(row["server_id"]))
    yield Call("GetErrorLogs", {"server_id": ill["server_id"]})
    return Findings(
        page=slowest["page"],
        milliseconds=slowest["avg_load_time_ms"],
        server=ill["server_id"],
        usage=ill["details"].partition(",")[0],
    )


def _follow_contacts(site: Site, findings: Findings, staff: Staff) -> Generator[Call | Wait, str, str]:
    people = yield Call("ListUsers")
    reply = yield _message(_first(people, "HR Manager", staff), f"Who is responsible for the upkeep of {site.label}?")
    maintainer = _name_in(_about(site, reply), staff)
    yield _message(
        maintainer,
        f"You look after {site.label}. The disk of its database server {findings.server} is nearly full "
        f"({findings.usage}), and queries of the page {findings.page} time out. What do you need for a clean-up?",
    )
    reply = yield _message(
        _first(people, "Engineering Manager", staff),
        f"Do you approve temporary maintenance mode for {site.label}, so that its database {findings.server} can be "
        "cleaned up? If so, please give me the approval code.",
    )
    code = _CODE.findall(_about(site, reply))[0]
    yield _message(maintainer, f"The Engineering Manager has approved maintenance mode. The approval code is {code}.")
    return maintainer


def _message(receiver: str, text: str) -> Call:
    return Call("SendMessage", {"receiver": receiver, "message": text})


def _first(people: str, position: str, staff: Staff) -> str:
    """Return the first person of a position in the table of ListUsers."""
    named = (row["name"].strip() for row in _ROW.finditer(people) if row["position"].strip() == position)
    # In a company of hundreds the middle of the table is cut out; somebody at the company would know.
    return next(named, staff.holding(position)[0].name)


def _about(site: Site, reply: str) -> str:
    """Return the sentence of a reply that is about the site, and not about another section of the website."""
    words = reply.partition(": ")[2]
    sentences = (line for line in _SENTENCE_END.split(words) if site.label in line)
    return next(line for line in sentences if site.section or " section of the " not in line)


def _name_in(sentence: str, staff: Staff) -> str:
    return next(person.name for person in staff if re.search(rf"\b{re.escape(person.name)}\b", sentence))
