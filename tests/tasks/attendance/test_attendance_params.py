"""Arguments: the published shape as it stands, the plain one, and clear words about everything else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError
from tasks.attendance.attendance_scene import STAFF, VARIANTS, make, slot

from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.attendance import FAMILY
from pytest_traineebench.tasks.attendance.params import DEPARTMENTS, LEVELS, TASK_TYPES, AttendanceParams


@pytest.mark.parametrize(
    "given",
    [
        {
            "task_type_name": "late_early_employee",
            "task_params": {"mode": "most_early", "department": "Human Resources"},
            "difficulty": {"level": "L4"},
        },
        {
            "task_type_name": ["late_early_employee"],
            "task_params": {"mode": ["most_early"], "department": ["Human Resources"]},
            "difficulty": {"level": ["L4"]},
        },
        {
            "task_type_name": "late_early_employee",
            "mode": "most_early",
            "department": "human resources",
            "level": " l4 ",
        },
    ],
)
def test_published_and_plain_shapes_mean_the_same(given: dict[str, Any]) -> None:
    """One-element lists, blanks and the case of names do not matter."""
    params = AttendanceParams.model_validate(given)

    assert (params.report, params.level) == ("dept_Human Resources_most_early.json", "L4")
    assert FAMILY.labels(params) == ("most_early", "L4")


@pytest.mark.parametrize(
    "given", [None, {}, {"task_params": None, "difficulty": None}, {"task_params": {"department": None}}]
)
def test_what_is_left_out_is_the_published_default(given: dict[str, Any] | None) -> None:
    """The fewest late days of the whole company on the baseline."""
    params = AttendanceParams.model_validate(given)

    assert (params.report, params.level) == ("dept_all_least_late.json", "L3")


def test_the_top_has_defaults_and_takes_numbers_as_text() -> None:
    """Ten percent by lateness."""
    top = {"task_type_name": "top_percent_employees"}

    assert AttendanceParams.model_validate(top).report == "dept_all_top10_late.json"
    assert AttendanceParams.model_validate({**top, "percent": "15"}).report == "dept_all_top15_late.json"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"task_type_name": "sick_leave"}, "task_type_name"),
        ({"department": "Executive"}, "department"),
        ({"task_params": {"department": "Sales"}}, "department"),
        ({"difficulty": {"level": "L6"}}, "level"),
        ({"difficulty": {"rng_cfg": {"p_late": 0.9}}}, "rng_cfg"),
        ({"difficulty": "L1"}, "difficulty: found 'L1', expected an object or null"),
        ({"mode": "latest"}, "mode"),
        ({"task_type_name": "total_absence_days", "mode": "most_late"}, "mode: does not belong to total_absence_days"),
        ({"percent": 10}, "percent: does not belong to late_early_employee, which takes department, mode"),
        ({"task_type_name": "top_percent_employees", "percent": 0}, "percent"),
        ({"task_type_name": "top_percent_employees", "percent": 101}, "percent"),
        ({"task_type_name": "top_percent_employees", "percent": True}, "expected a whole number"),
        ({"task_type_name": "top_percent_employees", "percent": 7.5}, "percent"),
        ({"department": "all", "task_params": {"department": "all"}}, "task_params.department: is given twice"),
        ({"departement": "all"}, "departement"),
        (["late_early_employee"], "valid dictionary"),
    ],
)
def test_wrong_arguments_are_named(given: Any, text: str) -> None:
    """The error holds the argument and, where it is short, what is allowed."""
    with pytest.raises(ValidationError, match=text):
        AttendanceParams.model_validate(given)


def test_a_department_without_people_is_refused() -> None:
    """A company of ten has no Sales_3."""
    small = hire(10, stream(1, "staff"))

    with pytest.raises(ValueError, match=r"^department: nobody works in Sales_3 at this company; it has Engineering, "):
        make({"department": "Sales_3"}, where=slot(staff=small))


@pytest.mark.parametrize("size", [10, 12, 25, 200])
@pytest.mark.parametrize("level", LEVELS)
def test_companies_of_all_sizes_are_generated(size: int, level: str) -> None:
    """With at most as many departments with a sheet as there are."""
    staff = hire(size, stream(1, "staff"))

    for department in {person.department for person in staff} - {"Executive"}:
        task = make({"department": department, "level": level}, where=slot(staff=staff))

        assert len(task.answer.sheets) == (level == "L5")


def test_every_kind_of_task_is_a_variant() -> None:
    """13 ways of counting on five levels, from the easiest to the hardest, over all departments."""
    params = [FAMILY.params.model_validate(variant.params) for variant in VARIANTS]

    assert len({(variant.subtype, variant.difficulty) for variant in VARIANTS}) == len(VARIANTS) == 65
    assert [variant.difficulty for variant in VARIANTS] == sorted(variant.difficulty for variant in VARIANTS)
    assert {p.department for p in params} == set(DEPARTMENTS)
    assert [(v.subtype, v.difficulty) for v in VARIANTS] == [FAMILY.labels(p) for p in params]


def test_the_sampler_draws_everything_equally_often() -> None:
    """Types, departments and levels, in the published shape."""
    drawn = [FAMILY.draw(stream(seed, "draw")) or {} for seed in range(900)]

    types = Counter(given["task_type_name"] for given in drawn)
    departments = Counter(given["task_params"]["department"] for given in drawn)
    assert set(types) == set(TASK_TYPES)
    assert set(departments) == set(DEPARTMENTS)
    assert min(types.values()) > 60 < min(departments.values())
    assert all(set(given) == {"task_type_name", "task_params", "difficulty"} for given in drawn)
    assert len(STAFF) == 50
