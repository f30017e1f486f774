"""The door: what clients of other makes see of the server."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import openai
import pytest

from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.serving.cast import Cast, models
from pytest_traineebench.serving.days import ServedDay

CHAT = "/v1/chat/completions"
HELLO = [{"role": "user", "content": "Hello"}]
SECRET = "sk-must-not-be-seen"  # noqa: S105  -- a made-up one


def send(server: ScriptedServer, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    """Send one plain request with a key."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc)
    try:
        connection.request(method, path, raw, {"Authorization": f"Bearer {SECRET}"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def morning(day: ServedDay, model: str = "able", **more: object) -> dict[str, Any]:
    """Return the first request of a day."""
    return {"model": model, "messages": [{"role": "user", "content": day.morning}], **more}


def test_all_models_are_listed(server: ScriptedServer) -> None:
    """The three trainees and the colleague."""
    status, body = send(server, "GET", "/v1/models")

    assert status == 200
    assert [model["id"] for model in json.loads(body)["data"]] == ["able", "malformed", "sloppy", "colleague"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/v1"), ("POST", "/v1/completions"), ("POST", "/chat/completions")]
)
def test_nothing_else_is_found(server: ScriptedServer, method: str, path: str) -> None:
    """With an error in the shape that clients know."""
    status, body = send(server, method, path)

    assert (status, json.loads(body)["error"]["message"]) == (404, f"nothing at {path}")


@pytest.mark.parametrize(
    ("body", "status", "found"),
    [
        (b"{", 400, "found no list 'messages'"),
        (b"[]", 400, "found no list 'messages'"),
        (b"\xff\xfe", 400, "found no list 'messages'"),
        ({"model": "able", "messages": "hi"}, 400, "found no list 'messages'"),
        ({"model": "gpt", "messages": HELLO}, 404, "the model 'gpt' does not exist; known: able, malformed, sloppy"),
        ({"messages": HELLO}, 404, "found no 'model'"),
        ({"model": ["able"], "messages": HELLO}, 404, "found no 'model'"),
    ],
)
def test_a_wrong_request_is_told(server: ScriptedServer, body: object, status: int, found: str) -> None:
    """As an error, and the server goes on."""
    answered, error = send(server, "POST", CHAT, body)

    assert answered == status
    assert found in json.loads(error)["error"]["message"]
    assert send(server, "GET", "/v1/models")[0] == 200


@pytest.mark.parametrize("model", models())
@pytest.mark.parametrize(
    "messages",
    [
        [],
        HELLO,
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}],
        [{"role": "assistant", "tool_calls": [{"id": 7}, None]}, {"role": "tool", "tool_call_id": None}],
        [{}, {"role": "assistant", "content": None, "tool_calls": "x"}],
    ],
)
def test_a_strange_conversation_gets_a_plain_answer(
    server: ScriptedServer, model: str, messages: list[dict[str, object]]
) -> None:
    """It says that the connection works, who answers, and what to do."""
    status, body = send(server, "POST", CHAT, {"model": model, "messages": messages})

    choice = json.loads(body)["choices"][0]
    assert (status, choice["finish_reason"], choice["message"].get("tool_calls")) == (200, "stop", None)
    assert f"I am `{model}`" in choice["message"]["content"]
    assert "5 working days" in choice["message"]["content"]


def test_an_understudy_answers_for_unknown_models(quickstart: tuple[ServedDay, ...]) -> None:
    """For clients whose model name cannot be changed."""
    with ScriptedServer(Cast(quickstart, understudy="able")) as server:
        status, body = send(server, "POST", CHAT, morning(quickstart[0], "gpt-9"))

    assert (status, json.loads(body)["model"]) == (200, "gpt-9")
    assert json.loads(body)["choices"][0]["message"]["tool_calls"]


def test_equal_requests_get_equal_bytes(quickstart: tuple[ServedDay, ...]) -> None:
    """In any order, at one time, and from another server."""
    requests = [morning(day, model) for day in quickstart for model in models()] * 3

    with ScriptedServer(Cast(quickstart)) as one, ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda body: send(one, "POST", CHAT, body), requests))
    with ScriptedServer(Cast(quickstart)) as two:
        alone = [send(two, "POST", CHAT, body) for body in reversed(requests)]

    assert together == alone[::-1]


@pytest.mark.parametrize("model", ["able", "malformed"])
def test_a_stream_says_the_same(server: ScriptedServer, quickstart: tuple[ServedDay, ...], model: str) -> None:
    """Put together by the openai client: text, calls, arguments, the end, and the tokens if they are wanted."""
    request = morning(quickstart[0], model)

    with openai.OpenAI(base_url=server.base_url, api_key="k") as client:
        whole = client.chat.completions.create(**request)
        chunks = list(client.chat.completions.create(**request, stream=True, stream_options={"include_usage": True}))

    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    parts = [part for delta in deltas for part in delta.tool_calls or []]
    calls = {part.index: (part.id, part.function.name) for part in parts if part.id}
    arguments = {
        index: "".join(part.function.arguments or "" for part in parts if part.index == index) for index in calls
    }
    message = whole.choices[0].message
    assert "".join(delta.content or "" for delta in deltas) == (message.content or "")
    assert [(*calls[index], arguments[index]) for index in sorted(calls)] == [
        (call.id, call.function.name, call.function.arguments) for call in message.tool_calls
    ]
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "tool_calls"
    assert whole.usage is not None
    assert chunks[-1].usage is not None
    assert whole.usage.prompt_tokens == chunks[-1].usage.prompt_tokens > 0


def test_a_stream_without_options_counts_no_tokens(server: ScriptedServer) -> None:
    """And ends as streams end."""
    status, body = send(server, "POST", CHAT, {"model": "able", "messages": HELLO, "stream": True})

    assert status == 200
    assert b'"usage"' not in body
    assert body.endswith(b"data: [DONE]\n\n")


def test_the_key_is_neither_kept_nor_shown(
    quickstart: tuple[ServedDay, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever is sent, nothing is printed, and no request is remembered."""
    with ScriptedServer(Cast(quickstart), keep=False) as server:
        answers = [
            send(server, "POST", CHAT, morning(quickstart[0])),
            send(server, "POST", CHAT, b"{"),
            send(server, "GET", "/nowhere"),
        ]

    assert server.requests == ()
    assert capfd.readouterr() == ("", "")
    assert not any(SECRET.encode() in body for _, body in answers)


def test_a_body_of_unknown_length_is_refused(server: ScriptedServer) -> None:
    """Instead of waiting for it."""
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc)
    connection.putrequest("POST", CHAT)
    connection.putheader("Content-Length", "many")
    connection.endheaders()

    status = connection.getresponse().status
    connection.close()

    assert status == 411
