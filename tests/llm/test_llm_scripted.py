"""The scripted server speaks the protocol to any client."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import openai
import pytest

from pytest_traineebench.llm.messages import ToolCall, Usage
from pytest_traineebench.llm.scripted import ChatRequest, Raw, Say, ScriptedServer, refuse, wire_turn


def ask(server: ScriptedServer, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send one plain request."""
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc)
    try:
        connection.request(method, path, body)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_the_openai_client_can_talk_to_it() -> None:
    """Its own way of asking and its own types work."""
    say = Say(text="hi", calls=(ToolCall(id="a", name="Look"),), usage=Usage(prompt=1, completion=2, total=3))

    with ScriptedServer([say]) as server, openai.OpenAI(base_url=server.base_url, api_key="k") as client:
        answer = client.chat.completions.create(model="any", messages=[{"role": "user", "content": "Hello"}])

    assert answer.choices[0].message.content == "hi"
    assert answer.choices[0].message.tool_calls is not None
    assert answer.usage is not None
    assert answer.usage.total_tokens == 3


def test_it_lists_its_model() -> None:
    """As clients ask for when they look around."""
    with ScriptedServer([], model="parrot") as server:
        status, body = ask(server, "GET", "/v1/models")

    assert (status, json.loads(body)["data"][0]["id"]) == (200, "parrot")


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/v1/completions"), ("GET", "/v1/models/x")])
def test_other_paths_are_not_found(method: str, path: str) -> None:
    """They are not part of the play, and not recorded."""
    with ScriptedServer([]) as server:
        status, _ = ask(server, method, path)

    assert (status, server.requests) == (404, ())


def test_requests_are_recorded() -> None:
    """As they came, whatever they are."""
    with ScriptedServer([Say(), Say()]) as server:
        ask(server, "POST", "/v1/chat/completions?a=b", b'{"messages": [{"role": "user"}, 7]}')
        ask(server, "POST", "/v1/chat/completions", b"no JSON")

    first, second = server.requests
    assert (first.number, first.method, first.path) == (1, "POST", "/v1/chat/completions?a=b")
    assert first.messages == ({"role": "user"},)
    assert (second.raw, second.body, second.messages) == (b"no JSON", {}, ())


def test_a_script_that_is_over_refuses() -> None:
    """The error says which request was too many."""
    with ScriptedServer([Say()]) as server:
        ask(server, "POST", "/v1/chat/completions")
        status, body = ask(server, "POST", "/v1/chat/completions")

    assert (status, json.loads(body)["error"]["message"]) == (400, "the script has no reply to request 2")


def test_a_script_may_be_a_function_of_the_request() -> None:
    """So that one server plays several parts."""

    def script(request: ChatRequest) -> Raw:
        return refuse(418, f"number {request.number}")

    with ScriptedServer(script) as server:
        status, body = ask(server, "POST", "/v1/chat/completions")

    assert (status, json.loads(body)["error"]["message"]) == (418, "number 1")


def test_a_turn_has_stable_bytes() -> None:
    """Neither clock nor chance is in it; an empty id is left out."""
    body = json.loads(wire_turn(Say(calls=(ToolCall(id="", name="Look"),)), number=1, model="m"))

    assert (body["id"], body["created"]) == ("chatcmpl-1", 0)
    assert body["choices"][0]["message"]["tool_calls"] == [
        {"type": "function", "function": {"name": "Look", "arguments": "{}"}}
    ]
