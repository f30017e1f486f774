"""Arguments: published and plain shape, what they leave open, and errors that name what is wrong."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError
from tasks.sales.sales_scene import STAFF, kind, make

from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.sales import FAMILY
from pytest_traineebench.tasks.sales.kinds import Kind
from pytest_traineebench.tasks.sales.params import SalesParams


@pytest.mark.parametrize(
    "given", [None, {}, {"task_params": {}}, {"task_params": None}, {"task_type": "top_sales_employee"}]
)
def test_without_arguments_the_best_of_the_first_department_is_asked_for(given: Any) -> None:
    """Absent, empty and null arguments mean what they mean in the published benchmark; only the quarter is drawn."""
    scenes = [make(given or {}, seed=seed) for seed in range(20)]

    assert SalesParams.model_validate(given) == SalesParams()
    assert {scene.answer.departments for scene in scenes} == {("Sales_1",)}
    assert {scene.answer.report for scene in scenes} == {f"dept_Sales_1_Q{q}_top_sales.json" for q in range(1, 5)}


@pytest.mark.parametrize(
    ("given", "report"),
    [
        (kind("top_sales_employee", department="Sales_3", quarter=2), "dept_Sales_3_Q2_top_sales.json"),
        (kind("sales_statistics", department="Sales_2", quarter=4), "dept_Sales_2_Q4_sales_stats.json"),
        (
            kind("cross_depts_extreme_employee", departments=["Sales_2", "Sales_3"], mode="bottom", quarter=1),
            "depts_Sales_2-Sales_3_Q1_bottom_employee.json",
        ),
        (
            kind("per_dept_extreme_employee", departments=["Sales_2", "Sales_1"], mode="top", quarter=3),
            "depts_Sales_2-Sales_1_Q3_top_per_dept.json",
        ),
        (
            kind("per_dept_avg_sales", quarter=2, departments=["Sales_3", "Sales_2", "Sales_1"]),
            "depts_Sales_3-Sales_2-Sales_1_Q2_avg.json",
        ),
        (
            kind("per_dept_top_n", departments=["Sales_1", "Sales_3"], n=2, quarter=3),
            "depts_Sales_1-Sales_3_Q3_top2_per_dept.json",
        ),
        (
            kind("cross_depts_top_n", departments=["Sales_1", "Sales_2"], quarter=4),
            "depts_Sales_1-Sales_2_Q4_top3.json",
        ),
        (
            kind("dept_person_qoq_count", department="Sales_2", quarter=3, direction="up"),
            "dept_Sales_2_Q3_up_person_count.json",
        ),
        (kind("all_depts_qoq_count", quarter=4, direction="down"), "all_Q4_down_dept_count.json"),
    ],
)
def test_reports_have_the_published_names(given: dict[str, Any], report: str) -> None:
    """And the plain shape asks the same."""
    plain = {"task_type": given["task_type"], **given["task_params"]}

    assert make(given).answer.report == report
    assert make(plain).task == make(given).task
    assert f"`{report}`" in make(given).task.instruction


@pytest.mark.parametrize(
    ("given", "same"),
    [
        (kind("top_sales_employee", department=["Sales_2"]), {"department": "Sales_2"}),
        (kind("per_dept_top_n", departments="Sales_2", n="2"), {"departments": ("Sales_2",), "n": 2}),
        (kind("cross_depts_top_n", departments=["Sales 2"], n=[1]), {"departments": ("Sales_2",), "n": 1}),
        (kind(" Per_Dept_Avg_Sales ", quarter="Q3"), {"quarter": 3, "task_type": "per_dept_avg_sales"}),
        (kind("all_depts_qoq_count", quarter=[2], direction=" Up "), {"quarter": 2, "direction": "up"}),
    ],
)
def test_small_liberties_are_understood(given: dict[str, Any], same: dict[str, Any]) -> None:
    """Lists of one element, blanks, case, numbers as text."""
    params = SalesParams.model_validate(given)

    assert {name: getattr(params, name) for name in same} == same


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (kind("best_employee"), "task_type"),
        (kind("top_sales_employee", department="Sales"), "department"),
        (kind("top_sales_employee", department="Sales_4"), "department"),
        (kind("top_sales_employee", departments=["Sales_1"]), "departments: top_sales_employee takes no such"),
        (kind("sales_statistics", mode="top"), "mode: sales_statistics takes no such"),
        (kind("per_dept_top_n", departments=[]), "departments"),
        (kind("per_dept_top_n", departments=["Sales_1", "Sales_1"]), "departments: names a department twice"),
        (kind("per_dept_top_n", departments=["Sales_1"], n=0), "n "),
        (kind("per_dept_top_n", n=True), "n "),
        (kind("per_dept_top_n", n=1.5), "n "),
        (kind("cross_depts_extreme_employee", mode="middle"), "mode"),
        (kind("all_depts_qoq_count", quarter=1), "quarter: all_depts_qoq_count compares"),
        (kind("dept_person_qoq_count", department="Sales_1", quarter=5), "quarter"),
        (kind("dept_person_qoq_count", department="Sales_1", direction="sideways"), "direction"),
        (kind("all_depts_qoq_count", department="Sales_1"), "department: all_depts_qoq_count takes no such"),
        (kind("top_sales_employee", deparment="Sales_1"), "deparment"),
        ({"task_type": "top_sales_employee", "task_params": [], "x": 1}, "task_params: holds all arguments"),
        (
            {"task_type": "top_sales_employee", "task_params": "Sales_1"},
            "task_params: found 'Sales_1', expected an object",
        ),
        ({"task_params": {"task_type": "top_sales_employee"}}, "task_type: belongs beside task_params"),
    ],
)
def test_what_is_wrong_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    """Unknown kinds, departments and keys, arguments of another kind, and quarters without one before."""
    with pytest.raises(ValidationError) as caught:
        SalesParams.model_validate(given)

    problem = caught.value.errors()[0]
    assert named in f"{'.'.join(map(str, problem['loc']))} {problem['msg']}"


def test_what_is_left_open_is_drawn_by_seed() -> None:
    """Departments and quarter of a bare kind differ from seed to seed, and never from call to call."""
    bare = kind("cross_depts_top_n")

    asked = [make(bare, seed=seed).answer.report for seed in range(30)]

    assert asked == [make(bare, seed=seed).answer.report for seed in range(30)]
    assert len(set(asked)) > 10


def test_a_comparison_is_never_drawn_for_the_first_quarter() -> None:
    """It would need the quarter of another year."""
    reports = {make(kind("all_depts_qoq_count"), seed=seed).answer.report for seed in range(30)}

    assert reports == {f"all_Q{quarter}_up_dept_count.json" for quarter in (2, 3, 4)}


def test_a_department_without_people_is_refused_by_name() -> None:
    """A company of ten has one sales department; where nothing is named, that one is asked about."""
    staff = hire(10, stream(0, "staff"))

    with pytest.raises(ValueError, match=r"^department: nobody works in Sales_3") as caught:
        make(kind("top_sales_employee", department="Sales_3"), staff=staff)

    assert str(caught.value).endswith("use Sales_1")
    assert make(kind("cross_depts_top_n"), staff=staff).answer.departments == ("Sales_1",)
    assert make(kind("all_depts_qoq_count"), staff=staff).answer.departments == ("Sales_1",)


def test_there_are_thirteen_rules_of_nine_kinds() -> None:
    """Every kind is a subtype, the fewest files first."""
    variants = FAMILY.variants()
    files = [len(make(dict(variant.params)).answer.records) for variant in variants]

    assert len(variants) == 13
    assert {variant.subtype for variant in variants} == {each.value for each in Kind}
    assert files == sorted(files)
    assert {variant.difficulty for variant in variants} == {"easy", "medium", "hard"}


def test_arguments_are_drawn_as_published() -> None:
    """All kinds are equally likely; two or three departments without repetition; quarters where there should be."""
    rng = stream(1, "draws")

    drawn = [FAMILY.draw(rng) for _ in range(2700)]

    kinds = Counter(each["task_type"] for each in drawn)
    lists = [each["task_params"]["departments"] for each in drawn if "departments" in each["task_params"]]
    assert set(kinds) == {each.value for each in Kind}
    assert all(230 < number < 370 for number in kinds.values())
    assert {len(names) for names in lists} == {2, 3}
    assert all(len(set(names)) == len(names) for names in lists)
    with_quarter = {each["task_type"] for each in drawn if "quarter" in each["task_params"]}
    assert with_quarter == {"per_dept_avg_sales", "dept_person_qoq_count", "all_depts_qoq_count"}
    assert all(set(each["task_params"]) <= {*Kind(each["task_type"]).arguments, "quarter"} for each in drawn)


def test_only_staff_is_reported() -> None:
    """Whoever stands in a report stands in the company's list, in that department."""
    for seed in range(20):
        for figure in make(kind("cross_depts_top_n", n=20), seed=seed).answer.figures:
            person = STAFF.find(figure.name)
            assert person is not None
            assert person.department == figure.department
            assert figure.key == person.name.lower().replace(" ", "_")
