"""The contract of all task families: a new folder under ``tasks`` is checked without a word here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.days import one_task, rules, scenario, staged

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import idle, oracle
from pytest_traineebench.episode import run_day
from pytest_traineebench.family import Variant, family_names, load_family
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.scenario.contents import digest, plain

VARIANTS = [(name, variant) for name in family_names() for variant in load_family(name).variants()]
SOME_VARIANTS = [(name, load_family(name).variants()[i]) for name in family_names() for i in (0, -1)]

each_variant = pytest.mark.parametrize(
    ("family", "variant"),
    VARIANTS,
    ids=[f"{name}-{v.subtype}-{v.difficulty}-{i}" for i, (name, v) in enumerate(VARIANTS)],
)
some_variants = pytest.mark.parametrize(
    ("family", "variant"), SOME_VARIANTS, ids=[f"{n}-{i % 2}" for i, (n, _) in enumerate(SOME_VARIANTS)]
)
each_family = pytest.mark.parametrize("family", family_names())


@each_variant
def test_the_oracle_earns_every_point(family: str, variant: Variant, tmp_path: Path) -> None:
    """Every variant can be solved to the last checkpoint through the tools."""
    with staged(one_task(family, variant.params, seed=3), tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))

    missed = [c for task in result.scorecard.tasks for c in task.checkpoints if not c.is_full]
    assert (missed, result.faults, result.ended) == ([], (), "done")


@each_variant
def test_the_idle_agent_earns_nothing(family: str, variant: Variant, tmp_path: Path) -> None:
    """No checkpoint is given away."""
    with staged(one_task(family, variant.params, seed=3), tmp_path, sandbox="none") as workday:
        result = run_day(workday, idle.make(AgentContext()))

    assert [
        checkpoint.earned_late for checkpoint in result.scorecard.tasks[0].checkpoints if checkpoint.earned_late
    ] == []


@each_variant
def test_verdicts_explain_themselves(family: str, variant: Variant, tmp_path: Path) -> None:
    """A missed checkpoint has a reason and an advice, and the advice holds nothing of the answer."""
    loaded = one_task(family, variant.params, seed=5)
    secrets = _secrets(plain(build_day(loaded, "day_1").tasks[0].task.answer))

    with staged(loaded, tmp_path, sandbox="none") as workday:
        scores = run_day(workday, idle.make(AgentContext())).scorecard.tasks[0].checkpoints

    assert all(score.reason and score.advice for score in scores)
    assert [(score.name, secret) for score in scores for secret in secrets if secret in score.advice] == []


@each_variant
def test_hints_do_not_tell_the_answer(family: str, variant: Variant) -> None:
    """All three hints help without a fact that only a colleague or a computation may give."""
    built = build_day(one_task(family, variant.params, seed=5), "day_1")
    task = built.tasks[0]

    hints = task.family.hints(task.task, task.slot)

    facts = {fact for brief in task.task.briefs for fact in brief.facts if not _is_path(fact)}
    assert len({*hints}) == 3
    assert [(fact, hint) for fact in sorted(facts) for hint in hints if fact in hint] == []


@some_variants
def test_equal_recipes_build_equal_days(family: str, variant: Variant) -> None:
    """A task depends on its seed, and on nothing that is left over from building another."""
    first = digest(build_day(one_task(family, variant.params, seed=11), "day_1"))
    other = digest(build_day(one_task(family, variant.params, seed=12), "day_1"))

    again = digest(build_day(one_task(family, variant.params, seed=11), "day_1"))

    assert first == again != other


@some_variants
def test_two_tasks_of_one_family_share_a_day(family: str, variant: Variant, tmp_path: Path) -> None:
    """Each has its own files and its own answer, or the loader refuses because the trainee cannot be in two places."""
    params = dict(variant.params)
    later = {**params, **({"start_time": "16:00", "last_time": 0.5} if "start_time" in params else {})}
    tasks: list[dict[str, Any]] = [
        {"id": family.replace("_", "-"), "family": family, "params": params},
        {"id": "second", "family": family, "params": later},
    ]
    with staged(scenario(tasks, seed=21), tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))

    missed = [(t.task, c) for t in result.scorecard.tasks for c in t.checkpoints if not c.is_full]
    assert (missed, result.faults) == ([], ())


@each_family
def test_drawn_arguments_are_accepted(family: str) -> None:
    """What the sampler draws, the loader takes."""
    made = load_family(family)

    drawn = [made.draw(stream(seed, "draw")) for seed in range(50)]

    loaded = [one_task(family, params or {}) for params in drawn]
    assert {task.family.name for days in loaded for task in days.days[0].tasks} == {family}


@each_variant
def test_an_argument_may_stand_in_a_list_of_one(family: str, variant: Variant) -> None:
    """As some do in the published configs."""
    params = load_family(family).params
    listed = _listed(variant.params)

    assert params.model_validate(listed) == params.model_validate(variant.params)


def _listed(arguments: Any) -> Any:
    return {name: _listed(value) if isinstance(value, dict) else [value] for name, value in arguments.items()}


@each_family
def test_variants_are_distinct(family: str) -> None:
    """No variant is counted twice."""
    variants = load_family(family).variants()

    names = {(v.subtype, v.difficulty, repr(sorted(v.params.items()))) for v in variants}

    assert len(names) == len(variants) > 0


@some_variants
def test_nobody_says_a_fact_unasked(family: str, variant: Variant) -> None:
    """A greeting gets a greeting."""
    built = build_day(one_task(family, variant.params, seed=2), "day_1")
    facts = {fact for brief in built.briefs for fact in brief.facts}

    replies = [rules(built).reply(person.name, "Good morning! How are you?", heard=()).text for person in built.staff]

    assert [(reply, fact) for reply in replies for fact in facts if fact in reply] == []


@each_variant
def test_the_trainee_is_not_handed_the_answer(family: str, variant: Variant) -> None:
    """No secret of a brief stands in the instruction, on the disk or in the workspace."""
    built = build_day(one_task(family, variant.params, seed=8), "day_1")
    task = built.tasks[0].task
    visible = "\n".join(
        [task.instruction, *(f.decode("utf-8", "replace") for f in (*built.disk.values(), *built.workspace.values()))]
    )

    secrets = {
        fact for brief in task.briefs for fact in brief.facts if any(c.isdigit() for c in fact) and not _is_path(fact)
    }

    assert [secret for secret in sorted(secrets) if secret in visible and ":" not in secret] == []


def _is_path(fact: str) -> bool:
    """Tell the path of a manual, which a hint may name, from a secret."""
    return "/" in fact


def _secrets(answer: Any) -> set[str]:
    if isinstance(answer, dict):
        return {
            secret
            for key, value in answer.items()
            if "path" not in key and "file" not in key
            for secret in _secrets(value)
        }
    if isinstance(answer, list):
        return {secret for value in answer for secret in _secrets(value)}
    return (
        {answer} if isinstance(answer, str) and len(answer) > 5 and "/" not in answer and "." not in answer else set()
    )
