"""``serve``: the server as people start and stop it."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.command import Run

from pytest_traineebench.llm.endpoints import load_endpoints

COMMAND = (sys.executable, "-m", "pytest_traineebench.cli", "serve")
OFF = "--traineebench-record=off"


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command on a free port; return it and its address, once it listens."""
    command = [*COMMAND, "--port", "0", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  -- our own command
        assert process.stdout is not None
        found = re.search(r"http://\S+/v1", process.stdout.readline())
        assert found is not None
        try:
            yield process, found[0]
        finally:
            process.kill()


def stop(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[str, str, int]:
    """Stop the command; return what else it wrote to both streams, and its exit code."""
    process.send_signal(number)
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdout.read(), process.stderr.read(), process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped(scenario_file: Path, tmp_path: Path, number: signal.Signals) -> None:
    """It says where and what to type, writes the models' file, and goes without a complaint."""
    config = tmp_path / "api_config.json"

    with serving(scenario_file, "--api-config", config) as (process, url):
        listed = json.load(urllib.request.urlopen(f"{url}/models"))  # noqa: S310  -- our own server
        out, err, code = stop(process, number)

    assert [model["id"] for model in listed["data"]] == list(
        dict.fromkeys(["able", "malformed", "sloppy", "colleague"])
    )
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"try: pytest {scenario_file} --traineebench-agent=able --traineebench-api-config={config} {OFF}",
        "Ctrl-C stops it",
        "stopped",
    ]
    endpoints = load_endpoints(config)
    assert {endpoints.get(name).base_url for name in endpoints.aliases} == {url}
    assert endpoints.aliases == ("able", "colleague", "malformed", "sloppy")


def test_the_models_file_is_shown_if_it_is_not_written(scenario_file: Path) -> None:
    """In the published format, ready to be copied."""
    with serving(scenario_file, "--character", "sloppy") as (process, url):
        out, *_ = stop(process)

    shown = json.loads(out[out.index("{") : out.rindex("}") + 1])
    assert shown["able"] == {"model_name": "able", "api_key_var": "", "base_url": url, "proxy_url": False}
    assert f"try: pytest {scenario_file} --traineebench-agent=sloppy " in out


def test_its_own_file_is_written_again(tmp_path: Path) -> None:
    """At the next start the port may be another one."""
    config = tmp_path / "api_config.json"
    for _ in range(2):
        with serving("--api-config", config) as (process, url):
            assert stop(process)[2] == 0
            assert url in config.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "{", '{"gpt": {"model_name": "m", "base_url": "http://127.0.0.1:1/v1"}}'])
def test_a_file_of_the_user_s_is_not_touched(run: Run, tmp_path: Path, text: str) -> None:
    """It may hold keys."""
    config = tmp_path / "api_config.json"
    config.write_text(text, encoding="utf-8")

    said = run("serve", "--port", "0", "--api-config", config)

    line = f"{config}: exists and was not written by `traineebench serve`; name another file"
    assert (said.code, said.err) == (2, f"traineebench: error: {line}\n")
    assert config.read_text(encoding="utf-8") == text


def test_a_taken_port_is_told(run: Run) -> None:
    """In one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = run("serve", "--port", port)

    line = f"cannot listen at 127.0.0.1:{port}: address already in use; --port takes another number"
    assert (said.code, said.out, said.err) == (2, "", f"traineebench: error: {line}\n")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--character", "abel"), "--character: there is no 'abel'; did you mean 'able'?"),
        (("--port", "70000"), "argument --port: found '70000', expected a whole number from 0 to 65,535"),
        (("--host", ""), "--host: found nothing, expected an address such as 127.0.0.1"),
        (("--host", "999.1.1.1"), "cannot listen at 999.1.1.1:"),
        (("nowhere",), "nowhere: no such file; expected a scenario file"),
    ],
)
def test_wrong_input_is_told(run: Run, arguments: tuple[str, ...], found: str) -> None:
    """In one line, before anything is served."""
    said = run("serve", *arguments)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"traineebench: error: {found}")


def test_a_folder_without_scenarios_is_told(run: Run, tmp_path: Path) -> None:
    """It is rather a mistyped name than a wish."""
    said = run("serve", tmp_path)

    expected = f"{tmp_path}: found no scenario file, expected some that end with .scenario.yaml"
    assert (said.code, said.err) == (2, f"traineebench: error: {expected}\n")
