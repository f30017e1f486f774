"""What the tests of recording share: conversations with a scripted model over real HTTP."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx2

from pytest_traineebench.llm.scripted import ChatRequest, Raw, Reply, Say
from pytest_traineebench.recording.answers import Answer
from pytest_traineebench.recording.canonical import Canonicalizer
from pytest_traineebench.recording.entries import Interaction
from pytest_traineebench.recording.modes import AGENT, Mode, Track
from pytest_traineebench.recording.session import Recording

NOWHERE = "http://127.0.0.1:9/v1"  # nobody listens on the discard port
PROMPT = {"role": "system", "content": "You are a trainee.\nBe brief."}


def count_up(request: ChatRequest) -> Reply:
    """Answer with the number of the request: no two answers are equal."""
    return Say(text=f"answer {request.number}")


def post(base_url: str, body: Mapping[str, Any], *, headers: Mapping[str, str] | None = None, query: str = "") -> Any:
    """Send one chat request and return the decoded answer."""
    # Without certificates: reading those of the machine takes longer than a whole test.
    with httpx2.Client(trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)) as client:
        answer = client.post(f"{base_url}/chat/completions{query}", json=body, headers=headers)
    return answer.json()


def ask(base_url: str, *messages: str | Mapping[str, Any], **settings: object) -> str:
    """Ask for the next turn of a conversation and return its words; a string is a user's message."""
    told = [{"role": "user", "content": item} if isinstance(item, str) else dict(item) for item in messages]
    words: str = post(base_url, {"model": "m", "messages": told, **settings})["choices"][0]["message"]["content"]
    return words


def converse(base_url: str, steps: int = 3) -> list[str]:
    """Hold a conversation in which each request repeats all of the one before."""
    messages: list[dict[str, Any]] = [PROMPT, {"role": "user", "content": "Begin."}]
    said = []
    for step in range(steps):
        said.append(ask(base_url, *messages, temperature=0))
        messages += [{"role": "assistant", "content": said[-1]}, {"role": "user", "content": f"Step {step}.\nGo on."}]
    return said


def tape(path: Path, mode: Mode = Mode.NONE, **options: Any) -> Recording:
    """Return a recording of the agent's track alone."""
    return Recording([Track(name=AGENT, path=path, mode=mode)], **options)


def interaction(
    *messages: Mapping[str, Any] | str, answer: bytes = b'{"a": 1}', status: int = 200, **settings: object
) -> Interaction:
    """Return an interaction as it would be recorded."""
    told = [{"role": "user", "content": item} if isinstance(item, str) else dict(item) for item in messages]
    body = json.dumps({"model": "m", "messages": told, **settings}).encode()
    asked = Canonicalizer().ask("POST", "http://h/v1/chat/completions", body)
    headers = {"content-type": ["application/json"]}
    return Interaction(ask=asked, answer=Answer(status=status, reason="OK", headers=headers, body=answer))


def events(*deltas: str) -> Raw:
    """Return a streamed answer."""
    chunks: Sequence[dict[str, Any]] = [
        {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [_choice(delta)]}
        for delta in deltas
    ]
    lines = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
    return Raw(body=lines.encode(), content_type="text/event-stream")


def _choice(delta: str) -> dict[str, Any]:
    return {"index": 0, "delta": {"role": "assistant", "content": delta}, "finish_reason": None}
