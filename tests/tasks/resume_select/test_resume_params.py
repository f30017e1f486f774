"""Arguments: the published shape with its lists of one, plain texts, and errors that name what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.resume_select import FAMILY
from pytest_traineebench.tasks.resume_select.params import Requirement, ResumeParams

PUBLISHED = {
    "requirement": [["Master's"], ["Electrical Engineering"], ["5 years"], ["kubernetes", "redis"]],
    "position": ["Software Engineer"],
    "number_of_resumes": 6,
}
WANTED = Requirement(education="Master's", majors=("Electrical Engineering",), years=5, skills=("kubernetes", "redis"))


@pytest.mark.parametrize(
    "given",
    [
        PUBLISHED,
        {**PUBLISHED, "position": "Software Engineer", "number_of_resumes": [6]},
        {**PUBLISHED, "requirement": ["master's", "electrical engineering", "5", ["Kubernetes", "Redis"]]},
        {
            **PUBLISHED,
            "requirement": [
                "Master\N{RIGHT SINGLE QUOTATION MARK}s",
                ["Electrical Engineering"],
                5,
                ["kubernetes", "redis"],
            ],
        },
        {**PUBLISHED, "requirement": WANTED.model_dump()},
    ],
)
def test_lists_of_one_and_plain_texts_say_the_same(given: dict[str, Any]) -> None:
    """A position or degree in a list equals the text in it; published, such a list fitted nobody."""
    params = ResumeParams.model_validate(given)

    assert (params.requirement, params.position, params.resumes) == (WANTED, "Software Engineer", 6)


@pytest.mark.parametrize("empty", [None, [], ""])
def test_empty_entries_ask_for_nothing(empty: Any) -> None:
    """Each entry of a requirement may be empty, and nobody is left out by it."""
    params = ResumeParams.model_validate({"requirement": [empty] * 4})

    assert params.requirement == Requirement()


@pytest.mark.parametrize("years", ["Not required", ["Not yet graduated"], None])
def test_years_that_begin_with_not_are_no_restriction(years: Any) -> None:
    """The text that the published prompt calls no restriction is none."""
    assert Requirement.model_validate([None, None, years, None]).years is None


@pytest.mark.parametrize("number", [None, [], "absent"])
def test_without_a_number_there_are_all_resumes(number: Any) -> None:
    """No number means the whole pool of thirty, as published."""
    given = {} if number == "absent" else {"number_of_resumes": number}

    assert ResumeParams.model_validate(given).resumes == 30


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"requirement": [["Diploma"], None, None, None]}, "requirement.education"),
        ({"requirement": [["Master's", "Doctoral"], None, None, None]}, "requirement.education"),
        ({"requirement": [None, ["Astrology"], None, None]}, "requirement.majors.0"),
        ({"requirement": [None, ["Mathematics", "mathematics"], None, None]}, "majors: names one of them twice"),
        ({"requirement": [None, 3, None, None]}, "requirement.majors"),
        (
            {"requirement": [None, None, ["many years"], None]},
            "requirement.years Value error, found 'many years', expected a text such as",
        ),
        ({"requirement": [None, None, "11 years", None]}, "requirement.years"),
        ({"requirement": [None, None, True, None]}, "requirement.years"),
        ({"requirement": [None, None, "-1 years", None]}, "requirement.years"),
        ({"requirement": [None, None, None, ["cobol"]]}, "requirement.skills.0 Value error, expected one of python"),
        ({"requirement": [None, None, None, [["java"]]]}, "requirement.skills.0"),
        (
            {"requirement": [None, None, None]},
            "found [None, None, None], expected a list of education, majors, years and skills",
        ),
        ({"requirement": "Master's"}, "expected a list of education, majors, years and skills"),
        ({"requirement": {"educaton": "Master's"}}, "requirement.educaton"),
        ({"position": ["Astronaut"]}, "position"),
        ({"position": ["Software Engineer", "Software Developer"]}, "position"),
        ({"number_of_resumes": 0}, "number_of_resumes"),
        ({"number_of_resumes": 31}, "number_of_resumes"),
        ({"number_of_resumes": True}, "number_of_resumes"),
        ({"number_of_resumes": "few"}, "number_of_resumes"),
        ({"resumes": 6}, "resumes"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    """What no resume could show, such as an unknown skill, is refused; the error names the argument."""
    with pytest.raises(ValidationError) as caught:
        ResumeParams.model_validate(given)

    problem = caught.value.errors()[0]
    assert named in f"{'.'.join(map(str, problem['loc']))} {problem['msg']}"


def test_every_major_is_no_restriction() -> None:
    """A list of all majors would leave nobody to fail it, so that the author is told to leave it empty."""
    everything = [
        "Computer Science",
        "Computer Engineering",
        "Software Engineering",
        "Mathematics",
        "Electrical Engineering",
        "Data Science",
        "Control Science",
    ]

    with pytest.raises(ValidationError, match="leave it empty"):
        ResumeParams.model_validate({"requirement": [None, everything, None, None]})


def test_variants_are_the_published_numbers() -> None:
    """There are six, nine or twelve resumes, the fewest first."""
    levels = [FAMILY.labels(FAMILY.params.model_validate(variant.params)) for variant in FAMILY.variants()]

    assert levels == [("", "6_resumes"), ("", "9_resumes"), ("", "12_resumes")]


def test_the_sampler_draws_the_published_shape() -> None:
    """Everything but the number stands in a list; all values occur."""
    rng = stream(1, "draws")

    drawn = [FAMILY.draw(rng) for _ in range(600)]

    assert {len(d["requirement"][3]) for d in drawn} == {1, 2, 3}
    assert {d["number_of_resumes"] for d in drawn} == {6, 9, 12}
    assert {d["requirement"][2][0] for d in drawn} == {"1 year", "3 years", "5 years"}
    assert len({d["position"][0] for d in drawn}) == len({d["requirement"][0][0] for d in drawn}) == 3
    assert len({d["requirement"][1][0] for d in drawn}) == 5
    assert len({skill for d in drawn for skill in d["requirement"][3]}) == 10
