"""Agents: how one is found, and that a day ends with scores whatever it does."""

from __future__ import annotations

import json

import pytest
from plugin.bench import MEETING, Bench, table

from pytest_traineebench.agent import MAX_CALLS

pytest_plugins = ("pytester",)

NEXT = """
if os.environ["PYTEST_CURRENT_TEST"].startswith("beta"):
    day.call("ListUsers")
    return
"""
"""The beginning of an agent that behaves well in the scenario `beta`, which comes after `alpha`."""


@pytest.mark.parametrize(
    ("body", "ended"),
    [
        ("raise ValueError('oops')", "crash"),
        ("sys.exit(3)", "crash"),
        ("raise GeneratorExit", "crash"),
        ("pytest.skip('no')", "crash"),
        ("pytest.fail('no')", "crash"),
        ("pytest.xfail('no')", "crash"),
        ("pytest.exit('no')", "crash"),
        ("time.sleep(1000)", "timeout"),
        ("while True: pass", "timeout"),
        ("while True:\n    try: time.sleep(1000)\n    except BaseException: pass", "timeout"),
        ("while True:\n    try: day.call('all_tasks_done')\n    except Exception: pass", "done"),
        ("while True: day.call('ListUsers')", "clock"),
        ("while not day.done: day.call('nonsense')", "clock"),
        ("while not day.done: day.call('Calculator', 'no json')", "clock"),
        ("day.turn([('a', 'b')])", "crash"),
        ("day.call('Calculator', expression='1' * 10_000_000)", "returned"),
        ("day.call('ListUsers', '{' * 10_000_000)", "returned"),
        ("from pytest_traineebench import ToolCall\nday.turn([ToolCall('ListUsers')] * 1000)", "returned"),
        ("day.memory = {}", "returned"),
        ("day.prompt = ''", "crash"),
        ("print('x' * 1_000_000)", "returned"),
        ("threading.Thread(target=day.call, args=['ListUsers']).start()", "returned"),
        ("return 'a value'", "returned"),
    ],
)
def test_a_day_ends_with_scores(bench: Bench, body: str, ended: str) -> None:
    """Whatever the agent does; and the next day is worked as if nothing had been."""
    bench.scenario("alpha")
    bench.scenario("beta")
    bench.agent(NEXT + body)

    seconds = 60 if ended == "clock" else 0.3
    result = bench.run(
        "--traineebench-results=out",
        f"--traineebench-timeout={seconds}",
        "--traineebench-verdict=report",
        "-p",
        "no:threadexception",
    )

    result.assert_outcomes(passed=2)
    found = bench.records()
    assert (found["alpha.scenario.yaml::day_1"].ended, found["alpha.scenario.yaml::day_1"].score) == (ended, 0)
    assert (found["beta.scenario.yaml::day_1"].ended, found["beta.scenario.yaml::day_1"].calls) == ("returned", 1)
    assert "2 of 2 days count" in table(result)


def test_an_agent_that_wants_nothing_runs_out_of_turns(bench: Bench) -> None:
    """Turns without calls move no clock, and are bounded all the same."""
    bench.scenario()
    bench.agent("while not day.done: day.turn([])")

    bench.run("--traineebench-results=out")

    record = bench.record("alpha/day_1")
    assert record.ended in {"calls", "steps"}
    assert record.steps <= 2 * MAX_CALLS


def test_a_crash_fails_the_day_and_shows_the_traceback(bench: Bench) -> None:
    """With the line in the agent at which it happened."""
    bench.scenario()
    bench.agent("oops = {}\noops['key']")

    result = bench.run("--traineebench-verdict=threshold", "--traineebench-min-score=0")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["the agent raised an exception; see the section 'agent'", "*KeyError: 'key'*"])


def test_no_tool_can_be_called_after_the_day(bench: Bench) -> None:
    """Not by a thread that lives on either; the log does not grow any more."""
    bench.scenario()
    bench.conftest("""
after = []

def own(day):
    after.append(day)

def pytest_traineebench_agents():
    return {"own": own}

def pytest_runtest_teardown():
    with pytest.raises(Exception, match="the day is over"):
        after[0].call("ListUsers")
""")

    result = bench.run("--traineebench-verdict=report", "--traineebench-results=out")

    result.assert_outcomes(passed=1)
    assert bench.record("alpha/day_1").calls == 0


@pytest.mark.parametrize(
    "source",
    [
        "async def own(day):\n    import asyncio\n    await asyncio.sleep(0)\n    day.call('ListUsers')\n",
        "class own:\n    def work(self, day): day.call('ListUsers')\n",
        "class own:\n    async def work(self, day): day.call('ListUsers')\n",
        "class own:\n    def __call__(self, day): day.call('ListUsers')\n",
        "class Own:\n    def work(self, day): day.call('ListUsers')\nown = Own()\n",
        "def own():\n    return lambda day: day.call('ListUsers')\n",
        "def own(*days):\n    days[0].call('ListUsers')\n",
        "import functools\ndef work(name, day): day.call(name)\nown = functools.partial(work, 'ListUsers')\n",
    ],
)
def test_an_agent_has_many_forms(bench: Bench, source: str) -> None:
    """A function, an object, what makes one; each with or without `async`."""
    bench.scenario()
    bench.conftest(f"{source}\ndef pytest_traineebench_agents():\n    return {{'own': own}}\n")

    bench.run("--traineebench-results=out").assert_outcomes(failed=2)

    assert (bench.record("alpha/day_1").ended, bench.record("alpha/day_1").calls) == ("returned", 1)


def test_an_async_agent_is_contained_as_well(bench: Bench) -> None:
    """It cannot skip its test, nor sleep for ever."""
    bench.scenario("alpha")
    bench.scenario("beta")
    bench.conftest("""
import asyncio

async def own(day):
    if "alpha" in os.environ["PYTEST_CURRENT_TEST"]:
        pytest.skip("no")
    await asyncio.sleep(1000)

def pytest_traineebench_agents():
    return {"own": own}
""")

    bench.run("--traineebench-results=out", "--traineebench-timeout=0.3")

    assert [record.ended for record in bench.records().values()] == ["crash", "timeout"]


def test_every_day_gets_a_new_agent(bench: Bench) -> None:
    """A class is called once per day."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.conftest("""
class Own:
    days = 0
    def work(self, day):
        self.days += 1
        day.turn([], text=f"{self.days}")

def pytest_traineebench_agents():
    return {"own": Own}
""")

    bench.run("--traineebench-results=out")

    assert [bench.said(f"alpha/day_{n}") for n in (1, 2)] == [["1"], ["1"]]


@pytest.mark.parametrize("name", ["worker:own", "worker:Nest.own"])
def test_an_agent_is_named_by_module_and_attribute(bench: Bench, name: str) -> None:
    """The module is looked for in the root directory, too."""
    bench.scenario()
    bench.write("worker.py", "def own(day):\n    day.call('ListUsers')\n\nclass Nest:\n    own = staticmethod(own)\n")

    bench.run("--traineebench-results=out", agent=name)

    record = bench.record("alpha/day_1")
    assert (record.agent, record.calls) == (name, 1)


def test_an_installed_package_brings_agents(bench: Bench) -> None:
    """By an entry point of the group `traineebench.agents`."""
    bench.scenario()
    bench.write("brought.py", "def work(day):\n    day.call('ListUsers')\n")
    bench.write("brought-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: brought\nVersion: 1\n")
    bench.write(
        "brought-1.dist-info/entry_points.txt", "[traineebench.agents]\nbrought = brought:work\nlost = brought:lost\n"
    )
    bench.pytester.syspathinsert()

    bench.run("--traineebench-results=out", agent="brought")
    lost = bench.run(agent="lost")

    assert bench.record("alpha/day_1").calls == 1
    assert lost.errlines[0].startswith("ERROR: agent 'lost': entry point brought:lost: AttributeError: ")


def test_a_name_of_the_project_comes_first(bench: Bench) -> None:
    """A conftest may call its agent `oracle`; of two, the nearer one counts."""
    bench.scenario("deep/alpha")
    for folder, calls in ((".", 1), ("deep", 2)):
        bench.conftest(
            f"def own(day):\n    for _ in range({calls}): day.call('ListUsers')\n\n"
            "def pytest_traineebench_agents():\n    return {'oracle': own}\n",
            folder=folder,
        )

    bench.run("deep", "--traineebench-results=out", agent="oracle")

    assert bench.record("deep/alpha/day_1").calls == 2


SERVER = {"model_name": "m", "api_key_var": "k", "base_url": "http://127.0.0.1:9/v1", "proxy_url": False}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("orakle", "no agent 'orakle'; known: gpt, idle, oracle, react, slow; did you mean 'oracle'?"),
        ("zzz", "no agent 'zzz'; known: gpt, idle, oracle, react, slow"),
        ("nowhere:own", "agent 'nowhere:own': ModuleNotFoundError: No module named 'nowhere'"),
        ("worker:lost", "agent 'worker:lost': AttributeError: module 'worker' has no attribute 'lost'"),
        ("worker:number", "agent 'worker:number': a int is no agent; it needs a method work(day)"),
        (
            "worker:two",
            "agent 'worker:two': two(day, more) can be called neither with a day nor without arguments",
        ),
        ("broken:own", "agent 'broken:own': ZeroDivisionError: division by zero"),
        ("garbled:own", "agent 'garbled:own': SyntaxError: *"),
        (":own", "agent ':own': ValueError: Empty module name"),
        ("react", "the agent 'react' needs a chat model: name an alias of the API config as the agent"),
        ("react:gtp", "*api_config.json: no model 'gtp'; known: gpt, slow; did you mean 'gpt'?"),
    ],
)
def test_a_wrong_name_is_one_line(bench: Bench, name: str, line: str) -> None:
    """A usage error before anything is run."""
    bench.scenario()
    bench.write("worker.py", "number = 7\ndef two(day, more): pass\n")
    bench.write("broken.py", "1 / 0\n")
    bench.write("garbled.py", "def\n")
    bench.write("api_config.json", json.dumps({"gpt": SERVER, "slow": SERVER}))

    result = bench.run(agent=name)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert len([text for text in result.errlines if text.strip()]) == 1
    result.stderr.fnmatch_lines([f"ERROR: {line}"])


@pytest.mark.parametrize(
    ("returned", "line"),
    [
        ("return 7", "pytest_traineebench_agents returned a int; expected agents by name"),
        ("raise ValueError('oops')", "pytest_traineebench_agents raised ValueError: oops"),
    ],
)
def test_a_wrong_hook_is_one_line(bench: Bench, returned: str, line: str) -> None:
    """The same for the hook that registers agents."""
    bench.scenario()
    bench.conftest(f"def pytest_traineebench_agents():\n    {returned}\n")

    result = bench.run(agent="oracle")

    assert (result.ret, result.errlines[0]) == (pytest.ExitCode.USAGE_ERROR, f"ERROR: {line}")


def test_without_a_name_each_day_says_which_there_are(bench: Bench) -> None:
    """As an error of the day, since another day may have an agent by its fixture."""
    bench.scenario()

    result = bench.run(agent="")

    result.assert_outcomes(errors=1)
    line = "no agent is named; use --traineebench-agent=NAME; known: idle, oracle, react"
    assert line in result.outlines
    assert table(result) == ["0 of 1 days count", f"error: alpha.scenario.yaml::day_1: {line}"]


def test_a_registered_thing_that_makes_no_agent_is_an_error_of_the_day(bench: Bench) -> None:
    """What it makes shows only when it is called."""
    bench.scenario()
    bench.conftest("def pytest_traineebench_agents():\n    return {'own': lambda: 7}\n")

    result = bench.run()

    result.assert_outcomes(errors=1)
    assert "agent 'own': a int is no agent; it needs a method work(day)" in result.outlines


def test_the_only_model_need_not_be_named(bench: Bench) -> None:
    """`react` takes it; and agents that need none do not mind that its key is missing."""
    bench.scenario()
    bench.write(
        "api_config.json",
        json.dumps(
            {
                "gpt": {
                    **{k: v for k, v in SERVER.items() if k != "api_key_var"},
                    "api_key_env": "TRAINEEBENCH_NO_SUCH_KEY",
                }
            }
        ),
    )

    react = bench.run("--traineebench-record=off", agent="react")
    idle = bench.run("--traineebench-verdict=report", agent="idle")

    assert "the environment variable TRAINEEBENCH_NO_SUCH_KEY is not set" in react.errlines[0]
    idle.assert_outcomes(passed=1)


def test_the_timer_of_pytest_timeout_is_left_alone(bench: Bench) -> None:
    """A day that ends by our limit is scored, and a test that hangs after it is still stopped by that plugin."""
    pytest.importorskip("pytest_timeout")
    bench.scenario("alpha")
    bench.write("test_hang.py", "import time\ndef test_hang(): time.sleep(1000)\n")
    bench.agent("time.sleep(1000)")

    result = bench.run("--timeout=3", "--traineebench-timeout=0.3", "--traineebench-verdict=report")

    result.assert_outcomes(passed=1, failed=1)
    assert "1 of 1 days count" in table(result)
