"""One working day from start to scores."""

from __future__ import annotations

import asyncio
import inspect
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from pytest_traineebench.agent import Agent, Insider, Worker
from pytest_traineebench.company.events import ColleagueFailed, DayEnded, Event, TokensUsed, of_kind
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DayOverError, ModelError, RecordingError, RunError
from pytest_traineebench.scenario.build import BuiltTask
from pytest_traineebench.scenario.stage import Workday
from pytest_traineebench.scoring.scorecard import CheckpointScore, Scorecard, TaskScore
from pytest_traineebench.watchdog import TimeIsUp, call_with_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class DayResult:
    """What came out of a day.

    Attributes:
        scorecard: Points of every task that could be judged.
        ended: Why the day ended: a reason of `DayEnded`.
        crash: The agent's or a checkpoint's traceback, if one raised.
        error: Why the run itself failed (a checkpoint that crashed, a model that could not be reached), or empty.
        faults: What colleagues did wrong; a day with any is invalid.
        events: The whole log.
        steps: Turns taken.
        calls: Tool calls executed.
        minutes: Virtual minutes from start to end.
        agent_tokens: Prompt and completion tokens of the agent.
        npc_tokens: Prompt and completion tokens of all colleagues.
    """

    scorecard: Scorecard
    ended: str
    crash: str
    error: str
    faults: tuple[ColleagueFailed, ...]
    events: tuple[Event, ...]
    steps: int
    calls: int
    minutes: int
    agent_tokens: tuple[int, int]
    npc_tokens: tuple[int, int]


def run_day(workday: Workday, agent: Worker) -> DayResult:
    """Let an agent work a staged day and judge what stands.

    Whatever the agent does, the day ends with scores; only KeyboardInterrupt and its like pass through.
    """
    ended, crash, error = _work(workday, agent)
    error = workday.day.broken or error
    workday.day.close(ended)
    clock = workday.office.clock
    workday.office.log.append(DayEnded(at=clock.now, reason=workday.day.ended, detail=error))
    tasks, broken = _judge_all(workday)
    events = workday.office.log.freeze()
    return DayResult(
        scorecard=Scorecard(scenario=workday.built.scenario, day=workday.built.name, tasks=tasks),
        ended=workday.day.ended,
        crash=crash or broken,
        error=error or broken.strip().rpartition("\n")[2],
        faults=tuple(of_kind(events, ColleagueFailed)),
        events=events,
        steps=workday.day.steps,
        calls=workday.day.calls,
        minutes=round((clock.now - clock.start) / timedelta(minutes=1)),
        agent_tokens=_tokens(events, agent=True),
        npc_tokens=_tokens(events, agent=False),
    )


def _work(workday: Workday, agent: Worker) -> tuple[str, str, str]:
    """Return why the agent stopped, its traceback if it raised, and an error if the run is to blame."""
    try:
        call_with_limit(partial(_call, workday, agent), workday.day.limits.timeout)
    except TimeIsUp:
        return "timeout", "", ""
    except DayOverError:
        return "returned", "", ""
    except (ModelError, RecordingError) as problem:
        return "model" if isinstance(problem, ModelError) else "broken", "", str(problem)
    except RunError as problem:
        return "broken", traceback.format_exc(), str(problem)
    except (Exception, SystemExit, asyncio.CancelledError):  # noqa: BLE001  -- an agent is foreign code
        return "crash", traceback.format_exc(), ""
    return "returned", "", ""


def _call(workday: Workday, agent: Worker) -> None:
    if isinstance(agent, Insider):
        agent.work_knowing(workday.day, workday)
        return
    pending: object = agent.work(workday.day) if isinstance(agent, Agent) else agent(workday.day)
    if inspect.iscoroutine(pending):  # an agent may be written with async def
        asyncio.run(pending)


def _judge_all(workday: Workday) -> tuple[tuple[TaskScore, ...], str]:
    final = workday.office.evidence(frozen=False)
    scores, broken = [], ""
    for task in workday.built.tasks:
        try:
            scores.append(judge(task, in_time=workday.at_deadline.get(task.id, final), final=final))
        except Exception:  # noqa: BLE001  -- one broken checkpoint must not lose the other tasks' scores
            broken += f"{task.id}: checkpoint crashed\n{traceback.format_exc()}"
    return tuple(scores), broken


def judge(task: BuiltTask, *, in_time: Evidence, final: Evidence) -> TaskScore:
    """Return the scores of one task.

    Args:
        task: The task.
        in_time: What stood at its deadline.
        final: What stands at the end of the day.
    """
    subtype, difficulty = task.loaded.labels
    return TaskScore(
        task=task.id,
        family=task.family.name,
        version=task.family.version,
        subtype=subtype,
        difficulty=difficulty,
        checkpoints=tuple(_judge_checkpoints(task, in_time, final)),
    )


def _judge_checkpoints(task: BuiltTask, in_time: Evidence, final: Evidence) -> Iterator[CheckpointScore]:
    for checkpoint in task.family.checkpoints:
        verdict = checkpoint.judge(in_time, task.task.answer)
        late = verdict if in_time is final else checkpoint.judge(final, task.task.answer)
        yield CheckpointScore(
            name=checkpoint.name,
            points=checkpoint.points,
            earned=verdict.earned * checkpoint.points,
            earned_late=late.earned * checkpoint.points,
            reason=verdict.reason,
            advice=verdict.advice,
        )


def _tokens(events: tuple[Event, ...], *, agent: bool) -> tuple[int, int]:
    used = [event for event in of_kind(events, TokensUsed) if (event.by == "agent") == agent]
    return sum(event.prompt for event in used), sum(event.completion for event in used)
