"""Whatever an agent uses to speak HTTP is recorded and replayed."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai
import pytest
from recording.recording_scene import NOWHERE, events, tape

from pytest_traineebench.llm.client import ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.messages import UserMessage
from pytest_traineebench.llm.scripted import ChatRequest, Raw, Reply, Say, ScriptedServer
from pytest_traineebench.recording.modes import Mode

QUESTION: Any = [{"role": "user", "content": "Hi"}]
BODY = {"model": "m", "messages": QUESTION}


def reply(request: ChatRequest) -> Reply:
    """Stream if asked to."""
    if request.body.get("stream"):
        return events("It ", "is ", f"{request.number}")
    return Say(text=f"It is {request.number}")


def plain(url: str) -> str:
    """Ask through the openai client."""
    with openai.OpenAI(api_key="none", base_url=url, max_retries=0) as client:
        return client.chat.completions.create(model="m", messages=QUESTION).choices[0].message.content or ""


def streamed(url: str) -> str:
    """Ask through the openai client, piece by piece."""
    with openai.OpenAI(api_key="none", base_url=url, max_retries=0) as client:
        pieces = client.chat.completions.create(model="m", messages=QUESTION, stream=True)
        return "".join(piece.choices[0].delta.content or "" for piece in pieces)


def in_a_loop(url: str) -> str:
    """Ask through the async openai client, several questions at a time."""

    async def run() -> str:
        async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
            asked = [client.chat.completions.create(model=f"m{n}", messages=QUESTION) for n in range(5)]
            turns = await asyncio.gather(*asked)
        return " ".join(sorted(turn.choices[0].message.content or "" for turn in turns))

    return asyncio.run(run())


def streamed_in_a_loop(url: str) -> str:
    """Ask through the async openai client, piece by piece."""

    async def run() -> str:
        async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
            pieces = await client.chat.completions.create(model="m", messages=QUESTION, stream=True)
            return "".join([piece.choices[0].delta.content or "" async for piece in pieces])

    return asyncio.run(run())


def by_httpx2(url: str) -> str:
    """Ask through the client below openai's."""
    return httpx2.post(f"{url}/chat/completions", json=BODY, trust_env=False).text


def by_urllib(url: str) -> str:
    """Ask through the standard library."""
    import urllib.request  # noqa: PLC0415  -- only here

    request = urllib.request.Request(f"{url}/chat/completions", json.dumps(BODY).encode())  # noqa: S310  -- loopback
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def by_http_client(url: str) -> str:
    """Ask through the standard library, below urllib, twice on one connection."""
    import http.client  # noqa: PLC0415  -- only here

    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    said = []
    for number in range(2):
        connection.request("POST", f"{parts.path}/chat/completions", json.dumps({**BODY, "n": number}))
        said.append(connection.getresponse().read().decode())
    connection.close()
    return " ".join(said)


def by_urllib3(url: str) -> str:
    """Ask through urllib3."""
    with importlib.import_module("urllib3").PoolManager(retries=False) as pool:
        answer = pool.request("POST", f"{url}/chat/completions", body=json.dumps(BODY))
        return str(answer.data.decode())


def imported_litellm() -> Any:
    """Return the package, without the prices that it fetches and the warnings that it gives when it is imported."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("litellm")


def by_litellm(url: str) -> str:
    """Ask through litellm, which tries again by itself."""
    litellm = imported_litellm()
    answer = litellm.completion(model="openai/m", api_base=url, api_key="none", messages=QUESTION, num_retries=1)
    return str(answer.choices[0].message.content)


def by_litellm_in_a_loop(url: str) -> str:
    """Ask through litellm, several questions at a time, and one piece by piece."""
    litellm = imported_litellm()
    given = {"api_base": url, "api_key": "none", "messages": QUESTION}

    async def run() -> str:
        turns = await asyncio.gather(*[litellm.acompletion(model=f"openai/m{n}", **given) for n in range(4)])
        pieces = await litellm.acompletion(model="openai/m", stream=True, **given)
        streamed = "".join([piece.choices[0].delta.content or "" async for piece in pieces])
        return " ".join([*sorted(turn.choices[0].message.content or "" for turn in turns), streamed])

    return asyncio.run(run())


def by_httpx(url: str) -> str:
    """Ask through httpx."""
    answer = importlib.import_module("httpx").post(f"{url}/chat/completions", json=BODY, trust_env=False)
    return str(answer.text)


def by_requests(url: str) -> str:
    """Ask through requests, twice on one connection."""
    with importlib.import_module("requests").Session() as session:
        session.trust_env = False
        return " ".join(session.post(f"{url}/chat/completions", json=BODY, timeout=10).text for _ in range(2))


def by_aiohttp(url: str) -> str:
    """Ask through aiohttp."""

    async def run() -> str:
        async with (
            importlib.import_module("aiohttp").ClientSession() as session,
            session.post(f"{url}/chat/completions", json=BODY) as answer,
        ):
            return str(await answer.text())

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("act", "package"),
    [
        (plain, "openai"),
        (streamed, "openai"),
        (in_a_loop, "openai"),
        (streamed_in_a_loop, "openai"),
        (by_httpx2, "httpx2"),
        (by_urllib, "urllib"),
        (by_http_client, "http"),
        (by_urllib3, "urllib3"),
        (by_litellm, "litellm"),
        (by_litellm_in_a_loop, "litellm"),
        (by_httpx, "httpx"),
        (by_requests, "requests"),
        (by_aiohttp, "aiohttp"),
    ],
)
def test_a_client_is_recorded_and_replayed(act: Callable[[str], str], package: str, cassette: Path) -> None:
    """With its server gone."""
    pytest.importorskip(package)
    with ScriptedServer(reply) as server, tape(cassette, Mode.ONCE) as recording:
        recorded = act(server.base_url)

    with tape(cassette) as replay:
        replayed = act(NOWHERE)

    assert "It is 1" in recorded
    assert replayed == recorded
    assert recording.tapes[0].recorded > 0
    assert replay.tapes[0].unplayed == ()


def test_anthropic_is_recorded_and_replayed(cassette: Path) -> None:
    """Its messages, on a server that speaks them."""
    anthropic = pytest.importorskip("anthropic")
    page = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": "It is 1"}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }

    def act(url: str) -> str:
        # The scripted server knows one address only; the client's own is put behind it.
        with anthropic.Anthropic(api_key="none", base_url=url, max_retries=0) as client:
            answer = client.post(
                "/chat/completions",
                body={**BODY, "max_tokens": 9, "system": "Be brief."},
                cast_to=anthropic.types.Message,
            )
            return str(answer.content[0].text)

    with ScriptedServer([Raw(body=json.dumps(page).encode())]) as server, tape(cassette, Mode.ONCE):
        recorded = act(server.base_url)
    with tape(cassette) as replay:
        replayed = act(NOWHERE)

    assert replayed == recorded == "It is 1"
    assert replay.tapes[0].unplayed == ()


def test_our_own_client_is_recorded_and_replayed(cassette: Path, tmp_path: Path) -> None:
    """The door of agents and colleagues, with a client that was open before."""

    def models(url: str) -> ChatModels:
        path = tmp_path / "api_config.json"
        path.write_text(json.dumps({"m": {"model_name": "m", "base_url": url}}), encoding="utf-8")
        return ChatModels(load_endpoints(path))

    with ScriptedServer(reply) as server, models(server.base_url) as asked, tape(cassette, Mode.ONCE):
        recorded = asked.get("m").complete([UserMessage(content="Hi")])
    with models(NOWHERE) as asked, tape(cassette):
        replayed = asked.get("m").complete([UserMessage(content="Hi")])

    assert replayed == recorded
    assert replayed.text == "It is 1"
