"""Explains a request that was not recorded: what differs from the nearest recorded one, and what likely changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pytest_traineebench.recording.canonical import Ask, Part
from pytest_traineebench.recording.images import MARK

_SHOWN = 72  # letters of each version
_BEFORE = 24  # of them before the first difference
_PROMPT_FIELDS = frozenset({"system", "instructions", "systemInstruction", "system_instruction", "prompt"})
_TOOL_FIELDS = frozenset({"tools", "functions"})
_RESULT_TYPES = frozenset({"tool_result", "function_call_output", "computer_call_output"})
_ABSENT = "(nothing)"
_GONE = object()
_RANKS = ("delete", "replace", "insert")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where two requests differ.

    Attributes:
        place: Path within the body: ``messages.3.content``.
        recorded: The text there in the recorded request.
        now: The same in the new one.
        cause: What most likely changed.
    """

    place: str
    recorded: str
    now: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """One step that makes one list of another: ``insert``, ``delete`` or ``replace``."""

    kind: str
    before: slice
    after: slice


def nearest(ask: Ask, recorded: Sequence[Ask], *, played: Collection[int] = ()) -> int | None:
    """Return the position of the recorded request that is most like a new one; None if there are none.

    Args:
        ask: The new one.
        recorded: All recorded ones.
        played: Positions of those that were played already.
    """
    if not recorded:
        return None
    return min(range(len(recorded)), key=lambda at: (*_distance(ask, recorded[at]), at in played, at))


def differences(recorded: Ask, now: Ask) -> Iterator[Difference]:
    """Yield where two requests differ: the first difference of each field of the body."""
    if (recorded.method, recorded.path) != (now.method, now.path):
        yield _difference(
            "address", f"{recorded.method} {recorded.path}", f"{now.method} {now.path}", "the address that is asked"
        )
    old_frame, new_frame = _fields(recorded.frame), _fields(now.frame)
    for name in sorted({*dict(recorded.lists), *dict(now.lists), *old_frame, *new_frame}, key=_importance):
        if name in old_frame or name in new_frame:
            yield from _in_value(name, old_frame.get(name, _GONE), new_frame.get(name, _GONE), _setting_cause(name))
        else:
            yield from _in_list(name, recorded, now)


def explain(found: Sequence[Difference], *, number: int, hide: Callable[[str], str]) -> list[str]:
    """Return the lines that tell how a request differs from entry `number`."""
    first, *others = found
    recorded, now = _aligned(hide(first.recorded), hide(first.now))
    lines = [
        f"most likely changed: {first.cause}",
        f"first difference from entry {number}: {first.place}",
        f"  recorded: {recorded}",
        f"  now:      {now}",
    ]
    if others:
        lines.append(f"also different: {'; '.join(f'{other.place} ({other.cause})' for other in others)}")
    return lines


def _distance(one: Ask, other: Ask) -> tuple[bool, int, int, int]:
    """Return how far two requests are apart; tuples compare."""
    address = (one.method, one.path) != (other.method, other.path)
    names = sorted({*dict(one.lists), *dict(other.lists)})
    pairs = [(one.part_list(name), other.part_list(name)) for name in names]
    edits = [edit for mine, theirs in pairs if not _is_permutation(theirs, mine) for edit in _edits(theirs, mine)]
    size = sum(max(edit.before.stop - edit.before.start, edit.after.stop - edit.after.start) for edit in edits)
    # Of two that are as near, the one that lost messages, before one that had others, before one that lacks some.
    rank = max((_RANKS.index(edit.kind) for edit in edits), default=0)
    return address, size, rank, int(one.digest != other.digest)


def _is_permutation(old: Sequence[Part], new: Sequence[Part]) -> bool:
    return sorted(part.digest for part in old) == sorted(part.digest for part in new)


def _edits(old: Sequence[Part], new: Sequence[Part]) -> list[_Edit]:
    """Return what makes one list of another."""
    matcher = SequenceMatcher(None, [part.digest for part in old], [part.digest for part in new], autojunk=False)
    return [
        _Edit(kind=kind, before=slice(i, j), after=slice(k, m))
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind != "equal"
    ]


def _importance(name: str) -> tuple[int, str]:
    kinds = (name in _PROMPT_FIELDS, name in _TOOL_FIELDS, name not in {"messages", "input", "contents"})
    return (kinds.index(True) if True in kinds else 3), name


def _fields(frame: Part) -> dict[str, object]:
    value = frame.value
    return value if isinstance(value, dict) else {"body": value}


def _setting_cause(name: str) -> str:
    if name in _PROMPT_FIELDS:
        return "the prompt"
    return "the model" if name == "model" else "the tools" if name in _TOOL_FIELDS else f"a model setting ({name})"


def _in_list(name: str, recorded: Ask, now: Ask) -> Iterator[Difference]:
    old, new = recorded.part_list(name), now.part_list(name)
    edits = _edits(old, new)
    if not edits:
        return
    kinds, first = {edit.kind for edit in edits}, edits[0]
    # Where something was only put in or taken out, that is what is shown, and not the neighbour that moved up.
    at, to = first.before.start, first.after.start
    before = old[at].value if at < len(old) and kinds != {"insert"} else _GONE
    after = new[to].value if to < len(new) and kinds != {"delete"} else _GONE
    found = next(_in_value(f"{name}.{at if kinds == {'delete'} else to}", before, after, ""), None)
    if found is None:
        return
    cause = _tool_cause(before, after) if name in _TOOL_FIELDS else _message_cause(before, after, found, new[:to])
    if _is_permutation(old, new):
        cause = f"the order of the {'tools' if name in _TOOL_FIELDS else 'messages'}"
    elif len(kinds) == 1 and kinds <= {"insert", "delete"}:
        cause = _length_cause(name, old, new, edits)
    yield Difference(place=found.place, recorded=found.recorded, now=found.now, cause=cause)


def _length_cause(name: str, old: Sequence[Part], new: Sequence[Part], edits: Sequence[_Edit]) -> str:
    """Return the cause if something was only added, or only taken away."""
    more = edits[0].kind == "insert"
    items = [item.value for edit in edits for item in (new[edit.after] if more else old[edit.before])]
    change = "new" if more else "gone"
    verb = "is" if len(items) == 1 else "are"
    if name in _TOOL_FIELDS:
        return f"the tools on offer ({', '.join(map(_tool_name, items[:_MOST_NAMED]))} {verb} {change})"
    kinds = ", ".join(map(_kind, items[:_MOST_NAMED])) + (", ..." if len(items) > _MOST_NAMED else "")
    what = "a message" if len(items) == 1 else f"{len(items)} messages"
    return f"the length of the conversation: {what} ({kinds}) {verb} {change}"


def _kind(item: object) -> str:
    return str(item.get("role") or item.get("type") or "no role") if isinstance(item, dict) else "no object"


def _in_value(place: str, old: object, new: object, cause: str) -> Iterator[Difference]:
    """Yield the first place where two values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted({*old, *new}, key=lambda name: (name not in old or name not in new, str(name))):
            if old.get(name, _GONE) != new.get(name, _GONE):
                yield from _in_value(f"{place}.{name}", old.get(name, _GONE), new.get(name, _GONE), cause)
                return
    elif isinstance(old, list) and isinstance(new, list):
        at = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        if at < max(len(old), len(new)):
            before, after = (items[at] if at < len(items) else _GONE for items in (old, new))
            yield from _in_value(f"{place}.{at}", before, after, cause)
    elif old != new or type(old) is not type(new):
        yield _difference(place, _shown(old), _shown(new), cause)


def _difference(place: str, recorded: str, now: str, cause: str) -> Difference:
    return Difference(place=place, recorded=recorded, now=now, cause=cause)


def _tool_cause(old: object, new: object) -> str:
    names = [_tool_name(tool) for tool in (old, new)]
    if names[0] == names[1]:
        return f"the schema of the tool {names[0]}"
    return f"the tools on offer ({names[0] or 'none'} before, {names[1] or 'none'} now)"


def _tool_name(tool: object) -> str:
    if not isinstance(tool, dict):
        return ""
    function = tool.get("function")
    return str((function if isinstance(function, dict) else tool).get("name", ""))


def _message_cause(old: object, new: object, found: Difference, before: Sequence[Part]) -> str:
    if found.recorded.startswith(MARK) or found.now.startswith(MARK):
        return "an image"
    if not isinstance(old, dict) or not isinstance(new, dict):
        return "the length of the conversation"
    if old.get("role") != new.get("role"):
        return "the order of the conversation: another kind of message stands here"
    return _same_role_cause(new, before)


def _same_role_cause(message: dict[str, object], before: Sequence[Part]) -> str:
    role = message.get("role")
    if role in {"system", "developer"}:
        return "the prompt"
    if role in {"tool", "function"} or _holds_result(message):
        return f"a tool's output{_of_tool(message, before)}"
    if role in {"assistant", "model"} or message.get("type") in {"function_call", "reasoning"}:
        return "how the agent hands an earlier answer of the model back"
    return "what the model is told (a message of the user)"


def _holds_result(message: dict[str, object]) -> bool:
    content = message.get("content", message.get("parts"))
    blocks = content if isinstance(content, list) else []
    return message.get("type") in _RESULT_TYPES or any(
        isinstance(block, dict) and (block.get("type") in _RESULT_TYPES or "functionResponse" in block)
        for block in blocks
    )


def _of_tool(message: dict[str, object], before: Sequence[Part]) -> str:
    """Return the name of the tool that answers here: the call with its id stands somewhere before."""
    wanted = message.get("tool_call_id") or message.get("call_id")
    if not wanted or json.dumps(wanted) not in (text := "".join(item.text for item in before)):
        return ""
    around = [item.value for item in before if json.dumps(wanted) in item.text]
    calls = [call for value in around if isinstance(value, dict) for call in _calls(value)]
    names = [_tool_name(call) for call in calls if wanted in {call.get("id"), call.get("call_id")}]
    return f" ({names[-1]})" if text and names else ""


def _calls(message: dict[str, object]) -> list[dict[str, object]]:
    calls = message.get("tool_calls")
    return [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else [message]


def _shown(value: object) -> str:
    if value is _GONE:
        return _ABSENT
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _aligned(recorded: str, now: str) -> tuple[str, str]:
    """Return both texts around their first difference, one below the other."""
    same = next(
        (at for at, (a, b) in enumerate(zip(recorded, now, strict=False)) if a != b), min(len(recorded), len(now))
    )
    start = max(0, same - _BEFORE) if max(len(recorded), len(now)) > _SHOWN else 0
    return _cut(recorded, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    if text == _ABSENT:
        return text
    piece = json.dumps(text[start : start + _SHOWN], ensure_ascii=False)
    return f"{'...' if start else ''}{piece}{'...' if len(text) > start + _SHOWN else ''}"
