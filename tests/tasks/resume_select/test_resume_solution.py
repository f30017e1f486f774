"""The ideal trainee, and one who shares no code with the family, agree with the answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from support.days import one_task, scenario, staged
from tasks.resume_select.resume_scene import NUMBERS, earned, honest, make, slot, with_resumes

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import oracle
from pytest_traineebench.episode import run_day
from pytest_traineebench.family import Call
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.resume_select import FAMILY


@pytest.mark.parametrize("number", NUMBERS)
def test_an_independent_trainee_agrees(number: int) -> None:
    """What follows from the visible files alone is full marks, on 210 seeds over the variants."""
    for seed in range(70):
        task = with_resumes(number, seed)

        assert set(earned(task, honest(task)).values()) == {1.0}, seed


def test_an_independent_trainee_agrees_on_drawn_arguments() -> None:
    """So it is for openings as the published sampler draws them, and with several majors or empty entries."""
    rng = stream(3, "draws")
    for seed in range(60):
        params = FAMILY.draw(rng)
        if seed % 3 == 0:
            params["requirement"][rng.randrange(4)] = None
        elif seed % 3 == 1:
            params["requirement"][1] = ["Control Science", "Computer Science"]
        task = make(params, where=slot(seed))

        assert set(earned(task, honest(task)).values()) == {1.0}, seed


@pytest.mark.parametrize("seed", range(3))
def test_the_oracle_does_without_some_wishes(seed: int, tmp_path: Path) -> None:
    """The family's own solution copes with empty entries and the full pool, within a day of twelve hours."""
    requirement = [None, None, ["10 years"], []] if seed else [None] * 4
    loaded = one_task("resume_select", {"requirement": requirement}, seed=seed)

    with staged(loaded, tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))

    assert [c for task in result.scorecard.tasks for c in task.checkpoints if not c.is_full] == []


def test_two_screenings_of_a_day_do_not_meet(tmp_path: Path) -> None:
    """Each has its own resumes in a folder of its own."""
    tasks = [
        {"id": name, "family": "resume_select", "params": {"number_of_resumes": 6}}
        for name in ("resume-select", "second")
    ]

    with staged(scenario(tasks, seed=5), tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))

    assert [c for task in result.scorecard.tasks for c in task.checkpoints if not c.is_full] == []


def test_the_number_orders_the_work() -> None:
    """More resumes are more files to fetch."""
    downloads = []
    for number in NUMBERS:
        task = with_resumes(number)
        listing = "\n".join(a.name + "_resume.md" for a in task.answer.applicants)
        solution = FAMILY.solve(task, slot())
        calls: Counter[str] = Counter()
        step = next(solution)
        try:
            while isinstance(step, Call):
                calls[step.name] += 1
                step = solution.send(listing)
        except StopIteration:
            downloads.append(calls["DownloadFileFromCloudDisk"])

    assert downloads == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_hints_hold_no_answer(number: int) -> None:
    """There are three hints, each longer than the one before, and none names an applicant."""
    task = with_resumes(number)

    hints = FAMILY.hints(task, slot())

    assert len(hints[0]) < len(hints[1]) < len(hints[2])
    assert not any(a.name in hint for a in task.answer.applicants for hint in hints)
