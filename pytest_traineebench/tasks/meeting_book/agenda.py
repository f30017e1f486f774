"""What a meeting is about: matters that no other task of a day is about.

A colleague who is asked about this meeting, in whatever words of it, should hear nothing else.
"""

from __future__ import annotations

from random import Random

SUBJECTS = (
    "the goals for the quarter",
    "the open day",
    "the company anniversary",
    "the move to the third floor",
    "the new desk arrangement",
    "our five values",
    "saving energy in the office",
    "the results of the employee survey",
    "the ideas from the suggestion box",
    "the delegation from Lisbon",
    "working from home on Fridays",
    "the mentoring scheme",
    "the town's sustainability prize",
    "the stand-up routine",
    "the welcome folder for newcomers",
    "the partner school's visit",
    "the quiet zones",
    "the recycling of old equipment",
    "the exhibition in the entrance hall",
    "the language courses",
    "the parking for guests",
    "the signs in the corridors",
    "the fire drill",
    "the neighbourhood day",
)
POINTS = (
    "what worked so far",
    "three proposals from the staff",
    "what it may cost",
    "what is still missing",
    "lessons from the pilot phase",
    "the layout of the poster",
    "volunteers for the preparations",
    "a short look at the sketches",
    "the wording of the announcement",
    "risks and how to meet them",
    "the first steps",
    "who speaks when",
    "the feedback of the neighbours",
    "a vote on the motto",
    "how success is measured",
    "the order of events",
    "open questions from upstairs",
    "the list of materials",
    "what other firms do",
    "a word from the founders",
    "the timetable",
    "the places that need paint",
    "the ideas of the newcomers",
    "a round of opinions",
    "two examples from elsewhere",
    "where everything is stored",
)
_POINTS_OF_A_MEETING = (3, 5)


def draw_agenda(rng: Random) -> tuple[str, tuple[str, ...]]:
    """Draw what a meeting is about, and what is talked about in it, in order."""
    return rng.choice(SUBJECTS), tuple(rng.sample(POINTS, rng.randint(*_POINTS_OF_A_MEETING)))
