"""Nothing that has to be found out stands where the trainee can read it without finding it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pytest_traineebench.audit.deliverables import deliverables
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.npc.brief import Brief

_LEAST = 60
"""Letters of a deliverable without blanks; a shorter one is a form that may stand as an example."""


def check(trial: Trial) -> Iterator[str]:
    """Yield every secret that is visible, every one that a wrong person would say, and every answer that lies about."""
    visible = {"what the trainee is told": trial.told}
    for place, files in (("the disk", trial.built.disk), ("the workspace", trial.built.workspace)):
        visible |= {f"{path} on {place}": text for path, text in _texts(files).items()}
    briefs = trial.built.briefs
    for secret in sorted({secret for brief in briefs for secret in secrets(brief)}):
        yield from (f"{secret!r} stands in {place}" for place, text in visible.items() if secret in text)
        yield from _said_by_others(secret, briefs)
    visible |= {f"the brief of {brief.person}": brief.reply for brief in briefs}
    for path, content in deliverables(trial.oracle).items():
        answer = _packed(content.decode(errors="replace"))
        if len(answer) >= _LEAST:
            yield from (f"{path} stands in {place}" for place, text in visible.items() if answer in _packed(text))


def secrets(brief: Brief) -> set[str]:
    """Return the facts with a number or code; places on the disk may be listed, and times are everywhere."""
    return {fact for fact in brief.facts if any(c.isdigit() for c in fact) and not {"/", ":"} & set(fact)}


def _said_by_others(secret: str, briefs: tuple[Brief, ...]) -> Iterator[str]:
    knowing = {brief.person for brief in briefs if secret in brief.facts}
    for brief in briefs:
        if secret in brief.reply and brief.person not in knowing:
            yield f"{secret!r} stands in the brief of {brief.person}, who should not know it"


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: content.decode(errors="replace") for path, content in files.items()}


def _packed(text: str) -> str:
    """Return a text without blanks, in which it makes no difference how JSON was laid out."""
    return "".join(text.split())
