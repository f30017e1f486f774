"""Prints what replaying costs, beside vcrpy's own ``body`` matcher and the HTTP client's own time in the same run.

Run ``python benchmarks/replay.py`` in an environment with the package installed. 1,000 calls are replayed: 20
conversations of 50 steps, each growing to 48 kB. vcrpy would take minutes for all of them, so a sample is measured.
"""

from __future__ import annotations

import json
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import httpx2
import vcr  # type: ignore[import-untyped]  # has no hints
from vcr.request import Request  # type: ignore[import-untyped]  # has no hints
from vcr.serialize import serialize  # type: ignore[import-untyped]  # has no hints
from vcr.serializers import yamlserializer  # type: ignore[import-untyped]  # has no hints

from pytest_traineebench.randomness import stream
from pytest_traineebench.recording.answers import Answer, to_vcr
from pytest_traineebench.recording.canonical import Canonicalizer
from pytest_traineebench.recording.entries import Interaction
from pytest_traineebench.recording.modes import AGENT, Mode, Track
from pytest_traineebench.recording.session import Recording
from pytest_traineebench.recording.store import parse, read_slots, write_cassette

URL = "http://127.0.0.1:9/v1/chat/completions"
CONVERSATIONS, STEPS, HISTORY = 20, 50, 32_000  # letters of content; 48 kB with all that is around it
SAMPLE = 5
HEADERS = {"content-type": "application/json"}

Call = tuple[bytes, bytes]


def main() -> None:
    """Measure and print everything."""
    calls = [call for number in range(CONVERSATIONS) for call in conversation(number)]
    with tempfile.TemporaryDirectory() as folder:
        size(calls[:STEPS], Path(folder), "one conversation")
        size(calls, Path(folder), "all")
        replay(calls, Path(folder))
        recording(calls, Path(folder))


def size(calls: Sequence[Call], folder: Path, what: str) -> None:
    """Compare the files, and how long they take to load."""
    ours, theirs = folder / "ours.yaml", folder / "theirs.yaml"
    write_cassette(ours, [_interaction(call) for call in calls])
    theirs.write_text(serialize(_for_vcrpy(calls), yamlserializer), encoding="utf-8")
    one, other = ours.stat().st_size, theirs.stat().st_size
    print(f"cassette, {what} ({len(calls)} calls, the longest {max(len(ask) for ask, _ in calls):,} bytes):")
    print(f"    {one / 1e6:.2f} MB, {one / other:.1%} of vcrpy's {other / 1e6:.2f} MB (goal: 10 %)")
    load = _best(lambda: read_slots(ours))
    full, own = _best(lambda: parse(read_slots(ours)), 3), _best(lambda: theirs.read_text(encoding="utf-8"), 3)
    print(f"    loading {load * 1000:.1f} ms (goal: 200 ms), parsing all of it {full * 1000:.0f} ms, ", end="")
    print(f"reading vcrpy's file without parsing {own * 1000:.1f} ms")


def replay(calls: Sequence[Call], folder: Path) -> None:
    """Replay all calls with ours and a sample with vcrpy's, both beside a client that is answered from memory."""
    with _client(_Memory(calls)) as client:
        bare = _time(lambda: _send(client, calls))
    with _client() as client:
        ours = _time(lambda: _replay_ours(client, calls, folder))
        sample = [*calls[STEPS - 1 :: len(calls) // SAMPLE]]
        theirs = _replay_vcrpy(client, sample, folder / "theirs.yaml")
    print(f"replaying {len(calls)} calls: {ours:.2f} s, of which the HTTP client {bare:.2f} s; ", end="")
    print(f"the rest {ours - bare:.2f} s (goal: 2 s)")
    each, own = (ours - bare) / len(calls), theirs / len(sample) - bare / len(calls)
    print(
        f"    a call {each * 1000:.2f} ms with loading and closing, {own * 1000:.0f} ms with vcrpy's 'body' matcher: ",
        end="",
    )
    print(f"{own / each:,.0f} times as fast (goal: 150)")


def recording(calls: Sequence[Call], folder: Path) -> None:
    """Record all calls, each on disk before its answer is handed on."""
    track = Track(name=AGENT, path=folder / "new.yaml", mode=Mode.REWRITE)
    with Recording([track]) as running:
        tape = running.tape(AGENT)
        took = sum(_time(partial(tape.record, _interaction(call))) for call in calls)
        assert tape.recorded == len(calls), tape.fault
        closing = _time(tape.close)
    print(f"recording {len(calls)} calls: {took:.2f} s beside the requests, {closing:.2f} s to write the cassette")


def conversation(number: int) -> Iterator[Call]:
    """Yield the requests of one conversation and their answers."""
    rng = stream(number, "conversation")
    tools = [_tool(index) for index in range(10)]
    messages: list[dict[str, Any]] = [
        {"role": "system", "content": _words(rng, 1500)},
        {"role": "user", "content": _words(rng, 500)},
    ]
    for step in range(STEPS):
        settings = {"model": "m", "temperature": 0, "tools": tools}
        body = json.dumps({**settings, "messages": messages}, ensure_ascii=False, separators=(",", ":"))
        arguments = json.dumps({"command": _words(rng, HISTORY // STEPS // 4)})
        function = {"name": "ExecuteCommand", "arguments": arguments}
        call = {"id": f"call_{number}_{step}", "type": "function", "function": function}
        turn = {"role": "assistant", "content": None, "tool_calls": [call]}
        answer = {"id": f"chatcmpl-{number}-{step}", "object": "chat.completion", "created": 0, "model": "m"}
        choice = {"index": 0, "message": turn, "finish_reason": "tool_calls"}
        yield body.encode(), json.dumps({**answer, "choices": [choice]}).encode()
        output = _words(rng, HISTORY * 3 // STEPS // 4)
        messages = [*messages, turn, {"role": "tool", "tool_call_id": call["id"], "content": output}]


class _Memory(httpx2.BaseTransport):
    """Answers in order, at no cost."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self._answers = iter([answer for _, answer in calls])

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:  # noqa: ARG002  -- httpx2's signature
        return httpx2.Response(200, headers=HEADERS, content=next(self._answers))


def _client(transport: httpx2.BaseTransport | None = None) -> httpx2.Client:
    return httpx2.Client(transport=transport, trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def _send(client: httpx2.Client, calls: Sequence[Call]) -> None:
    for body, answer in calls:
        assert client.post(URL, content=body, headers=HEADERS).content == answer


def _replay_ours(client: httpx2.Client, calls: Sequence[Call], folder: Path) -> None:
    with Recording([Track(name=AGENT, path=folder / "ours.yaml")]) as running:
        _send(client, calls)
    assert running.tape(AGENT).unplayed == ()


def _replay_vcrpy(client: httpx2.Client, calls: Sequence[Call], path: Path) -> float:
    recorder = vcr.VCR(record_mode="none", match_on=["method", "path", "body"])
    with recorder.use_cassette(str(path)):
        return _time(lambda: _send(client, calls))


def _interaction(call: Call) -> Interaction:
    ask = Canonicalizer().ask("POST", URL, call[0])
    return Interaction(
        ask=ask, answer=Answer(status=200, reason="OK", headers={"content-type": ["application/json"]}, body=call[1])
    )


def _for_vcrpy(calls: Sequence[Call]) -> dict[str, list[Any]]:
    return {
        "requests": [Request("POST", URL, body, HEADERS) for body, _ in calls],
        "responses": [to_vcr(_interaction(call).answer) for call in calls],
    }


def _tool(index: int) -> dict[str, Any]:
    rng = stream(index, "tool")
    schema = {"type": "object", "properties": {"command": {"type": "string", "description": _words(rng, 60)}}}
    function = {"name": f"Tool{index}", "description": _words(rng, 150), "parameters": schema}
    return {"type": "function", "function": function}


def _words(rng: Random, length: int) -> str:
    text = ""
    while len(text) < length:
        word = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(2, 9)))
        text += word + rng.choice("    \n")
    return text


def _time(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _best(act: Callable[[], object], times: int = 5) -> float:
    return min(_time(act) for _ in range(times))


if __name__ == "__main__":
    main()
