"""Arguments: the published shape and the plain one, bounds, and errors that name what is wrong."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError
from tasks.event_planning.event_scene import LEVELS, STAFF, make, slot

from pytest_traineebench.company.staff import Staff
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.event_planning import FAMILY
from pytest_traineebench.tasks.event_planning.params import EventParams

PLAN = {"morning": "Riverside Wetland", "lunch": "Maple \N{MIDDLE DOT} Hotpot", "afternoon": "Stonegate Eco Park"}
GENERAL, OPTIMAL = "general_event_planning", "optimal_event_planning"


def test_the_published_and_the_plain_shape_say_the_same() -> None:
    """The arguments may stand in `task_params` or side by side."""
    inner = {"department": "Finance", "n_loc": 6, "n_res": 10, "plan": PLAN, "metrics": ["cost_per_person"]}

    published = EventParams.model_validate({"task_type_name": GENERAL, "task_params": inner})

    assert published == EventParams.model_validate({"task_type_name": GENERAL, **inner})
    assert (published.form, published.level, published.wanted) == ("given", "A1", ("cost_per_person",))


@pytest.mark.parametrize("given", [None, {}, {"task_params": None}, {"task_params": {}}])
def test_without_arguments_a_plan_is_proposed(given: Any) -> None:
    """All four metrics, 6 locations, 10 restaurants, and a department that the seed decides."""
    params = EventParams.model_validate(given)

    assert (params.form, params.level, params.n_loc, params.n_res) == ("proposed", "B3", 6, 10)
    assert len({len(make(given, where=slot(seed)).answer.windows) for seed in range(20)}) > 2


def test_an_optimum_without_a_mode_is_of_the_score() -> None:
    """The default is the published one."""
    assert EventParams.model_validate({"task_type_name": OPTIMAL}).goal == "highest_score"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"task_type_name": "special"}, "task_type_name"),
        ({"department": "Executive"}, "department"),
        ({"department": ["Finance", "Engineering"]}, "department"),
        ({"n_loc": 1}, "n_loc"),
        ({"n_loc": 21}, "n_loc"),
        ({"n_loc": True}, "n_loc"),
        ({"n_res": 0}, "n_res"),
        ({"n_res": "10"}, "n_res"),
        ({"metrics": []}, "metrics"),
        ({"metrics": ["cost"]}, "metrics"),
        ({"metrics": ["cost_per_person", "cost_per_person"]}, "metrics"),
        ({"metrics": "cost_per_person"}, "metrics"),
        ({"plan": {"morning": "A", "lunch": "B"}}, "afternoon"),
        ({"plan": {"morning": "A", "lunch": "B", "afternoon": " a "}}, "expected three different ones"),
        ({"plan": {**PLAN, "lunch": ""}}, "lunch"),
        ({"plan": {**PLAN, "lunch": "x\ny\x00"}}, "lunch"),
        ({"plan": "any"}, "plan"),
        ({"end_time": "5 pm"}, "end_time"),
        ({"end_time": "25:00"}, "end_time"),
        ({"end_time": "15:59"}, "end_time"),
        ({"end_time": 1730}, "end_time"),
        ({"mode": "lowest_cost"}, "mode: belongs to optimal_event_planning only"),
        ({"task_type_name": OPTIMAL, "mode": "best"}, "mode"),
        ({"task_type_name": OPTIMAL, "plan": PLAN}, "plan: belongs to general_event_planning only"),
        ({"task_type_name": OPTIMAL, "metrics": ["cost_per_person"]}, "metrics: belongs"),
        ({"task_type_name": OPTIMAL, "end_time": "18:00"}, "end_time: belongs"),
        ({"task_params": "x"}, "task_params: found 'x', expected an object"),
        ({"task_params": {}, "department": "Finance"}, "task_params: holds all arguments"),
        ({"task_params": {"task_type_name": GENERAL}}, "task_type_name: belongs beside"),
        ({"departmant": "Finance"}, "departmant"),
        ({"seed": 42}, "seed"),
    ],
)
def test_what_is_wrong_is_refused_by_name(given: dict[str, Any], named: str) -> None:
    """Typing errors never make an unsolvable task."""
    with pytest.raises(ValidationError) as caught:
        EventParams.model_validate(given)

    problem = caught.value.errors()[0]
    assert named in f"{'.'.join(map(str, problem['loc']))} {problem['msg']}"


def test_a_department_without_members_is_refused() -> None:
    """In a company without a Finance department an outing of Finance is an error, and none of its own choice."""
    staff = Staff(person for person in STAFF if person.department != "Finance")

    drawn = [make({}, where=slot(seed, staff=staff)).answer.windows[0].person for seed in range(20)]

    assert not {person.name for person in STAFF.department("Finance")} & set(drawn)
    with pytest.raises(ValueError, match=r"^department: found 'Finance', which has no members in a company of 46"):
        make({"department": "Finance"}, where=slot(staff=staff))


def test_there_are_twelve_levels() -> None:
    """Three forms with four levels each, the easiest first."""
    assert list(LEVELS) == [f"{letter}{number}" for letter in "ABC" for number in range(1, 5)]
    assert [variant.subtype for variant in FAMILY.variants()] == ["given"] * 4 + ["proposed"] * 4 + ["optimal"] * 4


def test_the_sampler_draws_as_published() -> None:
    """Letters are equally likely, so are departments; A and B with a limit always want all metrics."""
    rng = stream(1, "draws")
    drawn = [FAMILY.params.model_validate(FAMILY.draw(rng)) for _ in range(6000)]

    forms, levels = Counter(params.form for params in drawn), Counter(params.level for params in drawn)
    departments = Counter(params.department for params in drawn)

    assert all(1850 < forms[form] < 2150 for form in ("given", "proposed", "optimal"))
    assert all(420 < levels[level] < 580 for level in ("A3", "A4", "B3", "B4", "C1", "C2", "C3", "C4"))
    assert all(650 < count < 850 for count in departments.values())
    assert len(departments) == 8
    assert 0.10 < levels["A1"] / forms["given"] < 0.16
    assert all(len(params.wanted) == 4 for params in drawn if params.end_time)
