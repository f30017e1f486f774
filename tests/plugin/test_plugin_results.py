"""--traineebench-results: what is kept of every day."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from plugin.bench import MEETING, WEBSITE, Bench

from pytest_traineebench.results.record import json_schema

pytest_plugins = ("pytester",)


def test_a_day_leaves_its_files(bench: Bench) -> None:
    """Scorecard, event log, transcript and workspace; all days together in one index."""
    bench.scenario("deep/alpha", [MEETING], [WEBSITE])
    bench.conftest("""
from pytest_traineebench.agents import oracle

class Own(oracle.Oracle):
    def work_knowing(self, day, workday):
        (workday.office.workspace.root / "notes").mkdir()
        (workday.office.workspace.root / "notes" / "mine.txt").write_text("hello")
        super().work_knowing(day, workday)

def pytest_traineebench_agents():
    return {"own": Own}
""")

    bench.run("--traineebench-results=out")

    left = bench.left()
    assert sorted(left) == [
        f"deep/alpha/{day}/{file}"
        for day in ("day_1", "day_2")
        for file in ("events.jsonl", "scorecard.json", "transcript.md", "workspace/notes/mine.txt")
    ] + ["results.jsonl"]
    assert left["deep/alpha/day_1/workspace/notes/mine.txt"] == b"hello"
    assert bench.record("deep/alpha/day_1") == bench.records()["deep/alpha.scenario.yaml::day_1"]
    events = bench.events("deep/alpha/day_2")
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert (events[0]["event"], events[-1]["event"], events[-1]["reason"]) == ("day_started", "day_ended", "done")
    assert left["deep/alpha/day_1/transcript.md"].startswith(b"# alpha, day_1\n")


def test_a_scorecard_keeps_to_its_schema(bench: Bench) -> None:
    """Every checkpoint with points, earned, reason and advice."""
    jsonschema = pytest.importorskip("jsonschema")
    bench.scenario("alpha", [MEETING, WEBSITE])

    bench.run("--traineebench-results=out", agent="idle")

    scorecard = json.loads((bench.root / "out/alpha/day_1/scorecard.json").read_bytes())
    jsonschema.Draft202012Validator(json_schema()).validate(scorecard)
    for task in scorecard["tasks"]:
        for checkpoint in task["checkpoints"]:
            assert checkpoint["points"] > checkpoint["earned"] == 0
            assert checkpoint["reason"]
            assert checkpoint["advice"]


def test_a_later_run_replaces_a_day(bench: Bench) -> None:
    """Nothing of the earlier one is left in its folder; days that were not selected stay."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.run("--traineebench-results=out", agent="idle")
    (bench.root / "out/alpha/day_1/workspace/old.txt").write_text("old")
    before = bench.left()

    bench.run("alpha.scenario.yaml::day_1", "--traineebench-results=out", agent="oracle")

    after = bench.left()
    assert sorted(after) == sorted(set(before) - {"alpha/day_1/workspace/old.txt"})
    assert bench.record("alpha/day_1").score == 1
    assert after["alpha/day_2/scorecard.json"] == before["alpha/day_2/scorecard.json"]


def test_two_runs_leave_the_same_bytes(bench: Bench) -> None:
    """No clock, no path and no random name of this machine gets into what is kept."""
    bench.scenario("alpha", [MEETING, WEBSITE])

    bench.run("--traineebench-results=one", agent="oracle")
    bench.run("--traineebench-results=two", agent="oracle")

    assert bench.left(results="one") == bench.left(results="two")
    for content in bench.left(results="one").values():
        assert str(bench.root).encode() not in content
        assert b"/tmp" not in content


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("workers", [0, 2])
def test_a_killed_session_leaves_the_days_it_finished(bench: Bench, workers: int, number: signal.Signals) -> None:
    """Each has its line in ``results.jsonl``, which held an earlier session's before."""
    bench.scenario("alpha", [MEETING], [MEETING])
    bench.scenario("beta", seed=4)
    bench.write("out/results.jsonl", "of an earlier session\n")
    bench.agent(f"""
day.call("all_tasks_done")
if "beta" in os.environ["PYTEST_CURRENT_TEST"]:
    while open("out/results.jsonl").read().count("nodeid") < 2:  # alpha is worked by the other worker, or before
        time.sleep(0.01)
    os.kill(os.getppid() if {workers} else os.getpid(), {int(number)})
    time.sleep(5)
""")

    result = bench.process(f"-n{workers}", "--traineebench-results=out", "--traineebench-verdict=report")

    assert result.ret == -number
    assert [*bench.records()] == ["alpha.scenario.yaml::day_1", "alpha.scenario.yaml::day_2"]


@pytest.mark.parametrize("folder", ["file", "file/below", "/proc/nowhere"])
def test_a_directory_that_cannot_be_used_is_one_line(bench: Bench, folder: str) -> None:
    """Before the first day."""
    bench.scenario()
    bench.write("file", "")

    result = bench.run(f"--traineebench-results={folder}", agent="idle")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert len([line for line in result.errlines if line]) == 1
    result.stderr.fnmatch_lines([f"ERROR: results directory *{folder}: *"])


def test_a_directory_that_is_lost_on_the_way_costs_no_score(bench: Bench) -> None:
    """The day fails in one line; its score stands in the table."""
    bench.scenario()
    bench.agent("import shutil\nshutil.rmtree('out')\nopen('out', 'w').close()")

    result = bench.run("--traineebench-results=out", "--traineebench-verdict=report")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["results directory *out: cannot keep alpha.scenario.yaml::day_1: *", "1 of 1 days count"]
    )


def test_links_and_devices_are_not_followed(bench: Bench, tmp_path: Path) -> None:
    """What an agent puts into its workspace brings nothing of the host into the results."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    bench.scenario()
    bench.conftest(f"""
from pytest_traineebench.agents import oracle

class Own(oracle.Oracle):
    def work_knowing(self, day, workday):
        root = workday.office.workspace.root
        (root / "link").symlink_to({str(secret)!r})
        (root / "folder").symlink_to({str(tmp_path)!r})
        os.mkfifo(root / "pipe")
        (root / "plain").write_text("plain")

def pytest_traineebench_agents():
    return {{"own": Own}}
""")

    bench.run("--traineebench-results=out")

    assert [path.name for path in (bench.root / "out/alpha/day_1/workspace").iterdir()] == ["plain"]
    assert b"secret\n" not in b"".join(bench.left().values())
