"""Writes a palette image as a PNG whose bytes are the same on every machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE_IMAGE = 4, 3
_LARGEST_BLOCK, _LONGEST_COPY = 0xFFFF, 258
_END = "0000000"
"""Code of a block's end."""


def encode(lines: Sequence[str], *, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """Return the PNG.

    Pillow could write it, and smaller, but with whatever release of zlib it was built with; those compress
    differently. So the data are compressed in one simple way: a line that equals the one above is a reference to it.

    Args:
        lines: Of pixels from the top: an even number of hexadecimal digits, each an index into the palette. All are
            of one length.
        palette: At most 16 colours: red, green, blue.
    """
    header = struct.pack(">IIBBBBB", len(lines[0]), len(lines), _BITS, _PALETTE_IMAGE, 0, 0, 0)
    colours = bytes(value for colour in palette for value in colour)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", colours),
            _chunk(b"IDAT", _compress(lines)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _compress(lines: Sequence[str]) -> bytes:
    """Return the lines, each behind the number of PNG's filter, as a zlib stream (RFC 1950, RFC 1951)."""
    runs = [(bytes.fromhex(f"00{line}"), len(list(run))) for line, run in groupby(lines)]
    sum_ = zlib.adler32(b"".join(line * count for line, count in runs))
    return b"\x78\x01" + b"".join(_blocks(runs)) + b"\x01\x00\x00\xff\xff" + struct.pack(">I", sum_)


def _blocks(runs: Sequence[tuple[bytes, int]]) -> Iterator[bytes]:
    """Yield blocks of lines as they are, and between them such that repeat a line, each but for the stream's end."""
    new: list[bytes] = []
    for line, count in runs:
        new.append(line)
        if count > 1:
            yield from _stored(b"".join(new))
            yield _repetition(len(line), count - 1)
            new.clear()
    yield from _stored(b"".join(new))


def _stored(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _LARGEST_BLOCK):
        block = data[start : start + _LARGEST_BLOCK]
        yield struct.pack("<BHH", 0, len(block), len(block) ^ _LARGEST_BLOCK) + block


@cache
def _repetition(length: int, times: int) -> bytes:
    """Return a block that repeats what was last, and an empty one behind it, which fills up the last byte."""
    parts = -(-length // _LONGEST_COPY)  # of nearly one size, since a copy is of three bytes at least
    line = "".join(_length((length + part) // parts) + _distance(length) for part in range(parts))
    bits = "0" + "10" + line * times + _END + "0" + "00"
    packed = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
    return packed + struct.pack("<HH", 0, _LARGEST_BLOCK)


def _length(length: int) -> str:
    """Return the bits that say how much is copied, with the format's own table of codes."""
    extra, step = ("", 28) if length == _LONGEST_COPY else _split(length - 3, 2)
    # Codes 256 to 279 have seven bits, and those from 280 eight; lengths begin with 257.
    return (f"{step + 1:07b}" if step < 23 else f"{step - 23 + 0b11000000:08b}") + extra  # noqa: PLR2004  -- as said


def _distance(distance: int) -> str:
    """Return the bits that say from how far behind it is copied."""
    extra, step = _split(distance - 1, 1)
    return f"{step:05b}{extra}"


def _split(value: int, kept: int) -> tuple[str, int]:
    """Split a value into the bits that follow a code, the lowest first, and the number of the code."""
    width = max(0, value.bit_length() - 1 - kept)
    extra = f"{value & (1 << width) - 1:0{width}b}"[::-1] if width else ""
    return extra, (width << kept) + (value >> width)
