"""The arguments of a screening: what an applicant must bring, for which position, and how many have applied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pytest_traineebench.family import Params
from pytest_traineebench.tasks.resume_select.vocabulary import (
    DEGREES,
    MAJORS,
    POSITIONS,
    SKILLS,
    Degree,
    Major,
    Position,
)

MAX_YEARS = 10
MAX_SKILLS = 6
MAX_RESUMES = 30
"""The size of the published pool; more than that no intern downloads in a day."""

_ENTRIES = ("education", "majors", "years", "skills")
_YEARS_TEXT = re.compile(r"(\d{1,3})(?:\s+years?)?", re.IGNORECASE)


def _one(value: Any) -> Any:
    """Take the element out of a list of one, as the published configs write most arguments; an empty one is None."""
    if isinstance(value, list | tuple):
        return value[0] if len(value) == 1 else (value or None)
    return None if value == "" else value


def _among(names: tuple[str, ...], value: Any) -> Any:
    """Return the listed name that equals a text but for case, blanks and the shape of the apostrophe."""
    if not isinstance(value, str):
        return value
    plain = " ".join(value.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    return next((name for name in names if name.casefold() == plain.casefold()), plain)


def _degree(value: Any) -> Any:
    return _among(DEGREES, _one(value))


def _position(value: Any) -> Any:
    return _among(POSITIONS, _one(value))


def _years(value: Any) -> Any:
    """Read ``"5 years"``; a text that begins with ``Not`` asks for none, as published."""
    value = _one(value)
    if isinstance(value, bool):
        raise ValueError("expected a number of years")  # noqa: TRY004  -- pydantic takes ValueError only
    if not isinstance(value, str):
        return value
    if value.strip().lower().startswith("not"):
        return None
    match = _YEARS_TEXT.fullmatch(value.strip())
    if not match:
        raise ValueError(f'found {value!r}, expected a text such as "5 years"')
    return int(match[1])


def _several(names: tuple[str, ...], value: Any) -> Any:
    """Return a tuple of listed names; one text is a list of one."""
    if value is None or value == "":
        return ()
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple):
        return values
    return tuple(_among(names, entry) for entry in values)


def _majors(value: Any) -> Any:
    return _several(MAJORS, value)


def _skills(value: Any) -> Any:
    return _several(SKILLS, value)


def _number(value: Any) -> Any:
    value = _one(value)
    if isinstance(value, bool):
        raise ValueError("expected a whole number")  # noqa: TRY004  -- pydantic takes ValueError only
    return value


def _known_skill(skill: str) -> str:
    if skill not in SKILLS:
        raise ValueError(f"expected one of {', '.join(SKILLS)}")
    return skill


_Skill = Annotated[str, AfterValidator(_known_skill)]


class Requirement(BaseModel):
    """What an applicant must bring; an entry that is empty asks for nothing.

    Accepts the published list of four, ``[["Master's"], ["Mathematics"], ["5 years"], ["java", "redis"]]``, in which
    an entry may also be a plain text or null, and an object with these names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    education: Annotated[Degree | None, BeforeValidator(_degree)] = None
    majors: Annotated[tuple[Major, ...], BeforeValidator(_majors)] = ()
    years: Annotated[int | None, BeforeValidator(_years)] = Field(default=None, ge=1, le=MAX_YEARS)
    skills: Annotated[tuple[_Skill, ...], BeforeValidator(_skills), Field(max_length=MAX_SKILLS)] = ()

    @model_validator(mode="before")
    @classmethod
    def _name_entries(cls, given: Any) -> Any:
        if isinstance(given, Mapping | Requirement):
            return given
        if not isinstance(given, list | tuple) or len(given) != len(_ENTRIES):
            raise ValueError(
                f"found {given!r}, expected a list of education, majors, years and skills, each may be null"
            )
        return dict(zip(_ENTRIES, given, strict=True))

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        for name, values in (("majors", self.majors), ("skills", self.skills)):
            if len(set(values)) < len(values):
                raise ValueError(f"{name}: names one of them twice: {', '.join(values)}")
        if len(self.majors) == len(MAJORS):
            raise ValueError("majors: names every major there is; leave it empty to ask for none")
        return self


class ResumeParams(Params):
    """What a task of this family is asked to be like.

    Accepts the published shape, in which everything but the number stands in a list, and plain texts. Position and
    requirement are drawn for the task if they are not given.
    """

    requirement: Requirement | None = None
    position: Annotated[Position | None, BeforeValidator(_position)] = None
    number_of_resumes: Annotated[int | None, BeforeValidator(_number)] = Field(default=None, ge=1, le=MAX_RESUMES)

    @property
    def resumes(self) -> int:
        """How many people have applied; all that there can be if no number is given, as published."""
        return MAX_RESUMES if self.number_of_resumes is None else self.number_of_resumes
