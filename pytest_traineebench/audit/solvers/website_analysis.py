"""Somebody who looks after a slow website and knows the instruction, the monitor and what people say only."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from pytest_traineebench.audit.desk import Desk, only

_REPORT = """\
The page {page} is slow.
The cause: the disk of the database server {server} is nearly full.
Responsible for the solution: {person}.
"""


class _Trouble(NamedTuple):
    page: str
    server: str


def solve(desk: Desk) -> None:
    """Look at the monitor, follow the contacts, report."""
    trouble = _look(desk)
    person = _follow_contacts(desk, trouble.server)
    report = only(re.findall(r"save it as `([^`]+)`", desk.instruction), "report")
    text = _REPORT.format(page=trouble.page, server=trouble.server, person=person)
    desk.hand_in(report, text.encode())


def _look(desk: Desk) -> _Trouble:
    """Return the page whose requests time out, and the server whose log says so."""
    rows = json.loads(desk.use("GetHistoricalLoadTimes"))
    page = max(rows, key=lambda row: int(row["avg_load_time_ms"]))["page"]
    servers = json.loads(desk.use("ListMonitoredServices"))
    blamed = [server for server in servers if f"GET {page})" in desk.use("GetErrorLogs", server_id=server)]
    ill = [row["server_id"] for row in json.loads(desk.use("GetRealTimeSystemHealth")) if row["status"] == "CRITICAL"]
    return _Trouble(page, only([*blamed, *ill], "server in trouble"))


def _follow_contacts(desk: Desk, server: str) -> str:
    """Find the maintainer, tell them, get the code that they need, pass it on; return their name."""
    holding = {person.position: person.name for person in desk.people}
    words = desk.ask(holding["HR Manager"], "Who is responsible for the maintenance of the company website?")
    named = [p.name for p in desk.people if re.search(rf"\b{p.name}\b", words) and p.position == "Software Engineer"]
    maintainer = only(named, "maintainer")
    needed = desk.ask(maintainer, f"The disk of our website's database {server} is nearly full. What do you need?")
    approver = only(re.findall(r"Engineering Manager", needed), "position")
    approval = desk.ask(holding[approver], "May the company website go into maintenance mode? I need an approval code.")
    code = only(re.findall(r"AUTH-EMG-[A-Z0-9]{6}", approval), "code")
    desk.ask(maintainer, f"Maintenance mode is approved, the code is {code}.")
    return maintainer
