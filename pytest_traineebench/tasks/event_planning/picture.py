"""The road map as an image: points by kind, roads with their lengths, names beside the points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from pytest_traineebench.tasks.event_planning.places import COMPANY, COMPANY_AT
from pytest_traineebench.tasks.event_planning.world import World

_WIDTH, _HEIGHT = 1280, 960
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 150, 60, 60
_LETTER, _LINE = 6, 11
_WHITE, _BLACK, _GREY, _PURPLE, _RED, _BLUE, _ORANGE = range(7)
_PALETTE = (
    *(255, 255, 255), *(0, 0, 0), *(215, 215, 215), *(128, 0, 128), *(214, 30, 30), *(45, 85, 200), *(235, 140, 20)
)  # fmt: skip
_OFFSETS = ((10, -5), (-10, -5), (0, 10), (0, -20), (12, 12), (12, -22), (-12, 12), (-12, -22), (0, 26), (0, -36))


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def overlap(self, other: _Box) -> float:
        width = min(self.right, other.right) - max(self.left, other.left)
        return width * (min(self.bottom, other.bottom) - max(self.top, other.top))


class _Point(NamedTuple):
    name: str
    colour: int
    x: float
    y: float


def draw_map(world: World) -> bytes:
    """Return the map of a world as PNG; equal worlds have equal pixels on every machine."""
    image = Image.new("P", (_WIDTH, _HEIGHT), _WHITE)
    image.putpalette(_PALETTE)
    pen = ImageDraw.Draw(image)
    pen.font = ImageFont.load_default_imagefont()  # its letters are pixels, the same whatever FreeType is installed
    frame = _Frame(world)
    frame.draw_grid(pen)
    points = list(frame.points(world))
    taken = [_Box(p.x - 7, p.y - 7, p.x + 7, p.y + 7) for p in points]
    for road in world.roads:
        pen.line((points[road.one][2:], points[road.other][2:]), fill=_PURPLE, width=2)
    for road in world.roads:
        middle = [(a + b) / 2 for a, b in zip(points[road.one][2:], points[road.other][2:], strict=True)]
        _write(pen, f"{road.length / 10_000:.1f} km", (middle[0], middle[1]), _PURPLE, taken, at_point=False)
    for point in points:
        _draw_point(pen, point)
    for point in points:
        _write(pen, point.name, (point.x, point.y), point.colour, taken, at_point=True)
    _draw_legend(pen)
    file = BytesIO()
    image.save(file, "PNG", compress_level=1, bits=4)
    return file.getvalue()


class _Frame:
    """Maps longitude and latitude to pixels."""

    def __init__(self, world: World) -> None:
        at = [COMPANY_AT, *(place.at for place in (*world.locations, *world.restaurants))]
        self._north, self._south = max(lat for lat, _ in at), min(lat for lat, _ in at)
        self._west, self._east = min(lon for _, lon in at), max(lon for _, lon in at)

    def points(self, world: World) -> Iterator[_Point]:
        """Yield company, locations and restaurants."""
        yield _Point(COMPANY, _RED, *self._pixel(*COMPANY_AT))
        for place in world.locations:
            yield _Point(place.name, _BLUE, *self._pixel(*place.at))
        for place in world.restaurants:
            yield _Point(place.name, _ORANGE, *self._pixel(*place.at))

    def _pixel(self, latitude: float, longitude: float) -> tuple[float, float]:
        across = (longitude - self._west) / (self._east - self._west)
        down = (self._north - latitude) / (self._north - self._south)
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), _TOP + down * (_HEIGHT - _TOP - _BOTTOM)

    def draw_grid(self, pen: ImageDraw.ImageDraw) -> None:
        """Draw the title, and every twentieth of a degree as a faint line with its figure."""
        pen.text((_LEFT, 12), "Road map (minimum spanning tree). The figures are kilometres.", fill=_BLACK)
        pen.text((_WIDTH - 160, _HEIGHT - 20), "Longitude / Latitude", fill=_BLACK)
        for step in range(int(self._west * 20) + 1, int(self._east * 20) + 1):
            x, _ = self._pixel(self._north, step / 20)
            pen.line((x, _TOP - 20, x, _HEIGHT - 35), fill=_GREY)
            pen.text((x - 18, _HEIGHT - 32), f"{step / 20:.2f}", fill=_BLACK)
        for step in range(int(self._south * 20) + 1, int(self._north * 20) + 1):
            _, y = self._pixel(step / 20, self._west)
            pen.line((_LEFT - 40, y, _WIDTH - 20, y), fill=_GREY)
            pen.text((8, y - 5), f"{step / 20:.2f}", fill=_BLACK)


def _draw_point(pen: ImageDraw.ImageDraw, point: _Point) -> None:
    _, colour, x, y = point
    if colour == _RED:
        pen.polygon(((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)), fill=_RED, outline=_BLACK)
    elif colour == _BLUE:
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=_BLUE, outline=_BLACK)
    else:
        pen.rectangle((x - 5, y - 5, x + 5, y + 5), fill=_ORANGE, outline=_BLACK)


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    at: tuple[float, float],
    colour: int,
    taken: list[_Box],
    *,
    at_point: bool,
) -> None:
    """Write a text near a place, where it hides the least of what is already there."""
    width = _LETTER * len(text) + 4
    boxes = (_beside(at, width, offset) for offset in (_OFFSETS if at_point else ((0, -7), *_OFFSETS)))
    box = _clearest(boxes, taken)
    taken.append(box)
    pen.rectangle(box, fill=_WHITE, outline=colour)
    pen.text((box.left + 3, box.top + 1), text, fill=_BLACK if at_point else _PURPLE)


def _clearest(boxes: Iterable[_Box], taken: Sequence[_Box]) -> _Box:
    """Return the first box that hides nothing, else the one that hides the least."""
    tried: list[tuple[float, _Box]] = []
    for box in boxes:
        hidden = sum(box.overlap(other) for other in taken if box.touches(other)) + _outside(box)
        if not hidden:
            return box
        tried.append((hidden, box))
    return min(tried)[1]


def _beside(at: tuple[float, float], width: float, offset: tuple[int, int]) -> _Box:
    x, y = round(at[0]) + offset[0], round(at[1]) + offset[1]
    left = x if offset[0] > 0 else x - width if offset[0] < 0 else x - width // 2
    return _Box(left, y, left + width, y + _LINE + 2)


def _outside(box: _Box) -> float:
    return 1000 * (max(0, -box.left) + max(0, box.right - _WIDTH) + max(0, -box.top) + max(0, box.bottom - _HEIGHT))


def _draw_legend(pen: ImageDraw.ImageDraw) -> None:
    for number, (name, colour) in enumerate((("Company", _RED), ("Location", _BLUE), ("Restaurant", _ORANGE))):
        x = _WIDTH - 420 + 130 * number
        _draw_point(pen, _Point(name, colour, x, 18))
        pen.text((x + 14, 12), name, fill=_BLACK)
