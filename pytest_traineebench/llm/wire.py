"""Chat completions on the wire: the bytes of a request, and what a server's answer means.

Requests are byte-stable: keys come in a fixed order, what is not set is left out. Answers are read generously, since
the servers that call themselves compatible differ in all but the outline.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from pytest_traineebench.llm.messages import (
    AssistantMessage,
    Completion,
    ImagePart,
    Message,
    SystemMessage,
    TextPart,
    ToolCall,
    ToolMessage,
    Usage,
    UserMessage,
)

# Fields beside the published ones that a server wants back, or it answers the next turn with 400.
_MESSAGE_EXTRAS = ("reasoning_content", "reasoning_details")  # DeepSeek; OpenRouter
_CALL_EXTRAS = ("extra_content",)  # Gemini

_MOST_TOKENS = 10**9


def request_body(
    model_name: str,
    messages: Sequence[Message],
    *,
    tools: Sequence[Mapping[str, object]] = (),
    temperature: float | None = None,
    top_p: float | None = None,
    max_tokens: int | None = None,
) -> bytes:
    """Return the request as UTF-8 JSON; equal arguments give equal bytes.

    Args:
        model_name: The server's name of the model.
        messages: The conversation so far.
        tools: OpenAI function schemas, sent as they are.
        temperature: Left to the server if None.
        top_p: Left to the server if None.
        max_tokens: Left to the server if None.
    """
    options: dict[str, object] = {
        "temperature": temperature,
        "top_p": top_p,
        "max_tokens": max_tokens,
        "tools": list(tools) or None,
    }
    body: dict[str, object] = {"model": model_name, "messages": [_message(message) for message in messages]}
    body |= {name: value for name, value in options.items() if value is not None}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")  # what a tool printed may hold lone surrogates, which servers refuse


def call_ids(messages: Sequence[Message]) -> tuple[str, ...]:
    """Return the ids of all tool calls of a conversation in order."""
    turns = (message for message in messages if isinstance(message, AssistantMessage))
    return tuple(call.id for turn in turns for call in turn.tool_calls)


def read_completion(answer: object, *, taken: Collection[str] = ()) -> Completion:
    """Return the turn that a decoded answer holds.

    Args:
        answer: The answer's JSON.
        taken: Ids of earlier calls. A call with one of these, with an id that is used twice, or without an id
            gets the next free ``call_<n>``.

    Raises:
        ValueError: If there is no turn in it; the text says what is there instead.
    """
    choices = _object(answer).get("choices")
    if not isinstance(choices, list) or not choices:
        raise ValueError("no 'choices'")
    choice = _object(choices[0])
    message = choice.get("message")
    if not isinstance(message, dict):
        raise ValueError("no 'message' in its first choice")  # noqa: TRY004  -- foreign data, not a caller's mistake
    calls = tuple(_calls(_raw_calls(message), taken))
    text = _text(message.get("content")) or _text(message.get("refusal"))
    turn = AssistantMessage(text=text, tool_calls=calls, extra=_extra(message, _MESSAGE_EXTRAS))
    return Completion(
        message=turn, usage=_usage(_object(answer).get("usage")), finish_reason=_text(choice.get("finish_reason"))
    )


def _message(message: Message) -> dict[str, object]:
    match message:
        case SystemMessage():
            return {"role": "system", "content": message.text}
        case UserMessage(content=str()):
            return {"role": "user", "content": message.content}
        case UserMessage():
            return {"role": "user", "content": [_part(part) for part in message.content if not isinstance(part, str)]}
        case ToolMessage():
            return {"role": "tool", "tool_call_id": message.call_id, "content": message.text}
        case AssistantMessage():
            return _turn(message)


def _part(part: TextPart | ImagePart) -> dict[str, object]:
    if isinstance(part, TextPart):
        return {"type": "text", "text": part.text}
    return {"type": "image_url", "image_url": {"url": part.url}}


def _turn(message: AssistantMessage) -> dict[str, object]:
    if not message.tool_calls:
        # Without calls the extras stay out: DeepSeek's older models refuse to see their thoughts again.
        return {"role": "assistant", "content": message.text}
    calls = [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": _sound(call.arguments)},
            **_fields(call.extra),
        }
        for call in message.tool_calls
    ]
    return {"role": "assistant", "content": message.text or None, "tool_calls": calls, **_fields(message.extra)}


def _sound(arguments: str) -> str:
    """Return the arguments, or ``{}`` for a broken object.

    vLLM and others parse the arguments of earlier calls for their chat template: a conversation with one broken call
    would be refused for good. The tool's answer tells the model what it wrote.
    """
    try:
        sound = isinstance(json.loads(arguments), dict)
    except (ValueError, RecursionError):
        sound = False
    return arguments if sound else "{}"


def _fields(extra: str) -> Mapping[str, object]:
    return _object(json.loads(extra)) if extra else {}


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _raw_calls(message: Mapping[str, object]) -> list[Mapping[str, object]]:
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        return [_object(call) for call in calls]
    legacy = message.get("function_call")
    return [{"function": legacy}] if isinstance(legacy, dict) else []


def _calls(raw: list[Mapping[str, object]], taken: Collection[str]) -> Iterator[ToolCall]:
    used = set(taken) | {_text(call.get("id")) for call in raw}
    free = (name for name in (f"call_{n}" for n in range(len(used) + len(raw) + 1)) if name not in used)
    seen = {"", *taken}
    for call in raw:
        given = _text(call.get("id"))
        name = next(free) if given in seen else given
        seen.add(name)
        function = _object(call.get("function"))
        yield ToolCall(
            id=name,
            name=_text(function.get("name")),
            arguments=_arguments(function.get("arguments")),
            extra=_extra(call, _CALL_EXTRAS),
        )


def _arguments(value: object) -> str:
    if isinstance(value, str):
        return _clean(value) if value.strip() else "{}"
    return "{}" if value is None else _dumps(value)


def _extra(holder: Mapping[str, object], names: tuple[str, ...]) -> str:
    found = {name: holder[name] for name in names if holder.get(name)}
    return _dumps(found) if found else ""


def _dumps(value: object) -> str:
    return _clean(json.dumps(value, ensure_ascii=False))


def _text(value: object) -> str:
    """Return a string, or the text parts of a list of parts; anything else is no text."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, list):
        return "".join(_text(part if isinstance(part, str) else _object(part).get("text")) for part in value)
    return ""


def _clean(text: str) -> str:
    """Return the text without lone surrogates, which JSON can hold and no file can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _usage(value: object) -> Usage:
    prompt, completion, total = (
        _count(_object(value).get(f"{kind}_tokens")) for kind in ("prompt", "completion", "total")
    )
    return Usage(prompt=prompt, completion=completion, total=total or prompt + completion)


def _count(value: object) -> int:
    """Return a number of tokens; what no model can have read or written is taken for not counted."""
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return value if 0 < value <= _MOST_TOKENS else 0
