"""What is true of an applicant, and which wishes of an opening that leaves unmet."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.tasks.resume_select.vocabulary import DEGREES


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the company looks for; an empty entry asks for nothing.

    Attributes:
        position: The exact title.
        education: The lowest degree that will do.
        majors: Majors of the highest degree that will do.
        years: Least years of full-time work; 0 asks for none.
        skills: All of them are wanted, in lower case.
    """

    position: str
    education: str | None
    majors: tuple[str, ...]
    years: int
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The record from which a resume is written.

    Attributes:
        position: What the applicant wants to become here.
        education: The highest degree that is finished.
        major: Its major.
        years: Full-time work, internships not counted.
        skills: In lower case, in the order of the vocabulary.
        lower_major: Major of the degrees below; None leaves it to the writer.
        last_title: Title of the present employment; None leaves it to the writer.
        long_internships: Whether internships would make up for what is missing in years.
        studying: Whether a further degree has been begun and not finished.
        mentioned: A skill that the applicant has only seen with others.
    """

    position: str
    education: str
    major: str
    years: int
    skills: tuple[str, ...]
    lower_major: str | None = None
    last_title: str | None = None
    long_internships: bool = False
    studying: bool = False
    mentioned: str | None = None


def misses(opening: Opening, profile: Profile) -> tuple[str, ...]:
    """Return what speaks against an applicant, in words for people; empty if nothing does."""
    lacking = [skill for skill in opening.skills if skill not in profile.skills]
    checks = {
        f"wants to be a {profile.position}": profile.position != opening.position,
        f"has a {profile.education} degree only": _rank(profile.education) < _rank(opening.education),
        f"majored in {profile.major}": bool(opening.majors) and profile.major not in opening.majors,
        f"has {profile.years} full years of work only": profile.years < opening.years,
        f"does not list {', '.join(lacking)}": bool(lacking),
    }
    return tuple(words for words, applies in checks.items() if applies)


def _rank(degree: str | None) -> int:
    return -1 if degree is None else DEGREES.index(degree)
