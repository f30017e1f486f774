"""Writes a palette image as a PNG whose bytes are the same on every machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE_IMAGE = 4, 3
_LARGEST_BLOCK = 0xFFFF


def encode(pixels: bytes, *, width: int, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """Return the PNG.

    Pillow could write it, and smaller, but with whatever release of zlib it was built with; those compress
    differently. So the data go into stored blocks, two pixels to a byte.

    Args:
        pixels: Index into the palette for each pixel, row by row.
        width: Pixels in a row, an even number.
        palette: At most 16 colours: red, green, blue.
    """
    height = len(pixels) // width
    packed = _pack(pixels)
    stride = width // 2
    rows = b"".join(b"\0" + packed[start : start + stride] for start in range(0, len(packed), stride))
    header = struct.pack(">IIBBBBB", width, height, _BITS, _PALETTE_IMAGE, 0, 0, 0)
    colours = bytes(value for colour in palette for value in colour)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", colours),
            _chunk(b"IDAT", _store(rows)),
            _chunk(b"IEND", b""),
        )
    )


def _pack(pixels: bytes) -> bytes:
    """Put every two pixels into one byte; as two very long numbers, since a loop over pixels takes 20 times as long."""
    left, right = pixels[::2], pixels[1::2]
    both = int.from_bytes(left, "big") << _BITS | int.from_bytes(right, "big")
    return both.to_bytes(len(left), "big")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _store(data: bytes) -> bytes:
    """Return the data as a zlib stream without compression (RFC 1950, RFC 1951 section 3.2.4)."""
    return b"\x78\x01" + b"".join(_blocks(data)) + struct.pack(">I", zlib.adler32(data))


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _LARGEST_BLOCK):
        block = data[start : start + _LARGEST_BLOCK]
        is_last = start + _LARGEST_BLOCK >= len(data)
        yield struct.pack("<BHH", is_last, len(block), len(block) ^ _LARGEST_BLOCK) + block
