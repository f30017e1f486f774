"""What is generated: arguments, group, text and what colleagues know."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime
from importlib.resources import files
from random import Random
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from tasks.meeting_book.meeting_scene import BOTH, build, generate

from pytest_traineebench.company.calendar import ROOMS
from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.family import Task
from pytest_traineebench.scenario.build import digest
from pytest_traineebench.tasks.meeting_book import FAMILY
from pytest_traineebench.tasks.meeting_book.answer import Answer
from pytest_traineebench.tasks.meeting_book.rooms import Room, draw_rooms


@pytest.mark.parametrize(
    "written", ["2025-10-01T13:00:00", "2025-10-01 13:00:00", "2025-10-01T13:00", "13:00", "13:00:00", " 13:00 ", 780]
)
def test_a_start_is_read_in_every_usual_form(written: object) -> None:
    """ISO text with T or a blank, the time alone, and what YAML 1.1 makes of it: all are the same moment."""
    task, _ = generate(start_time=written)

    assert f"{task.answer.start}" == "2025-10-01 13:00:00"
    assert task.appointments == ((task.answer.start, task.answer.end),)


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"start_time": "half past one"}, 'start_time.*write it like "2025-10-01T13:00:00" or "13:00"'),
        ({"start_time": "2025-10-01"}, "start_time.*write it like"),
        ({"start_time": "2025-10-01T13:00:00Z"}, "start_time.*write it like"),
        ({"start_time": "2025-02-30T13:00:00"}, "start_time.*no such day"),
        ({"start_time": "25:00"}, "start_time.*no such day or time"),
        ({"start_time": "08:30"}, "start_time.*from 09:00 to 17:00"),
        ({"start_time": "17:00"}, "start_time.*from 09:00 to 17:00"),
        ({"start_time": "16:30"}, "last_time.*must end by 17:00"),
        ({"last_time": 4.5}, "last_time.*from 13:00 must end by 17:00"),
        ({"last_time": 0.2}, "last_time.*greater than or equal to 0.25"),
        ({"last_time": 0.26}, "last_time.*not a whole number of minutes"),
        ({"last_time": float("nan")}, "last_time"),
        ({"last_time": True}, "last_time"),
        ({"conflict_nums": 0}, "conflict_nums.*greater than or equal to 1"),
        ({"conflict_nums": 4}, "conflict_nums.*less than or equal to 3"),
        ({"conflict_nums": "all"}, "conflict_nums"),
        ({"task_type": "company"}, "task_type.*'department' or 'manager'"),
        ({"room": "Room_01"}, "room"),
    ],
)
def test_a_wrong_argument_is_named(params: dict[str, Any], error: str) -> None:
    """Whatever is wrong with an argument, the error names it and says what is allowed."""
    defaults = {"task_type": "manager", "start_time": "13:00"}

    with pytest.raises(ValidationError, match=f"(?s){error}"):
        FAMILY.params.model_validate({**defaults, **params})


def test_the_task_type_has_no_default() -> None:
    """Only the length and the number of conflicts may be left out."""
    params = FAMILY.params(task_type="manager", start_time="13:00")

    assert (params.last_time, params.conflict_nums) == (1.0, 3)
    with pytest.raises(ValidationError):
        FAMILY.params.model_validate({"start_time": "13:00"})


@pytest.mark.parametrize(
    ("params", "hours", "error"),
    [
        ({"start_time": "2025-10-02T13:00:00"}, {}, "^start_time: found 2025-10-02, but the day is 2025-10-01; write"),
        (
            {"start_time": "09:00"},
            {"arrives": "08:30"},
            "^start_time: found 09:00; the task arrives at 08:30.*10:00 or",
        ),
        (
            {"start_time": "09:00", "conflict_nums": 1},
            {"arrives": "08:30"},
            "^start_time: found 09:00; the task arrives at 08:30.*09:30 or",
        ),
        ({}, {"deadline": "13:30"}, "^last_time: the meeting from 13:00 to 14:00 ends after the deadline 13:30"),
    ],
)
def test_a_meeting_that_does_not_fit_the_day_is_refused(
    params: dict[str, Any], hours: dict[str, str], error: str
) -> None:
    """Another day, too little time to ask, or an end after the deadline: the text begins with the argument."""
    _, slot = generate()
    moments = {name: datetime.fromisoformat(f"2025-10-01T{time}") for name, time in hours.items()}
    slot = dataclasses.replace(
        slot, arrives=moments.get("arrives", slot.arrives), deadline=moments.get("deadline", slot.deadline)
    )
    arguments = FAMILY.params.model_validate({"task_type": "manager", "start_time": "13:00", **params})

    with pytest.raises(ValueError, match=error):
        FAMILY.generate(arguments, slot)


def test_meetings_at_one_time_are_refused() -> None:
    """Nobody attends two meetings at once, so no day asks for that."""
    first, second = {"id": "one"}, {"id": "two", "task_type": "department", "start_time": "13:30"}

    with pytest.raises(ScenarioError, match="'one' and 'two' both need the trainee in a meeting at 13:30"):
        build(first, second)


def test_a_company_of_fifty_invites_the_published_group() -> None:
    """All ten managers, or all six of Marketing."""
    managers, slot = generate(task_type="manager")
    department, _ = generate(task_type="department")

    assert _group(managers) == {person.name for person in slot.staff.managers}
    assert len(_group(managers)) == 10
    assert _group(department) == {person.name for person in slot.staff.department("Marketing")}
    assert len(_group(department)) == 6


@pytest.mark.parametrize("conflicts", [1, 2, 3])
def test_a_department_has_three_busy_members(conflicts: int) -> None:
    """Three say the same; the manager keeps some of them on the list, and can come too."""
    kept = set()
    for seed in range(12):
        task, slot = generate(seed, task_type="department", conflict_nums=conflicts)

        manager = slot.staff.department("Marketing")[0].name
        busy = [brief for brief in task.briefs if "given me other work" in brief.facts]
        decided = [brief.facts[0] for brief in task.briefs if brief.topic == "listing"]
        assert len({brief.reply for brief in busy}) == 1
        assert len(busy) == len(decided) == 3
        assert len(task.answer.refusals) == conflicts
        assert manager in task.answer.eligible
        kept.add(sum("should be" in fact for fact in decided))

    assert kept == ({2} if conflicts == 1 else {3 - n for n in range(conflicts + 1) if conflicts - n <= 2})


@pytest.mark.parametrize("task_type", BOTH)
def test_more_conflicts_are_found_out_in_more_places(task_type: str) -> None:
    """With two, a colleague keeps somebody's calendar, and a roster holds another's time; with three, rooms matter."""
    for seed in range(6):
        for conflicts, topics, count in (
            (1, set(), 0),
            (2, {"calendar"}, 1),
            (3, {"calendar", "rooms"}, 2),
        ):
            task, _ = generate(seed, task_type=task_type, conflict_nums=conflicts)

            group = _group(task)
            others = [brief for brief in task.briefs if brief.topic in {"calendar", "rooms"}]
            assert {brief.topic for brief in others} == topics
            assert len({brief.person for brief in others} - group) == len(topics)
            assert len(task.disk) == count
            assert sum(bool(one.file) for one in task.answer.group) == (conflicts > 1)
            assert (task.answer.release is not None) == (conflicts == 3)


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("way", ["roster", "calendar"])
def test_whether_somebody_can_come_cannot_be_guessed(task_type: str, way: str) -> None:
    """Whoever cannot tell comes about as often as not."""
    coming = []
    for seed in range(120):
        task, _ = generate(seed, task_type=task_type, conflict_nums=2)
        keeper = next(brief.person for brief in task.briefs if brief.topic == "calendar")
        coming += [
            one.can_come for one in task.answer.group if (one.file if way == "roster" else one.told_by == keeper)
        ]

    assert len(coming) == 120
    assert 40 <= sum(coming) <= 90


def test_a_room_that_is_released_need_not_suit() -> None:
    """Two of ten do; seats, equipment and the release each exclude some."""
    rooms = draw_rooms(7, "large screen", Random(1))

    assert [room.name for room in rooms] == list(ROOMS)
    assert sum(room.suits(7, "large screen") for room in rooms) == 2
    for condition in (
        lambda room: room.seats >= 7,
        lambda room: "large screen" in room.equipment,
        lambda room: room.is_released,
    ):
        others = [room for room in rooms if not condition(room)]
        assert others
        assert any(not condition(room) and sum(_truths(room)) == 2 for room in rooms)


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("conflicts", [1, 2, 3])
def test_seeds_make_distinct_instances_at_one_company(task_type: str, conflicts: int) -> None:
    """At least 99 of 100 differ in text, files and answer although everybody keeps their names."""
    made = set()
    for seed in range(300):
        task, _ = generate(seed, staff_seed=0, task_type=task_type, conflict_nums=conflicts)
        made.add(repr((task.instruction, task.disk, task.answer)))

    assert len(made) >= 297


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("size", [*range(10, 60), 75, 90, 100, 150, 400, 1000, 1800])
def test_every_size_is_solvable_or_refused(size: int, task_type: str) -> None:
    """There is a group of at most 12, or an error that begins with the argument to change."""
    for conflicts in (1, 2, 3):
        made = _made_or_refused(size=size, task_type=task_type, conflict_nums=conflicts)

        if isinstance(made, str):
            assert re.match(rf"(task_type|conflict_nums): .*company of {size} ", made)
            assert task_type == "department"
            assert size < 30
        else:
            assert len(made.answer.refusals) == conflicts
            assert 1 <= len(made.answer.eligible) <= 12 - conflicts


@pytest.mark.parametrize("task_type", BOTH)
def test_a_large_company_s_group_is_told_by_name(task_type: str) -> None:
    """Where the whole group would be too large, the text names the eight people that are meant."""
    task, slot = generate(size=1800, task_type=task_type)

    named = re.findall(r"^  - (.+) \((.+), (.+)\)$", task.instruction, re.MULTILINE)
    assert {name for name, _, _ in named} == _group(task)
    assert all(slot.staff.find(name) for name, _, _ in named)
    assert len({department for _, _, department in named}) == (8 if task_type == "manager" else 1)


def test_instances_differ_by_seed_and_task() -> None:
    """Seed and task id change who cannot come; equal ones change nothing."""
    one, _ = generate(seed=1)

    assert generate(seed=1)[0] == one
    assert generate(seed=1, task="another")[0].answer != one.answer
    assert generate(seed=2)[0].answer != one.answer


def test_a_built_day_has_one_digest() -> None:
    """Building twice gives the same day."""
    assert digest(build({})) == digest(build({}))


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("size", [50, 1800])
def test_the_text_does_not_hold_the_answer(task_type: str, size: int) -> None:
    """It names either nobody, or all; and no place is left unfilled."""
    for seed in range(20):
        task, slot = generate(seed, task_type=task_type, size=size)
        texts = [task.instruction, *(brief.reply for brief in task.briefs), *FAMILY.hints(task, slot)]

        named = {name for name in _group(task) if name in task.instruction}
        assert named == (set() if size == 50 else _group(task))
        texts += [content.decode() for content in task.disk.values()]
        assert not any(re.search(r"[{}$]", text) for text in texts)
        assert not any(person.name in hint for person in slot.staff for hint in FAMILY.hints(task, slot))
        assert (task.workspace, task.meetings) == ({}, ())


def test_only_those_concerned_know_about_somebody() -> None:
    """Nobody speaks of others' time but the manager who decides, and whoever keeps the calendar."""
    for seed in range(10):
        task, slot = generate(seed, task_type="department", conflict_nums=3)
        refused = {refusal.person for refusal in task.answer.refusals}
        keeper = next(brief.person for brief in task.briefs if brief.topic == "calendar")

        telling = {brief.person for brief in task.briefs if any(name in brief.reply for name in refused)}

        assert telling <= {slot.staff.department("Marketing")[0].name, keeper}


def test_labels_and_variants_agree() -> None:
    """Each variant's arguments bear the variant's labels, and every one can be generated."""
    for variant in FAMILY.variants():
        assert FAMILY.labels(FAMILY.params(**variant.params)) == (variant.subtype, variant.difficulty)
        generate(**variant.params)


def test_drawn_arguments_have_the_published_shape() -> None:
    """The published sampler's values, all of which can be generated."""
    drawn = [FAMILY.draw(Random(seed)) for seed in range(50)]

    assert all(set(params) == {"task_type", "start_time", "last_time", "conflict_nums"} for params in drawn)
    assert {params["start_time"][-8:] for params in drawn} == {"13:00:00", "14:30:00", "15:00:00"}
    for params in drawn:
        generate(**params)


def test_questions_are_kept_for_every_topic() -> None:
    """At least 12 differently worded questions belong to each topic and to asking about several people at once."""
    file = files("pytest_traineebench.tasks.meeting_book") / "questions.yaml"

    questions = yaml.safe_load(file.read_text(encoding="utf-8"))

    assert {name: len(set(texts)) >= 12 for name, texts in questions.items()} == {
        "availability": True,
        "listing": True,
        "listing-all": True,
        "calendar": True,
        "rooms": True,
    }


def _made_or_refused(**params: Any) -> Task[Answer] | str:
    try:
        task, _ = generate(**params)
    except ValueError as error:
        return str(error)
    return task


def _truths(room: Room) -> tuple[bool, bool, bool]:
    return room.seats >= 7, "large screen" in room.equipment, room.is_released


def _group(task: Task[Answer]) -> set[str]:
    return {*task.answer.eligible, *(refusal.person for refusal in task.answer.refusals)}
