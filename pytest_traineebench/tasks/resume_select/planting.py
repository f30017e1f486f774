"""Plants the applicants: a few who fit, near misses that fail in exactly one thing, and some who fail in two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from pytest_traineebench.tasks.resume_select.profile import Opening, Profile
from pytest_traineebench.tasks.resume_select.vocabulary import DEGREES, MAJORS, POSITIONS, SKILLS

_NOBODY_FITS, _FAILS_TWICE = 0.1, 0.2
_MOST_SUITABLE = 3
_LONGEST_CAREER = 12
_OTHER_SKILLS = (11, 18)

_Spoil = Callable[[Profile, Opening, Random], Profile]


def plant(opening: Opening, count: int, rng: Random) -> tuple[Profile, ...]:
    """Return the profiles of all applicants in random order; at least one misses, unless there is only one."""
    most = min(_MOST_SUITABLE, max(1, count - 1))
    suitable = 0 if rng.random() < _NOBODY_FITS else rng.randint(1, most)
    profiles = [_fitting(opening, rng) for _ in range(suitable)]
    spoils = _spoils(opening)
    rng.shuffle(spoils)
    for number in range(count - suitable):
        first = spoils[number % len(spoils)]
        chosen = {first, rng.choice(spoils)} if rng.random() < _FAILS_TWICE else {first}
        profile = _fitting(opening, rng)
        for spoil in (spoil for spoil in spoils if spoil in chosen):  # a set's own order is not repeatable
            profile = spoil(profile, opening, rng)
        profiles.append(profile)
    rng.shuffle(profiles)
    return tuple(profiles)


def _fitting(opening: Opening, rng: Random) -> Profile:
    lowest = DEGREES.index(opening.education) if opening.education else 0
    exact = rng.random() < 0.4  # noqa: PLR2004  -- people at the very limit show whether "at least" was understood
    others = [skill for skill in SKILLS if skill not in opening.skills]
    skills = {*opening.skills, *rng.sample(others, rng.randint(*_OTHER_SKILLS))}
    return Profile(
        position=opening.position,
        education=rng.choice(DEGREES[lowest:]),
        major=rng.choice(opening.majors or MAJORS),
        years=opening.years if exact and opening.years else rng.randint(max(1, opening.years), _LONGEST_CAREER),
        skills=tuple(skill for skill in SKILLS if skill in skills),
    )


def _wants_another_position(profile: Profile, opening: Opening, rng: Random) -> Profile:
    """Make somebody who works as what is sought and wants to be something else."""
    other = rng.choice([position for position in POSITIONS if position != opening.position])
    return replace(profile, position=other, last_title=opening.position)


def _has_a_lower_degree(profile: Profile, opening: Opening, rng: Random) -> Profile:
    lower = DEGREES[: DEGREES.index(opening.education or DEGREES[0])]
    return replace(profile, education=rng.choice(lower), studying=False)


def _has_another_major(profile: Profile, opening: Opening, rng: Random) -> Profile:
    """Make somebody whose lower degree has the major that the highest one should have."""
    other = rng.choice([major for major in MAJORS if major not in opening.majors])
    return replace(profile, major=other, lower_major=rng.choice(opening.majors))


def _has_worked_too_little(profile: Profile, opening: Opening, rng: Random) -> Profile:
    """Make somebody who would have the years if internships counted; sometimes one who still studies."""
    studying = rng.random() < 0.25 and profile.education != DEGREES[-1]  # noqa: PLR2004  -- an eye for colour
    years = 0 if studying else max(0, opening.years - rng.randint(1, 2))
    return replace(profile, years=years, long_internships=True, studying=studying)


def _lacks_a_skill(profile: Profile, opening: Opening, rng: Random) -> Profile:
    """Make somebody who has one wanted skill only in sight, and a similar one of their own."""
    lacking = rng.choice(opening.skills)
    similar = {"java": "javascript", "c++": "c", "deep learning": "machine learning"}.get(lacking)
    kept = {*profile.skills, *([similar] if similar and similar not in opening.skills else [])} - {lacking}
    return replace(profile, skills=tuple(skill for skill in SKILLS if skill in kept), mentioned=lacking)


def _spoils(opening: Opening) -> list[_Spoil]:
    """Return the ways in which an applicant can miss what this opening asks for."""
    asked: Mapping[_Spoil, bool] = {
        _wants_another_position: True,
        _has_a_lower_degree: opening.education not in {None, DEGREES[0]},
        _has_another_major: bool(opening.majors),
        _has_worked_too_little: opening.years > 0,
        _lacks_a_skill: bool(opening.skills),
    }
    return [spoil for spoil, applies in asked.items() if applies]
