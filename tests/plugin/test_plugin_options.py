"""Every option has an ini key, and a wrong value is one line before anything is run."""

from __future__ import annotations

import json

import pytest
from plugin.bench import Bench

pytest_plugins = ("pytester",)

OPTIONS = (
    "agent",
    "npc",
    "sandbox",
    "sandbox-image",
    "max-steps",
    "timeout",
    "api-config",
    "verdict",
    "min-score",
    "results",
)
SERVER = {"model_name": "m", "api_key_var": "sk-secret", "base_url": "http://127.0.0.1:9/v1", "proxy_url": False}

BUSY = "while not day.done: day.turn([])"


def test_options_are_documented(bench: Bench) -> None:
    """`--help` shows each of them, and its ini key."""
    text = str(bench.run("--help", agent="").stdout)

    for option in OPTIONS:
        assert f"  --traineebench-{option}=" in text
        assert f"  traineebench_{option.replace('-', '_')} " in text


@pytest.mark.parametrize("file", ["pytest.ini", "pyproject.toml", "native.toml"])
def test_every_option_is_an_ini_key(bench: Bench, file: str) -> None:
    """In whatever file pytest is configured; paths are relative to it."""
    keys = {
        "agent": "own",
        "npc": "rules",
        "sandbox": "none",
        "max_steps": "3",
        "timeout": "20",
        "api_config": "conf/models.json",
        "verdict": "threshold",
        "min_score": "0",
        "results": "out",
    }
    bench.scenario("deep/alpha")
    bench.agent(BUSY)
    bench.write("conf/models.json", json.dumps({"gpt": SERVER}))
    (bench.root / "pytest.ini").unlink()
    if file == "pytest.ini":
        bench.write(file, "[pytest]\n" + "".join(f"traineebench_{key} = {value}\n" for key, value in keys.items()))
    else:
        table = "[tool.pytest.ini_options]" if file == "pyproject.toml" else "[tool.pytest]"
        lines = "".join(f'traineebench_{key} = "{value}"\n' for key, value in keys.items())
        bench.write("pyproject.toml", f"{table}\n{lines}")
    bench.pytester.chdir()

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(bench.root / "deep")
        result = bench.run(agent="")

    assert result.ret == pytest.ExitCode.OK
    record = bench.record("deep/alpha/day_1")
    assert (record.agent, record.npc, record.sandbox, record.steps, record.outcome) == (
        "own",
        "rules",
        "none",
        3,
        "passed",
    )


def test_the_command_line_comes_first(bench: Bench) -> None:
    """It overrules the ini file, with paths relative to where pytest was started."""
    bench.scenario("deep/alpha")
    bench.agent(BUSY)
    bench.write(
        "pytest.ini", "[pytest]\ntraineebench_agent = idle\ntraineebench_max_steps = 9\ntraineebench_results = ini\n"
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(bench.root / "deep")
        bench.run("--traineebench-max-steps=3", "--traineebench-results=out", "--traineebench-sandbox=none")

    record = bench.record("deep/alpha/day_1", results="deep/out")
    assert (record.agent, record.steps, record.ended) == ("own", 3, "steps")
    assert not (bench.root / "ini").exists()


def test_an_empty_option_is_not_given(bench: Bench) -> None:
    """A script may pass a variable that is not set."""
    bench.scenario()

    result = bench.run(*(f"--traineebench-{option}=" for option in OPTIONS if option != "agent"), agent="idle")

    result.assert_outcomes(failed=2)


@pytest.mark.parametrize(
    ("option", "value", "line"),
    [
        (
            "sandbox",
            "nome",
            "found 'nome', expected one of auto, bubblewrap, landlock, container, none; did you mean 'none'?",
        ),
        ("verdict", "lax", "found 'lax', expected one of strict, threshold, report"),
        ("timeout", "-1", "found '-1', expected a number from 0 to 1e+07"),
        ("timeout", "soon", "found 'soon', expected a number from 0 to 1e+07"),
        ("timeout", "nan", "found 'nan', expected a number from 0 to 1e+07"),
        ("max-steps", "0", "found '0', expected a whole number from 1 to 1e+06"),
        ("max-steps", "2.5", "found '2.5', expected a whole number from 1 to 1e+06"),
        ("min-score", "80", "found '80', expected a number from 0 to 1"),
    ],
)
@pytest.mark.parametrize("place", ["command line", "ini"])
def test_a_wrong_value_is_one_line(bench: Bench, place: str, option: str, value: str, line: str) -> None:
    """It names the place, what was found and what is right."""
    bench.scenario()
    key = f"traineebench_{option.replace('-', '_')}"
    ini = f"{key} = {value}" if place == "ini" else ""
    bench.write("pytest.ini", f"[pytest]\n{ini}\n")

    result = bench.run(*([] if ini else [f"--traineebench-{option}={value}"]), agent="idle")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    where = f"pytest.ini: {key}" if ini else f"--traineebench-{option}"
    assert [text for text in result.errlines if text] == [f"ERROR: {where}: {line}"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "*models.json: *no such file*"),
        ("", "*models.json:1:1: not JSON: *"),
        ("{", "*models.json:1:2: not JSON: *"),
        ("[]", "*models.json: *"),
        (json.dumps({"gpt": {**SERVER, "base_url": 7}}), "*models.json: gpt.base_url: *"),
        (json.dumps({"gpt": {**SERVER, "tokens": 7}}), "*models.json: gpt: found the unknown field *"),
    ],
)
def test_a_wrong_api_config_is_one_line(bench: Bench, content: str | None, line: str) -> None:
    """Missing, malformed, of another shape."""
    bench.scenario()
    if content is not None:
        bench.write("models.json", content)

    result = bench.run("--traineebench-api-config=models.json", agent="idle")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert len([text for text in result.errlines if text]) == 1
    result.stderr.fnmatch_lines([f"ERROR: {line}"])
    assert "sk-secret" not in str(result.stderr)


def test_a_colleagues_model_must_be_known(bench: Bench) -> None:
    """The option is checked before the first day."""
    bench.scenario()
    bench.write("api_config.json", json.dumps({"gpt": SERVER}))

    result = bench.run("--traineebench-npc=gtp", agent="idle")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: *api_config.json: no model 'gtp'; known: gpt; did you mean 'gpt'?"])


def test_a_sandbox_that_does_not_work_is_an_error_of_the_day(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line that says why."""
    bench.scenario()
    for variable in ("DOCKER_HOST", "CONTAINER_HOST"):
        monkeypatch.setenv(variable, "unix:///nowhere")

    result = bench.run("--traineebench-sandbox=container", agent="idle")

    result.assert_outcomes(errors=1)
    result.stdout.no_fnmatch_line("*Traceback*")
