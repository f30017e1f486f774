"""Writes JSON values as YAML for people: text of several lines stands as text, every value has one spelling.

PyYAML's own dumper escapes text as soon as a line ends with a blank or holds a tab, and takes ten times as long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # YAML 1.1 reads them as values
# What YAML can hold in a text block; other line breaks than \n would come back as \n.
_BLOCK = re.compile("[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*\\Z")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def to_yaml(value: object, *, indent: int = 0) -> str:
    """Return a JSON value as YAML lines, each with a line break.

    Args:
        value: Of dictionaries with string keys, lists, tuples, strings, numbers, booleans and None.
        indent: Blanks before each line.

    Raises:
        TypeError: If the value is something else.
    """
    return "".join(_block(value, indent))


def _block(value: object, indent: int) -> Iterator[str]:
    blanks = " " * indent
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield f"{blanks}{_key(key)}:"
            yield from _after_colon(item, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for item in value:
            yield from _item(item, indent)
    else:
        yield f"{blanks}{_scalar(value, indent)}\n"


def _after_colon(value: object, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield "\n"
        yield from _block(value, indent + 2)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield "\n"
        yield from _block(value, indent)  # a list's dashes stand below its key, as people write it
    else:
        yield f" {_scalar(value, indent)}\n"


def _item(value: object, indent: int) -> Iterator[str]:
    blanks = " " * indent
    if isinstance(value, Mapping | list | tuple) and value:
        lines = "".join(_block(value, indent + 2))
        yield f"{blanks}- {lines[indent + 2 :]}"
    else:
        yield f"{blanks}- {_scalar(value, indent)}\n"


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(key)
    return key if _NAME.match(key) and key.lower() not in _RESERVED else _quoted(key)


def _scalar(value: object, indent: int) -> str:
    match value:
        case None | bool() | int():
            return json.dumps(value)
        case float():
            digits = repr(value)  # YAML 1.1 takes 1e-05 for a string
            return digits if "." in digits else digits.replace("e", ".0e")
        case str():
            return _text(value, indent) if "\n" in value and _BLOCK.match(value) else _quoted(value)
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
    raise TypeError(value)


def _text(value: str, indent: int) -> str:
    if not value.strip("\n"):
        return _quoted(value)
    chomp = "+" if value.endswith("\n\n") else "" if value.endswith("\n") else "-"
    blanks = " " * (indent + 2)
    body = value.removesuffix("\n")
    lines = [blanks + line if line else "" for line in body.split("\n")]
    return f"|2{chomp}\n" + "\n".join(lines)


def _quoted(value: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
