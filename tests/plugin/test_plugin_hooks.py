"""What a project's hooks see and change, and that one which raises loses no day."""

from __future__ import annotations

import json

import pytest
from plugin.bench import MEETING, WEBSITE, Bench, table

pytest_plugins = ("pytester",)

OWN = """
def own(day):
    day.call("ListUsers")
    day.call("nonsense", room=1)

def pytest_traineebench_agents():
    return {"own": own}
"""


@pytest.fixture
def project(bench: Bench) -> Bench:
    """Return a project of two scenarios of a day each."""
    bench.scenario("alpha")
    bench.scenario("beta")
    return bench


def test_every_tool_call_is_seen(project: Bench) -> None:
    """With the item, its arguments, its outcome and its cost."""
    project.conftest(f"""{OWN}
def pytest_traineebench_tool_call(item, call):
    with open("seen", "a") as file:
        file.write(f"{{item.nodeid}} {{call.name}} {{call.arguments}} {{call.outcome}} {{call.minutes}}\\n")
""")

    project.run("alpha.scenario.yaml")

    assert (project.root / "seen").read_text().splitlines() == [
        "alpha.scenario.yaml::day_1 ListUsers {} ok 1",
        'alpha.scenario.yaml::day_1 nonsense {"room": 1} error 1',
    ]


def test_a_score_is_added(project: Bench) -> None:
    """It counts in the scorecard, the table and the verdict."""
    project.conftest("""
from pytest_traineebench import CheckpointScore

def pytest_traineebench_score(item, workday, scores):
    assert workday.office.evidence(frozen=False).trainee == workday.built.trainee
    earned = 0 if "alpha" in item.nodeid else 4
    mine = CheckpointScore(name="polite", points=4, earned=earned, earned_late=4, reason="said no thanks")
    scores[0] = scores[0].model_copy(update={"checkpoints": (*scores[0].checkpoints, mine)})
""")

    result = project.run("--traineebench-results=out", agent="oracle")

    assert [(record.score, record.outcome) for record in project.records().values()] == [
        (0.5, "failed"),
        (1.0, "passed"),
    ]
    assert "  polite: 0.00 of 4.00 (4.00 by the end of the day): said no thanks" in result.outlines
    assert table(result)[1].startswith("meeting_book 2 50.0 % 75.0 % ")
    assert json.loads((project.root / "out/alpha/day_1/scorecard.json").read_text())["score"] == 0.5


@pytest.mark.parametrize(
    ("answer", "outcome", "line"),
    [
        ("True", "passed", ""),
        ("'too slow'", "failed", "too slow"),
        ("False", "failed", "it returned False"),
        ("None", "failed", "meeting_book: 0.00 of 4.00 points"),
    ],
)
def test_a_verdict_is_the_projects(project: Bench, answer: str, outcome: str, line: str) -> None:
    """True passes, a text is why it fails, None leaves it to the option; the unearned checkpoints are shown."""
    project.conftest(
        f"{OWN}\ndef pytest_traineebench_verdict(item, record):\n    assert record.calls == 2\n    return {answer}\n"
    )

    result = project.run("alpha.scenario.yaml", "--traineebench-results=out")

    assert project.record("alpha/day_1").outcome == outcome
    assert result.ret == (0 if outcome == "passed" else 1)
    if line:
        assert line in result.outlines
        result.stdout.fnmatch_lines(["  meeting_booked: 0.00 of 1.00: *"])


def test_the_end_sees_all_records(project: Bench) -> None:
    """Once, sorted, also with the days of workers."""
    project.conftest(f"""{OWN}
def pytest_traineebench_finish(config, records):
    with open("seen", "a") as file:
        file.write(" ".join(record.scenario for record in records) + "\\n")
""")

    project.run()

    assert (project.root / "seen").read_text() == "alpha beta\n"


TOO_MUCH = """
def too_much(scores):
    return scores[0].checkpoints[0].model_copy(update={"earned": 9})
"""
RAISING = [
    ("tool_call", "call", "raise ValueError('oops')", "pytest_traineebench_tool_call raised ValueError: oops"),
    ("tool_call", "call", "pytest.skip('oops')", "pytest_traineebench_tool_call raised Skipped: oops"),
    ("score", "scores", "raise ValueError('oops')", "pytest_traineebench_score raised ValueError: oops"),
    (
        "score",
        "scores",
        "scores.clear()",
        "pytest_traineebench_score raised ValueError: it left scores that are none: *",
    ),
    (
        "score",
        "scores",
        "scores.append(7)",
        "pytest_traineebench_score raised ValueError: it left scores that are none: *",
    ),
    (
        "score",
        "scores",
        "scores.append(scores[0])",
        "pytest_traineebench_score raised ValueError: it left scores that are none: two tasks have one id",
    ),
    (
        "score",
        "scores",
        "scores[0] = scores[0].model_copy(update={'checkpoints': (too_much(scores),)})",
        "pytest_traineebench_score raised ValueError: it left scores that are none: meeting.meeting_booked earns more*",
    ),
    ("verdict", "record", "raise ValueError('oops')", "pytest_traineebench_verdict raised ValueError: oops"),
    ("verdict", "record", "return 7", "pytest_traineebench_verdict raised TypeError: *returned a int; expected True *"),
]


@pytest.mark.parametrize(("hook", "argument", "body", "why"), RAISING)
def test_a_hook_that_raises_loses_no_day(project: Bench, hook: str, argument: str, body: str, why: str) -> None:
    """The day is an error of the run, its scores are kept and left out of the figures; the agent sees nothing of it."""
    project.conftest(f"""{OWN}{TOO_MUCH}
@pytest.hookimpl
def pytest_traineebench_{hook}({argument}):
    if "alpha" in os.environ["PYTEST_CURRENT_TEST"]:
        {body}
""")

    result = project.run("--traineebench-results=out", "--traineebench-verdict=report")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1, failed=1)
    record = project.record("alpha/day_1")
    assert (record.outcome, record.ended, record.calls, len(record.tasks)) == ("error", "returned", 2, 1)
    result.stdout.fnmatch_lines([f"the run broke, so this day does not count: {why}", "*Captured hook call*"])
    assert table(result)[-2] == "1 of 2 days count"
    assert table(result)[-1].startswith("error: alpha.scenario.yaml::day_1: pytest_traineebench_")


@pytest.mark.parametrize(("hook", "argument"), [("tool_call", "call"), ("score", "scores"), ("verdict", "record")])
def test_a_hook_may_fail_the_day(project: Bench, hook: str, argument: str) -> None:
    """With `pytest.fail()`: no error, the scores count."""
    project.conftest(f"{OWN}\ndef pytest_traineebench_{hook}({argument}):\n    pytest.fail('never do that')\n")

    result = project.run("alpha.scenario.yaml", "--traineebench-verdict=report", "--traineebench-results=out")

    result.assert_outcomes(failed=1)
    assert project.record("alpha/day_1").outcome == "failed"
    assert f"pytest_traineebench_{hook}: never do that" in result.outlines
    assert "1 of 1 days count" in table(result)


def test_the_table_survives_the_end(project: Bench) -> None:
    """A hook at the end of the session that raises fails it, and shows where; nothing else is lost."""
    project.conftest(f"{OWN}\ndef pytest_traineebench_finish(records):\n    raise ValueError('oops')\n")

    result = project.run("--traineebench-verdict=report", "--traineebench-results=out")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "2 of 2 days count" in table(result)
    result.stdout.fnmatch_lines(
        ["*traineebench: at the end of the session*", "ValueError: oops", "*raise ValueError('oops')*"]
    )
    assert len(project.records()) == 2


def test_a_checkpoint_that_crashes_is_an_error_of_the_run(bench: Bench) -> None:
    """The other tasks keep their scores; the day does not count."""
    bench.scenario("alpha", [MEETING, WEBSITE])
    bench.conftest("""
import dataclasses
from pytest_traineebench.tasks.website_analysis import FAMILY

def crash(evidence, answer):
    raise ZeroDivisionError("in a checkpoint")

@pytest.fixture(autouse=True)
def broken_family(monkeypatch):
    broken = dataclasses.replace(FAMILY.checkpoints[0], check=crash)
    monkeypatch.setattr(FAMILY, "checkpoints", (broken, *FAMILY.checkpoints[1:]), raising=False)
""")

    result = bench.run("--traineebench-results=out", "--traineebench-verdict=report", agent="idle")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    record = bench.record("alpha/day_1")
    assert (record.outcome, [task.task for task in record.tasks]) == ("error", ["meeting"])
    assert table(result) == [
        "0 of 1 days count",
        "error: alpha.scenario.yaml::day_1: ZeroDivisionError: in a checkpoint",
    ]
    result.stdout.fnmatch_lines(["*Captured run call*", "*in a checkpoint"])
