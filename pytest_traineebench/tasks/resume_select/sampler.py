"""Draws openings as the published sampler does: every list with equal chances."""

from __future__ import annotations

from random import Random

from pytest_traineebench.tasks.resume_select.vocabulary import (
    DEGREES,
    DRAWN_MAJORS,
    DRAWN_SKILLS,
    DRAWN_YEARS,
    POSITIONS,
    Position,
)

_MOST_SKILLS = 3


def draw_requirement(rng: Random) -> list[list[str]]:
    """Return a requirement in the published shape: a degree, a major, years, and one to three skills."""
    years = rng.choice(DRAWN_YEARS)
    return [
        [rng.choice(DEGREES)],
        [rng.choice(DRAWN_MAJORS)],
        [f"{years} year{'' if years == 1 else 's'}"],
        rng.sample(DRAWN_SKILLS, rng.randint(1, _MOST_SKILLS)),
    ]


def draw_position(rng: Random) -> Position:
    """Return a position."""
    return rng.choice(POSITIONS)
