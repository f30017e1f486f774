"""What holds for any scenario and for any data that pretends to be one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.recipes import scenario, task

from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import family_names, load_family
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.build import build_day, digest
from pytest_traineebench.scenario.load import check_scenario
from pytest_traineebench.scenario.published import PublishedConfig, convert
from pytest_traineebench.scenario.schema import LAST_DATE, MAX_SEED, MAX_TASKS
from pytest_traineebench.scenario.strict_yaml import MAX_DEPTH, read_yaml
from pytest_traineebench.scenario.write import to_yaml

FAMILIES = family_names()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(-(10**38), 10**38) | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | TEXT | st.sampled_from(["20:00", "no", "1e3", "0o17", "~", "2025-10-01"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))
ODD: st.SearchStrategy[Any] = st.one_of(
    LEAVES, st.sampled_from([float("nan"), float("inf")]), st.text(max_size=5), st.just([[]]), st.dates(), st.times()
)

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True)
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")


@st.composite
def recipes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw scenarios of one day that are right."""
    ids = draw(st.lists(IDS, min_size=1, max_size=4, unique_by=str.lower))
    start, arrives, deadline = draw(st.lists(MINUTES, min_size=3, max_size=3, unique=True).map(sorted))
    tasks = [task(id=name, arrives=draw(st.sampled_from([None, arrives])), deadline=deadline) for name in ids]
    dates = st.dates(dt.date(1970, 1, 1), LAST_DATE).map(str)
    day = {"name": draw(IDS), "date": draw(dates), "start": start, "tasks": tasks}
    return scenario(seed=draw(st.integers(0, MAX_SEED)), name=draw(IDS), days=[day])


@given(data=st.dictionaries(TEXT, JSON, max_size=5))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    """The writer puts into quotes whatever the reader would take for something else."""
    assert read_yaml(to_yaml(data), source="f") == data


@given(data=recipes())
def test_a_scenario_survives_its_file(data: dict[str, Any]) -> None:
    """Written as YAML and read again, it is the same recipe."""
    recipe = check_scenario(data, source="f").scenario

    assert check_scenario(read_yaml(to_yaml(data), source="f"), source="f").scenario == recipe


@given(data=recipes())
@settings(max_examples=20, deadline=None)
def test_equal_seeds_build_equal_days(data: dict[str, Any]) -> None:
    """Two recipes that are equal build equal days; in between nothing is remembered."""
    day = data["days"][0]["name"]

    first = digest(build_day(check_scenario(data, source="f"), day))

    assert digest(build_day(check_scenario(json.loads(json.dumps(data)), source="f"), day)) == first


@given(
    text=st.text(st.sampled_from("ab:-?[]{},&*!|>'\"#%@` \n\t\\019.~\r\ufeff\u2028é\0"), max_size=60)
    | st.text(max_size=40)
)
@settings(max_examples=300)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    """No text gets anything but a scenario error out of the reader."""
    said = refusal(lambda: read_yaml(text, source="f.yaml"))

    assert said.isprintable()


@given(
    data=ODD | JSON | st.dictionaries(st.sampled_from(["format", "name", "seed", "npc", "company", "days"]), JSON | ODD)
)
def test_any_data_is_checked_or_refused_in_one_line(data: Any) -> None:
    """The models refuse what is not a scenario, and do not break on it."""
    refuse(data)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_scenario_with_one_wrong_value(data: st.DataObject) -> None:
    """Whatever stands in one place of a right scenario, the answer is a checked scenario or one line."""
    changed = scenario(task(changes=[{"at": "10:00", "deadline": "11:00", "because": "x"}], deadline="12:00"))
    places = [changed, changed["days"][0], changed["days"][0]["tasks"][0], changed["days"][0]["tasks"][0]["changes"][0]]
    place = data.draw(st.sampled_from(places))
    place[data.draw(st.sampled_from(sorted(place)) | TEXT)] = data.draw(ODD | JSON)

    refuse(changed)


@pytest.mark.parametrize("name", FAMILIES)
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_any_arguments_are_built_or_refused_in_one_line(name: str, data: st.DataObject) -> None:
    """A family takes its arguments, or says in one line what is wrong with them, also when it builds the day."""
    family = load_family(name)
    params: Any = dict(data.draw(st.sampled_from(family.variants())).params)
    known = [*sorted(family.params.model_fields), "task_params"]
    for _ in range(data.draw(st.integers(0, 2))):
        params[data.draw(st.sampled_from(known))] = data.draw(ODD | JSON)
    size = data.draw(st.sampled_from([10, 11, 15, 25, 50]))
    given_scenario = scenario(task(family=name, params=params), company={"size": size})

    said = refusal(lambda: build_day(check_scenario(given_scenario, source="f.yaml"), "day_1"))

    assert not said or said.startswith("f.yaml: days.0.tasks.0.params")
    assert said.isprintable()


@given(data=st.lists(st.tuples(st.sampled_from(FAMILIES), st.integers(0, 99)), min_size=1, max_size=MAX_TASKS))
@settings(max_examples=30, deadline=None)
def test_drawn_arguments_make_scenarios(data: list[tuple[str, int]]) -> None:
    """Each family's sampler draws arguments that its own model takes, in the published shape."""
    config = PublishedConfig.model_validate(
        {
            "version": "v",
            "datetime": "t",
            "scenarios": [
                {
                    "name": "s",
                    "days": [{"name": "d", "tasks": [published(load_family(name), seed) for name, seed in data]}],
                }
            ],
        }
    )

    recipe = next(convert(config, source="c.json", seed=0, npc="rules"))

    assert [row.family.name for row in recipe.loaded.days[0].tasks] == [name for name, _ in data]


def published(family: Any, seed: int) -> dict[str, Any]:
    """Return a task in the published shape with drawn arguments."""
    arguments = json.loads(json.dumps(family.draw(stream(seed, "test"))))
    return {"name": family.title, "arguments": arguments, "deadline": "2025-10-01T20:00:00"}


def refusal(attempt: Callable[[], object]) -> str:
    """Return the refusal of an attempt, or nothing; any other exception is a fault."""
    try:
        attempt()
    except ScenarioError as error:
        return str(error)
    return ""


def refuse(data: object) -> None:
    """Check data, and look at the refusal."""
    said = refusal(lambda: check_scenario(data, source="f.yaml"))

    assert not said or said.startswith("f.yaml: ")
    assert said.isprintable()
    assert len(said) < 600


def test_depth_is_bounded() -> None:
    """The bound is far beyond any scenario, and far below what breaks a parser."""
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, source="f") is not None
    with pytest.raises(ScenarioError, match="more than 30 levels"):
        read_yaml("[" * 500_000, source="f")
