"""Workers share the days out by scenario, and lose no result."""

from __future__ import annotations

import pytest
from plugin.bench import MEETING, WEBSITE, Bench, table

pytest_plugins = ("pytester",)

SPEAKING = """
from pytest_traineebench.agents import oracle

class Own(oracle.Oracle):
    def work_knowing(self, day, workday):
        day.memory["seen"] = [*day.memory.get("seen", []), workday.built.name]
        day.turn([], text=" ".join(day.memory["seen"]))
        with open("worked", "a") as file:
            file.write(f"{workday.built.scenario} {workday.built.name} {os.getpid()}\\n")
        super().work_knowing(day, workday)

def pytest_traineebench_agents():
    return {"own": Own}
"""
"""The oracle, which notes who works what."""


@pytest.fixture
def offices(bench: Bench) -> Bench:
    """Return a project with several scenarios of several days, beside other tests."""
    bench.scenario("alpha", [MEETING], [WEBSITE], [MEETING])
    bench.scenario("beta", [MEETING, WEBSITE], [MEETING], seed=4)
    bench.scenario("gamma", [MEETING], seed=5)
    bench.write("test_plain.py", "import pytest\n@pytest.mark.parametrize('n', range(5))\ndef test_plain(n): pass\n")
    bench.conftest(SPEAKING)
    return bench


def worked(bench: Bench) -> dict[str, list[tuple[str, str]]]:
    """Return day and process of everything that was worked, by scenario."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (bench.root / "worked").read_text().splitlines():
        scenario, day, process = line.split()
        found.setdefault(scenario, []).append((day, process))
    return found


@pytest.mark.parametrize("arguments", [["-p", "randomly", "--randomly-seed=7"], ["--dist=worksteal"]])
def test_days_of_a_scenario_stay_together(offices: Bench, arguments: list[str]) -> None:
    """On one worker, in order, each worked once; results are those of a session without workers, shuffled or not."""
    offices.run("--traineebench-results=plain", "--traineebench-verdict=report")
    (offices.root / "worked").unlink()

    result = offices.process("-n2", *arguments, "--traineebench-results=out", "--traineebench-verdict=report")

    result.assert_outcomes(passed=11)
    by_scenario = worked(offices)
    assert [[day for day, _ in days] for _, days in sorted(by_scenario.items())] == [
        ["day_1", "day_2", "day_3"],
        ["day_1", "day_2"],
        ["day_1"],
    ]
    assert all(len({process for _, process in days}) == 1 for days in by_scenario.values())
    assert offices.left() == offices.left(results="plain")


def test_the_table_is_that_of_a_session_without_workers(offices: Bench) -> None:
    """Each day counts once, also where every worker runs everything; workers obey ini keys and their overrides."""
    plain = offices.run("--traineebench-verdict=report")

    overrides = ["-o", "traineebench_agent=own", "-o", "traineebench_verdict=report", "-o", "traineebench_results=out"]
    result = offices.process("-n2", "--dist=each", *overrides, agent="")

    assert table(result) == table(plain)
    assert len(offices.records()) == 6
    result.assert_outcomes(passed=22)


@pytest.mark.parametrize(
    ("dist", "death"), [("load", "os.abort()"), ("loadfile", "os.kill(os.getpid(), signal.SIGKILL)")]
)
def test_a_killed_worker_costs_its_day_only(bench: Bench, dist: str, death: str) -> None:
    """The day is reported as failed, and stands below the table; all others are worked and kept, and the run ends."""
    for name in ("alpha", "beta", "gamma", "delta"):
        bench.scenario(name)
    bench.agent(f"if 'beta' in os.environ['PYTEST_CURRENT_TEST']:\n    {death}\nday.call('ListUsers')")

    result = bench.process("-n2", f"--dist={dist}", "--traineebench-results=out", "--traineebench-verdict=report")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=3, failed=1)
    assert sorted(bench.records()) == [f"{name}.scenario.yaml::day_1" for name in ("alpha", "delta", "gamma")]
    assert table(result)[-2] == "3 of 4 days count"
    assert table(result)[-1].startswith("error: beta.scenario.yaml::day_1: worker 'gw")


def test_a_killed_worker_costs_its_scenarios_later_days_too_and_the_run_ends(bench: Bench) -> None:
    """The second day works the first one again, and so kills its worker as well; nobody waits for anybody."""
    bench.scenario("alpha")
    bench.scenario("beta", [MEETING], [MEETING])
    bench.agent("if 'beta' in os.environ['PYTEST_CURRENT_TEST']:\n    os.abort()\nday.call('ListUsers')")

    result = bench.process("-n2", "--traineebench-verdict=report")

    result.assert_outcomes(passed=1, failed=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_wrong_option_is_said_once(offices: Bench) -> None:
    """The session ends before workers start."""
    result = offices.process("-n2", agent="ovn")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines[0] == "ERROR: no agent 'ovn'; known: idle, oracle, own, react; did you mean 'own'?"
    assert "Traceback" not in str(result.stderr) + str(result.stdout)
