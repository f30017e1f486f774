"""Looking at pictures."""

from __future__ import annotations

import io

from pytest_traineebench.company.office import Office
from pytest_traineebench.errors import DeliverableError, ToolError
from pytest_traineebench.tool import Image, tool

MAX_IMAGE = 10 * 1024 * 1024
_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF"}


@tool("ReadAsDataURL")
def read_as_data_url(office: Office, file_path: str, text: str = "") -> Image:
    """Look at a PNG, JPEG or WebP image of your workspace or, if it is not there, of the cloud disk.

    Args:
        file_path: Path of the image.
        text: What you want to note beside it.
    """
    content = _content(office, file_path)
    if len(content) > MAX_IMAGE:
        raise ToolError(f"{file_path!r} is larger than {MAX_IMAGE // 2**20} MiB")
    return Image(mime=_mime(content, file_path), data=content, caption=text)


def _content(office: Office, file_path: str) -> bytes:
    if file_path.strip().lower().startswith("clouddisk:"):
        return office.disk.read(file_path)
    path = office.workspace.locate(file_path)
    if office.workspace.exists(path):
        try:
            return office.workspace.read(office.workspace.relative(path))
        except DeliverableError as error:
            raise ToolError(str(error)) from None
    if office.disk.path(file_path) not in office.disk.files:
        raise ToolError(f"{file_path!r} is neither in your workspace nor a file of the cloud disk")
    return office.disk.read(file_path)


def _mime(content: bytes, file_path: str) -> str:
    for mime, signature in _SIGNATURES.items():
        if content.startswith(signature) and (mime != "image/webp" or content[8:12] == b"WEBP"):
            _refuse_damaged(content, file_path)
            return mime
    raise ToolError(f"{file_path!r} is not a PNG, JPEG or WebP image")


def _refuse_damaged(content: bytes, file_path: str) -> None:
    """Refuse what only looks like an image: a model's server would refuse the whole conversation that holds it."""
    from PIL import Image as Picture  # noqa: PLC0415  -- takes time, and few days look at images

    try:
        with Picture.open(io.BytesIO(content)) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError):
        raise ToolError(f"{file_path!r} is damaged; it cannot be shown") from None
