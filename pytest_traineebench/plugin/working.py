"""What happens inside an item: the staged day is worked, judged, kept and reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from pytest_traineebench.agent import Worker
from pytest_traineebench.episode import DayResult, run_day
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.plugin import setup
from pytest_traineebench.plugin.contained import Troubles, contained
from pytest_traineebench.plugin.kept import mapped, scrub_files
from pytest_traineebench.plugin.repeat import repeat
from pytest_traineebench.plugin.staging import RECORDING, TROUBLES, agent_name, find_day, remember
from pytest_traineebench.plugin.verdict import Judgement, broken, judge, why_missed
from pytest_traineebench.results.record import DayRecord, make_record
from pytest_traineebench.scenario.stage import Workday
from pytest_traineebench.scoring.scorecard import Scorecard, TaskScore

if TYPE_CHECKING:
    from pytest_traineebench.plugin.collect import DayItem

RECORD = pytest.StashKey[DayRecord]()
"""The record of an item's day, once it is judged."""


def work_day(
    request: pytest.FixtureRequest,
    traineebench_agent: Worker,
    traineebench_day: Workday,
    traineebench_npc: Any,
    subtests: pytest.Subtests,
) -> None:
    """Work the item's day; every task is a subtest."""
    item: DayItem = request.node
    troubles = item.stash[TROUBLES]
    result = run_day(traineebench_day, contained(traineebench_agent))
    recording = item.stash[RECORDING]
    recording.close()
    troubles.refuse(*recording.problems())
    result = mapped(result, recording.without_secrets)
    scores = _let_scores_be_changed(item, traineebench_day, result, troubles)
    record = make_record(
        result,
        tasks=scores,
        nodeid=item.nodeid,
        seed=traineebench_day.built.seed,
        agent=agent_name(item, traineebench_agent),
        npc=traineebench_npc if isinstance(traineebench_npc, str) else "custom",
        sandbox=traineebench_day.office.sandbox.name,
    )
    _remember(item, traineebench_day, result, troubles)
    record, judgement = _judge(item, record, troubles)
    try:
        folder = _keep(item, record, result, traineebench_day)
        _report(item, record, judgement, subtests, notes=_notes(item, folder))
    finally:  # also with -x, which ends the item at its first failing subtest
        _publish(item, record, result, troubles)


def _let_scores_be_changed(
    item: DayItem, workday: Workday, result: DayResult, troubles: Troubles
) -> tuple[TaskScore, ...]:
    scores = [*result.scorecard.tasks]
    changed: tuple[TaskScore, ...] | None = None
    with troubles.noted("pytest_traineebench_score"):
        item.ihook.pytest_traineebench_score(item=item, workday=workday, scores=scores)
        changed = _checked(result.scorecard, scores)
    return result.scorecard.tasks if changed is None else changed


def _checked(scorecard: Scorecard, scores: list[TaskScore]) -> tuple[TaskScore, ...]:
    """Return what a hook made of the scores.

    Raises:
        ValueError: If they are none any more.
    """
    try:
        tasks = Scorecard(scenario=scorecard.scenario, day=scorecard.day, tasks=tuple(scores)).tasks
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"]))
        raise ValueError(f"it left scores that are none: {place}: {problem['msg']}") from None
    if not tasks:
        raise ValueError("it left scores that are none: no task")
    over = [f"{task.task}.{c.name}" for task in tasks for c in task.checkpoints if c.earned > c.points + 1e-9]
    if over:
        raise ValueError(f"it left scores that are none: {over[0]} earns more than its points")
    if len({task.task for task in tasks}) < len(tasks):
        raise ValueError("it left scores that are none: two tasks have one id")
    return tasks


def _remember(item: DayItem, workday: Workday, result: DayResult, troubles: Troubles) -> None:
    """Keep the agent's memory for later days, unless its day was cut short by a model that failed."""
    if result.ended not in {"model", "broken"}:
        try:
            remember(find_day(item), workday)
        except ConfigError as error:
            troubles.refuse(str(error))


def _judge(item: DayItem, record: DayRecord, troubles: Troubles) -> tuple[DayRecord, Judgement]:
    """Return the record with its outcome, and the judgement; what a hook did wrong makes the day an error."""
    judgement = Judgement()
    if record.counts and not troubles.error:
        with troubles.noted("pytest_traineebench_verdict"):
            judgement = judge(item, record)
    if troubles.error:
        record = record.model_copy(update={"outcome": "error", "error": record.error or troubles.error})
    if not record.counts:
        return record, broken(record)
    passes = judgement.passes and not troubles.refusal
    return record.model_copy(update={"outcome": "passed" if passes else "failed"}), judgement


def _keep(item: DayItem, record: DayRecord, result: DayResult, workday: Workday) -> Path | None:
    directory = setup.results(item.config)
    if directory is None:
        return None
    scrub_files(workday.office.workspace.root, item.stash[RECORDING].without_secrets)
    return directory.save_day(record, result.events, workday.office.workspace.root)


def _notes(item: DayItem, folder: Path | None) -> str:
    line = f"Repeat: {repeat(item)}"
    return f"{line}\nKept in: {folder}" if folder else line


def _report(item: DayItem, record: DayRecord, judgement: Judgement, subtests: pytest.Subtests, *, notes: str) -> None:
    problems = [judgement.problem] if judgement.problem else []
    if refusal := item.stash[TROUBLES].refusal:
        problems.append(refusal)
    for task in record.tasks if record.counts else ():
        failed = task.task in judgement.missed
        if failed and _is_rerun(item):  # a failed subtest is final; only what the item raises can be tried again
            problems.append(why_missed(task))
            continue
        with subtests.test(msg=task.task):
            if failed:
                pytest.fail(f"{why_missed(task)}\n{notes}", pytrace=False)
    if problems:
        pytest.fail("\n".join([*problems, notes]), pytrace=False)


def _is_rerun(item: DayItem) -> bool:
    """Whether pytest-rerunfailures may run the item again."""
    return bool(item.config.getoption("reruns", 0)) or item.get_closest_marker("flaky") is not None


def _publish(item: DayItem, record: DayRecord, result: DayResult, troubles: Troubles) -> None:
    """Put the record on the item, from where it goes into reports; what an earlier try left is replaced."""
    item.stash[RECORD] = record
    kept = [(name, value) for name, value in item.user_properties if not name.startswith("traineebench_")]
    item.user_properties[:] = [*kept, *_properties(record)]
    for name, text in (("agent" if result.ended == "crash" else "run", result.crash), ("hook", troubles.traceback)):
        if text:
            item.add_report_section("call", name, text)


def _properties(record: DayRecord) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [("traineebench_outcome", record.outcome), ("traineebench_ended", record.ended)]
    if record.counts:
        found.append(("traineebench_score", round(record.score, 6)))
        found += [(f"traineebench_score[{task.task}]", round(task.earned / task.points, 6)) for task in record.tasks]
    found += [(f"traineebench_{name}", getattr(record, name)) for name in ("steps", "calls", "minutes")]
    tokens = record.agent_tokens.total + record.npc_tokens.total
    return [*found, ("traineebench_tokens", tokens)]
