"""Makes a task: settles the opening, plants applicants, and writes their resumes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.resume_select.answer import Applicant, ResumeAnswer
from pytest_traineebench.tasks.resume_select.instruction import write_instruction
from pytest_traineebench.tasks.resume_select.names import FIRST_NAMES, LAST_NAMES
from pytest_traineebench.tasks.resume_select.params import Requirement, ResumeParams
from pytest_traineebench.tasks.resume_select.paths import Paths
from pytest_traineebench.tasks.resume_select.planting import plant
from pytest_traineebench.tasks.resume_select.profile import Opening, Profile, misses
from pytest_traineebench.tasks.resume_select.resume import Writer
from pytest_traineebench.tasks.resume_select.sampler import draw_position, draw_requirement

_OLD_RESUMES = 3


def generate(params: ResumeParams, slot: Slot) -> Task[ResumeAnswer]:
    """Make a task."""
    opening = _opening(params, slot)
    profiles = plant(opening, params.resumes, slot.stream("applicants"))
    people = dict(zip(_names(params.resumes, slot), profiles, strict=True))
    paths = Paths(slot)
    texts = {paths.resume(name): _resume(name, profile, slot.date, slot) for name, profile in people.items()}
    return Task(
        instruction=write_instruction(opening, paths),
        answer=ResumeAnswer(
            output_file=paths.output,
            applicants=tuple(
                Applicant(name=name, path=paths.resume(name), misses=misses(opening, profile))
                for name, profile in people.items()
            ),
        ),
        disk={path: text.encode() for path, text in (texts | _archive(people, opening, slot)).items()},
    )


def _opening(params: ResumeParams, slot: Slot) -> Opening:
    """Settle what is looked for; what the arguments leave open is drawn."""
    rng = slot.stream("opening")
    requirement = params.requirement or Requirement.model_validate(draw_requirement(rng))
    return Opening(
        position=params.position or draw_position(rng),
        education=requirement.education,
        majors=requirement.majors,
        years=requirement.years or 0,
        skills=requirement.skills,
    )


def _names(count: int, slot: Slot) -> list[str]:
    """Draw full names, sorted as folders are; nobody at the company has a name from these lists."""
    numbers = slot.stream("names").sample(range(len(FIRST_NAMES) * len(LAST_NAMES)), count)
    return sorted(f"{FIRST_NAMES[n // len(LAST_NAMES)]} {LAST_NAMES[n % len(LAST_NAMES)]}" for n in numbers)


def _resume(name: str, profile: Profile, today: date, slot: Slot) -> str:
    def chance(part: str) -> Random:
        return slot.stream(f"{part} of {name}")

    return Writer(name, profile, today, chance).text()


def _archive(people: dict[str, Profile], opening: Opening, slot: Slot) -> dict[str, str]:
    """Return what a few sent a year ago: with a year less of work, and all of them wanted today's position then."""
    rng, paths = slot.stream("archive"), Paths(slot)
    # A year earlier February 29 may not exist; the day of the month stands in no resume.
    then = slot.date.replace(year=slot.date.year - 1, day=1)
    chosen = sorted(rng.sample(sorted(people), min(_OLD_RESUMES, len(people))))
    return {
        paths.old_resume(name, then.year): _resume(name, _a_year_ago(people[name], opening), then, slot)
        for name in chosen
    }


def _a_year_ago(profile: Profile, opening: Opening) -> Profile:
    return replace(profile, position=opening.position, years=max(0, profile.years - 1))
