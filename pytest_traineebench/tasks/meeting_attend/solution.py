"""What a trainee does who behaves ideally."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from datetime import datetime, timedelta

from pytest_traineebench.family import Call, Slot, Solution, Wait

_EARLY = timedelta(minutes=5)
_FIELD = re.compile(r"^- (Room|Start|End): `(.+)`$", re.MULTILINE)
_OUTPUT = re.compile(r"Workspace://([\w./-]+\.json)")
_RULES = re.compile(r"procurement rules, `CloudDisk://([\w./-]+\.md)`")
_LINE = re.compile(r"^- (\w+ \w+): (.+)$", re.MULTILINE)
_REFERENCE = re.compile(r"`CloudDisk://([\w./-]+)`")
_COUNTED = re.compile(r"(\d+) x (.+?)(?: at| for me|;|,)")
_THING = re.compile(r"(?:\d+ x |I need )(.+?)(?: at \$| for me|;|,)")
_PRICE = re.compile(r"\$(\d+)")
_REQUEST = re.compile(r"(\d+) x (.+?)(?: at| for me,|; the unit price is) \$(\d+)\b")
_LIMIT = re.compile(r"at most \*\*\$?(\d+)")

_Row = tuple[str, str, int, int]
"""Name, item, quantity and unit price."""


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
    rows = []
    for name, words in _LINE.findall(said.partition("## Output format")[0]):
        rows.append((yield from _complete(name, words)))
    if (rules := _RULES.search(said)) is not None:
        text = yield from _read(rules[1])
        pieces, dearest, most = map(int, _LIMIT.findall(text))
        rows = [row for row in rows if row[2] <= pieces and row[3] <= dearest and row[2] * row[3] <= most]
    summary = _summary(rows, with_totals='"statistics"' in said)
    yield Call("ExecuteCommand", {"command": f"cat > '{output[1]}' <<'EOF'\n{summary}\nEOF"})


def _complete(name: str, words: str) -> Generator[Call | Wait, str, _Row]:
    """Return a request, with what is missing in the words from the file that they name or the person who says them."""
    if (reference := _REFERENCE.search(words)) is not None:
        text = yield from _read(reference[1])
        if (counted := _COUNTED.search(words)) is None:  # all of it stands in the minutes
            return _row(name, next(line for who, line in _LINE.findall(text) if who == name))
        price = re.search(rf",{re.escape(counted[2])},(\d+),", text)
        return name, counted[2], int(counted[1]), int(price[1]) if price else 0
    if "sk me" in words:
        thing = _THING.search(words)
        question = (
            f"You said in the meeting that I may ask you: how many {thing[1] if thing else 'of it'}, and at what price?"
        )
        return _row(name, (yield Call("SendMessage", {"receiver": name, "message": question})))
    return _row(name, words)


def _row(name: str, words: str) -> _Row:
    found = _REQUEST.search(words)
    if found is None:
        raise ValueError(f"{words!r} is no request")
    return name, found[2], int(found[1]), int(found[3])


def _read(path: str) -> Generator[Call | Wait, str, str]:
    yield Call("DownloadFileFromCloudDisk", {"file_path": path})
    return (yield Call("ExecuteCommand", {"command": f"cat '{path.rsplit('/', 1)[-1]}'"}))


def _summary(rows: list[_Row], *, with_totals: bool) -> str:
    entries = [
        {"name": name, "item": item, "quantity": quantity, "unit_price": price}
        | ({"total": quantity * price} if with_totals else {})
        for name, item, quantity, price in rows
    ]
    overall = {"statistics": sum(quantity * price for _, _, quantity, price in rows)} if with_totals else {}
    return json.dumps({"requirement": entries, **overall}, indent=1)
