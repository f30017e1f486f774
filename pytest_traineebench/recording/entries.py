"""Recorded interactions as entries of a file, where every part of every request stands once.

An entry brings the parts that are new with it, and names all others. A list that grows from request to request is told
by how it differs from that of an earlier one: ``first 5 of entry 6, then m4c1... m9a0...`` is the first five items of
the list in entry 6, and two more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pytest_traineebench.recording.answers import Answer, AnswerEntry, from_entry, to_entry
from pytest_traineebench.recording.canonical import Ask, Part, ask_of_parts, part

_ID_DIGITS = 12
_REFERENCE = re.compile(r"(?:first (\d+) of entry (\d+)(?:, then |\Z))?([a-z0-9 ]*)\Z")
_FIRST_KEYS = ("role", "type", "id", "name")  # tell a reader what he looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """A request and its answer.

    Attributes:
        ask: What was asked.
        answer: What came back.
        said: What a colleague was asked, by whom, if the caller told; empty otherwise.
    """

    ask: Ask
    answer: Answer
    said: str = ""


class DamagedEntryError(Exception):
    """An entry is not as it was written; the text says why."""


class Entry(BaseModel):
    """One interaction in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    entry: int
    new: dict[str, Any] = {}
    request: str
    body: str
    lists: dict[str, str] = {}
    said: str = ""
    asks: str
    answer: AnswerEntry


@dataclass(slots=True)
class Writer:
    """Turns interactions into entries, one after the other."""

    _ids: dict[str, str] = field(default_factory=dict)
    _lists: list[Mapping[str, tuple[Part, ...]]] = field(default_factory=list)
    # By name of the list and a hash of its first items: the number of the first entry that has them. The hash is
    # Python's own: it never leaves the process, and what it finds is compared.
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)

    def write(self, interaction: Interaction) -> dict[str, object]:
        """Return the next interaction's entry."""
        ask = interaction.ask
        new: dict[str, object] = {}
        entry: dict[str, object] = {"request": f"{ask.method} {ask.path}", "body": self._id("body", ask.frame, new)}
        if ask.lists:
            entry["lists"] = {name: self._list(name, parts, new) for name, parts in ask.lists}
        if interaction.said:
            entry["said"] = interaction.said
        entry |= {"asks": ask.key, "answer": to_entry(interaction.answer)}
        self._remember(ask)
        return {"entry": len(self._lists), **({"new": new} if new else {}), **entry}

    def _id(self, kind: str, item: Part, new: dict[str, object]) -> str:
        if item.digest not in self._ids:
            self._ids[item.digest] = name = kind[0].lower() + item.digest[:_ID_DIGITS]
            new[name] = _for_people(item.value)
        return self._ids[item.digest]

    def _list(self, name: str, parts: tuple[Part, ...], new: dict[str, object]) -> str:
        shared, number = self._longest_start(name, parts)
        rest = " ".join(self._id(name, item, new) for item in parts[shared:])
        start = f"first {shared} of entry {number}" if shared else ""
        return ", then ".join(filter(None, (start, rest)))

    def _longest_start(self, name: str, parts: tuple[Part, ...]) -> tuple[int, int]:
        chain = _chain(parts)
        for length in range(len(parts), 0, -1):
            number = self._starts.get((name, chain[length - 1]))
            if number is not None and self._lists[number - 1][name][:length] == parts[:length]:
                return length, number
        return 0, 0

    def _remember(self, ask: Ask) -> None:
        self._lists.append(dict(ask.lists))
        for name, parts in ask.lists:
            for link in _chain(parts):
                self._starts.setdefault((name, link), len(self._lists))


@dataclass(slots=True)
class Reader:
    """Turns entries back into interactions, one after the other."""

    _parts: dict[str, Part] = field(default_factory=dict)
    _lists: list[Mapping[str, tuple[Part, ...]]] = field(default_factory=list)

    def read(self, raw: object) -> Interaction:
        """Return the next entry's interaction.

        Raises:
            DamagedEntryError: If it is not as it was written.
        """
        try:
            entry = Entry.model_validate(raw)
        except ValidationError as error:
            raise DamagedEntryError(_shape_fault(error)) from None
        if entry.entry != len(self._lists) + 1:
            raise DamagedEntryError(f"it is numbered {entry.entry}, expected {len(self._lists) + 1}")
        for name, value in entry.new.items():
            self._parts[name] = _checked_part(name, value)
        lists = {name: self._list(name, reference) for name, reference in entry.lists.items()}
        method, _, path = entry.request.partition(" ")
        try:
            ask = ask_of_parts(method, path, self._part(entry.body), lists)
        except TypeError:
            raise DamagedEntryError("its body is no object, and yet it has lists") from None
        self._lists.append(lists)
        return self._interaction(entry, ask)

    @staticmethod
    def _interaction(entry: Entry, ask: Ask) -> Interaction:
        if ask.key != entry.asks:
            raise DamagedEntryError("it was changed by hand: the request does not fit its digest")
        try:
            return Interaction(ask=ask, answer=from_entry(entry.answer), said=entry.said)
        except (ValueError, TypeError, RecursionError) as error:
            raise DamagedEntryError(f"its answer cannot be read ({error})") from None

    def _part(self, name: str) -> Part:
        if name not in self._parts:
            raise DamagedEntryError(f"it names {name!r}, which stands nowhere before")
        return self._parts[name]

    def _list(self, name: str, reference: str) -> tuple[Part, ...]:
        match = _REFERENCE.match(reference)
        if not match:
            raise DamagedEntryError(f"lists.{name} cannot be read")
        rest = tuple([self._part(item) for item in match[3].split()])
        return (*self._start(name, int(match[1]), int(match[2])), *rest) if match[1] else rest

    def _start(self, name: str, length: int, number: int) -> Sequence[Part]:
        earlier = self._lists[number - 1].get(name, ()) if 0 < number <= len(self._lists) else ()
        if len(earlier) < length:
            raise DamagedEntryError(f"lists.{name} names {length} items of entry {number}, which has {len(earlier)}")
        return earlier[:length]


def _checked_part(name: str, value: object) -> Part:
    try:
        found = part(value)
    except (TypeError, ValueError, RecursionError):  # a date, NaN, an object in itself
        raise DamagedEntryError(f"{name} holds what JSON cannot hold") from None
    if len(name) <= _ID_DIGITS or not found.digest.startswith(name[1:]):
        raise DamagedEntryError(f"{name} was changed by hand: it does not fit its name")
    return found


def _chain(parts: Sequence[Part]) -> list[int]:
    links, link = [], 0
    for item in parts:
        link = hash((link, item.digest))
        links.append(link)
    return links


def _shape_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    return f"{place}: {first['msg'].lower()}" if place else "it is no mapping"


def _for_people(value: object) -> object:
    """Return a canonical value with the keys first that tell what it is."""
    if isinstance(value, dict):
        order = [key for key in _FIRST_KEYS if key in value] + [key for key in value if key not in _FIRST_KEYS]
        return {key: _for_people(value[key]) for key in order}
    if isinstance(value, list):
        return [_for_people(item) for item in value]
    return value
