"""What the owners of charts know: the new ids of their own charts, and where the guideline is."""

from __future__ import annotations

import re

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.kb_fix.answer import KbFixAnswer, Link

_BROKEN = "chart | article + (link | id | #broken) | link + (id | knowledge base) | knowledge base + id"
_LINKS = (
    "(chart | link) + #broken | chart + (link | id | knowledge base | article | #guide) | article + (link | id | #broken) |"
    " knowledge base + (#broken | link | id)"
)
_THINGS = "article | link | chart | knowledge base | =page | =file | id"
# Not all words for documents: "guide", "handbook", "checklist" and the like are parts of the articles' titles.
_GENERAL = (
    "=general/=generally/=usually | a/the/which/what guide/handbook/checklist | guide for/on/about | how/howto to |"
    " =manual/=manuals/=guideline/=guidelines/=procedure/=procedures/=process/=document/=documents/=documentation |"
    " =convention/=conventions/=instruction/=instructions/=policy"
)
_NOT_WORK = "#private | #aside"


def briefs(answer: KbFixAnswer, slot: Slot) -> tuple[Brief, ...]:
    """Return the briefs of all owners; each knows their own links over all articles, and nobody else's."""
    trainee = slot.trainee.split()[0]
    return tuple(
        brief
        for owner, links in answer.owners.items()
        for brief in (
            _chart_ids(owner, links, answer.subjects_of(owner), task=slot.task, trainee=trainee),
            _edit_request(owner, links, task=slot.task, trainee=trainee),
            _process(owner, answer.manual, task=slot.task, trainee=trainee),
        )
    )


def _chart_ids(owner: str, links: tuple[Link, ...], subjects: tuple[str, ...], *, task: str, trainee: str) -> Brief:
    olds = ", ".join(link.old for link in links)
    articles = ", ".join(f'"{subject}"' for subject in subjects)
    titles = "".join(f" | {' '.join(re.findall(r'[A-Za-z0-9]+', subject))} + (id | #broken)" for subject in subjects)
    lines = "\n".join(f"- {link.old} -> {link.new}" for link in links)
    return Brief(
        task=task,
        topic="chart-ids",
        person=owner,
        when=(
            f"{trainee} asks which new ids your charts have (old ids {olds}), "
            f"or about your broken chart links in {articles}"
        ),
        reply=f"Sure, these are the current ids of my charts:\n{lines}",
        cues=(f"{_BROKEN}{titles}", "id"),
        unless=(f"{_GENERAL} | {_NOT_WORK}",),  # an old id in the question, a key, is answered all the same
        keys=tuple(link.old for link in links),
        facts=tuple(link.new for link in links),
    )


def _edit_request(owner: str, links: tuple[Link, ...], *, task: str, trainee: str) -> Brief:
    return Brief(
        task=task,
        topic="edit-request",
        person=owner,
        when=f"{trainee} asks you to edit an article or correct a chart link yourself",
        reply="Sorry, I am too busy to edit articles. All I can help with is which new id belongs to which old one.",
        cues=(" | ".join((_THINGS, *(link.old for link in links))), "#edit"),
        weighed="any",
        unless=(_NOT_WORK,),
        facts=("busy",),
    )


def _process(owner: str, manual: str, *, task: str, trainee: str) -> Brief:
    return Brief(
        task=task,
        topic="process",
        person=owner,
        when=(
            f"{trainee} asks how broken chart links are corrected in general, or where the guideline for it is, "
            "without naming an id"
        ),
        reply=f"That is described in the guideline, CloudDisk://{manual}. Please read it first.",
        cues=(_LINKS, "#manual | how | #guide | read"),
        weighed="kb_fix/process",
        unless=(_NOT_WORK,),
        never=("#do it for me",),
        facts=(manual,),
    )
