"""Characters at work: real days, the real agent and client, through pytest."""

from __future__ import annotations

from pathlib import Path

import pytest
from plugin.bench import Bench
from serving.conftest import SCENARIOS, Write
from support.days import staged

from pytest_traineebench.agent import AgentContext
from pytest_traineebench.agents import react
from pytest_traineebench.episode import run_day
from pytest_traineebench.llm.client import ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.scenario.load import load_scenario
from pytest_traineebench.serving.cast import Cast
from pytest_traineebench.serving.days import load_days

pytest_plugins = ("pytester",)

RUN = (
    "--traineebench-sandbox=auto",
    "--traineebench-record=off",
    "--traineebench-verdict=report",
    "--traineebench-results=out",
)
SUITE = (
    "scenario_2XC42RPu9ccVwXi3xLKmzP",
    "scenario_7ADpyra3gvFn2AzPJCz2uJ",
    "scenario_HLmkbUicbZ5NJsuww9KxWV",
    "scenario_S63nXmbupmuagfSh3UUpnf",
    "scenario_xzktDPvxtwA4gf7S6GXy96",
)
"""Between them they have tasks of all families: pictures, meetings, questions in groups."""


def test_the_able_one_earns_every_point(bench: Bench) -> None:
    """On all quickstart days, with tasks that come in and deadlines that move."""
    bench.process(*RUN, agent="able").assert_outcomes(passed=5)

    assert {name: (record.score, record.ended) for name, record in bench.records().items()} == dict.fromkeys(
        bench.records(), (1.0, "done")
    )


def test_the_sloppy_one_earns_a_part(bench: Bench) -> None:
    """Something on every day, far from all on most; and she says that she is done."""
    bench.process(*RUN, agent="sloppy").assert_outcomes(passed=5)

    scores = sorted(record.score for record in bench.records().values())
    assert scores[0] > 0
    assert scores[2] < 0.9
    assert {record.ended for record in bench.records().values()} == {"done"}


def test_the_malformed_one_makes_every_mistake_and_recovers(bench: Bench) -> None:
    """The tools answer each kind of mistake, and all days end with points."""
    bench.process(*RUN, agent="malformed").assert_outcomes(passed=5)

    assert all(record.score > 0 and record.ended == "done" for record in bench.records().values())
    events = bench.events("first-week/tuesday")
    answers = "\n".join(str(event["result"]) for event in events if event["event"] == "tool_called")
    for answer in (
        "the arguments are not JSON",
        "the arguments must be a JSON object",
        "there is no tool of that name; did you mean",
        "Input should be",
        "is missing",
        "Not executed: at most 3 tools",
    ):
        assert answer.lower() in answers.lower()
    assert any(event["event"] == "turn_taken" and event["calls"] == 0 for event in events)


def test_two_workers_see_the_same_model(bench: Bench) -> None:
    """Every event of every day is the same as with one."""
    some = (*RUN[:-1], "-k", "first-day or website-trouble")
    bench.process(*some, "--traineebench-results=one", agent="malformed").assert_outcomes(passed=2)

    bench.process(*some, "--traineebench-results=two", "-n", "2", agent="malformed").assert_outcomes(passed=2)

    one, two = bench.left(results="one"), bench.left(results="two")
    kept = [path for path in one if path.endswith(("events.jsonl", "transcript.md"))]
    assert len(kept) == 4
    assert all(one[path] == two[path] for path in kept)


@pytest.mark.parametrize("name", SUITE)
def test_the_able_one_can_do_all_families(tmp_path: Path, name: str) -> None:
    """Within the 50 turns that a day has by default."""
    loaded = load_scenario(SCENARIOS / "suite" / f"{name}.scenario.yaml")
    days = load_days([SCENARIOS / "suite" / f"{name}.scenario.yaml"])
    config = tmp_path / "api_config.json"

    with ScriptedServer(Cast(days)) as server:
        config.write_text(f'{{"m": {{"model_name": "able", "base_url": "{server.base_url}"}}}}', encoding="utf-8")
        with ChatModels(load_endpoints(config)) as models, staged(loaded, tmp_path / "day") as workday:
            result = run_day(workday, react.make(AgentContext(model=models.get("m"))))

    assert (result.ended, result.error) == ("done", "")
    assert [(task.task, task.earned / task.points) for task in result.scorecard.tasks] == [
        (task.task, 1.0) for task in result.scorecard.tasks
    ]


def test_the_colleague_knows_what_is_asked(bench: Bench) -> None:
    """Whoever asks rightly learns everything: no reply is at fault, and the oracle earns every point."""
    bench.process(*RUN, "--traineebench-npc=colleague", agent="oracle").assert_outcomes(passed=5)

    assert {record.score for record in bench.records().values()} == {1.0}


def test_trainee_and_colleagues_may_be_served_together(bench: Bench, write_config: Write) -> None:
    """By one server, under any of its names: whoever is told to play a colleague does."""
    assert write_config(bench.root).exists()

    bench.process(*RUN, "--traineebench-npc=able", "-k", "first-day", agent="able").assert_outcomes(passed=1)

    assert [record.score for record in bench.records().values()] == [1.0]
