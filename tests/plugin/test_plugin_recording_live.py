"""Agents and colleagues of every kind while they are recorded, replayed, stopped, or asked beside a recording."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

import pytest
from plugin.bench import MEETING, Bench
from plugin.test_plugin_recording import AGENT, ONCE, REPLAY, colleague, configure, talk, trainee
from recording.recording_scene import events

from pytest_traineebench.llm.scripted import ChatRequest, Reply, Say, ScriptedServer, refuse

pytest_plugins = ("pytester",)

_CUT = ("-p", "no:unraisableexception")
"""Whoever is stopped within a request leaves its connection open."""
OWN = "cassettes/alpha/day_1/own.agent.yaml"
CLIENTS = """
import asyncio, pathlib
from concurrent.futures import ThreadPoolExecutor
import httpx2, openai

URL = pathlib.Path("url").read_text()
SHARED = openai.OpenAI(api_key="none", base_url=URL, http_client=httpx2.Client(trust_env=False))

def told(n):
    return {"model": "m", "messages": [{"role": "user", "content": f"Question {n}"}]}

def words(answer):
    return answer.choices[0].message.content

def shared(day):
    return [words(SHARED.chat.completions.create(**told(0))), words(SHARED.chat.completions.create(**told(1)))]

def threads(day):
    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(lambda n: words(SHARED.chat.completions.create(**told(n))), range(12)))

def stream(day):
    return [piece.choices[0].delta.content for piece in SHARED.chat.completions.create(**told(0), stream=True)]

async def tasks(day):
    async with openai.AsyncOpenAI(api_key="none", base_url=URL, http_client=httpx2.AsyncClient(trust_env=False)) as c:
        asked = [c.chat.completions.create(**told(n)) for n in range(6)]
        return [words(answer) for answer in await asyncio.gather(*asked)]

def worker(ask):
    def work(day):
        answers = ask(day)
        answers = asyncio.run(answers) if asyncio.iscoroutine(answers) else answers
        day.memory["days"] = day.memory.get("days", 0) + 1
        day.turn([], text=f"{day.memory['days']} {answers}")
        day.call("all_tasks_done")
    return work

def pytest_traineebench_agents():
    return {ask.__name__: worker(ask) for ask in (shared, threads, stream, tasks)}

def pytest_sessionfinish():
    SHARED.close()

class Later:
    def work(self, day):
        return worker(shared)(day)

@pytest.fixture
def traineebench_agent(traineebench_agent, request):
    return Later() if os.environ.get("OVERRIDE") else traineebench_agent
"""


def echo(request: ChatRequest) -> Reply:
    """Answer with the question, in pieces if asked to."""
    words = str(request.messages[-1]["content"])
    return events("It is ", words) if request.body.get("stream") else Say(text=f"It is {words}")


@pytest.mark.parametrize("name", ["shared", "threads", "stream", "tasks"])
def test_an_agent_of_any_kind_is_replayed(bench: Bench, name: str) -> None:
    """On several days, with one client or several, and when a later day is worked alone."""
    bench.scenario("alpha", [MEETING], [MEETING])
    with ScriptedServer(echo) as server:
        bench.write("url", server.base_url)
        bench.conftest(CLIENTS)
        bench.run(*ONCE, "--traineebench-results=live", agent=name).assert_outcomes(passed=2)

    replayed = bench.run(*REPLAY, "--traineebench-results=out", agent=name)
    alone = bench.run(*REPLAY, "-k", "day_2", "--traineebench-results=alone", agent=name)

    replayed.assert_outcomes(passed=2)
    alone.assert_outcomes(passed=1, deselected=1)
    assert bench.left(results="out") == bench.left(results="live")
    assert bench.said("alpha/day_2", results="alone") == bench.said("alpha/day_2", results="live")
    assert bench.said("alpha/day_2")[0].startswith("2 ['It is ")


def test_an_agent_of_a_fixture_is_replayed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cassette is named after the fixture; so is an agent that is named by its place replayed."""
    bench.scenario()
    with ScriptedServer(echo) as server:
        bench.write("url", server.base_url)
        bench.conftest(CLIENTS)
        bench.write("place.py", "import conftest\nagent = conftest.worker(conftest.shared)\n")
        monkeypatch.setenv("OVERRIDE", "1")
        bench.run(*ONCE, agent="shared").assert_outcomes(passed=1)
        monkeypatch.delenv("OVERRIDE")
        bench.run(*ONCE, agent="place:agent").assert_outcomes(passed=1)

    by_place = bench.run(*REPLAY, agent="place:agent")
    monkeypatch.setenv("OVERRIDE", "1")
    by_fixture = bench.run(*REPLAY, agent="shared")

    by_place.assert_outcomes(passed=1)
    by_fixture.assert_outcomes(passed=1)
    names = sorted(path.name for path in (bench.root / "cassettes/alpha/day_1").iterdir())
    assert names == ["fixture.shared.agent.yaml", "place.agent.agent.yaml"]


def test_the_command_of_a_miss_records_whoever_missed(bench: Bench) -> None:
    """Also when only the agent was to be replayed, by the command line or by the ini file."""
    bench.scenario()
    with ScriptedServer(trainee) as server:
        configure(bench, server)
        missed = bench.run(*REPLAY, "--traineebench-replay=agent", "--traineebench-results=out", agent="gpt")
        bench.write("pytest.ini", "[pytest]\ntraineebench_sandbox = none\ntraineebench_replay = agent\n")
        bench.run(*REPLAY, "--traineebench-results=by_ini", agent="gpt").assert_outcomes(failed=1)
        commands = [
            shlex.split(bench.record("alpha/day_1", results=results).error.rpartition("to record it: ")[2])
            for results in ("out", "by_ini")
        ]
        recorded = bench.run(*commands[1][1:], agent="")

    missed.assert_outcomes(failed=1)
    recorded.assert_outcomes(passed=1)
    assert [argument for argument in commands[0] if "replay" in argument] == []
    bench.run(*REPLAY, agent="gpt").assert_outcomes(passed=1)


def test_an_agent_that_asks_for_ever_is_stopped(bench: Bench) -> None:
    """It is not left waiting until its time for the whole day is over."""
    bench.scenario()
    bench.agent(
        """
import httpx2
while True:
    try:
        httpx2.post("http://127.0.0.1:9/v1/chat/completions", json={"model": "m", "messages": []})
    except Exception:
        time.sleep(600)
        (day._office.workspace.root / "slept").touch()
"""
    )

    result = bench.run(*REPLAY, "--traineebench-results=out")

    result.assert_outcomes(failed=1)
    assert bench.record("alpha/day_1").error.startswith(f"{OWN}: request 1 of the agent (step 1, 08:00)")
    assert not (bench.root / "out/alpha/day_1/workspace/slept").exists()


def test_a_miss_names_host_and_caller(bench: Bench) -> None:
    """A connection that an HTTP client would have opened is no less refused than one of a socket."""
    bench.scenario()
    bench.agent(
        """
import urllib.request
try:
    urllib.request.urlopen("http://api.example.org/v1/x")
except Exception as error:
    (day._office.workspace.root / "told").write_text(str(error))
"""
    )

    bench.run(*REPLAY, "--traineebench-results=out")

    error = bench.record("alpha/day_1").error
    assert "was not recorded: GET /v1/x to api.example.org:80, from conftest.py:7 in own" in error
    assert (bench.root / "out/alpha/day_1/workspace/told").read_text().startswith(OWN)


CUSTOM = """
import httpx2, pathlib
from pytest_traineebench.company.chat import Reply

class Model:
    def reply(self, person, text, *, heard):
        body = {"model": "npc", "messages": [{"role": "user", "content": f"{person}: {text}"}]}
        answer = httpx2.post(pathlib.Path("url").read_text() + "/chat/completions", json=body, trust_env=False).json()
        return Reply(text=answer["choices"][0]["message"]["content"])

@pytest.fixture
def traineebench_npc():
    return lambda built: Model()
"""


def test_own_colleagues_that_ask_a_model_are_replayed(bench: Bench) -> None:
    """What was not recorded is answered by the rules, or by them, live."""
    bench.scenario()

    def ask(*questions: str) -> None:
        talk(bench, *questions)
        path = bench.root / "conftest.py"
        path.write_text(path.read_text() + CUSTOM)

    with ScriptedServer(colleague) as server:
        bench.write("url", server.base_url)
        ask("Good morning.")
        bench.run(*ONCE).assert_outcomes(passed=1)
        ask("Good morning.", "A new thing?")
        by_rules = bench.run(*REPLAY, "--traineebench-replay=npc")
        said = [(bench.root / "answers").read_text()]
        by_model = bench.run(*REPLAY, "--traineebench-replay=npc", "--traineebench-npc-fallback=live")
        said.append((bench.root / "answers").read_text())
        asked = len(server.requests)
    changed = bench.run(*REPLAY, "--traineebench-results=out")

    by_rules.assert_outcomes(passed=1)
    by_model.assert_outcomes(passed=1)
    changed.assert_outcomes(failed=1)
    assert [("Answer 1." in text, "Answer 2." in text) for text in said] == [(True, False), (True, True)]
    assert asked == 2
    assert "request 2 of the colleagues" in bench.record("alpha/day_1").error


def test_a_recording_that_fails_on_an_earlier_day_is_told(bench: Bench) -> None:
    """A later day alone works the earlier one; what of that could not be saved is missing the next time."""
    bench.scenario("alpha", [MEETING], [MEETING])
    with ScriptedServer(trainee) as server:
        configure(bench, server, api_key_var="Morning-42-Morning-42")
        bench.agent(
            """
import httpx2, pathlib
word = "Morning-42-Morning-42" if day.now.day == 1 else "Hi"
told = [{"role": "user", "content": word}]
httpx2.post(pathlib.Path("url").read_text() + "/chat/completions", json={"messages": told}, trust_env=False)
day.call("all_tasks_done")
"""
        )
        bench.write("url", server.base_url)

        result = bench.run(*ONCE, "-k", "day_2")

    result.assert_outcomes(failed=1, deselected=1)
    result.stdout.fnmatch_lines(["cassettes/alpha/day_1/own.agent.yaml: entry 1 is not saved: *"])


def test_a_link_stays_a_link(bench: Bench) -> None:
    """A cassette that is recorded again is written where the link leads."""
    bench.scenario()
    with ScriptedServer(trainee) as server:
        configure(bench, server)
        bench.run(*ONCE, agent="gpt")
        (bench.root / AGENT).rename(bench.root / "real.yaml")
        (bench.root / AGENT).symlink_to(bench.root / "real.yaml")
        before = (bench.root / "real.yaml").read_bytes()
        bench.scenario(seed=4)

        bench.run("--traineebench-record=rewrite", "--traineebench-verdict=report", agent="gpt").assert_outcomes(
            passed=1
        )

    assert (bench.root / AGENT).is_symlink()
    assert (bench.root / "real.yaml").read_bytes() != before
    bench.run(*REPLAY, agent="gpt").assert_outcomes(passed=1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_told_before_the_day(bench: Bench) -> None:
    """Nothing is paid for that could not be kept; a replay does not write."""
    bench.scenario()
    with ScriptedServer(trainee) as server:
        configure(bench, server)
        bench.run(*ONCE, agent="gpt")
        folder = (bench.root / AGENT).parent
        folder.chmod(0o555)
        asked = len(server.requests)

        replayed = bench.run(*REPLAY, agent="gpt")
        recorded = bench.run("--traineebench-record=rewrite", agent="gpt")
        folder.chmod(0o755)

    replayed.assert_outcomes(passed=1)
    recorded.assert_outcomes(errors=1)
    recorded.stdout.fnmatch_lines([f"{AGENT}.part: cannot be written: permission denied"])
    assert len(server.requests) == asked


def test_each_try_of_a_day_has_a_recording_of_its_own(bench: Bench) -> None:
    """A replay tries as often, with what was said in each try."""
    pytest.importorskip("pytest_rerunfailures")
    bench.scenario()
    with ScriptedServer(trainee) as server:
        configure(bench, server)
        recorded = bench.run("--traineebench-record=once", "--reruns=1", agent="gpt")
        asked = len(server.requests)

    replayed = bench.run("--reruns=1", agent="gpt")

    assert asked == 6
    assert sorted(path.name for path in (bench.root / AGENT).parent.iterdir()) == [
        "react.gpt.agent.yaml",
        "react.gpt.repeat-2.agent.yaml",
    ]
    for result in (recorded, replayed):
        assert result.parseoutcomes()["rerun"] == 1
        result.stdout.no_fnmatch_line("*was not recorded*")


def test_a_day_that_times_out_keeps_its_recording(bench: Bench) -> None:
    """It is replayed as far as it went."""
    bench.scenario()
    with ScriptedServer(trainee) as server:
        bench.write("url", server.base_url)
        bench.agent(
            """
import httpx2, pathlib
url = pathlib.Path("url").read_text() + "/chat/completions"
for n in range(10**9):
    httpx2.post(url, json={"model": "m", "n": n, "messages": []}, trust_env=False)
"""
        )
        late = bench.run(*ONCE, *_CUT, "--traineebench-timeout=1", "--traineebench-results=out")
        answered = len(server.requests)

    late.assert_outcomes(passed=1)
    assert bench.record("alpha/day_1").ended == "timeout"
    assert answered - 1 <= int((bench.root / OWN).read_text().partition("length: ")[2].split()[0]) <= answered


def test_a_refused_request_does_not_end_the_recording(bench: Bench) -> None:
    """A limit that names the organisation, then an answer: the replay asks once."""
    bench.scenario()
    organisation = "org-" + "AbCdEfGhIjKlMnOpQrSt"
    limit = refuse(429, f"Rate limit reached in organization {organisation}", retry_after="0")
    seen: list[int] = []

    def sometimes(request: ChatRequest) -> Reply:
        seen.append(request.number)
        return limit if request.number == 1 else trainee(request)

    with ScriptedServer(sometimes) as server:
        configure(bench, server)
        recorded = bench.run(*ONCE, agent="gpt")
    replayed = bench.run(*REPLAY, agent="gpt")

    recorded.assert_outcomes(passed=1)
    replayed.assert_outcomes(passed=1)
    assert len(seen) == 4
    assert "length: 3\n" in (bench.root / AGENT).read_text()
    assert json.dumps(organisation) not in "".join(path.read_text() for path in Path(bench.root).rglob("*.yaml"))
