"""Reads a JSON file by the letter: UTF-8, bounded, no key twice, no NaN; what is wrong is one line with its place."""

from __future__ import annotations

import json
import math
from typing import NoReturn

from pytest_traineebench.errors import ConfigError, TraineeBenchError
from pytest_traineebench.text_file import read_text

MAX_BYTES = 1_000_000  # our choice: a thousand models would fit

_SHOWN = 60


def read_json(
    source: str,
    *,
    expected: str = "a JSON file",
    max_bytes: int = MAX_BYTES,
    error: type[TraineeBenchError] = ConfigError,
) -> object:
    """Return what a JSON file holds.

    Args:
        source: The file's path, which is also its name in errors.
        expected: What it should be, for errors.
        max_bytes: The largest size that is read.
        error: What to raise.

    Raises:
        TraineeBenchError: The given error, if it cannot be read or is no JSON; the text starts with the file's name.
    """
    text = read_text(source, source=source, expected=expected, max_bytes=max_bytes, error=error)
    return _parse(text, source, error)


class _RefusedError(Exception):
    """The file holds something that JSON readers let pass and we do not."""


def _parse(text: str, source: str, error: type[TraineeBenchError]) -> object:
    try:
        document: object = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite
        )
        _refuse_half_characters(document, text)
    except json.JSONDecodeError as fault:
        problem = f"{source}:{fault.lineno}:{fault.colno}: not JSON: {fault.msg}"
    except _RefusedError as fault:
        problem = f"{source}: {fault}"
    except (ValueError, RecursionError):  # a number of 5,000 digits; 100,000 brackets
        problem = f"{source}: not JSON that can be read: too deep, or a number too long"
    else:
        return document
    raise error(problem)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _RefusedError(f"found {shown(name)} twice in one object, expected each key once")
        found[name] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise _RefusedError(f"found {name}, expected a number as JSON knows it")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _RefusedError(f"found {shown(digits)}, expected a number that fits")
    return number


def _refuse_half_characters(document: object, text: str) -> None:
    """Refuse half of a surrogate pair, which only an escape can spell: it can be written to no file."""
    if "\\u" not in text:
        return
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError as fault:
        half = f"\\u{ord(str(fault.object)[fault.start]):04x}"
        raise _RefusedError(f"found {half} alone, expected both halves of the character") from None


def kind(value: object) -> str:
    """Return what a JSON value is, for people; the value itself may be a secret."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def shown(text: str) -> str:
    """Return text in quotes, cut to a length that people read."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
