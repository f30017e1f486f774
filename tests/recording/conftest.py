"""A scripted server and a place for cassettes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from recording.recording_scene import count_up

from pytest_traineebench.llm.scripted import ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """Answer every request with its number."""
    with ScriptedServer(count_up) as server:
        yield server


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    """Return where a cassette will be."""
    return tmp_path / "cassettes" / "day_1.yaml"
