"""A chat model that follows a script, served over real HTTP on loopback: for tests, and to try a set-up without a key.

```python
with ScriptedServer([Say(text="Good morning."), refuse(429, "slow down", retry_after="1"), Cut()]) as server:
    ...  # base_url: server.base_url
```
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from pytest_traineebench.llm.messages import ToolCall, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One request as it came over the wire.

    Attributes:
        number: 1 for the first request to ``/chat/completions``, and so on.
        method: ``POST`` or ``GET``.
        path: With its query.
        headers: By name in small letters.
        raw: The body's bytes.
        body: The decoded body; empty if it is no JSON object.
    """

    number: int
    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)  # hold the key
    raw: bytes = field(repr=False)
    body: Mapping[str, object]

    @property
    def messages(self) -> tuple[Mapping[str, object], ...]:
        """The conversation on the wire."""
        found = self.body.get("messages")
        return tuple(message for message in found if isinstance(message, dict)) if isinstance(found, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A turn of the model.

    Attributes:
        text: Its words.
        calls: Its tool calls; arguments are sent as they are, and an empty id is left out.
        usage: Counted tokens.
        finish_reason: ``tool_calls`` or ``stop`` if empty.
    """

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    usage: Usage = field(default_factory=Usage)
    finish_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Any answer at all: an error, a page, garbage."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The connection ends: before any answer, or within the body of `reply` after `after` bytes."""

    reply: Raw | Say | None = None
    after: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Hang:
    """No answer until the client gives up."""


Reply = Say | Raw | Cut | Hang
Script = Callable[[ChatRequest], Reply] | Sequence[Reply]


def refuse(status: int, message: str, *, retry_after: str = "", code: str = "") -> Raw:
    """Return an error answer in OpenAI's shape."""
    error = {"message": message, "type": "error", "param": None, "code": code or None}
    headers = {"Retry-After": retry_after} if retry_after else {}
    return Raw(status=status, body=json.dumps({"error": error}).encode(), headers=headers)


class ScriptedServer:
    """An OpenAI-compatible server on a free port of loopback; a context manager.

    Args:
        script: Called for each request to ``/chat/completions``, from several threads for requests at one time; or
            the replies in order, after which requests are refused with 400.
        model: The name under which `Say` answers.
        models: The names that ``/models`` lists; `model` if there are none.
        host: The address to listen at.
        port: A free one if 0.
        keep: Whether `requests` grows, for as long as the server runs.

    Raises:
        OSError: If the address cannot be listened at.
    """

    def __init__(
        self,
        script: Script,
        *,
        model: str = "scripted",
        models: Sequence[str] = (),
        host: str = "127.0.0.1",
        port: int = 0,
        keep: bool = True,
    ) -> None:
        self.model = model
        self.models = tuple(models) or (model,)
        self._host = host
        self._script = script
        self._lock = threading.Lock()
        self._count = 0
        self._keep = keep
        self._requests: list[ChatRequest] = []
        self._server = _Server(self, (host, port))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def base_url(self) -> str:
        """What to put into ``api_config.json``."""
        host = "127.0.0.1" if self._host == _EVERYWHERE else self._host
        return f"http://{host}:{self._server.server_address[1]}/v1"

    @property
    def requests(self) -> tuple[ChatRequest, ...]:
        """All requests to ``/chat/completions`` so far, in order of arrival."""
        with self._lock:
            return tuple(self._requests)

    def record(self, method: str, path: str, headers: Mapping[str, str], raw: bytes) -> ChatRequest:
        """Keep a request and return it."""
        with self._lock:
            self._count += 1
            number = self._count
            request = ChatRequest(number=number, method=method, path=path, headers=headers, raw=raw, body=_object(raw))
            if self._keep:
                self._requests.append(request)
        return request

    def reply(self, request: ChatRequest) -> Reply:
        """Return what the script says to a request."""
        if callable(self._script):
            return self._script(request)
        if request.number <= len(self._script):
            return self._script[request.number - 1]
        return refuse(400, f"the script has no reply to request {request.number}")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.cut_all()
        self._server.server_close()
        self._thread.join()


def wire_turn(say: Say, *, number: int, model: str) -> bytes:
    """Return a turn as the body of an answer; equal arguments give equal bytes."""
    message: dict[str, object] = {"role": "assistant", "content": say.text or None}
    if say.calls:
        message["tool_calls"] = [_wire_call(call) for call in say.calls]
    answer = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason(say)}],
        "usage": wire_usage(say.usage),
    }
    return json.dumps(answer).encode()


def finish_reason(say: Say) -> str:
    """Return why a turn ends, in the server's word."""
    return say.finish_reason or ("tool_calls" if say.calls else "stop")


def wire_usage(usage: Usage) -> dict[str, int]:
    """Return counted tokens as they stand in an answer."""
    return {"prompt_tokens": usage.prompt, "completion_tokens": usage.completion, "total_tokens": usage.total}


def _wire_call(call: ToolCall) -> dict[str, object]:
    function = {"name": call.name, "arguments": call.arguments}
    return {**({"id": call.id} if call.id else {}), "type": "function", "function": function}


def _object(raw: bytes) -> Mapping[str, object]:
    try:
        value: object = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


_EVERYWHERE = "0.0.0.0"  # noqa: S104  -- the user's choice


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close() waits for all of them
    request_queue_size = 64

    def __init__(self, owner: ScriptedServer, address: tuple[str, int]) -> None:
        super().__init__(address, _Handler)
        self.owner = owner
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def finish_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        if not isinstance(request, socket.socket):
            raise TypeError(request)
        with self._lock:
            self._open.add(request)
        try:
            with contextlib.suppress(ConnectionError):  # a client that gives up is part of the play
                super().finish_request(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)

    def cut_all(self) -> None:
        """End all connections, so that handlers which wait for the next request or for the client's end return."""
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        names = self.server.owner.models
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "script"} for name in names]
        known = urlsplit(self.path).path == "/v1/models"
        listed = Raw(body=json.dumps({"object": "list", "data": data}).encode())
        self._send(listed if known else refuse(404, f"nothing at {self.path}"))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"[0-9]{1,9}", length):
            self.close_connection = True  # where the next request begins is not known
            self._send(refuse(411, "found no Content-Length, expected the number of bytes of the body"))
            return
        raw = self.rfile.read(int(length))
        if urlsplit(self.path).path != "/v1/chat/completions":  # a whole URL if the client takes us for a proxy
            self._send(refuse(404, f"nothing at {self.path}"))
            return
        owner = self.server.owner
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = owner.record(self.command, self.path, headers, raw)
        self._act(owner.reply(request), request.number)

    def _act(self, reply: Reply, number: int) -> None:
        match reply:
            case Hang():
                self.close_connection = True
                self.connection.recv(1)
            case Cut(reply=None):
                self.close_connection = True
            case Cut(reply=Say() | Raw() as begun):
                self.close_connection = True
                self._send(self._raw(begun, number), only=reply.after)
            case Say() | Raw():
                self._send(self._raw(reply, number))

    def _raw(self, reply: Say | Raw, number: int) -> Raw:
        if isinstance(reply, Raw):
            return reply
        return Raw(body=wire_turn(reply, number=number, model=self.server.owner.model))

    def _send(self, reply: Raw, *, only: int | None = None) -> None:
        lines = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), **reply.headers}
        head = f"HTTP/1.1 {reply.status} Scripted\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in lines.items()
        )
        self.wfile.write(head.encode("latin-1") + b"\r\n" + reply.body[:only])  # at once, or a packet waits for another

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  -- http.server's name
        """Say nothing; the requests are recorded."""
