"""A corrected article as it was handed in, compared with what it should be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.tasks.kb_fix.answer import Article, Link

_CHART = re.compile(r"(?<![\w.-])kb\.internal\.com/charts\?id=([\w%-]*)")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Submission:
    """The text that was handed in for an article."""

    article: Article
    text: str

    @property
    def right(self) -> tuple[Link, ...]:
        """The links that lead to the right chart now; a link is judged by its address, not by the words around it."""
        found = _CHART.findall(self.text)
        links = self.article.links
        if len(found) == len(links):  # no link was added or lost, so they can be told apart by their order
            return tuple(link for link, id_ in zip(links, found, strict=True) if id_ == link.new)
        return tuple(link for link in links if found.count(link.new) == 1 and link.old not in found)

    @property
    def replaced(self) -> int:
        """How many links count as replaced: the right ones, but every id that nobody asked for takes one away."""
        known = {id_ for link in self.article.links for id_ in (link.old, link.new)}
        invented = sum(id_ not in known for id_ in _CHART.findall(self.text))
        return max(0, min(len(self.right), len(self.article.links) - invented))

    @property
    def difference(self) -> str:
        """The first line that differs from the article beside the corrected ids; empty if there is none.

        Blanks at the ends of lines and empty lines around the text do not matter.
        """
        wanted, found = _lines(self.article.text), _lines(self._with_old_ids())
        if wanted == found:
            return ""
        same = (index for index, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1])
        index = next(same, min(len(wanted), len(found)))
        return f"line {index + 1} should be {_shown(wanted, index)}, not {_shown(found, index)}"

    def _with_old_ids(self) -> str:
        old = {link.new: link.old for link in self.article.links}
        return _CHART.sub(lambda match: match[0].replace(match[1], old.get(match[1], match[1])), self.text)


def read_submission(evidence: Evidence, article: Article) -> Submission:
    """Return what was handed in for an article.

    Raises:
        DeliverableError: If it cannot be read, or has not even half of the article's lines.
    """
    text = evidence.text(article.output)
    wanted = {line for line in _lines(article.text) if line}
    if 2 * len(wanted.intersection(_lines(text))) < len(wanted):
        raise DeliverableError(f"{article.output} is no copy of {article.subject!r}")
    return Submission(article, text)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")]


def _shown(lines: list[str], index: int) -> str:
    return repr(lines[index][:_SHOWN]) if index < len(lines) else "the end"
