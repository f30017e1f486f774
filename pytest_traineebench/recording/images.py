"""Images within a request: found, named by the hash of their pixels, and put back to files beside a cassette.

Two files with the same pixels are the same image, however they were compressed: libraries that write PNG differ from
machine to machine.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import mimetypes
import re
import warnings
from dataclasses import dataclass, field

MARK = "image:"  # stands before the name where the image's data stood

_DATA_URL = re.compile(r"data:([\w.+-]+/[\w.+-]+)(?:;[\w=.+-]+)*;base64,([A-Za-z0-9+/=_-]+)\s*\Z")
_MEDIA_TYPES = ("media_type", "mime_type", "mimeType")  # Anthropic; Gemini; Gemini's REST
_SHORT = 64  # letters; shorter data is left where it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One file that a request carried.

    Attributes:
        name: Hash and ending: ``3f0c9a51d2e8b764.png``.
        data: As it was sent.
    """

    name: str
    data: bytes = field(repr=False)


class ImageFinder:
    """Replaces the data of images by their names.

    Attributes:
        found: All images so far by name.
    """

    def __init__(self) -> None:
        self.found: dict[str, Image] = {}
        self._names: dict[bytes, str] = {}

    def replace(self, value: object) -> object:
        """Return a JSON value with a name in the place of each file's data."""
        if isinstance(value, str):
            match = _DATA_URL.match(value) if value.startswith("data:") else None
            return self._name(match[2], match[1], value) if match else value
        if isinstance(value, list):
            return [self.replace(item) for item in value]
        if isinstance(value, dict):
            return self._replace_in(value)
        return value

    def _replace_in(self, value: dict[str, object]) -> dict[str, object]:
        media_type = next((kind for name in _MEDIA_TYPES if isinstance(kind := value.get(name), str)), None)
        data = value.get("data")
        replaced = {name: self.replace(item) for name, item in value.items()}
        if media_type is not None and isinstance(data, str):
            replaced["data"] = self._name(data, media_type, data)
        return replaced

    def _name(self, encoded: str, media_type: str, unchanged: str) -> str:
        key = hashlib.sha256(f"{media_type} {encoded}".encode()).digest()
        if key not in self._names:
            try:
                data = base64.b64decode(encoded.replace("-", "+").replace("_", "/"), validate=True)
            except (binascii.Error, ValueError):
                return unchanged
            if len(data) < _SHORT:
                return unchanged
            image = Image(name=image_name(data, media_type), data=data)
            self.found.setdefault(image.name, image)
            self._names[key] = image.name
        return MARK + self._names[key]


def image_name(data: bytes, media_type: str) -> str:
    """Return what a file is called: by its pixels if they can be read, else by its bytes."""
    digest = hashlib.sha256(_pixels(data) if media_type.startswith("image/") else data).hexdigest()
    ending = mimetypes.guess_extension(media_type) or ".bin"
    return f"{digest[:16]}{ending}"


def _pixels(data: bytes) -> bytes:
    from PIL import Image as Pillow  # noqa: PLC0415  -- takes 20 ms, and most days have no images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a huge or odd picture is somebody else's
            with Pillow.open(io.BytesIO(data)) as picture:
                if getattr(picture, "n_frames", 1) != 1:
                    return data
                return f"{picture.size}".encode() + picture.convert("RGBA").tobytes()
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return data
