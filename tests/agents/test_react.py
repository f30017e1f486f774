"""The chat-model agent against a real server on loopback."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.days import one_task, staged

from pytest_traineebench.agent import AgentContext, Limits
from pytest_traineebench.agents import react
from pytest_traineebench.company.events import ToolCalled, TurnTaken, of_kind
from pytest_traineebench.episode import DayResult, run_day
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.client import ChatModel, ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.messages import ToolCall, Usage
from pytest_traineebench.llm.scripted import Cut, Hang, Raw, Reply, Say, ScriptedServer, refuse

DONE = Say(calls=(ToolCall(id="done", name="all_tasks_done"),))
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


@contextmanager
def asked(base_url: str, folder: Path) -> Iterator[ChatModel]:
    """Open the model of a server, without waits between attempts."""
    entry = {"model_name": "scripted", "api_key_var": "", "base_url": base_url, "proxy_url": False}
    path = folder / "api_config.json"
    path.write_text(json.dumps({"scripted": entry}), encoding="utf-8")
    with ChatModels(load_endpoints(path), sleep=lambda _: None) as models:
        yield models.get("scripted")


def work(
    script: Sequence[Reply], folder: Path, *, limits: Limits | None = None, workspace: dict[str, bytes] | None = None
) -> tuple[DayResult, ScriptedServer]:
    """Let the agent work a day with a scripted model."""
    with ScriptedServer(script) as server, asked(server.base_url, folder) as model:
        loaded = one_task("website_analysis", {})
        with staged(loaded, folder / "day", sandbox="none", limits=limits) as workday:
            for name, content in (workspace or {}).items():
                (workday.office.workspace.root / name).write_bytes(content)
            return run_day(workday, react.make(AgentContext(model=model))), server


def say(*names: str, arguments: str = "{}") -> Say:
    """Call tools without arguments."""
    return Say(calls=tuple(ToolCall(id=f"c{i}", name=name, arguments=arguments) for i, name in enumerate(names)))


def roles(server: ScriptedServer, number: int) -> list[object]:
    """Return who speaks in a request's conversation."""
    return [message["role"] for message in server.requests[number].messages]


def last_text(server: ScriptedServer, number: int) -> str:
    """Return the last message of a request, as text."""
    return json.dumps(server.requests[number].messages[-1]["content"])


def test_a_turn_is_answered_call_by_call_and_with_the_time(tmp_path: Path) -> None:
    """After a turn the model reads each call's answer under the call's id, and the virtual time."""
    _, server = work([say("ListUsers", "GetRealTimeSystemHealth"), DONE], tmp_path)

    second = server.requests[1].messages
    assert roles(server, 1) == ["system", "user", "assistant", "tool", "tool", "user"]
    assert [message["tool_call_id"] for message in second[3:5]] == ["c0", "c1"]
    assert "[System Time] 2025-10-01 08:02:00" in last_text(server, 1)


def test_the_first_request_holds_prompt_tools_and_sampling(tmp_path: Path) -> None:
    """The model is told of the tasks, all 22 tools, and sampled as in the published runs."""
    _, server = work([DONE], tmp_path)

    body = server.requests[0].body
    assert len(body["tools"]) == 22  # type: ignore[arg-type]
    assert (body["temperature"], body["top_p"]) == (0.8, 1.0)
    assert "Website Monitor" in str(server.requests[0].messages[1]["content"])


def test_calls_beyond_the_third_are_answered_but_not_executed(tmp_path: Path) -> None:
    """A model that calls five tools at once gets five answers, two of them refusals."""
    result, server = work([say(*["ListUsers"] * 5), DONE], tmp_path)

    outcomes = [event.outcome for event in of_kind(result.events, ToolCalled)]
    assert outcomes == ["ok", "ok", "ok", "surplus", "surplus", "ok"]
    assert roles(server, 1).count("tool") == 5


def test_a_thousand_calls_in_one_turn_do_no_harm(tmp_path: Path) -> None:
    """The day goes on, and the conversation does not drown in refusals."""
    result, server = work([say(*["ListUsers"] * 1000), DONE], tmp_path)

    assert (result.ended, result.calls) == ("done", 4)
    assert roles(server, 1).count("tool") == 20


@pytest.mark.parametrize(
    "arguments", ["{not json", "[]", '"x"', "null", '{"receiver": 1}', '{"x": "\\ud800"}', "{" * 5000]
)
def test_malformed_arguments_are_told_to_the_model(tmp_path: Path, arguments: str) -> None:
    """Broken JSON is an error that the model reads, not the end of the day."""
    result, server = work([say("SendMessage", arguments=arguments), DONE], tmp_path)

    assert (result.ended, result.error) == ("done", "")
    assert "[Error] SendMessage" in str(server.requests[1].messages[3]["content"])


def test_unknown_tools_are_told_to_the_model(tmp_path: Path) -> None:
    """A made-up tool is an error with a suggestion."""
    _, server = work([say("SendMesage"), DONE], tmp_path)

    assert "did you mean 'SendMessage'?" in str(server.requests[1].messages[3]["content"])


def test_a_turn_without_calls_is_nudged(tmp_path: Path) -> None:
    """A model that only talks is reminded to act, and told the time."""
    _, server = work([Say(text="I will think first."), DONE], tmp_path)

    assert "You called no tool" in last_text(server, 1)
    assert "[System Time]" in last_text(server, 1)


def test_a_model_that_never_acts_is_not_asked_for_ever(tmp_path: Path) -> None:
    """After five silent turns in a row the agent stops."""
    result, server = work([Say(text="Hm.")] * 9, tmp_path)

    assert (result.ended, len(server.requests)) == ("returned", 5)


def test_the_step_limit_ends_the_day(tmp_path: Path) -> None:
    """No more requests are sent than steps are allowed."""
    result, server = work([say("ListUsers")] * 9, tmp_path, limits=Limits(max_steps=4))

    assert (result.ended, result.steps, len(server.requests)) == ("steps", 4, 4)


def test_without_a_limit_there_are_fifty_steps(tmp_path: Path) -> None:
    """The published number of turns is the default."""
    result, _ = work([say("ListUsers")] * 60, tmp_path)

    assert (result.ended, result.steps) == ("steps", 50)


def test_an_image_is_shown(tmp_path: Path) -> None:
    """ReadAsDataURL puts the picture itself before the model."""
    _, server = work(
        [say("ReadAsDataURL", arguments='{"file_path": "a.png"}'), DONE], tmp_path, workspace={"a.png": PNG}
    )

    assert "data:image/png;base64,iVBORw0KGgo" in last_text(server, 1)


def test_tokens_are_counted(tmp_path: Path) -> None:
    """What the server counts is added up for the agent."""
    usage = Usage(prompt=100, completion=7, total=107)

    result, _ = work([Say(text="Hm.", usage=usage), Say(calls=DONE.calls, usage=usage)], tmp_path)

    assert (result.agent_tokens, result.npc_tokens) == ((200, 14), (0, 0))


@pytest.mark.parametrize(
    "trouble",
    [refuse(429, "slow down", retry_after="1"), refuse(500, "oops"), Cut(), Cut(reply=DONE), Raw(body=b"<html>")],
    ids=["429", "500", "cut", "cut in the body", "no JSON"],
)
def test_trouble_on_the_line_is_survived(tmp_path: Path, trouble: Reply) -> None:
    """A request that fails for the moment is sent again, and the day does not notice."""
    result, server = work([say("ListUsers"), trouble, DONE], tmp_path)

    assert (result.ended, result.error, result.steps) == ("done", "", 2)
    assert server.requests[1].raw == server.requests[2].raw


def test_a_wrong_key_is_the_runs_error(tmp_path: Path) -> None:
    """A model that cannot be asked breaks the run; what stands is scored all the same, and nothing is averaged."""
    result, _ = work([say("ListUsers"), refuse(401, "bad key")], tmp_path)

    assert result.ended == "model"
    assert "401" in result.error
    assert len(result.scorecard.tasks) == 1


def test_a_full_context_is_the_agents_own_end(tmp_path: Path) -> None:
    """A conversation that outgrew its model is scored, and not taken for a broken run."""
    result, _ = work([say("ListUsers"), refuse(400, "maximum context length is 8192 tokens")], tmp_path)

    assert (result.ended, result.error, result.crash) == ("context", "", "")


def test_a_dead_server_is_the_runs_error_also_at_the_time_limit(tmp_path: Path) -> None:
    """A model that never answers has not failed its day: nobody asked it."""
    result, _ = work([Hang()], tmp_path, limits=Limits(timeout=0.3))

    assert result.ended == "model"
    assert "no answer before the time was up" in result.error


def test_what_the_model_says_is_logged(tmp_path: Path) -> None:
    """The transcript is made from the log, so the log holds the model's words."""
    result, _ = work([Say(text="First I list the staff.", calls=DONE.calls)], tmp_path)

    assert [turn.text for turn in of_kind(result.events, TurnTaken)] == ["First I list the staff."]


def test_without_a_model_there_is_no_agent() -> None:
    """The error says how a model is named."""
    with pytest.raises(ConfigError, match="name an alias"):
        react.make(AgentContext())
