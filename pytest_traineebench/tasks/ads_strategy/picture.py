"""Draws a density map as the picture that colleagues put on the cloud disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, repeat
from typing import TYPE_CHECKING

from pytest_traineebench.tasks.ads_strategy import png
from pytest_traineebench.tasks.ads_strategy.density import HIGHEST, DensityMap

if TYPE_CHECKING:
    from PIL.Image import Image

_PALETTE = (
    (255, 255, 255),
    (255, 244, 214),
    (255, 211, 155),
    (255, 176, 133),
    (255, 138, 128),
    (229, 115, 115),
    (0, 0, 0),
    (176, 176, 176),
)
"""The colours of densities 0 to 5, then ink and the lines between cells."""
_WHITE, _INK, _LINE = 0, HIGHEST + 1, HIGHEST + 2
_DIGITS = bytes(range(48, 58)) + bytes(246)
"""From a colour's number to its digit."""

_WIDTH, _HEIGHT = 560, 520
_LEFT, _TOP, _PLOT = 62, 56, 396
_LEGEND = _LEFT + _PLOT + 22
_CROWDED = 30
"""Below so many pixels between two of them, the numbers along the x axis take turns in two rows."""


def draw_picture(density: DensityMap, *, title: str, subtitle: str) -> bytes:
    """Return the picture as a PNG.

    Args:
        density: What to draw; cell (0, 0) stands at the lower left.
        title: First line above the map.
        subtitle: Second line: whom the map shows.
    """
    frame = _frame(density.side)
    heading = _Pen(frame.image.crop((0, 0, _WIDTH, _TOP)))
    heading.write(title, (_WIDTH // 2, 14))
    heading.write(subtitle, (_WIDTH // 2, 37))
    rows = list(_map_lines(density))
    right = _LEFT + len(rows[0])
    beside = frame.lines[_TOP : _TOP + len(rows)]
    middle = [f"{line[:_LEFT]}{row}{line[right:]}" for line, row in zip(beside, rows, strict=True)]
    return png.encode([*heading.lines(), *middle, *frame.lines[_TOP + len(rows) :]], palette=_PALETTE)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws into an image."""

    image: Image

    def write(self, text: str, middle: tuple[int, int], *, upwards: bool = False) -> None:
        """Write a text in double size around a point."""
        from PIL import Image  # noqa: PLC0415  -- as below

        shape = _letters(text)
        if upwards:
            shape = shape.transpose(Image.Transpose.ROTATE_90)
        corner = middle[0] - shape.width // 2, middle[1] - shape.height // 2
        self.image.paste(_INK, (*corner, corner[0] + shape.width, corner[1] + shape.height), shape)

    def fill(self, box: tuple[int, int, int, int], colour: int) -> None:
        """Fill a rectangle: left, top, right, bottom, the last two outside."""
        self.image.paste(colour, box)

    def lines(self) -> list[str]:
        """Return the lines of pixels, a digit for each."""
        digits, width = self.image.tobytes().translate(_DIGITS).decode(), self.image.width
        return [digits[start : start + width] for start in range(0, len(digits), width)]


def _pen(width: int, height: int, colour: int) -> _Pen:
    from PIL import Image  # noqa: PLC0415  -- 30 ms that only who makes a picture should pay

    return _Pen(Image.new("P", (width, height), colour))


@lru_cache(maxsize=256)
def _letters(text: str) -> Image:
    """Return a text as a mask in double size, cut to what is black of it.

    In Pillow's bitmap font; the other one looks different with each release of FreeType.
    """
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415  -- as above

    font = ImageFont.load_default_imagefont()
    _, _, width, height = (int(edge) for edge in font.getbbox(text))
    mask = Image.new("1", (width, height))
    ImageDraw.Draw(mask).text((0, 0), text, fill=1, font=font)
    mask = mask.crop(mask.getbbox())
    return mask.resize((mask.width * 2, mask.height * 2), Image.Resampling.NEAREST)


def _map_lines(density: DensityMap) -> Iterator[str]:
    """Yield the lines of pixels of the cells; each different one is put together once."""
    tiles = _tiles(_PLOT // density.side)
    for row in reversed(density.rows):
        for looks, count in tiles:
            line = "".join([looks[value] for value in row])
            yield from repeat(line, count)


@cache
def _tiles(cell: int) -> list[tuple[tuple[str, ...], int]]:
    """Return each line of pixels of a cell, for all densities, with how many times in a row it comes."""
    by_line = zip(*(_tile(value, cell) for value in range(HIGHEST + 1)), strict=True)
    return [(looks, len(list(same))) for looks, same in groupby(by_line)]


def _tile(value: int, cell: int) -> list[str]:
    """Return the lines of pixels of a cell: line at the top and at the right, the rest coloured, the digit on it."""
    pen = _pen(cell, cell, _LINE)
    pen.fill((0, 1, cell - 1, cell), value)
    pen.write(str(value), (cell // 2, cell // 2))
    return pen.lines()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all pictures of a size share: axes, numbers and legend, without title and map."""

    image: Image
    lines: list[str]


@cache
def _frame(side: int) -> _Frame:
    pen = _pen(_WIDTH, _HEIGHT, _WHITE)
    _draw_axes(pen, side)
    _draw_legend(pen)
    return _Frame(pen.image, pen.lines())


def _draw_axes(pen: _Pen, side: int) -> None:
    cell = _PLOT // side
    right, bottom = _LEFT + cell * side, _TOP + cell * side
    pen.fill((_LEFT - 2, _TOP - 2, _LEFT, bottom + 2), _INK)
    pen.fill((_LEFT - 2, bottom, right + 2, bottom + 2), _INK)
    pen.fill((right, _TOP - 2, right + 2, bottom + 2), _INK)
    pen.fill((_LEFT - 2, _TOP - 2, right + 2, _TOP), _INK)
    for number in range(side):
        middle = number * cell + cell // 2
        row = number % 2 if cell < _CROWDED else 0
        pen.fill((_LEFT + middle, bottom + 2, _LEFT + middle + 1, bottom + 6 + row * 16), _LINE)
        pen.write(str(number), (_LEFT + middle, bottom + 15 + row * 16))
        pen.write(str(number), (_LEFT - 18, bottom - middle))
    pen.write("grid_i", (_LEFT + cell * side // 2, bottom + 52))
    pen.write("grid_j", (16, bottom - cell * side // 2), upwards=True)


def _draw_legend(pen: _Pen) -> None:
    pen.write("density", (_LEGEND + 30, _TOP + 8))
    for place, value in enumerate(range(HIGHEST, -1, -1)):
        top = _TOP + 26 + place * 34
        pen.fill((_LEGEND, top, _LEGEND + 34, top + 30), _INK)
        pen.fill((_LEGEND + 2, top + 2, _LEGEND + 32, top + 28), value)
        pen.write(str(value), (_LEGEND + 52, top + 15))
