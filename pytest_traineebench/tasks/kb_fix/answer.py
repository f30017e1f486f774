"""The truth of a task: which ids replace which, who knows them, and how the articles read before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A broken chart link.

    Attributes:
        old: The id that stands in the article, such as ``"OLD46718812"``.
        new: The id that the chart has now, such as ``"NEW73009154"``.
        owner: Full name of the colleague who knows.
    """

    old: str
    new: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with broken links.

    Attributes:
        subject: Its title.
        source: Path on the cloud disk.
        output: Name of the corrected copy in the workspace.
        text: As it stands on the cloud disk.
        links: The broken links in the order of the text.
    """

    subject: str
    source: str
    output: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KbFixAnswer:
    """What the checkpoints compare with.

    Attributes:
        manual: Path of the guideline on the cloud disk.
        articles: The articles to correct, in the order of the instruction.
    """

    manual: str
    articles: tuple[Article, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All broken links."""
        return tuple(link for article in self.articles for link in article.links)

    @property
    def owners(self) -> dict[str, tuple[Link, ...]]:
        """The links of each owner over all articles, owners in the order in which they first occur."""
        names = dict.fromkeys(link.owner for link in self.links)
        return {name: tuple(link for link in self.links if link.owner == name) for name in names}

    def subjects_of(self, owner: str) -> tuple[str, ...]:
        """Return the titles of the articles in which that person owns a chart."""
        return tuple(article.subject for article in self.articles if any(link.owner == owner for link in article.links))
