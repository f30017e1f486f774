"""Scenario files are test files, and working days are tests."""

from __future__ import annotations

import pytest
from plugin.bench import MEETING, WEBSITE, Bench

from pytest_traineebench.plugin import naming
from pytest_traineebench.scenario import load

pytest_plugins = ("pytester",)

KB_FIX = {"id": "links", "family": "kb_fix", "params": {"difficulty": "easy"}}


def selected(result: pytest.RunResult) -> list[str]:
    """Return the node ids that ``--co -q`` printed."""
    return [line for line in result.outlines if "::" in line]


@pytest.fixture
def office(bench: Bench) -> Bench:
    """Return a project with two scenario files and one ordinary test."""
    bench.scenario("alpha", [MEETING], [WEBSITE, KB_FIX])
    bench.scenario("deep/down/beta", [KB_FIX])
    bench.write("test_plain.py", "def test_plain(): pass\n")
    bench.agent("pass")
    return bench


def test_a_day_is_named_by_file_and_day(office: Bench) -> None:
    """`path.scenario.yaml::day_1`, in the order of the file."""
    result = office.run("--co", "-q")

    assert selected(result) == [
        "alpha.scenario.yaml::day_1",
        "alpha.scenario.yaml::day_2",
        "deep/down/beta.scenario.yaml::day_1",
        "test_plain.py::test_plain",
    ]


def test_a_node_id_selects_its_day(office: Bench) -> None:
    """As everywhere in pytest."""
    result = office.run("--co", "-q", "deep/down/beta.scenario.yaml::day_1")

    assert selected(result) == ["deep/down/beta.scenario.yaml::day_1"]


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (["-k", "beta"], ["deep/down/beta.scenario.yaml::day_1"]),
        (["-k", "website_analysis"], ["alpha.scenario.yaml::day_2"]),
        (["-k", "meeting"], ["alpha.scenario.yaml::day_1"]),
        (["-k", "links and not beta"], ["alpha.scenario.yaml::day_2"]),
        (["-k", "alpha and day_1"], ["alpha.scenario.yaml::day_1"]),
        (
            ["-m", "traineebench"],
            ["alpha.scenario.yaml::day_1", "alpha.scenario.yaml::day_2", "deep/down/beta.scenario.yaml::day_1"],
        ),
        (["-m", "not traineebench"], ["test_plain.py::test_plain"]),
        (["-m", "family(name='kb_fix')"], ["alpha.scenario.yaml::day_2", "deep/down/beta.scenario.yaml::day_1"]),
        (["-m", "family(name='kb_fix') and family(name='website_analysis')"], ["alpha.scenario.yaml::day_2"]),
        (["-m", "difficulty(level='easy')"], ["alpha.scenario.yaml::day_2", "deep/down/beta.scenario.yaml::day_1"]),
        (["-m", "difficulty(level='hard')"], []),
    ],
)
def test_days_are_selected_by_what_they_hold(office: Bench, arguments: list[str], days: list[str]) -> None:
    """Scenario, family and task id are keywords; family and difficulty are markers, registered for --strict-markers."""
    result = office.run("--co", "-q", *arguments)

    assert selected(result) == days


def test_the_tree_shows_files_and_days(office: Bench) -> None:
    """`--co` without `-q`."""
    result = office.run("--co")

    result.stdout.fnmatch_lines(["*<ScenarioFile alpha.scenario.yaml>", "*<DayItem day_1>", "*<DayItem day_2>"])


def test_markers_are_documented(bench: Bench) -> None:
    """`--markers` says how to select by them."""
    result = bench.run("--markers", agent="")

    result.stdout.fnmatch_lines(["*-m \"family(name='kb_fix')\"*", "*-m \"difficulty(level='easy')\"*"])


def test_a_malformed_file_is_one_line_and_others_still_run(bench: Bench) -> None:
    """The place is named; what is sound is worked, and the session fails."""
    bench.scenario("sound")
    bench.scenario("wrong", [{**MEETING, "family": "meting_book"}])

    result = bench.run(agent="oracle")

    result.assert_outcomes(errors=1, passed=1)
    problem = "wrong.scenario.yaml: days.0.tasks.0.family: no family 'meting_book'; did you mean 'meeting_book'?"
    assert problem in result.outlines
    result.stdout.no_fnmatch_line("*Traceback*")
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize("text", [b"\xff\xfe", b"", b"a: *b\n", b"days: [\n", b"- 1\n"])
def test_whatever_a_scenario_file_holds_is_no_crash(bench: Bench, text: bytes) -> None:
    """Not text, empty, not YAML, no mapping: an error at collection, in one line that begins with the file."""
    (bench.root / "odd.scenario.yaml").write_bytes(text)

    result = bench.run("-q", agent="oracle")

    result.assert_outcomes(errors=1)
    assert len([line for line in result.outlines if line.startswith("odd.scenario.yaml:")]) == 1


def test_the_suffix_is_the_loaders(bench: Bench) -> None:
    """It is written down twice, so that a session without scenarios need not import the loader."""
    del bench

    assert naming.SUFFIX == load.SUFFIX


def test_module_fixtures_of_other_plugins_work(bench: Bench) -> None:
    """A day stands in a module, for autouse fixtures of any scope."""
    bench.scenario()
    scopes = ["session", "package", "module", "class", "function"]
    bench.conftest(
        "".join(f"@pytest.fixture(autouse=True, scope={s!r})\ndef _{s}(request): print(request.node)\n" for s in scopes)
    )

    result = bench.run(agent="oracle")

    result.assert_outcomes(passed=1)
