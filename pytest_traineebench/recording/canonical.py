"""What a recorded request is compared by: method, path and content, without what differs between machines.

Left out are scheme, host and port, all headers, ``stream_options``, secrets in the query, the order of keys, whether a
number is written ``0`` or ``0.0``, how an image is compressed, and where in memory an object lies that a program prints
(``<object object at 0x7f3a...>``): that depends on the sandbox's backend and on the machine's libraries. What stays is
cut into parts that recur from request to request (messages, tool definitions), so that a conversation's requests share
most of what they hold.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from pytest_traineebench.recording.images import Image, ImageFinder
from pytest_traineebench.recording.scrubbing import clean_target

TEXT, BINARY = "(text)", "(base64)"  # a body that is no JSON, told apart from any that is

_IGNORED = frozenset({"stream_options"})
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
_MAY_HOLD_FILES = re.compile(rb';base64,|"data"\s*:')
_ADDRESS = re.compile(rb" at 0x[0-9a-f]{6,16}\b")
_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a request's body.

    Attributes:
        digest: SHA-256 of `text`, in hex.
        text: Canonical JSON.
    """

    digest: str
    text: str

    @property
    def value(self) -> object:
        """The decoded JSON."""
        value: object = json.loads(self.text)
        return value


class Ask:
    """A request as it is compared and stored; equal ones compare equal.

    It is cut into parts when these are asked for, since to find a recording takes the digest alone.

    Args:
        method: In capitals.
        path: With the query's parameters that are no secrets, sorted.
        text: Canonical JSON of the body.
        split: The body in parts, if it is known.
    """

    __slots__ = ("_split", "_text", "digest", "method", "path")

    def __init__(self, method: str, path: str, text: str, *, split: Split | None = None) -> None:
        self.method = method
        self.path = path
        self.digest = hashlib.sha256(f"{method} {path}\n{text}".encode()).hexdigest()
        self._text = text if split is None else ""
        self._split = split

    @property
    def key(self) -> str:
        """The digest, as long as it has to be."""
        return self.digest[:32]

    @property
    def frame(self) -> Part:
        """The body without its `lists`: the model and its settings."""
        return self._parts().frame

    @property
    def lists(self) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        """The body's lists of objects, such as ``messages`` and ``tools``, sorted by name."""
        return self._parts().lists

    def part_list(self, name: str) -> tuple[Part, ...]:
        """Return one of the lists; empty if there is none of that name."""
        return dict(self.lists).get(name, ())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ask) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Ask({self.method} {self.path}, {self.key})"

    def _parts(self) -> Split:
        if self._split is None:
            self._split = _split(json.loads(self._text))
            self._text = ""
        return self._split


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A body in parts; see `Ask`."""

    frame: Part
    lists: tuple[tuple[str, tuple[Part, ...]], ...]


def part(value: object) -> Part:
    """Return a JSON value as a part.

    Raises:
        ValueError: If it holds NaN, infinity or half a character.
    """
    return part_of_text(_ENCODER.encode(value))


def part_of_text(text: str) -> Part:
    """Return the part with that canonical JSON."""
    return Part(digest=hashlib.sha256(text.encode()).hexdigest(), text=text)


def ask_of_parts(method: str, path: str, frame: Part, lists: Mapping[str, tuple[Part, ...]]) -> Ask:
    """Return the request with these parts."""
    split = Split(frame=frame, lists=tuple(sorted(lists.items())))
    if not lists:
        return Ask(method, path, frame.text, split=split)
    fields = {name: _ENCODER.encode(item) for name, item in _fields(frame).items()}
    fields |= {name: f"[{','.join([item.text for item in parts])}]" for name, parts in lists.items()}
    text = ",".join(f"{_ENCODER.encode(name)}:{fields[name]}" for name in sorted(fields))
    return Ask(method, path, f"{{{text}}}", split=split)


class Canonicalizer:
    """Makes requests comparable; keeps the images it has met, so that each is decoded once.

    Threads may share it.
    """

    def __init__(self) -> None:
        self._finder = ImageFinder()

    def ask(self, method: str, uri: str, body: bytes | None, *, content_type: str = "") -> Ask:
        """Return the request to compare.

        Args:
            method: Of HTTP.
            uri: Whole, or from the path on.
            body: As sent.
            content_type: Of the body; names the boundary of a multipart body, which is random.
        """
        return Ask(method.upper(), clean_target(uri), self._text(body or b"", content_type))

    @property
    def images(self) -> tuple[Image, ...]:
        """All images of the requests so far."""
        return tuple(self._finder.found.values())

    def image(self, name: str) -> Image | None:
        """Return an image that was met in a request by the name that stands for it."""
        return self._finder.found.get(name)

    def _text(self, raw: bytes, content_type: str) -> str:
        if not raw:
            return "null"
        if b" at 0x" in raw:
            raw = _ADDRESS.sub(b" at 0x0", raw)
        try:
            # Whether a whole number is written 0 or 0.0 is up to the client's version.
            value: object = json.loads(raw, parse_constant=_refuse, parse_float=_number)
            text = _ENCODER.encode(_kept(self._finder.replace(value) if _MAY_HOLD_FILES.search(raw) else value))
            text.encode()  # half a character can be written to no file
        except (ValueError, RecursionError):
            return _ENCODER.encode(_unstructured(raw, content_type))
        return text


def _kept(value: object) -> object:
    if isinstance(value, dict) and not _IGNORED.isdisjoint(value):
        return {name: item for name, item in value.items() if name not in _IGNORED}
    return value


def _split(value: object) -> Split:
    if not isinstance(value, dict):
        return Split(frame=part(value), lists=())
    lists = {name: tuple([part(item) for item in value[name]]) for name in sorted(value) if is_part_list(value[name])}
    return Split(
        frame=part({name: item for name, item in value.items() if name not in lists}), lists=tuple(lists.items())
    )


def _fields(frame: Part) -> dict[str, object]:
    value = frame.value
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def is_part_list(value: object) -> bool:
    """Tell whether a value of a body is kept item by item."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _unstructured(raw: bytes, content_type: str) -> dict[str, str]:
    if boundary := _BOUNDARY.search(content_type):
        raw = raw.replace(boundary[1].encode(), b"BOUNDARY")
    try:
        return {TEXT: raw.decode()}
    except UnicodeDecodeError:
        return {BINARY: base64.b64encode(raw).decode()}


def _number(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        _refuse(digits)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number  # as JavaScript writes it


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
