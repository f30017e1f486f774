"""Requests are the same by what they ask, not by who sends them from where."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from recording.recording_scene import NOWHERE, ask, tape

from pytest_traineebench.errors import ReplayMissError
from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.recording.canonical import Canonicalizer
from pytest_traineebench.recording.modes import Mode

URL = "https://api.example.org/v1/chat/completions"
BODY = {"model": "m", "messages": [{"role": "user", "content": "Hi"}], "temperature": 0}


def digest(body: object, url: str = URL, **options: Any) -> str:
    """Return what a request is found by."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Canonicalizer().ask("POST", url, raw, **options).digest


def picture(*, level: int, colour: str = "red") -> str:
    """Return a picture as a data URL, compressed as wanted."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG", compress_level=level)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (BODY, "http://127.0.0.1:8080/v1/chat/completions"),
        (dict(reversed(BODY.items())), URL),
        ({**BODY, "stream_options": {"include_usage": True}}, URL),
        ({**BODY, "temperature": 0.0}, URL),
        (BODY, f"{URL}?key=one"),
    ],
)
def test_what_differs_between_machines_is_left_out(body: object, url: str) -> None:
    """Host and port, order of keys, stream options, spelling of numbers and keys in the query do not count."""
    assert digest(body, url) == digest(BODY)


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ({**BODY, "temperature": 0.5}, URL),
        ({**BODY, "stream": True}, URL),
        ({**BODY, "messages": [{"role": "user", "content": "hi"}]}, URL),
        ({**BODY, "messages": []}, URL),
        (BODY, URL.replace("chat/", "")),
        (BODY, f"{URL}?api-version=2"),
        (b"plain text", URL),
        (b"", URL),
    ],
)
def test_what_is_asked_counts(body: object, url: str) -> None:
    """Settings, words, address and other parameters do count."""
    assert digest(body, url) != digest(BODY)


def test_the_order_of_messages_counts() -> None:
    """A conversation is not a set."""
    one, two = ({"role": "user", "content": word} for word in ("a", "b"))

    assert digest({"messages": [one, two]}) != digest({"messages": [two, one]})


def test_where_an_object_lies_does_not_count() -> None:
    """Programs print it, and no sandbox decides where another one puts its libraries."""
    one, other, third = (
        {**BODY, "messages": [{"role": "tool", "content": f"<object object at {address}>"}]}
        for address in ("0x7ffff7638160", "0x7ffff7bac160", "home")
    )

    assert digest(one) == digest(other) != digest(third)


def test_an_image_is_its_pixels() -> None:
    """The same picture compressed by another library is the same; another picture is not."""

    def body(url: str) -> dict[str, Any]:
        return {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}]}

    plain, packed = picture(level=0), picture(level=9)

    assert plain != packed
    assert digest(body(plain)) == digest(body(packed))
    assert digest(body(plain)) != digest(body(picture(level=9, colour="blue")))


def test_the_boundary_of_a_form_does_not_count() -> None:
    """It is drawn anew for each request."""
    digests = {
        digest(f"--{name}\r\n\r\nx\r\n--{name}--".encode(), content_type=f"multipart/form-data; boundary={name}")
        for name in ("abc123", "xyz789")
    }

    assert len(digests) == 1


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 100_000, b"[1, 2]", b'"x"']
)
def test_any_body_can_be_compared(raw: bytes) -> None:
    """Binary, odd and deep bodies are bodies too."""
    assert digest(raw) == digest(raw) != digest(raw + b" x")


def test_identical_requests_replay_in_order_each_once(server: ScriptedServer, cassette: Path) -> None:
    """The third of two is a miss that says so."""
    with tape(cassette, Mode.ONCE):
        recorded = [ask(server.base_url, "Again?") for _ in range(2)]

    with tape(cassette) as recording:
        replayed = [ask(NOWHERE, "Again?") for _ in range(2)]
        with pytest.raises(ReplayMissError, match="the number of times that it is sent; entry 1, 2 was played already"):
            ask(NOWHERE, "Again?")

    assert replayed == recorded == ["answer 1", "answer 2"]
    assert recording.tapes[0].unplayed == ()
