"""Whatever an agent does, its day ends with scores and a clear reason."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from support.days import one_task, scenario, staged

from pytest_traineebench.agent import MAX_CALLS, AgentContext, Day, Limits, Worker
from pytest_traineebench.agents import oracle
from pytest_traineebench.company.events import DayEnded, DeadlineMoved, DeadlinePassed, TaskArrived, ToolCalled, of_kind
from pytest_traineebench.company.sandbox import CommandResult
from pytest_traineebench.episode import DayResult, run_day
from pytest_traineebench.errors import DayOverError
from pytest_traineebench.tool import ToolCall

MEETING = {"task_type": "department", "start_time": "13:00", "last_time": 1.0, "conflict_nums": 1}


def work(agent: Worker, folder: Path, *, limits: Limits | None = None) -> DayResult:
    """Let an agent work a small day."""
    with staged(one_task("meeting_book", MEETING), folder, sandbox="none", limits=limits) as workday:
        return run_day(workday, agent)


def test_an_agent_that_returns_ends_its_day(tmp_path: Path) -> None:
    """No farewell is needed."""
    result = work(lambda day: day.call("ListUsers"), tmp_path)

    assert (result.ended, result.calls, result.minutes) == ("returned", 1, 1)


def test_an_agent_that_raises_is_scored(tmp_path: Path) -> None:
    """Its exception is kept for its author; what stood before counts."""

    def agent(day: Day) -> None:
        day.call("ListUsers")
        raise KeyError("oops")

    result = work(agent, tmp_path)

    assert (result.ended, result.error, len(result.scorecard.tasks)) == ("crash", "", 1)
    assert "KeyError: 'oops'" in result.crash


@pytest.mark.parametrize("error", [SystemExit(3), asyncio.CancelledError(), RecursionError(), MemoryError()])
def test_strange_exceptions_are_crashes_too(tmp_path: Path, error: BaseException) -> None:
    """An agent cannot end the session."""

    def agent(_: Day) -> None:
        raise error

    assert work(agent, tmp_path).ended == "crash"


def test_ctrl_c_is_no_crash_of_the_agent(tmp_path: Path) -> None:
    """It belongs to whoever pressed it."""

    def agent(_: Day) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work(agent, tmp_path)


def _sleep(_: Day) -> None:
    time.sleep(1000)  # the test is that this ends early


def _compute(_: Day) -> None:
    while True:
        pass


def _swallow(_: Day) -> None:
    while True:
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001, S110  -- an agent that is deaf to exceptions
            pass


def _swallow_twice(day: Day) -> None:
    while True:
        try:
            _swallow(day)
        except:  # noqa: E722, S112  -- what sloppy agents write
            continue


async def _wait(_: Day) -> None:
    await asyncio.sleep(1000)


@pytest.mark.parametrize("agent", [_sleep, _compute, _swallow, _swallow_twice, _wait])
def test_an_agent_that_hangs_is_stopped(tmp_path: Path, agent: Callable[[Day], Any]) -> None:
    """Asleep, busy, or deaf to exceptions: the day ends when its time is up."""
    result = work(agent, tmp_path, limits=Limits(timeout=0.2))

    assert (result.ended, len(result.scorecard.tasks)) == ("timeout", 1)


def test_the_next_day_runs_after_a_hang(tmp_path: Path) -> None:
    """No timer is left behind."""
    work(_sleep, tmp_path / "first", limits=Limits(timeout=0.1))

    result = work(lambda day: day.call("ListUsers"), tmp_path / "second", limits=Limits(timeout=60))

    assert result.ended == "returned"


def test_an_async_agent_works(tmp_path: Path) -> None:
    """`async def work(day)` is run to its end."""

    async def agent(day: Day) -> None:
        await asyncio.sleep(0)
        day.call("ListUsers")

    assert work(agent, tmp_path).calls == 1


def test_no_call_is_possible_after_the_day(tmp_path: Path) -> None:
    """An agent that goes on is told so by an exception, and the log does not grow."""
    outcomes = []

    def agent(day: Day) -> None:
        day.call("all_tasks_done")
        with pytest.raises(DayOverError):
            day.call("ListUsers")
        outcomes.append(day.done)

    result = work(agent, tmp_path)

    assert (outcomes, result.calls, result.ended) == ([True], 1, "done")


@pytest.mark.parametrize("is_deaf", [True, False])
def test_a_tool_that_breaks_is_the_runs_error(tmp_path: Path, *, is_deaf: bool) -> None:
    """What our tools raise is never blamed on the agent, also if the agent swallows it."""

    class Broken:
        name = "broken"

        def run(self, command: str, *, now: datetime) -> CommandResult:  # noqa: ARG002  -- a sandbox's contract
            raise OSError("no space left")

        def close(self) -> None:
            """Nothing runs."""

    def agent(day: Day) -> None:
        try:
            day.call("ExecuteCommand", command="ls")
        except Exception:
            if not is_deaf:
                raise

    with staged(one_task("meeting_book", MEETING), tmp_path, sandbox="none") as workday:
        workday.office.sandbox = Broken()
        result = run_day(workday, agent)

    assert (result.ended, result.error) == ("broken", "the tool ExecuteCommand broke: OSError: no space left")


def test_an_agent_that_never_ends_runs_out_of_calls(tmp_path: Path) -> None:
    """Free calls are bounded as well: the day's clock, or the number of calls, ends it."""

    def agent(day: Day) -> None:
        while not day.done:
            day.turn([ToolCall("ListUsers")] * 4)

    result = work(agent, tmp_path)

    assert result.ended in {"clock", "calls"}
    assert result.calls <= MAX_CALLS


def test_an_agent_that_only_talks_runs_out_of_turns(tmp_path: Path) -> None:
    """Turns without a call move no clock, and are bounded all the same."""

    def agent(day: Day) -> None:
        while not day.done:
            day.turn([])

    assert work(agent, tmp_path).ended in {"steps", "calls"}


def test_a_deaf_agent_is_stopped_after_the_day(tmp_path: Path) -> None:
    """An agent that swallows the exceptions of a day that is over does not spin until its time is up."""

    def agent(day: Day) -> None:
        day.call("all_tasks_done")
        while True:
            with contextlib.suppress(Exception):
                day.call("ListUsers")

    assert work(agent, tmp_path).ended == "done"


def test_the_days_bounds_are_not_the_agents(tmp_path: Path) -> None:
    """An agent cannot lift its own limits."""

    def agent(day: Day) -> None:
        day.limits = Limits()  # type: ignore[misc]

    result = work(agent, tmp_path)

    assert result.ended == "crash"
    assert "AttributeError" in result.crash


@pytest.mark.parametrize("name", [None, 3, [], {}])
def test_a_name_that_is_no_text_is_answered(tmp_path: Path, name: Any) -> None:
    """It is the agent's mistake, and no fault of the run."""
    result = work(lambda day: day.call(name), tmp_path)

    assert (result.ended, result.error) == ("returned", "")
    assert "there is no tool of that name" in next(of_kind(result.events, ToolCalled)).result


def test_a_server_that_counts_no_tokens_counts_nothing(tmp_path: Path) -> None:
    """None is what such servers send."""
    assert work(lambda day: day.count_tokens(None, 7), tmp_path).agent_tokens == (0, 7)


@pytest.mark.parametrize("count", [-5, "a", float("nan"), 1.5, 10**400])
def test_an_impossible_count_is_the_agents_crash(tmp_path: Path, count: Any) -> None:
    """It is refused where it is made, and the day is scored."""
    result = work(lambda day: day.count_tokens(count, 1), tmp_path)

    assert (result.ended, result.error, len(result.scorecard.tasks)) == ("crash", "", 1)


def test_the_step_limit_holds_for_every_agent(tmp_path: Path) -> None:
    """A turn is a step."""

    def agent(day: Day) -> None:
        while not day.done:
            day.call("ListUsers")

    result = work(agent, tmp_path, limits=Limits(max_steps=7))

    assert (result.ended, result.steps) == ("steps", 7)


def test_huge_arguments_do_no_harm(tmp_path: Path) -> None:
    """Ten megabytes are refused, and not kept in the log."""
    result = work(lambda day: day.call("SendMessage", {"receiver": "x", "message": "x" * 10_000_000}), tmp_path)

    call = next(of_kind(result.events, ToolCalled))
    assert call.outcome == "error"
    assert sys.getsizeof(call.arguments) < 100_000


def test_tasks_stream_in_and_deadlines_move(tmp_path: Path) -> None:
    """A later task is handed out at its time, a change is told at its time, and both are in the agent's messages."""
    change = {"at": "10:00", "deadline": "18:00", "priority": "urgent", "because": "the customer asked for it"}
    tasks: list[dict[str, Any]] = [
        {"id": "meeting-book", "family": "meeting_book", "params": MEETING},
        {
            "id": "website-analysis",
            "family": "website_analysis",
            "arrives": "09:30",
            "deadline": "12:00",
            "changes": [change],
        },
    ]
    seen: list[tuple[str, ...]] = []

    def agent(day: Day) -> None:
        seen.append(day.messages)
        day.call("JumpTime", minutes=600)
        seen.append(day.messages)
        day.call("JumpTime", minutes=600)
        seen.append(day.messages)

    with staged(scenario(tasks), tmp_path, sandbox="none") as workday:
        result = run_day(workday, agent)

    assert [len(messages) for messages in seen] == [1, 2, 3]
    assert "Website Monitor" not in seen[0][0]
    assert "the customer asked for it" in seen[2][2]
    assert [f"{e.at:%H:%M}" for e in of_kind(result.events, TaskArrived)] == ["08:00", "09:30"]
    assert [f"{e.deadline:%H:%M}" for e in of_kind(result.events, DeadlineMoved)] == ["18:00"]


def test_done_waits_for_tasks_still_to_come(tmp_path: Path) -> None:
    """A trainee who is done early cannot know that a task will come; she gets it."""
    tasks: list[dict[str, Any]] = [
        {"id": "meeting-book", "family": "meeting_book", "params": MEETING},
        {"id": "website-analysis", "family": "website_analysis", "arrives": "15:00"},
    ]

    def agent(day: Day) -> None:
        day.call("all_tasks_done")
        assert "Website Monitor" in day.messages[-1]
        day.call("all_tasks_done")

    with staged(scenario(tasks), tmp_path, sandbox="none") as workday:
        result = run_day(workday, agent)

    assert (result.ended, result.crash) == ("done", "")
    assert f"{next(of_kind(result.events, DayEnded)).at:%H:%M}" == "15:02"


def test_work_after_the_deadline_is_late(tmp_path: Path) -> None:
    """What counts is what stood at the deadline; the rest is reported beside it."""
    loaded = one_task("website_analysis", {}, deadline="09:00")

    class Late:
        def work_knowing(self, day: Day, workday: Any) -> None:
            day.call("JumpTime", minutes=60)
            oracle.Oracle().work_knowing(day, workday)

    with staged(loaded, tmp_path) as workday:
        result = run_day(workday, Late())

    scores = result.scorecard.tasks[0].checkpoints
    assert [f"{e.at:%H:%M}" for e in of_kind(result.events, DeadlinePassed)] == ["09:00"]
    assert sum(score.earned for score in scores) == 0
    assert sum(score.earned_late for score in scores) == pytest.approx(5)


@pytest.mark.parametrize("family", ["website_analysis", "kb_fix", "transactions"])
def test_the_oracle_keeps_its_appointments(tmp_path: Path, family: str) -> None:
    """A task that comes in just before a meeting does not make the oracle late."""
    params = {"num_normal_transactions": 2, "num_abnormal_transactions": 1} if family == "transactions" else {}
    tasks: list[dict[str, Any]] = [
        {"id": "other", "family": family, "params": params, "arrives": "12:51", "deadline": "18:00"},
        {"id": "meeting-book", "family": "meeting_book", "params": MEETING},
    ]

    with staged(scenario(tasks), tmp_path) as workday:
        result = run_day(workday, oracle.make(AgentContext()))

    assert [c for task in result.scorecard.tasks for c in task.checkpoints if not c.is_full] == []
