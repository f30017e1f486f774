"""A request that was not recorded tells what differs, and what most likely changed."""

from __future__ import annotations

import base64
import copy
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openai
import pytest
from PIL import Image
from recording.recording_scene import NOWHERE, count_up, post, tape

from pytest_traineebench.errors import ReplayMissError
from pytest_traineebench.llm.client import ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.messages import UserMessage
from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.recording.modes import Mode


def picture(colour: str) -> str:
    """Return a picture as a data URL."""
    file = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


OPENAI: dict[str, Any] = {
    "model": "m",
    "temperature": 0,
    "tools": [
        {"type": "function", "function": {"name": "Look", "description": "Look around.", "parameters": {}}},
        {"type": "function", "function": {"name": "Write", "description": "Write.", "parameters": {}}},
    ],
    "messages": [
        {"role": "system", "content": "You are a trainee. " * 20 + "Be brief."},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": picture("red")}}]},
        {"role": "user", "content": "Find the file."},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "Look", "arguments": "{}"}}],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "total 12\nreport.csv"},
    ],
}
ANTHROPIC: dict[str, Any] = {
    "model": "m",
    "system": "You are a trainee.",
    "tools": [{"name": "Look", "description": "Look around.", "input_schema": {}}],
    "messages": [
        {"role": "user", "content": "Find the file."},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "c1", "name": "Look", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": "report.csv"}]},
    ],
}
RESPONSES: dict[str, Any] = {
    "model": "m",
    "instructions": "You are a trainee.",
    "input": [
        {"role": "user", "content": "Find the file."},
        {"type": "function_call", "call_id": "c1", "name": "Look", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c1", "output": "report.csv"},
    ],
}


def changed(body: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of a body with another value at a place."""
    body = copy.deepcopy(body)
    *way, last = path.split(".")
    place: Any = body
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return body


def miss(cassette: Path, recorded: list[dict[str, Any]], now: dict[str, Any], **options: Any) -> list[str]:
    """Record requests, replay all but the last, ask something else and return what is said."""
    with ScriptedServer(count_up) as server, tape(cassette, Mode.ONCE):
        for body in recorded:
            post(server.base_url, body)
    with tape(cassette, **options):
        for body in recorded[:-1]:
            post(NOWHERE, body)
        with pytest.raises(ReplayMissError) as caught:
            post(NOWHERE, now)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("body", "path", "value", "place", "cause"),
    [
        (OPENAI, "messages.0.content", "You are a trainee. " * 20 + "Be long.", "messages.0.content", "the prompt"),
        (
            OPENAI,
            "tools.1.function.description",
            "Write!",
            "tools.1.function.description",
            "the schema of the tool Write",
        ),
        (
            OPENAI,
            "tools.1.function.name",
            "Read",
            "tools.1.function.name",
            "the tools on offer (Write before, Read now)",
        ),
        (OPENAI, "temperature", 1, "temperature", "a model setting (temperature)"),
        (OPENAI, "top_p", 1, "top_p", "a model setting (top_p)"),
        (OPENAI, "model", "n", "model", "the model"),
        (OPENAI, "messages.4.content", "total 16\nreport.csv", "messages.4.content", "a tool's output (Look)"),
        (
            OPENAI,
            "messages.1.content.0.image_url.url",
            picture("blue"),
            "messages.1.content.0.image_url.url",
            "an image",
        ),
        (
            OPENAI,
            "messages.2.content",
            "Find it.",
            "messages.2.content",
            "what the model is told (a message of the user)",
        ),
        (
            OPENAI,
            "messages.3.content",
            "Hm.",
            "messages.3.content",
            "how the agent hands an earlier answer of the model back",
        ),
        (ANTHROPIC, "system", "Be a trainee.", "system", "the prompt"),
        (ANTHROPIC, "tools.0.description", "Look!", "tools.0.description", "the schema of the tool Look"),
        (ANTHROPIC, "messages.2.content.0.content", "none", "messages.2.content.0.content", "a tool's output"),
        (RESPONSES, "instructions", "Be a trainee.", "instructions", "the prompt"),
        (RESPONSES, "input.2.output", "none", "input.2.output", "a tool's output (Look)"),
    ],
)
def test_a_miss_names_the_cause(  # noqa: PLR0917  -- pytest passes them by name
    body: dict[str, Any], path: str, value: object, place: str, cause: str, cassette: Path
) -> None:
    """Whatever changed, in the wire formats of three makers."""
    lines = miss(cassette, [body], changed(body, path, value))

    assert lines[1] == f"most likely changed: {cause}"
    assert lines[2] == f"first difference from entry 1: {place}"
    assert len(lines) == 5


def test_a_miss_tells_all_that_is_needed(cassette: Path) -> None:
    """File, request, moment, both versions around the difference, what else differs, and what to type."""
    now = changed(changed(OPENAI, "messages.0.content", "You are a trainee. " * 20 + "Be long."), "temperature", 1)

    lines = miss(cassette, [OPENAI], now, hint="pytest -k day_1", moment=lambda: "step 4, 09:40")

    head, _, caller = lines[0].partition(", from ")
    assert head == (
        f"{cassette}: request 1 of the agent (step 4, 09:40) was not recorded: POST /v1/chat/completions to 127.0.0.1:9"
    )
    assert caller.endswith(" in post")
    assert lines[1:] == [
        "most likely changed: a model setting (temperature)",
        "first difference from entry 1: temperature",
        '  recorded: "0"',
        '  now:      "1"',
        "also different: messages.0.content (the prompt)",
        "to record it: pytest -k day_1",
    ]


def test_long_texts_are_shown_around_their_difference(cassette: Path) -> None:
    """One below the other."""
    now = changed(OPENAI, "messages.0.content", "You are a trainee. " * 20 + "Be long.")

    lines = miss(cassette, [OPENAI], now)

    assert lines[3:] == [
        '  recorded: ...". You are a trainee. Be brief."',
        '  now:      ...". You are a trainee. Be long."',
    ]


def test_the_nearest_request_is_the_one_of_this_step(cassette: Path) -> None:
    """Of many requests of one conversation it is the one that was expected, not the first or the longest."""
    steps = [
        {**OPENAI, "messages": [*OPENAI["messages"], *({"role": "user", "content": f"{n}"} for n in range(step))]}
        for step in range(8)
    ]

    lines = miss(cassette, steps[:6], changed(steps[5], "messages.4.content", "total 16"))

    assert lines[1] == "most likely changed: a tool's output (Look)"
    assert lines[2] == "first difference from entry 6: messages.4.content"


def test_another_number_of_messages_is_told(cassette: Path) -> None:
    """An agent that says one thing more."""
    more = {**OPENAI, "messages": [*OPENAI["messages"], {"role": "user", "content": "And?"}]}

    lines = miss(cassette, [OPENAI], more)

    assert lines[1] == "most likely changed: the length of the conversation: a message (user) is new"
    assert lines[3] == "  recorded: (nothing)"


def without(items: list[Any], *places: int) -> list[Any]:
    """Return a list without some of its items."""
    return [item for at, item in enumerate(items) if at not in places]


@pytest.mark.parametrize(
    ("field", "now", "cause", "place"),
    [
        ("messages", lambda m: without(m, 3), "a message (assistant) is gone", "messages.3"),
        ("messages", lambda m: without(m, 3, 4), "2 messages (assistant, tool) are gone", "messages.3"),
        ("messages", lambda m: [m[0], {"role": "system"}, *m[1:]], "a message (system) is new", "messages.1"),
        ("messages", lambda m: [m[0], m[2], m[1], *m[3:]], "the order of the messages", "messages.1"),
        (
            "tools",
            lambda t: [t[0], {**t[0], "type": "x", "name": "Zap", "function": None}, t[1]],
            "Zap is new",
            "tools.1",
        ),
        ("tools", lambda t: t[1:], "the tools on offer (Look is gone)", "tools.0"),
        ("tools", lambda t: t[::-1], "the order of the tools", "tools.0"),
    ],
)
def test_what_is_new_gone_or_moved_is_named(
    field: str, now: Callable[[list[Any]], list[Any]], cause: str, place: str, cassette: Path
) -> None:
    """And not the neighbour that stands in its place."""
    lines = miss(cassette, [OPENAI], {**OPENAI, field: now(OPENAI[field])})

    assert cause in lines[1]
    assert lines[2].startswith(f"first difference from entry 1: {place}")


def test_a_miss_shows_no_key(cassette: Path) -> None:
    """Though one stands where the requests differ."""
    lines = miss(cassette, [OPENAI], changed(OPENAI, "messages.2.content", "Use sk-proj-abcdefghijklmnop1234."))

    assert lines[4] == '  now:      "Use <key>."'


def test_a_miss_passes_through_the_openai_client(cassette: Path) -> None:
    """It is neither wrapped nor asked again."""
    client = openai.OpenAI(api_key="none", base_url=NOWHERE, max_retries=5)

    with tape(cassette), client, pytest.raises(ReplayMissError):
        client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi"}])


def test_a_miss_passes_through_our_own_client(cassette: Path, tmp_path: Path) -> None:
    """It is no failure of the server."""
    config = tmp_path / "api_config.json"
    config.write_text(json.dumps({"m": {"model_name": "m", "base_url": NOWHERE}}), encoding="utf-8")

    with tape(cassette), ChatModels(load_endpoints(config)) as models, pytest.raises(ReplayMissError):
        models.get("m").complete([UserMessage(content="Hi")])
