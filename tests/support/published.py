"""Configs in the published format, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DEADLINE = "2025-10-01T20:00:00"
KB_FIX = {"name": "KB Link Fix", "arguments": {"task_params": {"difficulty": "easy"}}, "deadline": DEADLINE}
WEBSITE = {"name": "Website Monitor", "arguments": None, "deadline": DEADLINE}


def config(*tasks: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a config of one scenario with one day of these tasks."""
    day = {"name": "day_1", "tasks": list(tasks) or [KB_FIX, WEBSITE]}
    scenario = {"name": "scenario_39T2YWMFh7bxBrcnChfV4x", "days": [day]}
    return {"version": "Ver.1", "datetime": "2025-12-01T10:00:00.123", "scenarios": [scenario], **changes}


def write_config(folder: Path, data: object) -> Path:
    """Write a config to a file."""
    path = folder / "config.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
