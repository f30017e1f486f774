"""What a session shows: the table, JUnit, and pytest's own switches."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from plugin.bench import MEETING, WEBSITE, Bench, table

pytest_plugins = ("pytester",)


@pytest.fixture
def mixed(bench: Bench) -> Bench:
    """Return a project in which the oracle earns all of three meetings, and 4 of 5 points on a website."""
    bench.scenario("alpha", [MEETING], [WEBSITE, MEETING])
    bench.scenario("beta", [MEETING])
    return bench


def test_the_table_sums_up(mixed: Bench) -> None:
    """Per family and overall: tasks, success, mean share of points, and means per day."""
    result = mixed.run("--traineebench-results=out", agent="oracle")

    days = list(mixed.records().values())
    calls = [day.calls for day in days]
    minutes = [day.minutes for day in days]
    assert len(days) == 3
    assert table(result) == [
        "family tasks success score calls steps minutes tokens",
        f"meeting_book 3 100.0 % 100.0 % {sum(calls) / 3:.1f} {sum(calls) / 3:.1f} {sum(minutes) / 3:.1f} 0.0",
        f"website_analysis 1 0.0 % 80.0 % {calls[1]:.1f} {calls[1]:.1f} {minutes[1]:.1f} 0.0",
        f"all 4 75.0 % 95.0 % {sum(calls) / 3:.1f} {sum(calls) / 3:.1f} {sum(minutes) / 3:.1f} 0.0",
        "3 of 3 days count",
    ]


@pytest.mark.parametrize(
    "switches", [["-q"], ["-v"], ["-vv"], ["-rA"], ["--tb=no"], ["--tb=long"], ["-s"], ["-p", "no:logging"]]
)
def test_pytests_switches_work(mixed: Bench, switches: list[str]) -> None:
    """The table stands in each of them."""
    result = mixed.run(*switches, agent="oracle")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "3 of 3 days count" in table(result)


def test_v_names_tasks(mixed: Bench) -> None:
    """Each with its own result, before its day."""
    result = mixed.run("-v", agent="oracle")

    lines = [line.rpartition(" [")[0].strip() for line in result.outlines if "%]" in line]
    assert lines == [
        "alpha.scenario.yaml::day_1 SUBPASSED[meeting]",
        "alpha.scenario.yaml::day_1 PASSED",
        "alpha.scenario.yaml::day_2 SUBFAILED[website-analysis]",
        "alpha.scenario.yaml::day_2 SUBPASSED[meeting]",
        "alpha.scenario.yaml::day_2 FAILED",
        "beta.scenario.yaml::day_1 SUBPASSED[meeting]",
        "beta.scenario.yaml::day_1 PASSED",
    ]


def test_no_days_no_table(bench: Bench) -> None:
    """Neither without scenarios, nor if only collecting, nor if none is selected."""
    bench.write("test_plain.py", "def test_plain(): pass\n")

    plain = bench.run(agent="")
    bench.scenario()

    for result in (plain, bench.run("--co", agent="idle"), bench.run("-k", "plain", agent="idle")):
        assert table(result) == []
        assert "traineebench" not in str(result.stdout).replace("traineebench-0.1.0", "").replace(
            "pytest_traineebench", ""
        ).replace(str(bench.root), "")


def properties(case: ET.Element) -> dict[str, str]:
    """Return the properties of a JUnit test case."""
    return {each.attrib["name"]: each.attrib["value"] for each in case.iter("property")}


def test_junit_holds_scores(mixed: Bench) -> None:
    """As properties of the day's test case; a failure names the task."""
    mixed.run("--junitxml=junit.xml", agent="oracle")

    cases = list(ET.parse(mixed.root / "junit.xml").iter("testcase"))  # noqa: S314  -- our own file
    assert [(case.attrib["classname"], case.attrib["name"]) for case in cases] == [
        ("alpha.scenario.yaml", "day_1"),
        ("alpha.scenario.yaml", "day_2"),
        ("beta.scenario.yaml", "day_1"),
    ]
    found = properties(cases[1])
    assert {name: found[f"traineebench_{name}"] for name in ("outcome", "ended", "score", "tokens")} == {
        "outcome": "failed",
        "ended": "done",
        "score": "0.9",
        "tokens": "0",
    }
    assert float(found["traineebench_score[website-analysis]"]) == pytest.approx(0.8)
    assert float(found["traineebench_score[meeting]"]) == 1
    failures = [failure.attrib["message"] for failure in cases[1].iter("failure")]
    assert failures[0].startswith("Failed: website_analysis: 4.00 of 5.00 points")


def test_junit_of_workers_holds_scores(bench: Bench) -> None:
    """Properties travel."""
    bench.scenario()

    bench.process("-n1", "--junitxml=junit.xml", agent="oracle")

    case = next(ET.parse(bench.root / "junit.xml").iter("testcase"))  # noqa: S314  -- our own file
    assert properties(case)["traineebench_score"] == "1.0"


def test_a_day_without_a_score_has_no_score_in_junit(bench: Bench) -> None:
    """What broke is not nought."""
    bench.scenario()
    bench.conftest("def pytest_traineebench_score(scores):\n    raise ValueError('oops')\n")

    bench.run("--junitxml=junit.xml", agent="oracle")

    case = next(ET.parse(bench.root / "junit.xml").iter("testcase"))  # noqa: S314  -- our own file
    assert properties(case)["traineebench_outcome"] == "error"
    assert "traineebench_score" not in properties(case)


def test_a_day_that_a_project_skips_is_not_worked(mixed: Bench) -> None:
    """It is counted as such and not as an error."""
    mixed.conftest(
        "def pytest_collection_modifyitems(items):\n    items[0].add_marker(pytest.mark.skip(reason='long'))\n"
    )

    result = mixed.run("--traineebench-verdict=report", agent="oracle")

    result.assert_outcomes(passed=2, skipped=1)
    assert table(result)[-2:] == ["2 of 3 days count", "not worked: 1"]


def test_a_set_up_that_fails_stands_below_the_table(mixed: Bench) -> None:
    """Errors of the run are never hidden."""
    mixed.conftest(
        "@pytest.fixture(autouse=True)\ndef oops(request):\n    assert 'beta' not in request.node.nodeid, 'no room'\n"
    )

    result = mixed.run("--traineebench-verdict=report", agent="oracle")

    result.assert_outcomes(passed=2, errors=1)
    assert table(result)[-2:] == ["2 of 3 days count", "error: beta.scenario.yaml::day_1: AssertionError: no room"]


def test_the_prints_of_an_agent_are_captured(bench: Bench) -> None:
    """And shown with its failure."""
    bench.scenario()
    bench.agent("print('here I am')\nraise ValueError")

    shown = bench.run()
    hidden = bench.run("--traineebench-verdict=report")

    shown.stdout.fnmatch_lines(["*Captured stdout call*", "here I am"])
    hidden.stdout.no_fnmatch_line("here I am")
