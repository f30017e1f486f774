"""A day from its recipe: the same each time, independent of its neighbours, and whole."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.recipes import all_families, scenario, task

from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.scenario import contents
from pytest_traineebench.scenario.build import BuiltDay, build_day, digest, parts
from pytest_traineebench.scenario.load import check_scenario
from pytest_traineebench.scenario.write import to_yaml

MEETING = {"task_type": "manager", "start_time": "13:00", "last_time": 1.0, "conflict_nums": 1}


def build(data: dict[str, Any]) -> BuiltDay:
    """Build the only day of a scenario."""
    loaded = check_scenario(data, source="a.yaml")
    return build_day(loaded, loaded.days[0].recipe.name)


def refusal(data: dict[str, Any]) -> str:
    """Return why a scenario cannot be built."""
    with pytest.raises(ScenarioError) as caught:
        build(data)
    return str(caught.value)


def test_a_task_does_not_move_when_its_neighbours_change() -> None:
    """Its files depend on seed, day, id and version alone."""
    alone, among = build(scenario(task())), build(all_families())

    theirs = dict(parts(among))
    for name, content in parts(alone):
        if name.startswith(("tasks/kb-fix/", "disk/kb/")):
            assert theirs[name] == content


def test_another_seed_makes_another_day() -> None:
    """All chance comes from the seed."""
    assert digest(build(scenario())) != digest(build(scenario(seed=8)))


def test_the_name_of_a_scenario_does_not_count() -> None:
    """A file may be renamed and keep its pinned days."""
    assert digest(build(scenario())) == digest(build(scenario(name="other")))


@pytest.mark.parametrize(
    "changes",
    [
        {"deadline": "19:00"},
        {"arrives": "09:00"},
        {"priority": "high"},
        {"changes": [{"at": "10:00", "deadline": "19:00", "because": "it was moved"}]},
    ],
)
def test_whatever_the_trainee_is_told_counts(changes: dict[str, Any]) -> None:
    """Times, priorities and reasons are part of the digest."""
    assert digest(build(scenario(task(**changes)))) != digest(build(scenario()))


def test_two_tasks_of_one_family_share_a_day() -> None:
    """Each has its own files."""
    built = build(scenario(task(), task(id="second")))

    assert len(built.tasks) == 2


def test_the_slot_tells_the_last_deadline() -> None:
    """A family plans for the time that the trainee will have in the end."""
    change = {"at": "10:00", "deadline": "18:30", "because": "it was moved"}

    built = build(scenario(task(deadline="12:00", changes=[change])))

    assert built.tasks[0].deadline == dt.datetime(2025, 10, 1, 12)
    assert built.tasks[0].slot.deadline == dt.datetime(2025, 10, 1, 18, 30)


def test_an_argument_that_does_not_fit_the_day() -> None:
    """What only shows when the task is made is told with its place as well."""
    late = task(id="m", family="meeting_book", params=MEETING, arrives="12:55")

    assert refusal(scenario(late)).startswith("a.yaml: days.0.tasks.0.params.start_time: found 13:00; ")


def test_the_trainee_cannot_be_at_two_places() -> None:
    """Two meetings at one time could never both be attended."""
    two = [task(id=name, family="meeting_book", params=MEETING) for name in ("a", "b")]

    assert refusal(scenario(*two)) == "a.yaml: days.0: 'a' and 'b' both need the trainee in a meeting at 13:00"


def test_a_pinned_digest_that_fits() -> None:
    """The day is built."""
    data = scenario()
    data["days"][0]["digest"] = digest(build(data))

    assert digest(build(data)) == data["days"][0]["digest"]


def test_a_pinned_digest_that_does_not_fit() -> None:
    """The line tells both digests, and the families with their versions."""
    data = scenario()
    data["days"][0]["digest"] = "sha256:" + "0" * 64

    text = refusal(data)

    assert text.startswith(f"a.yaml: days.0.digest: found sha256:{'0' * 64}, expected {digest(build(scenario()))}")
    assert "kb_fix 1" in text


def test_a_file_and_a_folder_of_one_name() -> None:
    """Two tasks that need one path, or a folder where a file is, are refused before anybody works."""
    built = build(scenario(task(), task(id="b")))
    first, second = (
        replace(row, task=replace(row.task, disk={path: b""}))
        for row, path in zip(built.tasks, ("x", "x/y"), strict=True)
    )

    from pytest_traineebench.scenario.build import _put_together  # noqa: PLC0415  -- no family makes such a day

    with pytest.raises(ScenarioError, match="'b' needs a folder 'x', which is a file of 'kb-fix'"):
        _put_together("disk", (first, second), "w", {})


def test_every_answer_can_be_written() -> None:
    """What a family's answer holds has a written form."""
    names = [name for name, _ in parts(build(all_families()))]

    assert [name for name in names if name.endswith("answer.json")] == [
        "tasks/kb-fix/answer.json",
        "tasks/website/answer.json",
        "tasks/transactions/answer.json",
        "tasks/meeting/answer.json",
    ]
    assert {"briefs.json", "calendar.json", "day.json", "monitor.json", "staff.json"} <= set(names)


def test_the_events_of_a_task() -> None:
    """They are what the trainee is told, and when."""
    written = dict(parts(build(all_families())))

    assert json.loads(written["tasks/website/events.json"]) == [
        {"at": "2025-10-01T10:30:00", "event": "arrives", "deadline": "2025-10-01T14:00:00"},
        {
            "at": "2025-10-01T11:30:00",
            "event": "changes",
            "because": "the fix was moved",
            "deadline": "2025-10-01T15:30:00",
            "priority": "high",
        },
    ]


def test_a_database_counts_by_its_rows() -> None:
    """An SQLite file names the version of the library that wrote it; its rows do not."""
    built = build(
        scenario(task(family="transactions", params={"num_normal_transactions": 2, "num_abnormal_transactions": 0}))
    )
    (name,) = [name for name in built.workspace if built.workspace[name].startswith(b"SQLite format 3")]
    database = built.workspace[name]
    newer = database[:96] + b"\xff\xff\xff\xff" + database[100:]
    row = b"INV"
    at = database.rindex(row)
    edited = database[:at] + b"XNV" + database[at + 3 :]

    assert digest(replace(built, workspace={name: newer})) == digest(built)
    assert digest(replace(built, workspace={name: edited})) != digest(built)


def test_a_value_without_a_written_form_is_a_mistake_of_ours() -> None:
    """Nothing is written as its address in memory."""
    with pytest.raises(TypeError, match="a object has no written form"):
        contents.plain(object())


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Digests of one day from processes that differ in hash seed and locale."""
    path = tmp_path_factory.mktemp("scenario") / "a.scenario.yaml"
    path.write_text(to_yaml(all_families()), encoding="utf-8")
    return [
        subprocess.run(  # noqa: S603  -- our own command
            [sys.executable, "-m", "pytest_traineebench.cli", "build", str(path), "--day", "day_1"],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            cwd=path.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, locale, zone in (("0", "C", "UTC"), ("1234", "tr_TR.UTF-8", "Asia/Kolkata"))
    ]


def test_processes_build_the_same_day(digests: list[str]) -> None:
    """Neither hash seed, locale nor time zone moves a byte."""
    here = digest(build(deepcopy(all_families())))

    assert digests == [f"{here}\n"] * 2


def test_the_digest_is_a_function_of_this_project_alone() -> None:
    """The project stands where it was installed; a day knows nothing of that."""
    text = b"".join(content for _, content in parts(build(all_families())))

    assert str(Path(__file__).parents[2]).encode() not in text
