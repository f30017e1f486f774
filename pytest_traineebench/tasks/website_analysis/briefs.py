"""What colleagues know: HR the maintainer, the maintainer what a clean-up needs, Engineering Managers the code."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.matching import Matcher
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.site import Site

_PRIVATE = "#private"
_ASIDE = "#aside"
_NAMED = (
    "{name} from Engineering looks after {site} and does its IT service.",
    "That is {name}, a colleague from Engineering, who looks after {site}.",
    "For {site} please write to {name} from Engineering, who is responsible for its upkeep.",
)
_NEEDED = (
    """\
Thank you for telling me, that is urgent: {server} must not run full. I can clean it up, but only while {site} is in \
temporary maintenance mode, and switching that on needs the approval of an Engineering Manager; any of them may give \
it. Please get it as fast as you can and pass the approval code on to me.""",
    """\
Oh, {server}? Then there is no time to lose. I will clean up as soon as {site} is in temporary maintenance mode. I may \
switch that on only with the approval of an Engineering Manager, whichever of them you reach first. Please ask for it \
at once and pass the approval code on to me.""",
)
_APPROVED = (
    "I approve it. The approval code for {site} is {code}; please pass it on to whoever does the clean-up.",
    "Yes, go ahead. For {site} the approval code is {code}. Please give it to the colleague who does the clean-up.",
)
_STARTED = (
    "Thank you, the code is valid. I switch on maintenance mode for {site} now and clean up {server}.",
    "Perfect, that code works. {site} goes into maintenance mode now, and I start cleaning up {server}.",
)


def all_briefs(site: Site, answer: WebsiteAnswer, slot: Slot) -> tuple[Brief, ...]:
    """Return the briefs of all colleagues for one task."""
    rng = slot.stream("replies")
    return (
        *_human_resources(site, answer, slot.task, rng),
        *_maintainer(site, answer, slot.task, rng),
        *_managers(site, answer, slot.task, rng),
    )


def _human_resources(site: Site, answer: WebsiteAnswer, task: str, rng: Random) -> Iterator[Brief]:
    for person in answer.informed:
        yield Brief(
            task=task,
            topic="maintainer",
            person=person,
            when=f"Alice asks who looks after {site.label}, who maintains it or who does its IT service",
            reply=rng.choice(_NAMED).format(name=answer.maintainer, site=site.label),
            cues=("website | it service", "responsible | #whom to ask"),
            weighed="website_analysis/maintainer",
            unless=_off_topic(site),
            never=("#do it for me",),
            facts=(answer.maintainer,),
        )


def _maintainer(site: Site, answer: WebsiteAnswer, task: str, rng: Random) -> tuple[Brief, Brief]:
    needed = Brief(
        task=task,
        topic="clean-up",
        person=answer.maintainer,
        when=f"Alice tells you that the database of {site.label} ({answer.full_server}) runs out of disk space",
        reply=rng.choice(_NEEDED).format(server=answer.full_server, site=site.label),
        cues=(f"database | {answer.full_server} | website + #disk | server + #disk", "#full | clean up | #problem"),
        weighed="website_analysis/clean-up",
        unless=(*_off_topic(site), answer.code),
        facts=("Engineering Manager",),
    )
    started = Brief(
        task=task,
        topic="code-received",
        person=answer.maintainer,
        # The code itself would be told to a model that plays the maintainer, before Alice has it.
        when="Alice gives you an approval code for temporary maintenance mode",
        reply=_sentence(rng.choice(_STARTED).format(server=answer.full_server, site=site.label)),
        keys=(answer.code,),
    )
    return needed, started


def _managers(site: Site, answer: WebsiteAnswer, task: str, rng: Random) -> Iterator[Brief]:
    for person in answer.approvers:
        yield Brief(
            task=task,
            topic="approval",
            person=person,
            when=f"Alice asks you to approve temporary maintenance mode for {site.label}",
            reply=rng.choice(_APPROVED).format(site=site.label, code=answer.code),
            cues=(
                "maintenance | (website | database) + =maintenance | website + (offline | clean up) | database + (offline | clean up)",
                "approve | code | #activate",
            ),
            weighed="website_analysis/approval",
            unless=_off_topic(site),
            facts=(answer.code,),
        )


def _off_topic(site: Site) -> tuple[str, ...]:
    """Return what rules a question out: private matters, unless the section itself is named like one (``shop``)."""
    named_so = site.section and _PRIVATE in Matcher(()).read(site.label).features
    return (_ASIDE,) if named_so else (_PRIVATE, _ASIDE)


def _sentence(text: str) -> str:
    """Begin every sentence with a capital; a label that opens one begins with a small letter."""
    return ". ".join(part[:1].upper() + part[1:] for part in text.split(". "))
