"""What the trainee reads: the opening, each wish with the rule by which it is judged, and the form of the shortlist."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template

from pytest_traineebench.tasks.resume_select.paths import Paths
from pytest_traineebench.tasks.resume_select.profile import Opening
from pytest_traineebench.tasks.resume_select.vocabulary import DEGREES, DISPLAY


def write_instruction(opening: Opening, paths: Paths) -> str:
    """Return the instruction; a wish that the opening does not have is left out."""
    return (
        _template()
        .substitute(
            position=opening.position,
            folder=paths.folder,
            archive=paths.archive,
            output=paths.output,
            wishes="\n".join(f"- {wish}" for wish in _wishes(opening)),
        )
        .strip()
    )


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "templates" / "instruction.md").read_text("utf-8"))


def _wishes(opening: Opening) -> Iterator[str]:
    yield (
        f"**Position**: the applicant clearly wants to work as `{opening.position}`. The line below the name and the "
        "end of the summary say which position is wished for, and it must be exactly this one. Titles of present or "
        "former jobs do not count."
    )
    if opening.education:
        yield _degree_wish(opening.education)
    if opening.majors:
        yield _major_wish(opening.majors)
    if opening.years:
        yield (
            f"**Experience**: at least `{opening.years} year{'' if opening.years == 1 else 's'}` of full-time work, "
            "all employments added up; the dates of each stand with its length, both months included. Internships "
            "do not count."
        )
    if opening.skills:
        skills = ", ".join(f"`{DISPLAY[skill]}`" for skill in opening.skills)
        yield (
            f"**Skills**: {skills}{' - all of them' if len(opening.skills) > 1 else ''}, by exactly "
            f"{'these names' if len(opening.skills) > 1 else 'this name'} in the Skills section. What is mentioned in "
            "other sections only does not count."
        )


def _degree_wish(lowest: str) -> str:
    """Say which degrees will do: those above the lowest one, too."""
    order = " < ".join(DEGREES)
    return (
        f"**Education**: a `{lowest}` degree or a higher one ({order}). A degree that is not finished yet does not "
        "count."
    )


def _major_wish(majors: tuple[str, ...]) -> str:
    names = ", ".join(f"`{major}`" for major in majors)
    which = names if len(majors) == 1 else f"one of {names}"
    return (
        f"**Major**: the highest finished degree has the major {which}, by exactly that name. Majors of lower degrees "
        "do not count, related ones do not either."
    )
