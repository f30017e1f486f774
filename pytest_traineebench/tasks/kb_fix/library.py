"""The knowledge base's articles: templates without broken links, and the places where links may be put."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """An article before links are put in.

    Attributes:
        stem: File name without ending.
        blocks: Headings, paragraphs, whole lists and whole tables, in order; the first is the title.
    """

    stem: str
    blocks: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading of the whole article."""
        return self.blocks[0].removeprefix("# ")

    @property
    def borders(self) -> tuple[int, ...]:
        """Numbers of the blocks behind which a paragraph may stand: not between a list and the words leading to it."""
        return tuple(number for number, block in enumerate(self.blocks) if not block.endswith(":"))

    def text(self, paragraphs: Mapping[int, str] | None = None) -> str:
        """Return the article.

        Args:
            paragraphs: What is put in, by the number of the block that it follows.
        """
        added = paragraphs or {}
        parts = [part for number, block in enumerate(self.blocks) for part in (block, added.get(number)) if part]
        return "\n\n".join(parts) + "\n"


@cache
def pages() -> tuple[Page, ...]:
    """Return all articles, sorted by file name."""
    files = sorted((_TEMPLATES / "articles").glob("*.md"))
    return tuple(Page(file.stem, tuple(file.read_text("utf-8").strip().split("\n\n"))) for file in files)


@cache
def template(name: str) -> str:
    """Return another text of the family, with ``$`` placeholders."""
    return (_TEMPLATES / name).read_text("utf-8")
