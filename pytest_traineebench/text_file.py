"""Reads a text file that somebody else wrote: an ordinary file, bounded, in UTF-8; what is wrong is one line."""

from __future__ import annotations

from pathlib import Path

from pytest_traineebench.errors import TraineeBenchError

_OTHER_ENCODINGS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_text(path: str | Path, *, source: str, expected: str, max_bytes: int, error: type[TraineeBenchError]) -> str:
    """Return the text of a file, without the byte order mark that some editors put in front.

    Args:
        path: The file.
        source: What it is called in errors.
        expected: What it should be, for errors: ``"a JSON file"``.
        max_bytes: The largest size that is read.
        error: What to raise.

    Raises:
        TraineeBenchError: The given error, if the file is missing, no ordinary file, too large or not UTF-8.
    """
    return _decode(_read(Path(path), source, expected, max_bytes, error), source, expected, error)


def _read(path: Path, source: str, expected: str, max_bytes: int, error: type[TraineeBenchError]) -> bytes:
    try:
        if path.is_dir():
            raise error(f"{source}: found a directory, expected {expected}")
        if path.exists() and not path.is_file():  # opening a pipe would wait for its writer
            raise error(f"{source}: found a device or pipe, expected {expected}")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise error(f"{source}: no such file; expected {expected}") from None
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the path
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error(f"{source}: cannot be read: {reason.lower()}") from None
    if len(data) > max_bytes:
        raise error(f"{source}: found more than {max_bytes:,} bytes, expected {expected} of that size at most")
    return data


def _decode(data: bytes, source: str, expected: str, error: type[TraineeBenchError]) -> str:
    for mark, encoding in _OTHER_ENCODINGS:
        if data.startswith(mark):
            raise error(f"{source}: found {encoding}, expected {expected} in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
    raise error(f"{source}:{line}: found a byte that is no UTF-8, expected {expected} in UTF-8")
