"""The command ``schema``: the JSON schema of a file format."""

from __future__ import annotations

import argparse
import json

from pytest_traineebench.results import record
from pytest_traineebench.scenario import schema


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Return the schema as JSON."""
    source = schema if arguments.of == "scenario" else record
    return json.dumps(source.json_schema(), indent=2, ensure_ascii=False) + "\n", 0
