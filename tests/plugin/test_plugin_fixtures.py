"""A project overrides a fixture to bring its own agent or colleagues, and requests one to look inside."""

from __future__ import annotations

import json

import pytest
from plugin.bench import MEETING, Bench, table

from pytest_traineebench.llm.scripted import ScriptedServer, refuse

pytest_plugins = ("pytester",)

OWN_AGENT = """
@pytest.fixture
def traineebench_agent():
    return lambda day: day.call("ListUsers")
"""


def test_a_folder_brings_its_agent(bench: Bench) -> None:
    """A conftest.py overrides the fixture for the scenarios beside it, whatever the option says."""
    bench.scenario("here/alpha")
    bench.scenario("there/beta")
    bench.conftest(OWN_AGENT, folder="here")

    bench.run("--traineebench-results=out", agent="idle")

    here, there = bench.record("here/alpha/day_1"), bench.record("there/beta/day_1")
    assert [(record.agent, record.calls) for record in (here, there)] == [("fixture", 1), ("idle", 0)]


def test_an_override_may_use_what_it_overrides(bench: Bench) -> None:
    """It gets the agent that the option names."""
    bench.scenario()
    bench.conftest("""
@pytest.fixture
def traineebench_agent(traineebench_agent):
    def own(day):
        day.call("ListUsers")
        traineebench_agent(day)
    return own
""")

    bench.run("--traineebench-results=out", agent="idle")

    record = bench.record("alpha/day_1")
    assert (record.agent, record.calls, record.steps) == ("fixture", 1, 2)


COLLEAGUES = """
from pytest_traineebench import Fault, Reply

class Colleagues:
    def __init__(self, built):
        self.built = built

    def reply(self, person, text, *, heard):
        {reply}

@pytest.fixture
def traineebench_npc():
    return {given}

def own(day):
    name = [cell.strip() for cell in day.call("ListUsers").splitlines()[3].split("|")][1]
    day.turn([], text=day.call("SendMessage", receiver=name, message="Hello"))

def pytest_traineebench_agents():
    return {{"own": own}}
"""


def test_a_project_brings_its_colleagues(bench: Bench) -> None:
    """A function of the built day; tokens that they cost are counted."""
    bench.scenario()
    bench.conftest(
        COLLEAGUES.format(
            reply='return Reply(text=f"{self.built.name}: {person.upper()}", prompt_tokens=7)', given="Colleagues"
        )
    )

    bench.run("--traineebench-results=out", "--traineebench-verdict=report")

    record = bench.record("alpha/day_1")
    assert (record.npc, record.npc_tokens.prompt, record.outcome) == ("custom", 7, "passed")
    assert "day_1: " in bench.said("alpha/day_1")[2]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (
            'return Reply(text="", faults=(Fault(kind="leak", topic="room", detail="told all"),))',
            "leak (room): told all",
        ),
        ("raise ValueError('oops')", "no-answer (): ValueError: oops"),
        ("return 'a text'", "no-answer (): a str is no Reply"),
    ],
)
def test_a_colleague_who_fails_makes_the_day_invalid(bench: Bench, reply: str, why: str) -> None:
    """The agent is not blamed: the day is left out of all figures, is named below them, and fails the session."""
    bench.scenario("alpha")
    bench.scenario("beta")
    bench.conftest(
        COLLEAGUES.format(reply=reply, given='Colleagues if "alpha" in os.environ["PYTEST_CURRENT_TEST"] else "rules"')
    )

    result = bench.run("--traineebench-verdict=report", "--traineebench-results=out")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1, failed=1)
    assert bench.record("alpha/day_1").outcome == "invalid"
    assert table(result)[1].startswith("meeting_book 1 ")
    assert table(result)[-2] == "1 of 2 days count"
    assert table(result)[-1].startswith("invalid: alpha.scenario.yaml::day_1: ")
    assert table(result)[-1].endswith(why)
    result.stdout.fnmatch_lines([f"a colleague failed, so this day does not count: *: {why}"])


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("7", "the fixture traineebench_npc gave a int; expected a name, or a function that takes the built day *"),
        ("lambda built: 7", "the fixture traineebench_npc gave a int; expected a name, or a function *"),
        ("'gpt'", "no model 'gpt': there is no API config; name one with --traineebench-api-config"),
    ],
)
def test_wrong_colleagues_are_an_error_of_the_day(bench: Bench, given: str, line: str) -> None:
    """In one line."""
    bench.scenario()
    bench.conftest(COLLEAGUES.format(reply="pass", given=given))

    result = bench.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([line])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_scenario_names_its_colleagues(bench: Bench) -> None:
    """Unless the option says otherwise."""
    bench.scenario(npc="gpt")

    named = bench.run(agent="idle")
    overruled = bench.run("--traineebench-npc=rules", "--traineebench-verdict=report", agent="idle")

    named.assert_outcomes(errors=1)
    overruled.assert_outcomes(passed=1)


PLAIN_TEST = """
import pytest

@pytest.mark.traineebench_scenario({marker})
def test_look(traineebench_day):
    assert traineebench_day.built.name == "day_2"
    traineebench_day.day.call("ListUsers")
    assert traineebench_day.day.memory == {memory}
"""


def test_a_test_looks_inside_a_day(bench: Bench) -> None:
    """An ordinary test gets a staged day by its marker; what it does is no result."""
    bench.scenario("deep/alpha", [MEETING], [MEETING])
    bench.write("test_look.py", PLAIN_TEST.format(marker="'deep/alpha.scenario.yaml', day='day_2'", memory={"seen": 1}))
    bench.agent("day.memory['seen'] = 1")

    result = bench.run("test_look.py")

    result.assert_outcomes(passed=1)
    assert table(result) == []


def test_a_first_day_needs_no_agent(bench: Bench) -> None:
    """Only earlier days have to be worked by somebody."""
    bench.scenario()
    bench.write("test_look.py", PLAIN_TEST.format(marker="'alpha.scenario.yaml'", memory={}).replace("day_2", "day_1"))

    result = bench.run("test_look.py", agent="")

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("marker", "line"),
    [
        ("", "test_look.py::test_look: the marker traineebench_scenario takes a path and the name of a day"),
        (
            "'a', 'b', 'c'",
            "test_look.py::test_look: the marker traineebench_scenario takes a path and the name of a day",
        ),
        ("'alpha.scenario.yaml', when=2", "test_look.py::test_look: the marker traineebench_scenario takes a path*"),
        ("'alpha.scenario.yaml', day='dai_1'", "alpha.scenario.yaml: no day 'dai_1'; did you mean 'day_1'?"),
        ("'lost.scenario.yaml'", "lost.scenario.yaml: *no such file*"),
    ],
)
def test_a_wrong_marker_is_one_line(bench: Bench, marker: str, line: str) -> None:
    """So is a test without one."""
    bench.scenario()
    bench.write("test_look.py", PLAIN_TEST.format(marker=marker, memory={}))

    result = bench.run("test_look.py", agent="idle")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([line])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_test_without_a_marker_is_told_of_it(bench: Bench) -> None:
    """The fixture cannot guess the day."""
    bench.write("test_look.py", "def test_look(traineebench_day): pass\n")

    result = bench.run(agent="idle")

    result.stdout.fnmatch_lines(
        ["test_look.py::test_look: traineebench_day needs to know the day: mark the test with *"]
    )


def test_an_autouse_fixture_looks_inside_every_day(bench: Bench) -> None:
    """It gets the same staged day that the agent works."""
    bench.scenario()
    bench.agent("day.call('ListUsers')")
    with (bench.root / "conftest.py").open("a", encoding="utf-8") as file:
        file.write("""
@pytest.fixture(autouse=True)
def look(traineebench_day):
    assert traineebench_day.day.calls == 0
    yield
    assert traineebench_day.day.calls == 1
""")

    result = bench.run("--traineebench-verdict=report")

    result.assert_outcomes(passed=1)


def test_a_server_that_refuses_is_an_error_of_the_run(bench: Bench) -> None:
    """Nobody is blamed for a model that cannot be asked: no score for the day, nor for later ones, which say why."""
    bench.scenario("alpha", [MEETING], [MEETING])
    with ScriptedServer([refuse(401, "wrong key")] * 4) as server:
        endpoint = {"model_name": "m", "api_key_var": "sk-secret", "base_url": server.base_url, "proxy_url": False}
        bench.write("api_config.json", json.dumps({"gpt": endpoint}))

        live = ["--traineebench-record=off", "--traineebench-verdict=report"]

        result = bench.run("--traineebench-results=out", *live, agent="gpt")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(failed=1, errors=1)
    record = bench.record("alpha/day_1")
    assert (record.outcome, record.ended, record.agent) == ("error", "model", "gpt")
    assert "401" in record.error
    lines = table(result)
    assert lines[0] == "0 of 2 days count"
    assert lines[1].startswith("error: alpha.scenario.yaml::day_1: gpt: ")
    assert lines[2].startswith(
        "error: alpha.scenario.yaml::day_2: day_1 has to be worked before day_2, and broke: gpt: "
    )
