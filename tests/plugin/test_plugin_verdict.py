"""When a day passes: --traineebench-verdict and --traineebench-min-score."""

from __future__ import annotations

import re
import shlex

import pytest
from plugin.bench import MEETING, WEBSITE, Bench

pytest_plugins = ("pytester",)


@pytest.fixture
def four_fifths(bench: Bench) -> Bench:
    """Return a project whose only day the oracle finishes with 4 of 5 points, for want of a sandbox."""
    bench.scenario("alpha", [WEBSITE])
    return bench


@pytest.mark.parametrize(
    ("arguments", "passes"),
    [
        ([], False),
        (["--traineebench-verdict=strict"], False),
        (["--traineebench-verdict=threshold", "--traineebench-min-score=0.8"], True),
        (["--traineebench-verdict=threshold", "--traineebench-min-score=0.81"], False),
        (["--traineebench-verdict=report"], True),
    ],
)
def test_a_rule_decides(four_fifths: Bench, arguments: list[str], passes: bool) -> None:  # noqa: FBT001  -- a parameter
    """Strict by default; a threshold includes its own value."""
    result = four_fifths.run(*arguments, "--traineebench-results=out", agent="oracle")

    assert result.ret == (pytest.ExitCode.OK if passes else pytest.ExitCode.TESTS_FAILED)
    record = four_fifths.record("alpha/day_1")
    assert record.score == pytest.approx(0.8)
    assert record.outcome == ("passed" if passes else "failed")


def test_a_day_below_the_threshold_says_by_what(four_fifths: Bench) -> None:
    """And which checkpoints were not earned."""
    result = four_fifths.run("--traineebench-verdict=threshold", "--traineebench-min-score=0.9", agent="oracle")

    result.stdout.fnmatch_lines(
        [
            "score 0.800 is below 0.9",
            "website_analysis: 4.00 of 5.00 points",
            "  report_names_slow_page: 0.00 of 0.40: website_analysis_report.md is not in the workspace",
        ]
    )


@pytest.mark.parametrize(
    ("arguments", "ini", "line"),
    [
        (["verdict=threshold"], "", "--traineebench-verdict=threshold needs --traineebench-min-score, such as 0.8"),
        (["min-score=0.5"], "", "--traineebench-min-score needs --traineebench-verdict=threshold"),
        (["min-score=0.5", "verdict=report"], "", "--traineebench-min-score needs --traineebench-verdict=threshold"),
        ([], "traineebench_min_score = 0.5", "--traineebench-min-score needs --traineebench-verdict=threshold"),
        (["verdict=report"], "traineebench_verdict = threshold\ntraineebench_min_score = 0.5", ""),
        (["min-score=0.7"], "traineebench_verdict = threshold\ntraineebench_min_score = 0.9", ""),
    ],
)
def test_a_threshold_needs_its_score(four_fifths: Bench, arguments: list[str], ini: str, line: str) -> None:
    """And the other way round; but the command line may overrule what the ini file says once."""
    four_fifths.write("pytest.ini", f"[pytest]\ntraineebench_sandbox = none\n{ini}\n")

    result = four_fifths.run(*(f"--traineebench-{argument}" for argument in arguments), agent="oracle")

    assert result.ret == (pytest.ExitCode.USAGE_ERROR if line else pytest.ExitCode.OK)
    assert result.errlines[0].removeprefix("ERROR: ") == line if line else not result.errlines


def test_a_failure_lists_what_was_not_earned(bench: Bench) -> None:
    """Per task, with reasons; and the parent item says how many of its tasks failed."""
    bench.scenario("alpha", [MEETING, WEBSITE])

    result = bench.run(agent="oracle")

    result.stdout.fnmatch_lines(
        [
            "*day_1 [[]website-analysis[]]*",
            "website_analysis: 4.00 of 5.00 points",
            "  report_names_slow_page: 0.00 of 0.40: website_analysis_report.md is not in the workspace",
            "Repeat: pytest alpha.scenario.yaml::day_1 --traineebench-agent=oracle",
            "*contains 1 failed subtest*",
        ]
    )
    result.stdout.no_fnmatch_line("*day_1 [[]meeting[]]*")
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize("start", [".", "deep", "elsewhere"])
def test_the_repeat_line_repeats(bench: Bench, monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    """From wherever the session was started, with its agent, its ini file and its overrides."""
    bench.scenario("deep/two words", [MEETING], [WEBSITE])
    bench.conftest(
        "def own(day):\n    day.call('ListUsers')\n\ndef pytest_traineebench_agents():\n    return {'own it': own}\n"
    )
    (bench.root / "elsewhere").mkdir()
    bench.write("other.ini", "[pytest]\ntraineebench_sandbox = none\n")
    monkeypatch.chdir(bench.root / start)
    up = "" if start == "." else "../"
    first = bench.run(
        f"{up}deep/two words.scenario.yaml::day_2",
        f"-c{up}other.ini",
        "-otraineebench_max_steps=1",
        "--traineebench-verdict=threshold",
        "--traineebench-min-score=0.5",
        agent="own it",
    )
    first.assert_outcomes(failed=1)
    line = next(line for line in first.outlines if line.startswith("Repeat: "))

    again = bench.run(*shlex.split(line.removeprefix("Repeat: pytest ")), agent="")

    again.assert_outcomes(failed=1)
    assert _failure(again) == _failure(first)


def _failure(result: pytest.RunResult) -> list[str]:
    lines = [re.sub("in [0-9.]+s", "", line) for line in result.outlines]
    return lines[next(index for index, line in enumerate(lines) if "FAILURES" in line) :]
