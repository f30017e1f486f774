"""Makes a task: draws articles, links, owners and ids, and writes the files."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.kb_fix.answer import Article, KbFixAnswer, Link
from pytest_traineebench.tasks.kb_fix.briefs import briefs
from pytest_traineebench.tasks.kb_fix.library import Page, pages, template
from pytest_traineebench.tasks.kb_fix.params import KbFixParams

_LEADS = ("Please refer to the chart", "See the chart", "Current figures", "The numbers behind this")
# The published ids have six digits. Eight make it as good as impossible that two tasks of a day share one, and that
# one is hit by guessing.
_IDS = range(10_000_000, 100_000_000)


def generate(params: KbFixParams, slot: Slot) -> Task[KbFixAnswer]:
    """Make a task."""
    folder = slot.own("kb")
    chosen = slot.stream("articles").sample(pages(), params.articles)
    articles = tuple(_articles(chosen, params, slot, folder))
    answer = KbFixAnswer(manual=f"{folder}/manuals_for_kb_fix.md", articles=articles)
    return Task(
        instruction=_instruction(answer, folder),
        answer=answer,
        disk=_disk(answer, folder),
        briefs=briefs(answer, slot),
    )


def _articles(chosen: list[Page], params: KbFixParams, slot: Slot, folder: str) -> Iterator[Article]:
    rng = slot.stream("links")
    counts = [rng.randint(*params.links) for _ in chosen]
    pairs = iter(_id_pairs(sum(counts), slot))
    for page, count in zip(chosen, counts, strict=True):
        owners = _owners(params.owners, count, slot, page.stem)
        links = tuple(
            Link(old=old, new=new, owner=owners[number % len(owners)])
            for number, (old, new) in zip(range(count), pairs, strict=False)
        )
        yield Article(
            subject=page.title,
            source=f"{folder}/articles/{page.stem}.md",
            output=slot.own(f"{page.stem}_fixed.md"),
            text=_with_links(page, links, slot),
            links=links,
        )


def _id_pairs(count: int, slot: Slot) -> list[tuple[str, str]]:
    """Draw pairs of ids; no number occurs twice, so a new id is not an old one with another prefix."""
    numbers = slot.stream("ids").sample(_IDS, 2 * count)
    return [(f"OLD{old}", f"NEW{new}") for old, new in zip(numbers[:count], numbers[count:], strict=True)]


def _owners(wanted: int, links: int, slot: Slot, stem: str) -> list[str]:
    """Draw different people for one article, not more than it has links, so that nobody is left without a chart."""
    candidates = [person.name for person in slot.staff if person.department != "Executive"]
    return slot.stream(f"owners of {stem}").sample(candidates, min(wanted, links, len(candidates)))


def _with_links(page: Page, links: tuple[Link, ...], slot: Slot) -> str:
    rng = slot.stream(f"places in {page.stem}")
    places = sorted(rng.sample(page.borders, len(links)))
    lines = (
        f"{rng.choice(_LEADS)}: kb.internal.com/charts?id={link.old} (Chart Owner: {link.owner})" for link in links
    )
    return page.text(dict(zip(places, lines, strict=True)))


def _disk(answer: KbFixAnswer, folder: str) -> dict[str, bytes]:
    """Return the whole knowledge base: the guideline, the broken articles, and the others as they always were."""
    texts = {f"{folder}/articles/{page.stem}.md": page.text() for page in pages()}
    texts |= {article.source: article.text for article in answer.articles}
    texts[answer.manual] = Template(template("manual.md")).substitute(folder=folder)
    return {path: text.encode() for path, text in texts.items()}


def _instruction(answer: KbFixAnswer, folder: str) -> str:
    articles = "\n".join(
        f"- Subject: {article.subject}\n  - Source: `CloudDisk://{article.source}`\n  - Output: `{article.output}`"
        for article in answer.articles
    )
    return Template(template("instruction.md")).substitute(folder=folder, articles=articles).strip()
