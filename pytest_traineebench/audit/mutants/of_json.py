"""Mutants of a JSON file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pytest_traineebench.audit.mutants.kinds import Loses, Mutant, rewritten

_MARK = "a number stood here"
_STRANGER = "Somebody Else"


def _value(name: str, loses: Loses, change: Callable[[Any], Any]) -> Mutant:
    """Return the mutant that holds another value."""

    def changed(content: bytes) -> bytes | None:
        value = json.loads(content)
        other = change(value)
        return None if _same(value, other) else json.dumps(other).encode()

    return rewritten(name, loses, changed)


def _numbers(name: str, literal: str) -> Mutant:
    """Return the mutant in which every number is something that is no number."""

    def changed(content: bytes) -> bytes:
        marked = json.dumps(_each(json.loads(content), lambda leaf: _MARK if _is_number(leaf) else leaf))
        return marked.replace(f'"{_MARK}"', literal).encode() if _MARK in marked else content

    return rewritten(name, Loses.ALL, changed)


def _same(value: Any, other: Any) -> bool:
    return json.dumps(value) == json.dumps(other)


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with every leaf changed."""
    if isinstance(value, dict):
        return {key: _each(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_each(inner, change) for inner in value]
    return change(value)


def _lists(value: Any, change: Callable[[list[Any]], list[Any]]) -> Any:
    """Return a value with every list changed."""
    if isinstance(value, dict):
        return {key: _lists(inner, change) for key, inner in value.items()}
    return change(value) if isinstance(value, list) else value


def _longer(entries: list[Any]) -> list[Any]:
    strangers = [_each(entry, lambda leaf: f"{leaf} x" if isinstance(leaf, str) else leaf) for entry in entries[-1:]]
    return entries + (strangers or [_STRANGER])


def _is_number(leaf: Any) -> bool:
    return isinstance(leaf, int | float) and not isinstance(leaf, bool)


def _other(leaf: Any) -> Any:
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int):
        return leaf * 2 + 1
    return round(leaf * 1.2 + 1, 2) if isinstance(leaf, float) else leaf


def _as_text(value: Any) -> Any:
    return _each(value, lambda leaf: str(leaf) if _is_number(leaf) else leaf)


JSON = (
    _numbers("NaN", "NaN"),
    _numbers("infinity", "-Infinity"),
    _numbers("numbers beyond all bounds", "1e999"),
    # Some families read them as a person would.
    _value("numbers as text", Loses.PERHAPS, _as_text),
    _value("numbers in lists", Loses.SOME, lambda value: _each(value, lambda n: [n] if _is_number(n) else n)),
    _value("other numbers and truths", Loses.SOME, lambda value: _each(value, _other)),
    _value("other words", Loses.SOME, lambda value: _each(value, lambda t: f"{t} x" if isinstance(t, str) else t)),
    _value("nulls", Loses.SOME, lambda value: _each(value, lambda _: None)),
    _value("null", Loses.SOME, lambda _: None),
    _value("an empty object", Loses.SOME, lambda _: {}),
    _value("a list around it", Loses.SOME, lambda value: [value]),
    _value("an object around it", Loses.SOME, lambda value: {"answer": value}),
    _value("a text of it", Loses.SOME, json.dumps),
    _value("lists too long", Loses.SOME, lambda value: _lists(value, _longer)),
    _value("lists too short", Loses.SOME, lambda value: _lists(value, lambda entries: entries[:-1])),
    rewritten("twice", Loses.ALL, lambda content: content + b"\n" + content),
    rewritten("with a comment", Loses.ALL, lambda content: b"Here it is:\n" + content),
)
