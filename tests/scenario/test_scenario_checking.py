"""What a scenario that is YAML but not right gets: one line with file, place, found and expected."""

from __future__ import annotations

import datetime as dt
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from support.recipes import scenario, task

from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.scenario.load import check_scenario, load_scenario
from pytest_traineebench.scenario.schema import json_schema
from pytest_traineebench.scenario.write import to_yaml

PROJECT = Path(__file__).parents[2]
TASK = "days.0.tasks.0"


def refusal(data: object) -> str:
    """Return the refusal of a scenario without the file's name."""
    with pytest.raises(ScenarioError) as caught:
        check_scenario(data, source="a.yaml")
    return str(caught.value).removeprefix("a.yaml: ")


def change(**fields: Any) -> dict[str, Any]:
    """Return a task with one change of these fields."""
    return task(changes=[{"at": "10:00", "because": "it was moved", **fields}], deadline="12:00")


ARABIC = "\u0662\u0660:\u0660\u0660"
MIDNIGHT = dt.datetime.fromisoformat("2025-01-01T00:00:00")
TIME = 'expected a time of day from "00:00" to "23:59", such as "09:30"'
DATE = "expected a date such as 2025-10-01, from 1970-01-01 to 2199-12-31"
NAME = "expected 1 to 64 of A-Z a-z 0-9 _ -, the first one a letter or digit"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"format": 2}, "format: found 2, expected 1, the only format that this version reads"),
        ({"format": True}, "format: found True, expected 1"),
        ({"format": 1.0}, "format: found 1.0, expected 1"),
        ({"format": "1"}, "format: found '1', expected 1"),
        ({"name": 7}, "name: found 7, expected text; put it in quotes"),
        ({"name": ""}, f"name: found '', {NAME}"),
        ({"name": "../../etc/passwd"}, f"name: found '../../etc/passwd', {NAME}"),
        ({"name": "a/b"}, f"name: found 'a/b', {NAME}"),
        ({"name": "a\0b"}, f"name: found 'a\\x00b', {NAME}"),
        ({"name": "a\n"}, f"name: found 'a\\n', {NAME}"),
        ({"name": "x" * 300}, "name: found 'xxx"),
        ({"name": "\ud800"}, "name: found '\\ud800'"),
        ({"seed": True}, "seed: found True, expected a whole number"),
        ({"seed": "7"}, "seed: found '7', expected a whole number"),
        ({"seed": 7.0}, "seed: found 7.0, expected a whole number"),
        ({"seed": -1}, "seed: found -1, expected at least 0"),
        ({"seed": 2**63}, "seed: found 9223372036854775808, expected at most 9223372036854775807"),
        ({"seed": 10**5000}, "seed: found a number that is too long to show, expected at most"),
        ({"seed": float("nan")}, "seed: found nan, expected a whole number"),
        ({"seed": float("inf")}, "seed: found inf, expected a whole number"),
        ({"seed": None}, "seed: found nothing, expected a whole number"),
        ({"company": {"size": True}}, "company.size: found True, expected a whole number"),
        ({"company": {"size": 9}}, "company.size: found 9, expected at least 10"),
        ({"company": 50}, "company: found 50, expected a mapping of names to values"),
        ({"npc": " "}, "npc: found ' ', expected one line of text"),
        ({"npc": "a\nb"}, "npc: found 'a\\nb', expected one line of text"),
        ({"npc": ""}, "npc: found '', expected at least 1 character"),
        ({"days": []}, "days: found [], expected at least 1 entry"),
        ({"days": {"name": "x"}}, "days: found a mapping, expected a list"),
        ({"days": [{"name": "day_1", "tasks": [task()]}] * 101}, "days: found ["),
        ({"dayz": []}, "found the unknown key 'dayz'; did you mean 'days'?"),
        ({"a\nb" * 50: 1}, "found the unknown key 'a\\nba\\nb"),
        (
            {"days": [{"name": "d", "tasks": [task()], "date": "2025-99-99"}]},
            f"days.0.date: found '2025-99-99', {DATE}",
        ),
        (
            {"days": [{"name": "d", "tasks": [task()], "date": "9999-12-31"}]},
            f"days.0.date: found '9999-12-31', {DATE}",
        ),
        ({"days": [{"name": "d", "tasks": [task()], "date": 0}]}, f"days.0.date: found 0, {DATE}"),
        (
            {"days": [{"name": "d", "tasks": [task()], "date": MIDNIGHT}]},
            "days.0.date: found 2025-01-01 00:00:00, expected",
        ),
        ({"days": [{"name": "d", "tasks": [task()], "start": "25:00"}]}, f"days.0.start: found '25:00', {TIME}"),
        (
            {"days": [{"name": "d", "tasks": [task()], "digest": "sha256:0"}]},
            "days.0.digest: found 'sha256:0', expected",
        ),
        (
            {"days": [{"name": "D", "tasks": [task()]}, {"name": "d", "tasks": [task()]}]},
            "days.1.name: found 'd' after 'D', expected a name of its own",
        ),
    ],
)
def test_a_wrong_field(fields: dict[str, Any], found: str) -> None:
    """The line names the field."""
    assert refusal({**scenario(), **fields}).startswith(found)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (task(id="a/b"), f"{TASK}.id: found 'a/b', {NAME}"),
        (task(id=".."), f"{TASK}.id: found '..', {NAME}"),
        (task(deadline="25:00"), f"{TASK}.deadline: found '25:00', {TIME}"),
        (task(deadline=1200), f"{TASK}.deadline: found 1200, {TIME}"),
        (task(deadline=ARABIC), f"{TASK}.deadline: found {ARABIC!r}, {TIME}"),
        (task(deadline="08:00"), f"{TASK}.deadline: found 08:00, expected later than the arrival at 08:00"),
        (task(arrives="13:00", deadline="12:00"), f"{TASK}.deadline: found 12:00, expected later than the arrival at"),
        (task(arrives="07:59"), f"{TASK}.arrives: found 07:59, expected the day's start 08:00 or later"),
        (task(priority="huge"), f"{TASK}.priority: found 'huge', expected 'low', 'normal', 'high' or 'urgent'"),
        (task(famly="x"), f"{TASK}: found the unknown key 'famly'; did you mean 'family'?"),
        (task(family="meting_book"), f"{TASK}.family: no family 'meting_book'; did you mean 'meeting_book'?"),
        (task(family="__init__"), f"{TASK}.family: no family '__init__'; known: "),
        (task(family="x" * 900_000), f"{TASK}.family: found 'xxx"),
        (task(family=["kb_fix"]), f"{TASK}.family: found a list, expected text"),
        (task(params=[]), f"{TASK}.params: found a list, expected a mapping of names to values"),
        (
            task(params={"difficulty": "hard", "difficulti": "x"}),
            f"{TASK}.params.difficulti: unknown key; did you mean",
        ),
        (task(params={"difficulty": "x"}), f"{TASK}.params.difficulty: found 'x', expected 'easy', 'medium' or 'hard'"),
        (task(params={"a\nb": 1}), f"{TASK}.params.'a\\nb': unknown key"),
        ({"id": "a"}, f"{TASK}.family: missing"),
        ({}, f"{TASK}.id: missing (and 1 more)"),
        (
            change(deadline="13:00", at="12:00"),
            f"{TASK}.changes.0.at: found 12:00, expected after 08:00 and before the",
        ),
        (
            change(deadline="13:00", at="08:00"),
            f"{TASK}.changes.0.at: found 08:00, expected after 08:00 and before the",
        ),
        (change(deadline="09:00"), f"{TASK}.changes.0.deadline: found 09:00, expected later than 10:00"),
        (change(), f"{TASK}.changes.0: found neither deadline nor priority, expected one of them or both"),
        (change(deadline="13:00", because=""), f"{TASK}.changes.0.because: found '', expected at least 1 character"),
    ],
)
def test_a_wrong_task(wrong: dict[str, Any], found: str) -> None:
    """The line names the task's place and what is wrong there."""
    assert refusal(scenario(wrong)).startswith(found)


def arguments(family: str, **params: Any) -> dict[str, Any]:
    """Return a task of a family with these arguments."""
    return task(family=family, params=params)


EVENT, RESUMES = "event_planning", "resume_select"
PLAN = {"morning": "Lake", "lunch": "Inn", "afternoon": "Zoo"}


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (arguments("sales", task_type="x"), "task_type: found 'x', expected 'top_sales_employee', 'sales_statistics',"),
        (arguments("sales", departments=[]), "departments: found [], expected at least 1 entry"),
        (arguments("sales", departments=["Sales_1"] * 4), "departments: found ['Sales_1', "),
        (arguments("sales", n=1.5), "n: found 1.5, expected a whole number"),
        (arguments("sales", task_params=5), "task_params: found 5, expected an object such as"),
        (arguments("sales", task_params=list(range(9999))), "task_params: found [0, 1, 2,"),
        (arguments("attendance", percent=True), "percent: found True, expected a whole number"),
        (arguments("attendance", difficulty="L1"), "difficulty: found 'L1', expected an object or null"),
        (arguments("kb_fix", num_articles=True), "num_articles: found True, expected a whole number"),
        (arguments(EVENT, metrics=[]), "metrics: found [], expected at least 1 entry"),
        (arguments(EVENT, n_res="many"), "n_res: found 'many', expected a whole number"),
        (arguments(EVENT, end_time=17), "end_time: found 17, expected a time from 16:00 to 20:00"),
        (arguments(EVENT, plan="x"), "plan: found 'x', expected a mapping of names to values"),
        (arguments(EVENT, plan={"morning": "Lake"}), "plan.lunch: missing (and 1 more)"),
        (arguments(EVENT, plan={**PLAN, "lunch": 3}), "plan.lunch: found 3, expected the name of a place"),
        (arguments(EVENT, plan={**PLAN, "lunch": "zoo"}), "plan: found a place twice, expected three different ones"),
        (arguments(EVENT, plan={**PLAN, "evening": "Bar"}), "plan.evening: unknown key"),
        (arguments(RESUMES, requirement=[["PhD"], [], [], []]), "requirement.education: found 'PhD', expected"),
        (arguments(RESUMES, requirement=[[], [], ["ten"], []]), "requirement.years: found 'ten', expected a text such"),
        (
            arguments(RESUMES, requirement=[[], [], [], ["x"]]),
            "requirement.skills.0: found 'x', expected one of python",
        ),
        (arguments(RESUMES, requirement="x"), "requirement: found 'x', expected a list of education, majors, years"),
        (
            arguments("meeting_attend", meeting_start_time="09:30", task_type="x"),
            "task_type: found 'x', expected 'none'",
        ),
    ],
)
def test_a_wrong_argument(wrong: dict[str, Any], found: str) -> None:
    """The line names the argument, what was found and what is allowed, in no words of the library that checks it."""
    told = refusal(scenario(wrong))

    assert told.startswith(f"{TASK}.params.{found}")
    assert len(told) < 700
    assert not re.search(r"validation|[Ii]nput|should|tuple|function-|\n", told)


def test_an_id_that_stands_twice() -> None:
    """Names that differ in case only count as one: they become names of files."""
    assert refusal(scenario(task(id="KB"), task(id="kb"))) == (
        "days.0.tasks.1.id: found 'kb' after 'KB', expected a name of its own"
    )


def test_an_unknown_day_is_told_the_days_there_are() -> None:
    """A person may mistype a day on the command line."""
    loaded = check_scenario(scenario(), source="a.yaml")

    with pytest.raises(ScenarioError, match=r"a\.yaml: no day 'day1'; did you mean 'day_1'\?"):
        loaded.day("day1")


def test_what_is_left_out() -> None:
    """A day is 1 October 2025 from 8 o'clock, a company has 50 people, the colleagues go by rules."""
    recipe = check_scenario(scenario(), source="a.yaml").scenario

    day = recipe.days[0]
    assert (day.date, day.start, day.tasks[0].deadline) == (dt.date(2025, 10, 1), dt.time(8), dt.time(20))
    assert (recipe.company.size, recipe.npc) == (50, "rules")


def test_a_file_is_loaded(tmp_path: Path) -> None:
    """Times may stand without quotes."""
    path = tmp_path / "a.scenario.yaml"
    path.write_text(to_yaml(scenario(task(deadline="09:30"))).replace("'09:30'", "9:30"), encoding="utf-8")

    loaded = load_scenario(path)

    assert loaded.days[0].tasks[0].recipe.deadline == dt.time(9, 30)
    assert loaded.source == str(path)


def test_a_check_leaves_its_data_alone() -> None:
    """What was read can be checked again."""
    data = scenario()
    before = deepcopy(data)

    check_scenario(data, source="a.yaml")

    assert data == before


def test_the_schema_file_is_what_the_models_say() -> None:
    """`traineebench schema scenario > scenarios/scenario.schema.json` writes it anew."""
    written = json.loads((PROJECT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8"))

    assert written == json_schema()
