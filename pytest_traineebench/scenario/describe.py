"""Puts the faults that pydantic finds into one line: place, found, expected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pytest_traineebench.discovery import did_you_mean

_EXPECTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "a mapping of names to values",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_type": "a mapping of names to values",
    "string_type": "text",
    "tuple_type": "a list",
}
_BOUNDS = {
    "greater_than": ("more than ", "gt"),
    "greater_than_equal": ("at least ", "ge"),
    "less_than": ("less than ", "lt"),
    "less_than_equal": ("at most ", "le"),
    "literal_error": ("", "expected"),
    "enum": ("", "expected"),
}
_LENGTHS = {
    "too_short": ("at least", "min_length"),
    "too_long": ("at most", "max_length"),
    "string_too_short": ("at least", "min_length"),
    "string_too_long": ("at most", "max_length"),
}
_THEIRS = re.compile(r"(?:Input|Value|String|List|Tuple|Set|Dictionary|Object) should (?:be |match |have )?")
"""How pydantic begins a sentence; an author of a scenario knows none of these words from the file."""
_SHOWN, _LONGEST = 80, 600


def describe(error: ValidationError, *, at: str = "", known: Iterable[str] = ()) -> str:
    """Return one line about an error: ``days.0.tasks.1.deadline: found 99, expected ...``.

    Args:
        error: What a model raised.
        at: The place in the file at which the model's data stands.
        known: The keys that stand at the top of the model, to suggest one for an unknown key.
    """
    problems = error.errors(include_url=False)
    places = {tuple(_keys(problem)) for problem in problems[1:] if not _follows(problem)}
    more = sum(not _is_within(place, tuple(_keys(problems[0]))) for place in places)
    line = _describe(problems[0], at, tuple(known))
    return f"{line} (and {more} more)" if more else line


def join(at: str, text: str) -> str:
    """Put a place before a text that may itself begin with a place: ``tasks.1.id: found ...``."""
    if not at:
        return text
    return f"{at}.{text}" if re.match(r"[A-Za-z_][\w.]*: ", text) else f"{at}: {text}"


def shown(value: object) -> str:
    """Return a value as Python writes it, cut to a length that people read."""
    try:
        text = str(value) if isinstance(value, dt.date | dt.time) else repr(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "a number that is too long to show"
    return _cut(text, _SHOWN)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 3]}..."


def _describe(problem: ErrorDetails, at: str, known: tuple[str, ...]) -> str:
    place = ".".join([*([at] if at else []), *(_part(part) for part in _keys(problem))])
    start = f"{place}: " if place else ""
    rule, found, context = problem["type"], problem["input"], problem.get("ctx", {})
    if rule == "missing":
        return f"{start}missing"
    if rule == "extra_forbidden":
        unknown = str(problem["loc"][-1])
        return f"{start}unknown key{did_you_mean(unknown, known) if known and len(problem['loc']) == 1 else ''}"
    if rule in {"value_error", "assertion_error"}:
        return _in_own_words(str(context["error"]), place, found)
    seen = _kind(found) if rule in _EXPECTED else shown(found)
    return f"{start}found {seen}, expected {_expected(problem)}"


def _expected(problem: ErrorDetails) -> str:
    rule, found, context = problem["type"], problem["input"], problem.get("ctx", {})
    if rule in _BOUNDS:
        words, key = _BOUNDS[rule]
        return f"{words}{context[key]}"
    if rule in _EXPECTED:
        quotes = "; put it in quotes" if rule == "string_type" and isinstance(found, int | float) else ""
        return f"{_EXPECTED[rule]}{quotes}"
    if rule in _LENGTHS:
        return _length(rule, found, context)
    if rule == "string_pattern_mismatch":
        return f"text of the form {context['pattern']}"
    message = _THEIRS.sub("", problem["msg"], count=1)
    return f"{message[:1].lower()}{message[1:]}"


def _follows(problem: ErrorDetails) -> bool:
    """Whether it is no problem of its own: a list whose only entry is wrong is also reported as too short."""
    return problem["type"] == "too_short"


def _is_within(place: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether one place is the other or a part of it, as when a value fits none of several kinds."""
    shorter = min(len(place), len(other))
    return place[:shorter] == other[:shorter]


def _length(rule: str, found: object, context: dict[str, Any]) -> str:
    words, key = _LENGTHS[rule]
    thing, things = ("character", "characters") if isinstance(found, str) else ("entry", "entries")
    return f"{words} {context[key]} {thing if context[key] == 1 else things}"


def _keys(problem: ErrorDetails) -> list[int | str]:
    """Return the place without the names of a union's members, which pydantic puts between the keys of the file."""
    loc = problem["loc"]
    member = re.compile(
        r"(function-\w+|literal|list|tuple|dict|constrained-\w+|nullable|json-or-python)\[.*\]", re.DOTALL
    )
    is_key = problem["type"] == "extra_forbidden"
    return [
        part
        for index, part in enumerate(loc)
        if isinstance(part, int) or (is_key and index == len(loc) - 1) or not member.fullmatch(part)
    ]


def _in_own_words(text: str, place: str, found: object) -> str:
    """Place a text that a validator wrote; one that looks at a single value need not repeat it."""
    text = _cut(" ".join(text.split()), _LONGEST)
    if isinstance(found, dict) or text.startswith("found "):
        return join(place, text)
    return f"{place}: found {_kind(found)}{',' if text.startswith('expected ') else ';'} {text}"


def _part(part: int | str) -> str:
    return str(part) if isinstance(part, int) or re.fullmatch(r"[\w-]{1,40}", part) else shown(part)


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return shown(value)
