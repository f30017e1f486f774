"""Writes an applicant's resume in Markdown; its facts come from the profile, the rest from the stock of phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from pytest_traineebench.tasks.resume_select import phrases
from pytest_traineebench.tasks.resume_select.career import Degree, Stint, degrees, employments, internships
from pytest_traineebench.tasks.resume_select.profile import Profile
from pytest_traineebench.tasks.resume_select.vocabulary import DISPLAY, POSITIONS, SKILL_GROUPS

_RULE = "\n\n---\n\n"
_TELLS_YEARS, _TELLS_DEGREE, _LISTS_COURSES = 0.4, 0.5, 0.5
_FEW_YEARS = 3
_BULLETS = (3, 3, 2, 2)
"""How much is told of the latest jobs; of all older ones, one thing."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one person's resumes.

    Attributes:
        name: Full name.
        profile: What is true of the person.
        today: The day on which it is written.
        chance: Returns the generator for one part; equal for all resumes of the person, so that an older one agrees
            with the present one.
    """

    name: str
    profile: Profile
    today: date
    chance: Callable[[str], Random]

    def text(self) -> str:
        """Return the whole resume."""
        head = f"## {self.name}\n{self._contact()}"
        parts = (self._summary(), self._education(), self._experience(), self._skills(), self._more())
        return _RULE.join((head, *parts)) + "\n"

    def _contact(self) -> str:
        rng = self.chance("contact")
        first, last = self.name.lower().split()
        phone = f"555-{rng.randint(100, 999)}-{rng.randint(1000, 9999)}"
        return f"{self.profile.position} | {phone} | {first}.{last}@mail.example | profiles.example/{first}-{last}"

    def _summary(self) -> str:
        rng, profile = self.chance("summary"), self.profile
        tells_years, tells_degree = rng.random() < _TELLS_YEARS, rng.random() < _TELLS_DEGREE
        sentences = [
            f"{rng.choice(phrases.TRAITS)} {self._standing(tells=tells_years)}.",
            f"Holds a {profile.education} degree in {profile.major}." if tells_degree else "",
            " ".join(rng.sample(phrases.STRENGTHS, 2)),
            f"Present title: {profile.last_title}." if profile.last_title and profile.years else "",
            rng.choice(phrases.WISHES).format(position=profile.position),
        ]
        return "### Summary\n" + " ".join(sentence for sentence in sentences if sentence)

    def _standing(self, *, tells: bool) -> str:
        if self.profile.studying:
            return "student shortly before the end of a further degree"
        if not self.profile.years:
            return "graduate at the beginning of a career"
        years = f"{self.profile.years} year{'' if self.profile.years == 1 else 's'}"
        return f"professional with {years} of full-time experience" if tells else "professional"

    def _education(self) -> str:
        rng = self.chance("education")
        found = degrees(self.profile, self.today, rng)
        places = rng.sample(phrases.UNIVERSITIES, len(found))
        theses = rng.sample(phrases.THESES, len(found))
        return "### Education\n" + "\n".join(map(_degree, found, places, theses))

    def _experience(self) -> str:
        rng = self.chance("experience")
        jobs = employments(self.profile, self.today, self.chance("stays"))
        blocks = [*self._jobs(jobs, rng), *self._internships()]
        return "### Experience\n" + "\n\n".join(blocks)

    def _jobs(self, stints: Sequence[Stint], rng: Random) -> Iterator[str]:
        employers = rng.sample(phrases.EMPLOYERS, len(phrases.EMPLOYERS))
        titles = [rng.choice(phrases.SENIORITY) + rng.choice(POSITIONS) for _ in employers]
        duties = iter(rng.sample(phrases.DUTIES, len(phrases.DUTIES)))
        for number, stint in enumerate(stints):
            oldest_first = len(stints) - 1 - number
            title = titles[oldest_first]
            if not number and self.profile.last_title:
                title = self.profile.last_title
            wanted = _BULLETS[number] if number < len(_BULLETS) else 1
            lines = [_with_numbers(next(duties), rng) for _ in range(wanted)]
            yield _block(f"{employers[oldest_first]} - {title}", rng.choice(phrases.CITIES), stint, lines)

    def _internships(self) -> Iterator[str]:
        rng = self.chance("internships")
        for stint in internships(self.profile, self.today, rng):
            employer, title = rng.choice(phrases.EMPLOYERS), rng.choice(POSITIONS)
            lines = [_with_numbers(duty, rng) for duty in rng.sample(phrases.INTERN_DUTIES, 2)]
            yield _block(f"{employer} - {title} (Intern)", rng.choice(phrases.CITIES), stint, lines)

    def _skills(self) -> str:
        lines = []
        for group, skills in SKILL_GROUPS.items():
            mine = [skill for skill in skills if skill.lower() in self.profile.skills]
            lines += [f"- **{group}**: {', '.join(mine)}"] if mine else []
        return "### Skills\n" + "\n".join(lines)

    def _more(self) -> str:
        rng = self.chance("more")
        courses = rng.sample(phrases.COURSES, 4)
        parts = [f"### Relevant Coursework\n{', '.join(courses)}"] if rng.random() < _LISTS_COURSES else []
        return _RULE.join([*parts, self._projects(rng), _achievements(rng)])

    def _projects(self, rng: Random) -> str:
        blocks = [
            [f"**{title}**", *(f"- {_with_numbers(line, rng)}" for line in lines)]
            for title, *lines in rng.sample(phrases.PROJECTS, 2 if self.profile.years > _FEW_YEARS else 4)
        ]
        if self.profile.mentioned:
            skill = DISPLAY[self.profile.mentioned]
            blocks[0].append(f"- A partner team did everything that needed {skill}; own part: planning and acceptance")
        return "### Projects\n" + "\n\n".join("\n".join(block) for block in blocks)


def _degree(degree: Degree, university: str, thesis: str) -> str:
    years = f"{degree.begun} - {degree.ended}{'' if degree.finished else ' (expected, not finished yet)'}"
    return f"- **{degree.level} degree in {degree.major}** | {university} | {years} | thesis on {thesis}"


def _block(title: str, city: str, stint: Stint, lines: Sequence[str]) -> str:
    bullets = "\n".join(f"- {line}" for line in lines)
    return f"**{title}** | {city}\n*{stint.dates}*\n{bullets}"


def _achievements(rng: Random) -> str:
    lines = (_with_numbers(line, rng) for line in rng.sample(phrases.ACHIEVEMENTS, 3))
    return "### Achievements\n" + "\n".join(f"- {line}" for line in lines)


def _with_numbers(text: str, rng: Random) -> str:
    return text.format(share=rng.randint(8, 45), count=rng.randint(12, 95) * 10)
