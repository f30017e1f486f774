"""The picture is the same on every machine, and a person can read it."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from hashlib import sha256
from random import Random

import pytest
from PIL import Image

from pytest_traineebench.tasks.ads_strategy.density import DensityMap
from pytest_traineebench.tasks.ads_strategy.picture import draw_picture
from pytest_traineebench.tasks.ads_strategy.png import encode

_PALETTE = [(255, 255, 255), (255, 244, 214), (255, 211, 155), (255, 176, 133), (255, 138, 128), (229, 115, 115)]


def _map(side: int) -> DensityMap:
    return DensityMap(tuple(tuple((i + 2 * j) % 6 for i in range(side)) for j in range(side)))


def _draw(side: int) -> Image.Image:
    picture = draw_picture(_map(side), title="Density of target users in Wuhan", subtitle="seniors aged 60 and over")
    return Image.open(io.BytesIO(picture)).convert("RGB")


def test_a_picture_never_changes() -> None:
    """Its bytes are pinned: neither Pillow's release nor zlib's may move the digest of a day."""
    picture = draw_picture(_map(12), title="Density of target users in Wuhan", subtitle="seniors aged 60 and over")

    assert sha256(picture).hexdigest()[:16] == "8c1cccb0f682d4de"


def test_the_file_is_a_png_that_holds_equal_lines_once() -> None:
    """Size, depth and blocks are what the format wants; Pillow checks the sums when it reads."""
    picture = draw_picture(_map(8), title="a", subtitle="b")

    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        assert (image.format, image.mode, image.size) == ("PNG", "P", (560, 520))
    assert struct.unpack(">II", picture[16:24]) == (560, 520)
    assert len(picture) < 80_000


@pytest.mark.parametrize("side", [4, 8, 10, 12, 15, 18, 20])
def test_every_cell_has_its_colour_and_its_digit(side: int) -> None:
    """Cell (0, 0) is at the lower left; equal densities look equal to the pixel, different ones differ in the digit."""
    image, density = _draw(side), _map(side)
    cell = 396 // side

    inks: dict[int, set[bytes]] = {}
    for j, row in enumerate(density.rows):
        for i, value in enumerate(row):
            left, top = 62 + i * cell, 56 + (side - 1 - j) * cell
            tile = image.crop((left, top + 1, left + cell - 1, top + cell))
            assert tile.getpixel((1, cell - 3)) == _PALETTE[value]
            inks.setdefault(value, set()).add(tile.convert("L").point(lambda shade: 255 * (shade > 0)).tobytes())
    assert [len(looks) for looks in inks.values()] == [1] * 6
    assert len(set.union(*inks.values())) == 6


@pytest.mark.parametrize("side", [4, 8, 12, 15, 18, 20])
def test_nothing_is_cut_off_at_the_edges(side: int) -> None:
    """Titles, numbers and legend keep a margin of white."""
    image = _draw(side).convert("L").point(lambda shade: 255 * (shade < 255))

    box = image.getbbox()

    assert box is not None
    left, top, right, bottom = box
    assert left >= 4
    assert top >= 4
    assert right <= 556
    assert bottom <= 516


def test_pillow_is_loaded_only_to_draw() -> None:
    """Whoever lists families does not pay for it."""
    code = "import sys; from pytest_traineebench.tasks.ads_strategy import FAMILY; print('PIL' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  -- our own code

    assert shown.stdout.strip() == "False"


@pytest.mark.parametrize("width", [4, 514, 516, 518, 522, 560, 1032, 2000])
def test_lines_that_repeat_are_read_as_written(width: int) -> None:
    """Runs of any length, at the beginning and the end, in pictures of several widths and of more than a block."""
    rng = Random(width)
    distinct = ["".join(rng.choices("01234567", k=width)) for _ in range(200)]
    lines = [line for line in distinct for _ in range(rng.choice([1, 1, 1, 2, 3, 40]))]

    with Image.open(io.BytesIO(encode(lines, palette=[(n, n, n) for n in range(8)]))) as image:
        pixels = image.tobytes()

    assert image.size == (width, len(lines))
    assert pixels == bytes(int(digit) for line in lines for digit in line)
