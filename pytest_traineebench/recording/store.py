"""Cassettes on disk: YAML that people review, checked before it is believed, replaced as a whole.

Every entry ends with a digest of its own text. So a file is checked without being parsed, which for a long day takes a
second, and an entry's answer is parsed when it is played.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pytest_traineebench.errors import CassetteError
from pytest_traineebench.recording.answers import Answer, AnswerEntry, from_entry
from pytest_traineebench.recording.entries import DamagedEntryError, Interaction, Reader, Writer
from pytest_traineebench.recording.images import MARK, Image
from pytest_traineebench.recording.yaml_text import to_yaml
from pytest_traineebench.text_file import read_text

FORMAT = 1
IMAGES = "images"  # the folder beside a cassette
DAMAGED = ".damaged"  # ending of what a rewrite put aside

_MAX_BYTES = 512_000_000
_HEAD = f"""\
# Traffic with chat models, recorded by pytest-traineebench and replayed without a network. Messages, tools and images
# stand once, where they were first sent; later requests name them. Do not change it by hand: record it again.
traineebench_cassette: {FORMAT}
length: {{length}}
entries:
"""
_HEADER = re.compile(r"(?:#.*\n|\s*\n)*traineebench_cassette: *(\S+) *\n(?:length: *(\d+) *\n)?(?:entries: *\n)?")
_CONFLICT = re.compile(r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$")
_DIGEST = re.compile(r'\n  digest: "([0-9a-f]{16})"\n\Z')
_ASKS = re.compile(r'\n  asks: "([0-9a-f]{32})"\n')
_SAID = re.compile(r'\n  said: (".*")\n')
_IMAGE = re.compile(re.escape(f'"{MARK}') + r'([0-9a-f]{16}\.\w+)"')
_AGAIN = "record it again (rewrite), or take it from version control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One recorded interaction, not yet parsed.

    Attributes:
        number: From 1, as it stands in the file.
        asks: The request's `Ask.key`.
        said: See `Interaction.said`.
        place: File and line, for errors.
    """

    number: int
    asks: str
    said: str
    place: str
    _text: str = field(repr=False)

    def answer(self) -> Answer:
        """Return the answer.

        Raises:
            CassetteError: If it cannot be read.
        """
        text = self._text[self._text.index("\n  answer:\n") + 1 :]
        try:
            return from_entry(AnswerEntry.model_validate(_load(text)["answer"]))
        except (ValidationError, ValueError, TypeError, KeyError, yaml.YAMLError):
            raise CassetteError(f"{self.place}: the answer of entry {self.number} cannot be read; {_AGAIN}") from None

    def value(self) -> object:
        """Return the whole entry, parsed.

        Raises:
            CassetteError: If it is no YAML.
        """
        try:
            value = _load(self._text)[0]
        except (ValueError, TypeError, LookupError, yaml.YAMLError):
            raise CassetteError(f"{self.place}: entry {self.number} cannot be read; {_AGAIN}") from None
        if isinstance(value, dict):
            value.pop("digest", None)
        return value


def read_slots(path: Path) -> tuple[Slot, ...]:
    """Return what a cassette holds, checked but not parsed.

    Raises:
        CassetteError: If it is not as it was written; one line with file and place.
    """
    source = os.fspath(path)
    text = _read(path).replace("\r\n", "\n")  # what git makes of it on some machines; our own \r are escaped
    _refuse_conflict(text, source)
    body, length = _after_header(text, source)
    slots = tuple(_slots(body, source, _line_of(text, len(text) - len(body)), length))
    if len(slots) != length:
        reason = "it is cut off" if len(slots) < length else "two recordings were put together"
        raise CassetteError(f"{source}: found {len(slots)} entries, expected {length}: {reason}; {_AGAIN}")
    _find_images(text, path)
    return slots


def parse(slots: Iterable[Slot]) -> tuple[Interaction, ...]:
    """Return the interactions of a whole cassette.

    Raises:
        CassetteError: If one cannot be read.
    """
    reader, found = Reader(), []
    for slot in slots:
        try:
            found.append(reader.read(slot.value()))
        except DamagedEntryError as fault:
            raise CassetteError(f"{slot.place}: entry {slot.number}: {fault}; {_AGAIN}") from None
    return tuple(found)


def cassette_text(interactions: Iterable[Interaction]) -> str:
    """Return a cassette as text; equal interactions give equal text."""
    writer = Writer()
    entries = [_sealed(to_yaml([writer.write(interaction)])) for interaction in interactions]
    return _HEAD.format(length=len(entries)) + "".join(entries)


def write_cassette(path: Path, interactions: Iterable[Interaction]) -> None:
    """Replace a cassette as a whole: it is never seen half written.

    Raises:
        CassetteError: If it cannot be written; what was there is still there.
    """
    replace_file(path, cassette_text(interactions).encode())


def put_damaged_aside(path: Path) -> None:
    """Move what is no sound cassette to ``<name>.damaged``: a rewrite may replace a recording, but nothing unread.

    Raises:
        CassetteError: If that fails.
    """
    if not path.exists():
        return
    try:
        parse(read_slots(path))
    except CassetteError:
        with told(path):
            path.replace(path.with_name(f"{path.name}{DAMAGED}"))


def save_image(path: Path, image: Image) -> None:
    """Put an image beside a cassette, unless it is there.

    Raises:
        CassetteError: If it cannot be written.
    """
    target = path.parent / IMAGES / image.name
    if not target.exists():
        replace_file(target, image.data)


def image_files(path: Path) -> tuple[Path, ...]:
    """Return the files that a cassette needs beside it, sorted.

    Raises:
        CassetteError: If it cannot be read.
    """
    return tuple(sorted(path.parent / IMAGES / name for name in set(_IMAGE.findall(_read(path)))))


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there; where a link stands, to where it leads.

    Raises:
        CassetteError: If that fails.
    """
    place = Path(os.path.realpath(path))
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    with told(path):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says about writing into one line.

    Raises:
        CassetteError: For an error of the system.
    """
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
    else:
        return
    raise CassetteError(f"{os.fspath(path)}: cannot be written: {reason}")


def text_digest(text: str) -> str:
    """Return the digest that is put behind an entry."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(path: Path) -> str:
    try:
        return read_text(path, source=os.fspath(path), expected="a cassette", max_bytes=_MAX_BYTES, error=CassetteError)
    except CassetteError as error:
        problem = f"{error}; {_AGAIN}"
    raise CassetteError(problem)


def _line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _sealed(entry: str) -> str:
    return f'{entry}  digest: "{text_digest(entry)}"\n'


def _refuse_conflict(text: str, source: str) -> None:
    # Text within an entry is indented, so that a marker in the first column is git's.
    if found := _CONFLICT.search(text):
        line = _line_of(text, found.start())
        raise CassetteError(f"{source}:{line}: found the conflict marker {found[0][:7]!r} of a merge; {_AGAIN}")


def _after_header(text: str, source: str) -> tuple[str, int]:
    if not text.strip():
        raise CassetteError(f"{source}: found an empty file, expected a cassette; {_AGAIN}")
    header = _HEADER.match(text)
    if not header:
        own = re.search(r"(?m)^interactions:", text) and re.search(r"(?m)^version: *\d+ *$", text)
        found = "a cassette of vcrpy's own format" if own else "no 'traineebench_cassette: <format>' at its top"
        raise CassetteError(f"{source}:1: found {found}, expected a cassette; {_AGAIN}")
    if header[1] != str(FORMAT):
        raise CassetteError(
            f"{source}:{_line_of(text, header.start(1))}: found format {header[1][:20]}, expected {FORMAT}; "
            f"record it again (rewrite), or replay it with the version that wrote it"
        )
    if header[2] is None:
        raise CassetteError(f"{source}: found no length at its top: it is cut off or changed by hand; {_AGAIN}")
    return text[header.end() :], int(header[2])


def _slots(body: str, source: str, line: int, length: int) -> Iterator[Slot]:
    chunks = re.split(r"(?m)^(?=- )", body)
    if chunks[0]:
        found = chunks[0].splitlines()[0][:30]
        raise CassetteError(f"{source}:{line}: found {found!r}, expected an entry; {_AGAIN}")
    for number, chunk in enumerate(chunks[1:], 1):
        place = f"{source}:{line}"
        digest, asks, said = _DIGEST.search(chunk), _ASKS.search(chunk), _SAID.search(chunk)
        if not digest and number == len(chunks) - 1:
            raise CassetteError(f"{place}: entry {number} of {length} is cut off; {_AGAIN}")
        if not digest or not asks or digest[1] != text_digest(chunk[: digest.start() + 1]):
            raise CassetteError(f"{place}: entry {number} was changed by hand; {_AGAIN}")
        yield Slot(number=number, asks=asks[1], said=json.loads(said[1]) if said else "", place=place, _text=chunk)
        line += chunk.count("\n")


def _find_images(text: str, path: Path) -> None:
    for found in _IMAGE.finditer(text):
        if not (path.parent / IMAGES / found[1]).is_file():
            line = _line_of(text, found.start())
            raise CassetteError(f"{os.fspath(path)}:{line}: found no file {IMAGES}/{found[1]} beside it; {_AGAIN}")


_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C's is ten times as fast


def _load(text: str) -> Any:
    value: Any = yaml.load(text, Loader=_Loader)  # noqa: S506  -- a safe one
    return value
