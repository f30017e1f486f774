"""A corrector of articles who knows the instruction, the articles and what the charts' owners say only."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.audit.desk import Desk


def solve(desk: Desk) -> None:
    """Read the guideline and each article, ask for every chart by itself, hand in the copies."""
    sources = list(targets(desk.instruction))
    folder = sources[0][0].partition("/articles/")[0]
    guidelines = [path for path in desk.disk if path.rpartition("/")[0] == folder]
    for path in guidelines:
        _ = desk.disk[path]
    for source, output in sources:
        text = desk.disk[source].decode()
        for owner, old in owners_and_ids(text):
            text = corrected(text, old, desk.ask(owner, question(old)))
        desk.hand_in(output, text.encode())


def targets(instruction: str) -> Iterator[tuple[str, str]]:
    """Yield path and wanted name of each article, as the instruction lists them."""
    source = ""
    for line in instruction.splitlines():
        if line.startswith("  - Source: "):
            source = line.split("CloudDisk://")[1].rstrip("`")
        elif line.startswith("  - Output: "):
            yield source, line.split("`")[1]


def owners_and_ids(text: str) -> Iterator[tuple[str, str]]:
    """Yield owner and old id of each chart link."""
    for line in text.splitlines():
        _, is_link, rest = line.partition("kb.internal.com/charts?id=")
        if is_link:
            old, _, tag = rest.partition(" (Chart Owner: ")
            yield tag.rstrip(")"), old


def question(old: str) -> str:
    """Return what an owner is asked."""
    return f"What is the new id of your chart {old}?"


def corrected(text: str, old: str, answer: str) -> str:
    """Return an article with the id that the owner gave."""
    new = next(line.split(" -> ")[1] for line in answer.splitlines() if f"- {old} -> " in line)
    return text.replace(f"?id={old} ", f"?id={new} ")
