"""Scenario files and built days on disk, and what is never written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.published import KB_FIX, config
from support.recipes import all_families, scenario

from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.scenario.build import BuiltDay, build_day, parts
from pytest_traineebench.scenario.load import check_scenario, load_scenario
from pytest_traineebench.scenario.published import PublishedConfig, Recipe, convert
from pytest_traineebench.scenario.strict_yaml import read_yaml
from pytest_traineebench.scenario.write import to_yaml, write_day, write_recipes


def recipes(*names: str) -> list[Recipe]:
    """Return recipes of these names."""
    days = [{"name": "day_1", "tasks": [KB_FIX]}]
    data = config(scenarios=[{"name": name, "days": days} for name in names])
    return list(convert(PublishedConfig.model_validate(data), source="c", seed=0, npc="rules"))


def built(seed: int = 7) -> BuiltDay:
    """Return a built day."""
    return build_day(check_scenario({**all_families(), "seed": seed}, source="a"), "day_1")


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_scenario_files_are_written(tmp_path: Path) -> None:
    """One per recipe, which loads as what it was."""
    paths = write_recipes(recipes("a", "b"), tmp_path / "new" / "bench")

    assert [path.name for path in paths] == ["a.scenario.yaml", "b.scenario.yaml"]
    assert load_scenario(paths[0]).scenario == recipes("a")[0].loaded.scenario
    assert len(files(tmp_path)) == 2


def test_times_and_dates_are_written_for_people() -> None:
    """A date stands as it is; a time is in quotes, since readers of YAML 1.1 make a number of it."""
    (recipe,) = recipes("a")

    text = to_yaml(recipe.data)

    assert "date: 2025-10-01\n" in text
    assert "start: '08:00'\n" in text
    assert "deadline: '20:00'\n" in text


def test_a_list_that_stands_twice_is_written_twice() -> None:
    """Anchors would not be read back."""
    shared = ["x"]

    assert read_yaml(to_yaml({"a": shared, "b": shared}), source="f") == {"a": ["x"], "b": ["x"]}


def test_generated_files_are_replaced(tmp_path: Path) -> None:
    """A second run gives the same files."""
    write_recipes(recipes("a"), tmp_path)
    before = files(tmp_path)

    write_recipes(recipes("a"), tmp_path)

    assert files(tmp_path) == before


def test_a_file_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    """And then none of the others is written."""
    (tmp_path / "b.scenario.yaml").write_text("mine", encoding="utf-8")

    with pytest.raises(ScenarioError, match=r"b\.scenario\.yaml: exists and was not generated"):
        write_recipes(recipes("a", "b"), tmp_path)

    assert files(tmp_path) == {"b.scenario.yaml": b"mine"}


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    """One line says so."""
    (tmp_path / "bench").write_text("", encoding="utf-8")

    with pytest.raises(ScenarioError, match=r"bench.*: cannot be written: "):
        write_recipes(recipes("a"), tmp_path / "bench")


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    """What it points to stays as it is."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (tmp_path / "a.scenario.yaml").symlink_to(tmp_path / "mine")

    with pytest.raises(ScenarioError, match="exists and was not generated"):
        write_recipes(recipes("a"), tmp_path)

    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


def test_a_built_day_is_written_out(tmp_path: Path) -> None:
    """All its parts, and a list of them."""
    number = write_day(built(), tmp_path / "out")

    found = files(tmp_path / "out")
    assert {name: found[name] for name, _ in parts(built())} == dict(parts(built()))
    assert len(found) == number + 1


def test_an_earlier_build_is_replaced(tmp_path: Path) -> None:
    """Only files that it wrote are removed."""
    write_day(built(1), tmp_path)
    (tmp_path / "disk" / "notes.txt").write_text("mine", encoding="utf-8")

    write_day(build_day(check_scenario(scenario(), source="a"), "day_1"), tmp_path)

    found = files(tmp_path)
    assert "tasks/website/answer.json" not in found
    assert found["disk/notes.txt"] == b"mine"


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    """Nothing is mixed with what is there."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")

    with pytest.raises(ScenarioError, match="is not an empty folder; name a new one"):
        write_day(built(), tmp_path)

    assert files(tmp_path) == {"mine": b"mine"}


def test_an_edited_list_deletes_nothing_outside(tmp_path: Path) -> None:
    """Whatever stands in it, only files in the folder are removed."""
    out = tmp_path / "out"
    write_day(built(), out)
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (out / ".traineebench-build").write_bytes(b"../mine\n" + str(tmp_path / "mine").encode() + b"\n\n\xff\n")

    write_day(built(), out)

    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
