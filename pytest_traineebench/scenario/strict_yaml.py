"""Reads YAML by the letter of YAML 1.2, as editors do; what is wrong is one line with its line number.

The words of YAML 1.1 are not followed: there ``20:00`` is the number 1200, ``no`` is false and ``010`` is 8, without
a word to the author. Anchors (a few bytes of them unfold to gigabytes), tags, keys that stand twice and deep nesting
are refused while the file is read, before anything is built from them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from pytest_traineebench.errors import ScenarioError

MAX_DEPTH = 30

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C where there is one: 20 times as fast
_MAX_DIGITS = 40

NULL = re.compile(r"~|null|Null|NULL|")
TRUE = re.compile(r"true|True|TRUE")
FALSE = re.compile(r"false|False|FALSE")
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")


def read_yaml(text: str, *, source: str) -> object:
    """Return what a YAML document holds: mappings with text keys, lists, text, numbers, true, false and null.

    Args:
        text: The document.
        source: The file's name, for errors.

    Raises:
        ScenarioError: One line with file, line and what is wrong.
    """
    try:
        return _read_document(yaml.parse(text, Loader=_LOADER))
    except _FaultError as fault:
        problem = f"{source}:{fault}"
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}: " if mark else " "
        problem = f"{source}:{place}not YAML: {fault.problem or fault.context}"
    except yaml.reader.ReaderError as fault:
        problem = f"{source}: not YAML: found the control character {_character(fault.character)!r}"
    raise ScenarioError(problem)


class _FaultError(Exception):
    """Something that YAML allows and a scenario does not."""


def _refuse(event: yaml.Event, problem: str) -> NoReturn:
    mark = event.start_mark
    raise _FaultError(f"{mark.line + 1}:{mark.column + 1}: {problem}" if mark else f" {problem}")


def _read_document(events: Iterator[yaml.Event]) -> object:
    found: object = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                _refuse(event, "found a second document, expected one per file")
        elif isinstance(event, yaml.NodeEvent):
            found = _read_node(event, events, depth=0)
    return found


def _read_node(event: yaml.Event, events: Iterator[yaml.Event], *, depth: int) -> object:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        _refuse(event, "found an anchor or alias (& or *), expected it written out, or in quotes if it is text")
    if getattr(event, "tag", None) is not None:
        _refuse(event, "found a tag (!), expected a plain value, or quotes if it is text")
    if isinstance(event, yaml.ScalarEvent):
        return _read_scalar(event)
    if depth >= MAX_DEPTH:
        _refuse(event, f"found more than {MAX_DEPTH} levels inside of each other")
    if isinstance(event, yaml.SequenceStartEvent):
        return [_read_node(item, events, depth=depth + 1) for item in _take_until(events, yaml.SequenceEndEvent)]
    return _read_mapping(events, depth=depth + 1)


def _read_mapping(events: Iterator[yaml.Event], *, depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for key in _take_until(events, yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent) or key.anchor is not None or key.tag is not None:
            _refuse(key, "found a key that is no plain text")
        if key.value in found:
            _refuse(key, f"found the key {_shown(key.value)} twice, expected it once")
        found[key.value] = _read_node(next(events), events, depth=depth)
    return found


def _take_until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _read_scalar(event: yaml.ScalarEvent) -> object:
    text: str = event.value
    if not event.implicit[0]:  # in quotes, or a block
        return text
    if NULL.fullmatch(text):
        return None
    if TRUE.fullmatch(text) or FALSE.fullmatch(text):
        return TRUE.fullmatch(text) is not None
    if INTEGER.fullmatch(text):
        return _integer(event)
    if FLOAT.fullmatch(text):
        return _finite(event)
    if NOT_FINITE.fullmatch(text):
        _refuse(event, f"found {text}, expected a finite number, or quotes if it is text")
    return text


def _integer(event: yaml.ScalarEvent) -> int:
    text = event.value
    if len(text) > _MAX_DIGITS:
        _refuse(event, f"found a number of {len(text)} digits, expected at most {_MAX_DIGITS}")
    return int(text, 0) if text.startswith(("0x", "0o")) else int(text)


def _finite(event: yaml.ScalarEvent) -> float:
    number = float(event.value)
    if math.isinf(number):
        _refuse(event, f"found {_shown(event.value)}, expected a number that fits")
    return number


def _character(found: int | str | bytes) -> str:
    """Return what PyYAML complains about, which its two readers tell in different ways."""
    if isinstance(found, int):
        return chr(found)
    return found if isinstance(found, str) else found.decode("latin-1")


def _shown(text: str) -> str:
    return repr(text if len(text) <= _MAX_DIGITS else f"{text[:_MAX_DIGITS]}...")
