"""The meeting can be solved: by the oracle in a staged day, and by a solver that knows only what the trainee sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.meeting_book.meeting_scene import BOTH, Desk, build, colleagues, generate, stage

from pytest_traineebench.agents.oracle import Oracle
from pytest_traineebench.audit.desk import Colleague
from pytest_traineebench.audit.solvers.meeting_book import asked, invited, suitable, times
from pytest_traineebench.episode import run_day
from pytest_traineebench.family import Slot, Task, Variant
from pytest_traineebench.tasks.meeting_book import FAMILY
from pytest_traineebench.tasks.meeting_book.answer import Answer


@pytest.mark.parametrize("variant", FAMILY.variants(), ids=lambda variant: f"{variant.subtype}-{variant.difficulty}")
def test_the_oracle_earns_everything(tmp_path: Path, variant: Variant) -> None:
    """Every kind of meeting is solved by asking, booking and attending, in time."""
    workday = stage(build(dict(variant.params), seed=7), tmp_path, sandbox="auto")

    result = run_day(workday, Oracle())

    assert (result.ended, result.faults, result.error) == ("done", (), "")
    assert Desk(workday).earned() == [1, 1, 1, 1]
    assert result.calls <= 15


@pytest.mark.parametrize("task_type", BOTH)
@pytest.mark.parametrize("size", [30, 75, 90, 150, 1800])
def test_the_oracle_works_in_companies_of_any_size(tmp_path: Path, size: int, task_type: str) -> None:
    """The list of a large company is cut, but the names are in the text."""
    workday = stage(build({"task_type": task_type}, seed=3, size=size), tmp_path, sandbox="auto")

    run_day(workday, Oracle())

    assert Desk(workday).earned() == [1, 1, 1, 1]


@pytest.mark.parametrize("first", BOTH)
@pytest.mark.parametrize("second", BOTH)
def test_two_meetings_of_a_day_do_not_disturb_each_other(tmp_path: Path, first: str, second: str) -> None:
    """The same people are asked about both, and answer for the time that is named."""
    for seed in range(5):
        folder = tmp_path / str(seed)
        folder.mkdir()
        workday = stage(
            build(
                {"id": "one", "task_type": first, "start_time": "13:00"},
                {"id": "two", "task_type": second, "start_time": "14:30", "conflict_nums": 3},
                seed=seed,
            ),
            folder,
            sandbox="auto",
        )

        result = run_day(workday, Oracle())

        assert result.faults == ()
        assert Desk(workday).earned(0) == [1, 1, 1, 1]
        assert Desk(workday).earned(1) == [1, 1, 1, 1]


def test_an_independent_solver_agrees() -> None:
    """Text, list of staff and answers determine the time and the invitations, on 240 instances."""
    for seed in range(20):
        for variant in FAMILY.variants():
            size = (50, 43, 120)[seed % 3]
            start, hours = (("13:00", 1.0), ("2025-10-01T14:30:00", 1.5), ("2025-10-01 09:45", 0.25))[seed % 3]
            for task_id in ("meeting-book", "second"):
                params = {**variant.params, "start_time": start, "last_time": hours}
                task, slot = generate(seed, size=size, task=task_id, **params)

                found = _solve_by_reading(task, slot)

                assert found == (
                    task.answer.start.isoformat(),
                    task.answer.end.isoformat(),
                    set(task.answer.eligible),
                    set(task.answer.release.rooms if task.answer.release else ()),
                )


def test_the_solver_depends_on_the_answers() -> None:
    """With the replies of another instance the invitations come out differently for some seed."""
    pairs = [(generate(seed), generate(seed, task="another")) for seed in range(10)]

    assert any(_solve_by_reading(*one)[2] != _solve_by_reading(*other)[2] for one, other in pairs)


def _solve_by_reading(task: Task[Answer], slot: Slot) -> tuple[str, str, set[str], set[str]]:
    """Work out start, end, invitations and rooms from the text, the staff, the files and what people say when asked."""
    staff = colleagues(task, slot)

    def ask(person: str, text: str) -> str:
        return staff.reply(person, text).text

    people = [Colleague(name=p.name, department=p.department, position=p.position) for p in slot.staff]
    start, end = times(task.instruction)
    span = f"from {start[11:16]} to {end[11:16]} on {start[:10]}"
    answers = {name: ask(name, f"Are you available for a meeting {span}?") for name in asked(task.instruction, people)}
    coming = invited(answers, start, end, ask, task.disk)
    return start, end, set(coming), set(suitable(task.instruction, len(coming) + 1, ask, task.disk))


def test_direct_messages_work_as_well(seat: Callable[..., Desk]) -> None:
    """Nobody needs a chat group: one message to each takes longer, and fits the morning."""
    desk = seat("manager", conflicts=1)
    coming = []
    for person in desk.group:
        answer = desk.day.call(
            "SendMessage", receiver=person, message="Are you free for the managers' meeting at 13:00 today?"
        )
        if "I can attend" in answer:
            coming.append(person)

    desk.book(coming)
    desk.attend()

    assert desk.earned() == [1, 1, 1, 1]
