"""``generate`` and ``customize``: benchmarks in the published format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import Run

from pytest_traineebench.scenario.load import load_scenario

DEADLINE = "2025-10-01T20:00:00"
KB_FIX = {"name": "KB Link Fix", "arguments": {"task_params": {"difficulty": "easy"}}, "deadline": DEADLINE}
MEETING = {
    "name": "Meeting Book",
    "arguments": {"task_type": "manager", "start_time": "2025-10-01T13:00:00", "last_time": 2.0, "conflict_nums": 1},
    "deadline": DEADLINE,
}


def write_config(folder: Path, *tasks: dict[str, Any], **changes: Any) -> Path:
    """Write a config of one scenario with one day of these tasks."""
    scenarios = [{"name": "scenario_a", "days": [{"name": "day_1", "tasks": list(tasks)}]}]
    path = folder / "config.json"
    path.write_text(json.dumps({"version": "v", "datetime": "t", "scenarios": scenarios, **changes}), encoding="utf-8")
    return path


def generate(run: Run, config: Path, bench: Path, *more: object) -> Any:
    """Run the command for colleagues by rules."""
    return run("generate", "--config-path", config, "--bench-path", bench, "--npc-model", "rules", *more)


def test_a_config_becomes_scenario_files(run: Run, tmp_path: Path) -> None:
    """The command tells how much there is, and what to run next."""
    bench = tmp_path / "bench"

    said = generate(run, write_config(tmp_path, KB_FIX, MEETING), bench)

    assert (said.code, said.err) == (0, "")
    assert said.out == (
        f"wrote to {bench}, from seed 0: 1 scenario, 1 day, 2 tasks\nnext: pytest {bench} --traineebench-agent=oracle\n"
    )
    assert [path.name for path in bench.iterdir()] == ["scenario_a.scenario.yaml"]


def test_the_colleagues_model_is_recorded(run: Run, tmp_path: Path) -> None:
    """Any alias is taken; whether it exists shows when a day runs."""
    run("generate", "--config-path", write_config(tmp_path, KB_FIX), "--bench-path", tmp_path, "--npc-model", "my-gpt")

    assert load_scenario(tmp_path / "scenario_a.scenario.yaml").scenario.npc == "my-gpt"


def seed_of(run: Run, tmp_path: Path, config: Path, *more: object) -> int:
    """Generate and return the seed of the scenario."""
    assert generate(run, config, tmp_path, *more).code == 0
    return load_scenario(tmp_path / "scenario_a.scenario.yaml").scenario.seed


def test_the_seed_is_the_config_s_own(run: Run, tmp_path: Path) -> None:
    """Unless the option gives another; without both it is 0."""
    plain, recorded = seed_of(run, tmp_path, write_config(tmp_path, KB_FIX)), write_config(tmp_path, KB_FIX, seed=9)

    assert seed_of(run, tmp_path, recorded) == seed_of(run, tmp_path, recorded, "--seed", 9)
    assert seed_of(run, tmp_path, recorded, "--seed", 0) == plain
    assert seed_of(run, tmp_path, recorded) != plain


@pytest.mark.parametrize(
    ("task", "found"),
    [
        ({**KB_FIX, "name": "Tea"}, "scenarios.0.days.0.tasks.1.name: the family 'Tea' is not built"),
        ({**KB_FIX, "arguments": {"difficulty": "x"}}, "scenarios.0.days.0.tasks.1.arguments.difficulty: found 'x'"),
        (
            {**MEETING, "deadline": "2025-10-01T14:00:00"},
            "scenarios.0.days.0.tasks.1.arguments.last_time: the meeting from 13:00 to 15:00 ends after the deadline",
        ),
    ],
)
def test_nothing_is_written_if_anything_is_wrong(run: Run, tmp_path: Path, task: dict[str, Any], found: str) -> None:
    """One line names the place; this includes arguments that do not fit the day."""
    config = write_config(tmp_path, KB_FIX, task)

    said = generate(run, config, tmp_path / "bench")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"traineebench: error: {config}: {found}")
    assert said.err.count("\n") == 1
    assert not (tmp_path / "bench").exists()


def test_files_of_another_config_are_mentioned(run: Run, tmp_path: Path) -> None:
    """By name, since they run as well; of many the first."""
    (tmp_path / "other.scenario.yaml").write_text("", encoding="utf-8")
    config = write_config(tmp_path, KB_FIX)

    one = generate(run, config, tmp_path)
    for number in range(12):
        (tmp_path / f"x\n{number:02}.scenario.yaml").write_text("", encoding="utf-8")
    many = generate(run, config, tmp_path)

    assert "\n1 other scenario file was there and still is: other.scenario.yaml\n" in one.out
    assert (
        "\n13 other scenario files were there and still are: other.scenario.yaml, 'x\\n00.scenario.yaml'," in many.out
    )
    assert ", 'x\\n08.scenario.yaml' and 3 more\n" in many.out


@pytest.mark.parametrize("npc", ["", " ", "a\nb"])
def test_an_alias_is_one_line_of_text(run: Run, tmp_path: Path, npc: str) -> None:
    """Anything else is told as the option's fault."""
    config = write_config(tmp_path, KB_FIX)

    said = run("generate", "--config-path", config, "--bench-path", tmp_path / "b", "--npc-model", npc)

    assert said.code == 2
    assert said.err.startswith("traineebench: error: --npc-model: found ")


@pytest.mark.parametrize("seed", ["-1", "1.0", "1e3", "true", "nan", "\u0661", "9223372036854775808", "9" * 5000, ""])
def test_a_seed_is_a_whole_number(run: Run, tmp_path: Path, seed: str) -> None:
    """The line tells the bounds."""
    said = generate(run, write_config(tmp_path, KB_FIX), tmp_path, f"--seed={seed}")

    assert said.code == 2
    assert "expected a whole number from 0 to 9,223,372,036,854,775,807" in said.err
    assert len(said.err) < 200


def customize(run: Run, path: Path, *more: object) -> Any:
    """Draw a config of two scenarios."""
    return run("customize", "--config-path", path, "--scenario-nums", 2, "--day-nums", 2, *more)


def test_a_config_is_drawn(run: Run, tmp_path: Path) -> None:
    """It records its seed and mode."""
    path = tmp_path / "new" / "c.json"

    said = customize(run, path)

    data = json.loads(path.read_text(encoding="utf-8"))
    assert (said.code, said.err) == (0, "")
    assert (data["seed"], data["mode"], len(data["scenarios"])) == (0, "stationary", 2)
    assert f"next: traineebench generate --config-path {path} --bench-path DIR --npc-model rules\n" in said.out


def test_equal_options_draw_equal_files(run: Run, tmp_path: Path) -> None:
    """Byte for byte."""
    for name in ("a.json", "b.json"):
        customize(run, tmp_path / name, "--mode", "mutable", "--seed", 4)

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_drawn_config_is_generated(run: Run, tmp_path: Path) -> None:
    """The two commands fit together; the seed goes along."""
    customize(run, tmp_path / "c.json", "--seed", 4)

    said = generate(run, tmp_path / "c.json", tmp_path / "bench")

    assert said.code == 0
    assert "from seed 4: 2 scenarios, 4 days, " in said.out


def test_a_drawn_config_is_replaced(run: Run, tmp_path: Path) -> None:
    """It can be drawn again."""
    customize(run, tmp_path / "c.json")

    assert customize(run, tmp_path / "c.json", "--seed", 1).code == 0


def test_another_file_is_not_replaced(run: Run, tmp_path: Path) -> None:
    """A published config is not one of ours either."""
    config = write_config(tmp_path, KB_FIX)
    before = config.read_bytes()

    said = customize(run, config)

    assert said.code == 2
    assert said.err == (
        f"traineebench: error: {config}: exists and was not written by `traineebench customize`; --force replaces it\n"
    )
    assert config.read_bytes() == before


def test_force_replaces_it(run: Run, tmp_path: Path) -> None:
    """The person has said so."""
    config = write_config(tmp_path, KB_FIX)

    assert customize(run, config, "--force").code == 0
    assert json.loads(config.read_text(encoding="utf-8"))["version"] == "Ver.C"


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(("folder", "file"), [(".", "config.json"), ("..", "../config.json"), ("/", "/config.json")])
def test_a_config_is_a_file(run: Run, folder: str, file: str, force: tuple[str, ...]) -> None:
    """A folder is never replaced."""
    said = customize(run, Path(folder), *force)

    assert said.code == 2
    assert said.err == (f"traineebench: error: --config-path: {folder} is a folder, expected a file, such as {file}\n")


@pytest.mark.parametrize(
    ("option", "value", "found"),
    [
        ("--scenario-nums", "0", "argument --scenario-nums: found '0', expected a whole number from 1 to 10,000"),
        ("--scenario-nums", "10001", "argument --scenario-nums: found '10001', expected a whole number from 1 to"),
        (
            "--scenario-nums",
            "5001",
            "--scenario-nums times --day-nums: found 10,002 days in all, expected at most 10,000",
        ),
        ("--day-nums", "101", "argument --day-nums: found '101', expected a whole number from 1 to 100"),
        ("--day-nums", "1_0", "argument --day-nums: found '1_0', expected a whole number from 1 to 100"),
        ("--mode", "x", "argument --mode: invalid choice: 'x'"),
        ("--config-path", "/dev/null/x", "/dev/null/x: cannot be written: "),
    ],
)
def test_a_wrong_number(run: Run, tmp_path: Path, option: str, value: str, found: str) -> None:
    """The line tells the bounds."""
    said = customize(run, tmp_path / "c.json", option, value)

    assert said.code == 2
    assert said.err.startswith(f"traineebench: error: {found}")
    assert said.err.count("\n") == 1
