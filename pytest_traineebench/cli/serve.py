"""The command ``serve``: a scripted chat model for scenarios, so that a set-up can be tried without a key."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pytest_traineebench import cli
from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.scenario.write import write_all
from pytest_traineebench.serving.cast import Cast, models
from pytest_traineebench.serving.days import find_scenarios, load_days

_BASE_URL = re.compile(r'"base_url": "([^"]+)"')
_STOPS = (signal.SIGINT, signal.SIGTERM)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Serve until Ctrl-C or SIGTERM; return the farewell."""
    character = arguments.character
    if character is not None and character not in models():
        raise ConfigError(f"--character: there is no {character!r}{did_you_mean(character, models())}")
    _refuse_foreign(arguments.api_config)
    days = load_days(find_scenarios(arguments.scenarios))
    server = _open(Cast(days, understudy=character), host=arguments.host, port=arguments.port)
    with _until_stopped() as stopped, server:
        if arguments.api_config is not None:
            _write(arguments.api_config, server.base_url)
        summary = f"serving at {server.base_url}: days: {len(days)}, models: {', '.join(models())}\n"
        cli.show(summary + _advice(arguments, server.base_url))
        stopped.wait()
    return "stopped\n", 0


def _refuse_foreign(path: Path | None) -> None:
    """Refuse to replace a file that this command did not write: it may hold keys."""
    if path is None or not os.path.lexists(path):
        return
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        text = ""
    found = _BASE_URL.search(text)
    if found is None or text != _config(found[1]):
        raise ConfigError(f"{path}: exists and was not written by `traineebench serve`; name another file")


def _write(path: Path, base_url: str) -> None:
    try:
        write_all({path: _config(base_url).encode()})
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _open(cast: Cast, *, host: str, port: int) -> ScriptedServer:
    if not host:  # which would mean every address
        raise ConfigError("--host: found nothing, expected an address such as 127.0.0.1")
    try:
        return ScriptedServer(cast, models=models(), host=host, port=port, keep=False)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"cannot listen at {host}:{port}: {reason.lower()}; --port takes another number") from None


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """Set the event when the process is asked to end, instead of ending it."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in _STOPS}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _advice(arguments: argparse.Namespace, base_url: str) -> str:
    """Return what to do next; the file's text if it was not written."""
    path = arguments.api_config or Path("api_config.json")
    config = f"put this into {path}:\n{_config(base_url)}" if arguments.api_config is None else ""
    scenarios = " ".join(shlex.quote(str(path)) for path in arguments.scenarios) or "SCENARIO"
    agent = f"--traineebench-agent={arguments.character or 'able'} --traineebench-api-config={shlex.quote(str(path))}"
    return f"{config}try: pytest {scenarios} {agent} --traineebench-record=off\nCtrl-C stops it\n"


def _config(base_url: str) -> str:
    entries = {
        name: {"model_name": name, "api_key_var": "", "base_url": base_url, "proxy_url": False} for name in models()
    }
    return json.dumps(entries, indent=2) + "\n"
