"""What a trainee does who behaves ideally."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from pytest_traineebench.family import Call, Slot, Solution, Wait

_EARLY = timedelta(minutes=5)
_FIELD = re.compile(r"^- (Room|Start|End): `(.+)`$", re.MULTILINE)
_OUTPUT = re.compile(r"Workspace://([\w./-]+\.json)")
_RULES = re.compile(r"CloudDisk://([\w./-]+\.md)")
_REQUEST = re.compile(r"^- (.+?): \D*?(\d+) x (.+?)(?: at| for me,|; the unit price is) \$(\d+)\b", re.MULTILINE)
_LIMIT = re.compile(r"at most \*\*\$?(\d+)")


def solve(instruction: str, slot: Slot) -> Solution:
    """Wait, attend, and do what is handed out in the meeting; all from the task's text and the answers."""
    told = dict(_FIELD.findall(instruction))
    start = datetime.fromisoformat(told["Start"])
    yield Wait(until=start - _EARLY, latest=start + _EARLY)
    said = yield Call(
        "AttendMeeting",
        {
            "agent_name": slot.trainee,
            "room_name": told["Room"],
            "start_time": told["Start"],
            "end_time": told["End"],
        },
    )
    output = _OUTPUT.search(said)
    if output is None:
        return
    rows = [(name, item, int(quantity), int(price)) for name, quantity, item, price in _REQUEST.findall(said)]
    if (rules := _RULES.search(said)) is not None:
        yield Call("DownloadFileFromCloudDisk", {"file_path": rules[1]})
        text = yield Call("ExecuteCommand", {"command": f"cat '{rules[1].rsplit('/', 1)[-1]}'"})
        pieces, dearest, most = map(int, _LIMIT.findall(text))
        rows = [row for row in rows if row[2] <= pieces and row[3] <= dearest and row[2] * row[3] <= most]
    summary = _summary(rows, with_totals='"statistics"' in said)
    yield Call("ExecuteCommand", {"command": f"cat > '{output[1]}' <<'EOF'\n{summary}\nEOF"})


def _summary(rows: list[tuple[str, str, int, int]], *, with_totals: bool) -> str:
    entries = [
        {"name": name, "item": item, "quantity": quantity, "unit_price": price}
        | ({"total": quantity * price} if with_totals else {})
        for name, item, quantity, price in rows
    ]
    overall = {"statistics": sum(quantity * price for _, _, quantity, price in rows)} if with_totals else {}
    return json.dumps({"requirement": entries, **overall}, indent=1)
