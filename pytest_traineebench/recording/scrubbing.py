"""What of a request and of an answer may reach a file: an allow-list of headers, and targets without secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

# What a client needs to understand an answer. Everything else is dropped: cookies, organisations, request ids, dates.
_ANSWER_HEADERS = frozenset({"content-type", "content-encoding", "location", "retry-after", "retry-after-ms"})
_SECRET_HEADERS = re.compile(
    r"authorization|cookie|(^|-)(key|token|secret|password|signature|organi[sz]ation|project)$|api-?key|account"
)
_SECRET_QUERY = re.compile(
    r"(?i)(^|[-_.])(key|apikey|token|secret|password|passwd|pwd|sig|signature|auth|credential|code|session|sid|jwt)s?$"
    r"|access_?token|api_?key|^x-(amz|goog)-"
)


def answer_headers(headers: Mapping[str, Sequence[str] | str]) -> dict[str, tuple[str, ...]]:
    """Return the headers of an answer that are kept, by small name in order."""
    kept = {name.lower(): _values(values) for name, values in headers.items() if name.lower() in _ANSWER_HEADERS}
    if "location" in kept:
        kept["location"] = tuple(clean_uri(value) for value in kept["location"])
    return dict(sorted(kept.items()))


def secrets_of(uri: str, headers: Mapping[str, Sequence[str] | str]) -> Iterator[str]:
    """Yield what a request or an answer carries in the places for secrets: these words may stand nowhere else."""
    for name, values in headers.items():
        if _SECRET_HEADERS.search(name.lower()):
            for value in _values(values):
                yield from _words(value)
    parts = urlsplit(uri)
    yield from (value for name, value in parse_qsl(parts.query) if _SECRET_QUERY.search(name))
    yield from filter(None, (parts.username, parts.password))


@lru_cache(maxsize=256)
def clean_target(uri: str) -> str:
    """Return path and query of a URI, with the query's parameters sorted and without those that are secrets."""
    parts = urlsplit(uri)
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _SECRET_QUERY.search(name)
    )
    return f"{parts.path or '/'}?{urlencode(query)}" if query else parts.path or "/"


def clean_uri(uri: str) -> str:
    """Return a URI without user, password and secret parameters."""
    parts = urlsplit(uri)
    if not parts.netloc:
        return clean_target(uri)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{clean_target(uri)}"


def _values(values: Sequence[str] | str) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(map(str, values))


def _words(value: str) -> Iterator[str]:
    """Yield the secrets of a header: ``Bearer x`` holds one, ``a=x; b=y`` two."""
    for piece in re.split(r"[;,\s]+", value):
        _, equals, rest = piece.partition("=")
        yield rest if equals and rest and "=" not in rest.rstrip("=") else piece
