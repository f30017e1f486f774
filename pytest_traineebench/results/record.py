"""The record of one day: ``scorecard.json``, and what workers send to the controller."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pytest_traineebench.episode import DayResult
from pytest_traineebench.scoring.scorecard import TaskScore, mean_share

Outcome = Literal["passed", "failed", "error", "invalid"]

MAX_TOKENS = 10**12
"""Tokens of one day; what counts more counts wrongly, and is taken for this many."""


class Tokens(BaseModel):
    """Tokens as servers counted them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prompt: int = Field(ge=0)
    completion: int = Field(ge=0)

    @property
    def total(self) -> int:
        """Prompt and completion."""
        return self.prompt + self.completion


class DayRecord(BaseModel):
    """Everything about a day that is counted or compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = Field(default=1, description="Version of this format.")
    nodeid: str = Field(description="The pytest item.")
    scenario: str
    day: str
    seed: int
    agent: str = Field(description="Name by which the agent was chosen.")
    npc: str = Field(description='Who spoke for the colleagues: "rules", a model alias or "custom".')
    sandbox: str = Field(description="Backend in which commands ran.")
    outcome: Outcome = Field(
        description="passed or failed: by the verdict rule; error: the run broke; invalid: a colleague failed."
    )
    ended: str = Field(
        description="Why the day ended: done, returned, steps, calls, context, timeout, clock, crash, model."
    )
    error: str = Field(default="", description="What broke the run; empty unless the outcome is error.")
    npc_faults: tuple[str, ...] = Field(default=(), description="What colleagues did wrong.")
    score: float = Field(ge=0, le=1, description="Mean over the tasks of the share of points earned in time.")
    tasks: tuple[TaskScore, ...]
    steps: int = Field(ge=0, description="Turns of the agent.")
    calls: int = Field(ge=0, description="Tool calls executed.")
    minutes: int = Field(ge=0, description="Virtual minutes worked.")
    agent_tokens: Tokens
    npc_tokens: Tokens

    @property
    def counts(self) -> bool:
        """Whether its scores may be averaged: errors and invalid days never are."""
        return self.outcome in {"passed", "failed"}


def make_record(
    result: DayResult, *, tasks: tuple[TaskScore, ...], nodeid: str, seed: int, agent: str, npc: str, sandbox: str
) -> DayRecord:
    """Sum up a day; what has scores counts as failed until it is judged.

    Args:
        result: What came out of the day.
        tasks: Its scores, which a project may have changed.
        nodeid: The pytest item.
        seed: Of the scenario.
        agent: Name by which the agent was chosen.
        npc: Who spoke for the colleagues.
        sandbox: Where commands ran.
    """
    faults = tuple(f"{fault.person}: {fault.kind} ({fault.topic}): {fault.detail}" for fault in result.faults)
    outcome: Outcome = "error" if result.error else "invalid" if faults else "failed"
    return DayRecord(
        nodeid=nodeid,
        scenario=result.scorecard.scenario,
        day=result.scorecard.day,
        seed=seed,
        agent=agent,
        npc=npc,
        sandbox=sandbox,
        outcome=outcome,
        ended=result.ended,
        error=result.error,
        npc_faults=faults,
        score=mean_share(tasks) if tasks else 0.0,
        tasks=tasks,
        steps=result.steps,
        calls=result.calls,
        minutes=result.minutes,
        agent_tokens=_tokens(*result.agent_tokens),
        npc_tokens=_tokens(*result.npc_tokens),
    )


def _tokens(prompt: int, completion: int) -> Tokens:
    """Return counts that a table can hold: a project's own colleagues may count as they like."""
    return Tokens(prompt=min(max(prompt, 0), MAX_TOKENS), completion=min(max(completion, 0), MAX_TOKENS))


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of ``scorecard.json``."""
    schema = DayRecord.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
