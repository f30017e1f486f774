"""Opens sandboxes and runs commands on behalf of a test, as whatever user it was started; one JSON object per line."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pytest_traineebench.company.sandbox import Limits, Sandbox, open_sandbox
from pytest_traineebench.company.sandbox.landlock import LandlockBackend
from pytest_traineebench.company.sandbox.place import make_place
from pytest_traineebench.company.sandbox.session import SessionSandbox
from pytest_traineebench.errors import SandboxUnavailableError

NOW = datetime(2025, 10, 1, 9, 30, tzinfo=UTC)


def open_backend(name: str, workspace: Path, limits: Limits) -> Sandbox:
    """Open a backend; ``landlock-plain`` is Landlock as it is where namespaces are forbidden."""
    if name != "landlock-plain":
        return open_sandbox(name, workspace=workspace, limits=limits)
    place = make_place(workspace)
    return SessionSandbox(LandlockBackend(place, namespaces=False), place, limits=limits, seed="")


def serve() -> None:
    """Answer requests until standard input ends."""
    sandboxes: dict[str, Sandbox] = {}
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        answer: dict[str, Any] = {}
        key = request["workspace"]
        try:
            if request["do"] == "open":
                sandboxes[key] = open_backend(request["name"], Path(key), Limits(**request["limits"]))
            elif request["do"] == "run":
                result = sandboxes[key].run(request["command"], now=NOW)
                answer = {name: getattr(result, name) for name in ("exit_code", "output", "note", "output_size")}
            elif key in sandboxes:
                sandboxes.pop(key).close()
        except SandboxUnavailableError as error:
            answer = {"unavailable": str(error)}
        print(json.dumps(answer), flush=True)  # noqa: T201  -- the answer


if __name__ == "__main__":
    serve()
