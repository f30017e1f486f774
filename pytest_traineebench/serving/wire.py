"""A turn as a stream of events; equal turns give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pytest_traineebench.llm.scripted import Say, finish_reason, wire_usage

_PIECE = 40
"""Characters that come at a time: a client has to put together what is cut anywhere."""

_Delta = dict[str, object]


def wire_stream(say: Say, *, number: int, model: str, with_usage: bool) -> bytes:
    """Return a turn as server-sent events.

    Args:
        say: The turn.
        number: What makes the answer's id.
        model: The model's name.
        with_usage: Whether the client wants the tokens counted, in an event of their own.
    """
    head = {"id": f"chatcmpl-{number}", "object": "chat.completion.chunk", "created": 0, "model": model}
    chunks = [{**head, "choices": [_choice(delta, None)]} for delta in _deltas(say)]
    chunks.append({**head, "choices": [_choice({}, finish_reason(say))]})
    if with_usage:
        chunks.append({**head, "choices": [], "usage": wire_usage(say.usage)})
    events = [*map(json.dumps, chunks), "[DONE]"]
    return "".join(f"data: {event}\n\n" for event in events).encode()


def _choice(delta: _Delta, reason: str | None) -> dict[str, object]:
    return {"index": 0, "delta": delta, "finish_reason": reason}


def _deltas(say: Say) -> Iterator[_Delta]:
    yield {"role": "assistant", "content": ""}
    for piece in _pieces(say.text):
        yield {"content": piece}
    for index, call in enumerate(say.calls):
        opened = {"index": index, "id": call.id, "type": "function", "function": {"name": call.name, "arguments": ""}}
        yield {"tool_calls": [opened]}
        for piece in _pieces(call.arguments):
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
