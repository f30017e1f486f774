"""The days of a scenario are worked in the order of its file, and what the agent remembers goes from day to day."""

from __future__ import annotations

import pytest
from plugin.bench import MEETING, WEBSITE, Bench, table

pytest_plugins = ("pytester",)

COUNTING = """
day.memory["days"] = day.memory.get("days", 0) + 1
day.turn([], text=f"day {day.memory['days']}")
"""
"""An agent that says how many days it has worked, this one included."""


def worked(result: pytest.RunResult) -> list[str]:
    """Return the days in the order in which `-v` shows them."""
    lines = [line.split()[0] for line in result.outlines if "::day_" in line and "%]" in line]
    return list(dict.fromkeys(lines))


@pytest.fixture
def three_days(bench: Bench) -> Bench:
    """Return a project with a scenario of three days, an agent that counts them, and nothing that fails."""
    bench.scenario("alpha", [MEETING], [MEETING], [MEETING])
    bench.agent(COUNTING)
    return bench


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_shuffle_keeps_days_in_order(three_days: Bench, seed: int) -> None:
    """pytest-randomly shuffles files; within a scenario the order is put back."""
    three_days.scenario("beta", [MEETING], [MEETING])

    result = three_days.pytester.runpytest_inprocess(
        f"--randomly-seed={seed}", "-p", "no:hypothesispytest", "--co", "-q", "--traineebench-agent=own"
    )

    days = [line for line in result.outlines if "::" in line]
    for name, count in (("alpha", 3), ("beta", 2)):
        assert [day for day in days if day.startswith(name)] == [
            f"{name}.scenario.yaml::day_{n}" for n in range(1, count + 1)
        ]


def test_a_shuffle_by_a_plugin_is_put_right(three_days: Bench) -> None:
    """Days end up together, where the first of them stood."""
    three_days.write("test_plain.py", "def test_plain(): pass\n")
    mess = "def pytest_collection_modifyitems(items):\n    items[:] = [items[i] for i in (2, 3, 0, 1)]\n"
    three_days.write("conftest.py", mess)

    result = three_days.run("--co", "-q", agent="idle")

    assert [line for line in result.outlines if "::" in line] == [
        "alpha.scenario.yaml::day_1",
        "alpha.scenario.yaml::day_2",
        "alpha.scenario.yaml::day_3",
        "test_plain.py::test_plain",
    ]


def test_memory_goes_from_day_to_day(three_days: Bench) -> None:
    """What the agent puts into `day.memory` is there on the next day."""
    three_days.run("--traineebench-results=out", "--traineebench-verdict=report")

    assert [three_days.said(f"alpha/day_{n}") for n in (1, 2, 3)] == [["day 1"], ["day 2"], ["day 3"]]


@pytest.mark.parametrize("days", [["day_3"], ["day_2", "day_3"], ["day_1", "day_3"]])
def test_a_later_day_alone_is_the_same_day(three_days: Bench, days: list[str]) -> None:
    """Earlier days that were not selected are worked in its set-up, and give no result of their own."""
    three_days.run("--traineebench-results=all", "--traineebench-verdict=report")

    three_days.run(
        *(f"alpha.scenario.yaml::{day}" for day in days), "--traineebench-results=out", "--traineebench-verdict=report"
    )

    assert [key.partition("::")[2] for key in three_days.records()] == days
    assert three_days.left()["alpha/day_3/events.jsonl"] == three_days.left(results="all")["alpha/day_3/events.jsonl"]


def test_an_earlier_day_in_the_set_up_gets_an_agent_of_its_own(bench: Bench) -> None:
    """What an object keeps to itself does not go from day to day, in order or not."""
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

    bench.run("alpha.scenario.yaml::day_2", "--traineebench-results=out")

    assert bench.said("alpha/day_2") == ["1"]


def test_an_agent_of_a_fixture_is_copied_for_an_earlier_day(bench: Bench) -> None:
    """The same holds for an object that an overridden fixture returns."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.conftest("""
class Own:
    days = 0
    def work(self, day):
        self.days += 1
        day.turn([], text=f"{self.days}")

@pytest.fixture
def traineebench_agent():
    return Own()
""")

    bench.run("alpha.scenario.yaml::day_2", "--traineebench-results=out", agent="")

    assert bench.said("alpha/day_2") == ["1"]


def test_a_day_cannot_change_what_was_remembered(three_days: Bench) -> None:
    """Each day gets a copy: a rerun of day 2 begins with the evening of day 1."""
    three_days.agent(
        "day.memory.setdefault('seen', []).append(day.now.day)\nday.turn([], text=str(len(day.memory['seen'])))"
    )

    three_days.run(
        "alpha.scenario.yaml::day_2", "alpha.scenario.yaml::day_2", "--keep-duplicates", "--traineebench-results=out"
    )

    assert three_days.said("alpha/day_2") == ["2"]


def test_memory_that_cannot_be_copied_fails_its_day(bench: Bench) -> None:
    """The agent is told; the day keeps its scores, and the next day is an error that says why."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.agent("day.memory['lock'] = threading.Lock()")

    result = bench.run("--traineebench-verdict=report")

    result.assert_outcomes(failed=1, errors=1)
    result.stdout.fnmatch_lines(["day_1: day.memory holds what cannot be copied to the next day: cannot pickle*"])
    assert "1 of 2 days count" in table(result)
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_memory_that_is_no_mapping_fails_its_day(bench: Bench) -> None:
    """So does whatever an agent puts in its place."""
    bench.scenario()
    bench.agent("day.memory = 7")

    result = bench.run("--traineebench-verdict=report")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["day_1: day.memory holds what cannot be copied to the next day:*"])


FAILS_ON_DAY_2 = (
    COUNTING
    + """
if day.memory["days"] == 2 and not os.path.exists("fixed"):
    raise RuntimeError("on day 2")
"""
)
EVERYBODY_ELSE = """
def pytest_traineebench_verdict(record):
    return record.ended != "crash"
"""


@pytest.fixture
def day_2_fails(three_days: Bench) -> Bench:
    """Return the project after a session in which only day 2 failed."""
    three_days.agent(FAILS_ON_DAY_2)
    with (three_days.root / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(EVERYBODY_ELSE)
    three_days.run().assert_outcomes(passed=2, failed=1)
    return three_days


def test_last_failed_runs_the_day_that_failed(day_2_fails: Bench) -> None:
    """It fails again, with what it remembers of a day that was not selected."""
    result = day_2_fails.run("--lf", "-v")

    assert worked(result) == ["alpha.scenario.yaml::day_2"]
    result.assert_outcomes(failed=1)


def test_last_failed_forgets_a_day_that_passes(day_2_fails: Bench) -> None:
    """And then everything is selected again."""
    day_2_fails.write("fixed", "")

    day_2_fails.run("--lf").assert_outcomes(passed=1)
    result = day_2_fails.run("--lf")

    result.assert_outcomes(passed=3)


def test_failed_first_does_not_work_a_day_twice(day_2_fails: Bench) -> None:
    """Its scenario comes first, in order; other tests follow."""
    day_2_fails.write("a_first_test.py", "")
    day_2_fails.write("aa_test.py", "def test_a(): pass\n")

    result = day_2_fails.run("--ff", "-v")

    assert worked(result) == [f"alpha.scenario.yaml::day_{n}" for n in (1, 2, 3)]
    lines = [line.split()[0] for line in result.outlines if "%]" in line]
    assert lines.index("alpha.scenario.yaml::day_1") < lines.index("aa_test.py::test_a")


def test_stepwise_goes_on_where_it_stopped(day_2_fails: Bench) -> None:
    """`--sw` stops at day 2, and begins there the next time."""
    day_2_fails.run("--sw")
    day_2_fails.write("fixed", "")

    result = day_2_fails.run("--sw", "-v")

    assert worked(result) == ["alpha.scenario.yaml::day_2", "alpha.scenario.yaml::day_3"]
    result.assert_outcomes(passed=2, deselected=1)


@pytest.mark.parametrize("option", ["-x", "--maxfail=1"])
def test_the_session_stops_at_the_first_failure(day_2_fails: Bench, option: str) -> None:
    """What was worked stands in the table, and that something was not."""
    result = day_2_fails.run(option)

    result.assert_outcomes(passed=1, failed=1)
    assert table(result)[-2:] == ["2 of 3 days count", "not worked: 1"]


def test_no_cache_is_needed(three_days: Bench) -> None:
    """`-p no:cacheprovider`."""
    result = three_days.run("-p", "no:cacheprovider", "--traineebench-verdict=report")

    result.assert_outcomes(passed=3)


@pytest.mark.skipif(
    "not __import__('importlib.util').util.find_spec('pytest_rerunfailures')", reason="pytest-rerunfailures"
)
@pytest.mark.parametrize("task", [MEETING, WEBSITE])
def test_a_rerun_is_a_new_try(bench: Bench, task: dict[str, object]) -> None:
    """It is staged anew, remembers what it should, and its result replaces the first one."""
    bench.scenario("alpha", [MEETING], [task])
    bench.conftest("""
from pytest_traineebench.agents import oracle

tries = []

class Own(oracle.Oracle):
    def work_knowing(self, day, workday):
        day.turn([], text=str(sorted(day.memory)))
        if workday.built.name == "day_1":
            day.memory["seen"] = True
        tries.append(workday.built.name)
        if tries.count("day_2") == 1 and workday.built.name == "day_2":
            return
        super().work_knowing(day, workday)

def pytest_traineebench_agents():
    return {"own": Own}

def pytest_traineebench_score(scores):
    scores[0] = scores[0].model_copy(update={"checkpoints": scores[0].checkpoints[-1:]})
""")

    result = bench.run("--reruns=1", "--traineebench-results=out")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*1 rerun*"])
    assert result.ret == 0
    assert bench.said("alpha/day_2")[0] == "['seen']"
    assert [record.outcome for record in bench.records().values()] == ["passed", "passed"]
