"""A server's answer: as vcrpy hands it over, as a value, and as it stands in a file."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypedDict

from pydantic import BaseModel, ConfigDict

from pytest_traineebench.recording.scrubbing import answer_headers


class VcrStatus(TypedDict):
    """vcrpy's shape of a status line."""

    code: int
    message: str | None


class VcrResponse(TypedDict):
    """vcrpy's shape of an answer."""

    status: VcrStatus
    headers: dict[str, list[str]]
    body: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said.

    Attributes:
        status: HTTP's number.
        reason: The words behind it.
        headers: Those that are kept, by small name.
        body: Byte for byte, but not compressed.
    """

    status: int
    reason: str = ""
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    body: bytes = b""


class AnswerEntry(BaseModel):
    """An answer in a file; `style` and `content`, or `text`, or `base64` hold the body, unless it is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    status: int
    reason: str = ""
    headers: dict[str, list[str]] = {}
    style: str = ""
    content: Any = None
    text: str = ""
    base64: str = ""


_FIRST_ERROR = 400
_ACCOUNT = re.compile(rb"\b((?:org|proj)[-_])[A-Za-z0-9]{12,}\b")

# How servers write JSON. A body that none of these reproduces is kept as text.
_STYLES: dict[str, Callable[[object], str]] = {
    "compact": partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    "compact ascii": partial(json.dumps, separators=(",", ":")),
    "spaced": partial(json.dumps, ensure_ascii=False),
    "spaced ascii": json.dumps,
    "indented": partial(json.dumps, ensure_ascii=False, indent=2),
    "indented ascii": partial(json.dumps, indent=2),
}


def from_vcr(response: VcrResponse) -> Answer:
    """Return what vcrpy has recorded, without compression and the headers that are not kept."""
    headers = answer_headers(response["headers"])
    body = response["body"].get("string") or b""
    unpacked = _unpack(body, headers.get("content-encoding", ()))
    if unpacked is not None:
        body = unpacked
        headers.pop("content-encoding", None)
    status = response["status"]
    return Answer(status=status["code"], reason=status["message"] or "", headers=headers, body=body)


def to_vcr(answer: Answer) -> VcrResponse:
    """Return an answer for vcrpy to play, which may change it."""
    return {
        "status": {"code": answer.status, "message": answer.reason},
        "headers": {name: list(values) for name, values in answer.headers.items()},
        "body": {"string": answer.body},
    }


def without_account(answer: Answer) -> Answer:
    """Return an answer that does not tell whose account was used: a refusal's text names the organisation."""
    if answer.status < _FIRST_ERROR or not _ACCOUNT.search(answer.body):
        return answer
    return replace(answer, body=_ACCOUNT.sub(rb"\1hidden", answer.body))


def to_entry(answer: Answer) -> dict[str, object]:
    """Return an answer as it is stored; what is empty is left out."""
    head: dict[str, object] = {"status": answer.status, "reason": answer.reason}
    head["headers"] = {name: list(values) for name, values in answer.headers.items()}
    return {name: value for name, value in head.items() if value} | _body(answer.body)


def from_entry(entry: AnswerEntry) -> Answer:
    """Return a stored answer.

    Raises:
        ValueError: If its body cannot be rebuilt.
    """
    if entry.style:
        body = _STYLES[entry.style](entry.content).encode() if entry.style in _STYLES else _unknown(entry.style)
    else:
        body = base64.b64decode(entry.base64, validate=True) if entry.base64 else entry.text.encode()
    return Answer(status=entry.status, reason=entry.reason, headers=entry.headers, body=body)


def _body(body: bytes) -> dict[str, object]:
    if not body:
        return {}
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
    try:
        value: object = json.loads(text)
        style = next((name for name, write in _STYLES.items() if write(value) == text), "")
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # half characters and NaN stay text
    except (ValueError, RecursionError):
        style = ""
    return {"style": style, "content": value} if style else {"text": text}


def _unknown(style: str) -> bytes:
    raise ValueError(f"the style {style!r} is not known")


def _unpack(body: bytes, encodings: Sequence[str]) -> bytes | None:
    """Return an unpacked body, or None if it is not packed, or in a way that we cannot undo."""
    if [encoding.lower() for encoding in encodings] not in (["gzip"], ["x-gzip"], ["deflate"]):
        return None
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # gzip or zlib; "deflate" as some servers understand it
        try:
            return zlib.decompress(body, bits)
        except zlib.error:
            continue
    return None
