"""Days whose talk with chat models is recorded, and replayed without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from plugin.bench import MEETING, WEBSITE, Bench, table

from pytest_traineebench.llm.messages import ToolCall, Usage
from pytest_traineebench.llm.scripted import ChatRequest, Reply, Say, ScriptedServer

pytest_plugins = ("pytester",)

ONCE = ("--traineebench-record=once", "--traineebench-verdict=report")
REPLAY = ("--traineebench-verdict=report",)
AGENT = "cassettes/alpha/day_1/react.gpt.agent.yaml"


def trainee(request: ChatRequest) -> Reply:
    """Look around, and go home in the third turn."""
    turn = sum(message.get("role") == "assistant" for message in request.messages)
    name = ("ListUsers", "GetCurrentTime", "all_tasks_done")[min(turn, 2)]
    call = ToolCall(id=f"call_{turn}", name=name, arguments="{}")
    return Say(text=f"Turn {turn}.", calls=(call,), usage=Usage(prompt=7, completion=2))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """Serve a trainee who does little."""
    with ScriptedServer(trainee) as server:
        yield server


def configure(bench: Bench, server: ScriptedServer, **more: str) -> None:
    """Name the server in an API config."""
    endpoint = {"model_name": "m", "base_url": server.base_url, "proxy_url": False, **more}
    bench.write("api_config.json", json.dumps({"gpt": endpoint}))


def test_a_recorded_day_is_replayed_without_server_key_and_api_config(bench: Bench, server: ScriptedServer) -> None:
    """And leaves the same files, byte for byte, with one worker or two."""
    bench.scenario()
    configure(bench, server, api_key_var="sk-aaaabbbbccccddddeeee1")
    bench.run("--traineebench-results=live", *ONCE, agent="gpt").assert_outcomes(passed=1)
    asked = len(server.requests)
    (bench.root / "api_config.json").unlink()

    here = bench.run("--traineebench-results=here", *REPLAY, agent="gpt")
    there = bench.process("--traineebench-results=there", "-n2", *REPLAY, agent="gpt")

    here.assert_outcomes(passed=1)
    there.assert_outcomes(passed=1)
    assert bench.left(results="here") == bench.left(results="there") == bench.left(results="live")
    assert len(server.requests) == asked
    assert "sk-aaaa" not in (bench.root / AGENT).read_text()


def test_react_means_the_one_model_that_was_recorded(bench: Bench, server: ScriptedServer) -> None:
    """As it means the one model of an API config."""
    bench.scenario()
    configure(bench, server)
    bench.run(*ONCE, agent="gpt")
    (bench.root / "api_config.json").unlink()

    result = bench.run(*REPLAY, agent="react")

    result.assert_outcomes(passed=1)


def test_a_key_that_is_not_set_is_not_missed_by_a_replay(bench: Bench, server: ScriptedServer) -> None:
    """In CI there are no keys."""
    bench.scenario()
    configure(bench, server)
    bench.run(*ONCE, agent="gpt")
    configure(bench, server, api_key_env="TRAINEEBENCH_NO_SUCH_KEY")

    replayed = bench.run(*REPLAY, agent="gpt")
    live = bench.run("--traineebench-record=off", agent="gpt")

    replayed.assert_outcomes(passed=1)
    assert "TRAINEEBENCH_NO_SUCH_KEY is not set" in live.errlines[0]


def test_without_a_recording_the_day_breaks_and_nobody_is_asked(bench: Bench, server: ScriptedServer) -> None:
    """The error says what to type, and the command records."""
    bench.scenario()
    configure(bench, server)

    result = bench.run("--traineebench-results=out", *REPLAY, agent="gpt")

    result.assert_outcomes(failed=1)
    assert table(result)[0] == "0 of 1 days count"
    record = bench.record("alpha/day_1")
    assert (record.outcome, record.ended) == ("error", "broken")
    assert record.error.startswith(f"{AGENT}: request 1 of the agent (step 1, 08:00) was not recorded")
    command = record.error.rpartition("to record it: ")[2].split()
    assert "--traineebench-record=rewrite" in command
    assert not server.requests
    bench.run(*command[1:], agent="").assert_outcomes(passed=1)
    bench.run(*REPLAY, agent="gpt").assert_outcomes(passed=1)


def test_a_changed_day_is_told_from_its_recording(bench: Bench, server: ScriptedServer) -> None:
    """One task more is another prompt."""
    bench.scenario("alpha", [MEETING])
    configure(bench, server)
    bench.run(*ONCE, agent="gpt")
    bench.scenario("alpha", [MEETING, WEBSITE])

    result = bench.run("--traineebench-results=out", *REPLAY, agent="gpt")

    result.assert_outcomes(failed=1)
    error = bench.record("alpha/day_1").error
    assert "most likely changed: what the model is told (a message of the user)" in error
    assert "first difference from entry 1: messages.1.content" in error


def test_an_agent_that_swallows_a_miss_is_stopped(bench: Bench) -> None:
    """The day ends at once, and does not count."""
    bench.scenario()
    bench.agent(
        """
import pathlib, urllib.request
try:
    urllib.request.urlopen("http://127.0.0.1:9/v1/chat/completions", data=b"{}")
except Exception:
    pass
pathlib.Path("done").write_text(str(day.done))
"""
    )

    result = bench.run("--traineebench-results=out", *REPLAY)

    result.assert_outcomes(failed=1)
    assert bench.record("alpha/day_1").outcome == "error"
    assert (bench.root / "done").read_text() == "True"


def test_a_connection_beside_http_is_refused(bench: Bench) -> None:
    """The error names host and caller, and the project's folder is not in it."""
    bench.scenario()
    bench.agent(
        """
import socket
try:
    socket.create_connection(("example.invalid", 443))
except Exception:
    pass
"""
    )

    result = bench.run("--traineebench-results=out", *REPLAY)
    allowed = bench.run(*REPLAY, "--traineebench-allow-hosts=example.invalid")

    result.assert_outcomes(failed=1)
    assert "a connection to example.invalid was refused during the replay; conftest.py:" in (
        bench.record("alpha/day_1").error
    )
    allowed.assert_outcomes(passed=1)


def test_what_was_recorded_has_to_be_asked_for(bench: Bench, server: ScriptedServer) -> None:
    """An agent that stops earlier than it did is another agent; an option lets it pass."""
    bench.scenario()
    configure(bench, server)
    bench.run(*ONCE, agent="gpt")

    strict = bench.run(*REPLAY, "--traineebench-max-steps=2", "--traineebench-results=out", agent="gpt")
    lax = bench.run(*REPLAY, "--traineebench-max-steps=2", "--traineebench-unplayed=allow", agent="gpt")

    strict.assert_outcomes(failed=1)
    strict.stdout.fnmatch_lines([f"{AGENT}: entry 3 was recorded and not asked for; *unplayed=allow"])
    assert bench.record("alpha/day_1").outcome == "failed"
    lax.assert_outcomes(passed=1)


def test_a_secret_is_not_saved_and_the_result_is_kept(bench: Bench, server: ScriptedServer) -> None:
    """The day fails and says where the secret stands, not what it is."""
    bench.scenario()
    configure(bench, server, api_key_var="Morning-42-Morning-42")
    bench.agent(
        """
import httpx2, pathlib
told = [{"role": "user", "content": "Morning-42-Morning-42"}]
httpx2.post(pathlib.Path("url").read_text() + "/chat/completions", json={"messages": told})
day.call("all_tasks_done")
"""
    )
    bench.write("url", server.base_url)

    result = bench.run("--traineebench-results=out", *ONCE)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*own.agent.yaml: entry 1 is not saved: what looks like a secret stands in *"])
    result.stdout.no_fnmatch_line("*Morning-42*")
    assert bench.record("alpha/day_1").ended == "done"
    assert not (bench.root / "cassettes/alpha/day_1/own.agent.yaml").exists()


def colleague(request: ChatRequest) -> Reply:
    """Answer with the number of the request."""
    return Say(text=f"Answer {request.number}.", usage=Usage(prompt=5, completion=1))


def talk(bench: Bench, *questions: str) -> None:
    """Let the agent put questions to one colleague, and write the answers to a file."""
    bench.agent(
        f"""
import pathlib
name = day.call("ListUsers").splitlines()[6].split("|")[1].strip()
answers = [day.call("SendMessage", receiver=name, message=text) for text in {list(questions)!r}]
pathlib.Path("answers").write_text("\\n".join(answers))
day.call("all_tasks_done")
"""
    )


def test_colleagues_are_found_by_what_was_said_to_whom(bench: Bench) -> None:
    """A live agent talks to recorded colleagues in another order; what is new is answered by the rules."""
    bench.scenario(npc="gpt")
    with ScriptedServer(colleague) as server:
        configure(bench, server)
        talk(bench, "Good morning.", "Have a nice day.")
        recorded = bench.run(*ONCE)
        first = (bench.root / "answers").read_text()
    talk(bench, "Have a nice day.", "A new thing?")

    replayed = bench.run(*REPLAY, "--traineebench-replay=npc")

    recorded.assert_outcomes(passed=1)
    replayed.assert_outcomes(passed=1)
    answers = (bench.root / "answers").read_text()
    assert ("Answer 1." in first, "Answer 2." in first) == (True, True)
    assert ("Answer 1." in answers, "Answer 2." in answers, "Answer 3." in answers) == (False, True, False)


def test_new_questions_can_go_to_the_live_model(bench: Bench) -> None:
    """Recorded ones do not."""
    bench.scenario(npc="gpt")
    with ScriptedServer(colleague) as server:
        configure(bench, server)
        talk(bench, "Good morning.")
        bench.run(*ONCE)
        talk(bench, "Good morning.", "A new thing?")

        result = bench.run(*REPLAY, "--traineebench-replay=npc", "--traineebench-npc-fallback=live")

        assert len(server.requests) == 2
    result.assert_outcomes(passed=1)
    answers = (bench.root / "answers").read_text()
    assert ("Answer 1." in answers, "Answer 2." in answers) == (True, True)


def test_only_the_agent_can_be_replayed(bench: Bench, server: ScriptedServer) -> None:
    """The colleagues' model is then asked although the agent's server is gone."""
    bench.scenario(npc="other")
    configure(bench, server)
    with ScriptedServer(colleague) as others:
        config = json.loads((bench.root / "api_config.json").read_text())
        config["other"] = {"model_name": "o", "base_url": others.base_url}
        bench.write("api_config.json", json.dumps(config))
        bench.run(*ONCE, agent="gpt").assert_outcomes(passed=1)

        result = bench.run(*REPLAY, "--traineebench-replay=agent", agent="gpt")

    result.assert_outcomes(passed=1)
    assert (bench.root / "cassettes/alpha/day_1/react.gpt+other.agent.yaml").exists()


def test_cassettes_of_days_that_are_gone_are_listed_and_pruned(bench: Bench, server: ScriptedServer) -> None:
    """Those of days that were not selected are not, nor those of other agents, with workers or without."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.scenario("beta", [MEETING])
    configure(bench, server)
    bench.run(*ONCE, agent="gpt").assert_outcomes(passed=3)
    bench.scenario("alpha", [MEETING])
    image = bench.write("cassettes/beta/day_1/images/0123456789abcdef.png", "no longer named")

    listed = bench.run(*REPLAY, "-k", "beta", agent="idle")
    kept = _cassettes(bench)
    pruned = bench.process(*REPLAY, "-k", "beta", "-n2", "--traineebench-prune", agent="idle")

    listed.stdout.fnmatch_lines(["cassettes/alpha/day_2/react.gpt.agent.yaml", "*--traineebench-prune"])
    assert len(kept) == 3
    pruned.stdout.fnmatch_lines(["cassettes/alpha/day_2/react.gpt.agent.yaml", "*removed"])
    assert _cassettes(bench) == [AGENT, AGENT.replace("alpha", "beta")]
    assert not image.exists()


def test_a_damaged_cassette_breaks_its_day_in_one_line(bench: Bench, server: ScriptedServer) -> None:
    """And is not overwritten by a run that records what is missing."""
    bench.scenario()
    configure(bench, server)
    bench.run(*ONCE, agent="gpt")
    damaged = (bench.root / AGENT).read_text()[:-40]
    bench.write(AGENT, damaged)

    replayed = bench.run(*REPLAY, agent="gpt")
    recorded = bench.run("--traineebench-record=new_episodes", agent="gpt")

    for result in (replayed, recorded):
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines([f"{AGENT}:*: entry 3 of 3 is cut off; record it again*"])
        result.stdout.no_fnmatch_line("*Traceback*")
    assert (bench.root / AGENT).read_text() == damaged


def test_later_days_alone_play_the_earlier_ones(bench: Bench, server: ScriptedServer) -> None:
    """And recording a later day anew leaves the recordings of earlier ones as they are."""
    bench.scenario("alpha", [MEETING], [MEETING])
    configure(bench, server)
    bench.run(*ONCE, agent="gpt")
    before = (bench.root / AGENT).read_bytes()
    asked = len(server.requests)

    alone = bench.run(*REPLAY, "-k", "day_2", agent="gpt")
    anew = bench.run("--traineebench-record=rewrite", "--traineebench-verdict=report", "-k", "day_2", agent="gpt")

    alone.assert_outcomes(passed=1, deselected=1)
    anew.assert_outcomes(passed=1, deselected=1)
    assert (bench.root / AGENT).read_bytes() == before
    assert len(server.requests) == asked + 3


def test_an_ordinary_test_has_a_cassette_too(bench: Bench, server: ScriptedServer) -> None:
    """Named by file and test."""
    bench.scenario()
    bench.write("url", server.base_url)
    bench.write(
        "test_own.py",
        """
import httpx2, pathlib, pytest

@pytest.mark.traineebench_scenario("alpha.scenario.yaml")
def test_talk(traineebench_day):
    body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
    answer = httpx2.post(pathlib.Path("url").read_text() + "/chat/completions", json=body).json()
    assert answer["choices"][0]["message"]["content"] == "Turn 0."
""",
    )

    recorded = bench.run("test_own.py", "--traineebench-record=once", agent="")
    replayed = bench.run("test_own.py", agent="")
    (bench.root / "cassettes/test_own.py/test_talk/test.agent.yaml").unlink()
    missed = bench.run("test_own.py", agent="")

    recorded.assert_outcomes(passed=1)
    replayed.assert_outcomes(passed=1)
    missed.assert_outcomes(failed=1, errors=1)
    assert len(server.requests) == 1


def _cassettes(bench: Bench) -> list[str]:
    return sorted(path.relative_to(bench.root).as_posix() for path in Path(bench.root).rglob("*.agent.yaml"))
