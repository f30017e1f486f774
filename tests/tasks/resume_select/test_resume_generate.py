"""Instances: who applies, what the resumes say, and what nobody may see."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

import pytest
from tasks.resume_select.resume_scene import (
    NUMBERS,
    STAFF,
    ResumeTask,
    make,
    others,
    resumes,
    slot,
    suitable,
    with_resumes,
)

from pytest_traineebench.audit.solvers.resume_select import (
    fits,
    full_time_months,
    highest_degree,
    listed_skills,
    read_wishes,
    section,
)
from pytest_traineebench.company.staff import MAX_SIZE, hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.resume_select.names import FIRST_NAMES, LAST_NAMES
from pytest_traineebench.tasks.resume_select.vocabulary import DRAWN_SKILLS, SKILLS

SEEDS = range(60)
STRICT = [["Master's"], ["Electrical Engineering"], ["3 years"], ["java", "redis"]]


def strict(
    seed: int, *, number: int = 12, requirement: Any = STRICT, today: dt.date = dt.date(2025, 10, 1)
) -> ResumeTask:
    """Return a task with a requirement of every kind, in the published shape."""
    given = {"requirement": requirement, "position": ["Software Engineer"], "number_of_resumes": number}
    return make(given, where=slot(seed, today=today))


def months_between(dates: str, today: dt.date) -> int:
    """Count the months of ``Oct 2020 - Present``, both ends included; the current month has not been worked."""
    names = list(calendar.month_abbr)[1:]
    first, last = (
        today.year * 12 + today.month - 2
        if end == "Present"
        else int(end.split()[1]) * 12 + names.index(end.split()[0])
        for end in dates.split(" - ")
    )
    return last - first + 1


def test_published_arguments_have_matches() -> None:
    """Usually one to three applicants fit and sometimes nobody does; published, nobody ever did."""
    counts = [len(suitable(strict(seed))) for seed in range(300)]

    assert set(counts) == {0, 1, 2, 3}
    assert 0.05 < counts.count(0) / 300 < 0.16


def test_most_others_fail_in_one_thing() -> None:
    """Near misses outnumber the rest, and all five wishes have some."""
    misses = [a.misses for seed in SEEDS for a in strict(seed).answer.applicants if a.misses]
    single = [reasons[0] for reasons in misses if len(reasons) == 1]

    assert len(single) > 0.75 * len(misses)
    for words in ("wants to be", "degree only", "majored in", "full years of work only", "does not list"):
        assert sum(words in reason for reason in single) > 20


@pytest.mark.parametrize(("position", "count"), [(0, 2), (1, 2), (2, 2), (3, 2)])
def test_an_empty_entry_is_left_out(position: int, count: int) -> None:
    """An entry that asks for nothing stands in no instruction, and nobody fails it."""
    requirement = [None if number == position else entry for number, entry in enumerate(STRICT)]
    title = ("Education", "Major", "Experience", "Skills")[position]

    for seed in range(count):
        task = strict(seed, requirement=requirement)

        assert title not in read_wishes(task.instruction)
        assert len(read_wishes(task.instruction)) == 4


def test_only_a_position_is_enough() -> None:
    """With an empty requirement the wished position alone decides."""
    task = make({"requirement": [None] * 4, "position": "Software Developer", "number_of_resumes": 9})

    assert list(read_wishes(task.instruction)) == ["Position"]
    assert all(reasons[0].startswith("wants to be") for a in task.answer.applicants if (reasons := a.misses))
    assert others(task)


def test_instructions_show_no_brackets() -> None:
    """Lists of one are shown as their text."""
    task = strict(1)

    assert "`Master's` degree" in task.instruction
    assert "at least `3 years`" in task.instruction
    assert "[" not in task.instruction


def test_several_majors_are_alternatives() -> None:
    """Who has one of the majors fits; the instruction says so."""
    requirement = [None, ["Mathematics", "Data Science"], None, None]

    tasks = [strict(seed, requirement=requirement) for seed in range(30)]

    assert "one of `Mathematics`, `Data Science`" in tasks[0].instruction
    majors = {highest_degree(resumes(t)[a.path])[1] for t in tasks for a in t.answer.suitable}
    assert majors == {"Mathematics", "Data Science"}


def test_years_are_numbers() -> None:
    """Ten years and more are enough for five, and a graduate without work is not; published, texts were compared."""
    requirement = [None, None, ["5 years"], None]
    seen: dict[int, set[bool]] = {}
    for seed in SEEDS:
        task = strict(seed, requirement=requirement)
        named = set(suitable(task))
        for applicant in task.answer.applicants:
            text = resumes(task)[applicant.path]
            if "**Position**" in task.instruction and text.splitlines()[1].startswith("Software Engineer"):
                seen.setdefault(full_time_months(text), set()).add(applicant.name in named)

    assert all(fit == {months >= 60} for months, fit in seen.items())
    assert {0, 60, 120, 144} <= seen.keys()


def test_every_wanted_skill_is_needed() -> None:
    """Who lacks a single skill is out, even who lists a similar one or mentions it; published, skills were free."""
    alike = mentioned = 0
    for seed in SEEDS:
        task = strict(seed)
        for applicant in task.answer.applicants:
            text = resumes(task)[applicant.path]
            listed = set(listed_skills(text))
            if applicant.misses == ("does not list java",):
                alike += "JavaScript" in listed
                mentioned += "everything that needed Java;" in text
                assert "Java" not in listed
            if not applicant.misses:
                assert {"Java", "Redis"} <= listed

    assert alike > 10
    assert mentioned > 10


def test_the_wish_and_not_the_present_title_counts() -> None:
    """Somebody who works as what is sought and wants something else does not fit."""
    traps = 0
    for seed in SEEDS:
        task = strict(seed)
        for applicant in task.answer.applicants:
            text = resumes(task)[applicant.path]
            wished = text.splitlines()[1].split(" | ")[0]
            assert f" position as {wished}." in section(text, "Summary")[0]
            traps += wished != "Software Engineer" and "Present title: Software Engineer." in text

    assert traps > 20


def test_internships_and_unfinished_degrees_are_traps() -> None:
    """Some would have the years with their internships, and some have begun a further degree."""
    texts = [text for seed in SEEDS for text in resumes(strict(seed)).values()]

    assert sum(text.count(", internship)") == 2 for text in texts) > 50
    assert sum("not finished yet" in text for text in texts) > 10


@pytest.mark.parametrize("today", [dt.date(2025, 10, 1), dt.date(2024, 2, 29), dt.date(2026, 1, 15)])
def test_dates_add_up(today: dt.date) -> None:
    """Lengths follow from dates, work has no gaps and begins after the last degree, and whole years come out."""
    for seed in range(15):
        for text in resumes(strict(seed, today=today)).values():
            stints = re.findall(r"^\*(.+?) \((.+?), (full-time|internship)\)\*$", text, re.MULTILINE)
            for dates, length, _ in stints:
                stated = sum(int(n) * (12 if u == "year" else 1) for n, u in re.findall(r"(\d+) (year|month)", length))
                assert months_between(dates, today) == stated > 0
            assert full_time_months(text) % 12 == 0
            if told := re.search(r"with (\d+) years? of full-time experience", text):
                assert full_time_months(text) == 12 * int(told[1])
            ended = max(int(y) for y in re.findall(r" - (\d{4}) \| thesis", text))
            assert ended <= today.year
            if full_time_months(text):
                assert today.year - full_time_months(text) // 12 - ended in {0, 1}


def test_resumes_look_like_resumes() -> None:
    """They have the usual sections and sizes, and the title and the file carry one name."""
    sizes = []
    for seed in SEEDS:
        for path, text in resumes(with_resumes(12, seed)).items():
            sizes.append(len(text))
            assert path == f"human_resources/resumes/{text.splitlines()[0][3:]}_resume.md"
            assert re.findall(r"^### (\w+)", text, re.MULTILINE)[:4] == ["Summary", "Education", "Experience", "Skills"]
            assert 38 <= text.count("\n") <= 95
            assert "{" not in text

    assert min(sizes) > 1800
    assert 2700 < sum(sizes) / len(sizes) < 4600


def test_prose_holds_no_skill() -> None:
    """Outside of the Skills section a drawn skill is named only where a partner team had it."""
    pattern = re.compile(rf"(?<![\w+])({'|'.join(map(re.escape, DRAWN_SKILLS))})(?![\w+])", re.IGNORECASE)
    for seed in SEEDS:
        for text in resumes(with_resumes(12, seed)).values():
            before, _, rest = text.partition("### Skills\n")
            prose = before + rest.partition("\n---\n")[2]
            assert [line for line in prose.splitlines() if pattern.search(line) and "A partner team" not in line] == []


def test_the_vocabulary_holds_what_is_drawn() -> None:
    """Every skill that can be asked for is one that a resume can list, once."""
    assert set(DRAWN_SKILLS) <= set(SKILLS)
    assert len(SKILLS) == len(set(SKILLS))


def test_applicants_are_no_colleagues() -> None:
    """No applicant can have the name of somebody at the company, even the largest, and no two share one."""
    staff = [person.name.split() for person in hire(MAX_SIZE, stream(5, "staff"))]

    assert not {first for first, _ in staff} & set(FIRST_NAMES)
    assert not {last for _, last in staff} & set(LAST_NAMES)
    assert len(set(FIRST_NAMES)) == len(FIRST_NAMES)
    assert len(set(LAST_NAMES)) == len(LAST_NAMES)
    assert len({a.name for a in make().answer.applicants}) == 30


@pytest.mark.parametrize("number", [1, 2, *NUMBERS, 30])
def test_there_are_as_many_resumes_as_asked_for(number: int) -> None:
    """The folder holds exactly the wanted number, and somebody always fails where there is more than one."""
    for seed in range(10):
        task = with_resumes(number, seed)

        assert len(resumes(task)) == len(task.answer.applicants) == number
        assert number == 1 or others(task)


def test_old_resumes_are_a_trap() -> None:
    """The archive holds earlier resumes of applicants, some of whom fitted then and do not now or the reverse."""
    changed = 0
    for seed in SEEDS:
        task = strict(seed)
        wishes = read_wishes(task.instruction)
        old = {path: text.decode() for path, text in task.disk.items() if "archive" in path}
        assert len(old) == 3
        for path, text in old.items():
            name = text.splitlines()[0][3:]
            assert path == f"human_resources/resumes_archive/{name}_resume_2024.md"
            changed += fits(text, wishes) != (name in suitable(task))
            now = resumes(task)[f"human_resources/resumes/{name}_resume.md"]
            assert section(text, "Education") == section(now, "Education") or "not finished" in now

    assert changed > 20


def test_equal_slots_make_equal_tasks_and_others_differ() -> None:
    """A task depends on seed, day and id, and on nothing else."""
    places = [slot(1), slot(2), slot(1, day="day_2"), slot(1, task="second")]

    tasks = [make({"number_of_resumes": 9}, where=place) for place in places]

    assert tasks == [make({"number_of_resumes": 9}, where=place) for place in places]
    assert len({tuple(a.name for a in task.answer.applicants) for task in tasks}) == 4


def test_staff_does_not_matter() -> None:
    """Applicants come from outside; another company gets the same ones."""
    assert make(where=slot(3)) == make(where=slot(3, staff=hire(200, stream(9, "staff"))))
    assert len(STAFF) == 50


def test_two_tasks_of_a_day_share_no_file() -> None:
    """Folders and shortlist of the second task are its own."""
    first, second = make(), make(where=slot(task="second"))

    assert not first.disk.keys() & second.disk.keys()
    assert all(path.startswith("human_resources/resumes_second/") for path in resumes(second))
    assert second.answer.output_file == "suitable_candidates_second.txt"
    assert "`suitable_candidates_second.txt`" in second.instruction
    assert "CloudDisk://human_resources/resumes_archive_second/" in second.instruction


def test_instances_are_distinct() -> None:
    """Of a thousand seeds, a thousand sets of applicants."""
    seen = {tuple(a.name for a in with_resumes(6, seed).answer.applicants) for seed in range(1000)}

    assert len(seen) == 1000


def test_nothing_gives_the_answer_away() -> None:
    """The instruction names no applicant, no colleague knows anything, and no file tells who fits."""
    for seed in SEEDS:
        task = with_resumes(9, seed)

        assert not any(a.name in task.instruction for a in task.answer.applicants)
        assert task.briefs == ()
        assert not task.workspace
        assert not any(word in text.lower() for text in resumes(task).values() for word in ("suitable", "shortlist"))
