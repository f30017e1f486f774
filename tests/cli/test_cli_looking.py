"""``build``, ``families``, ``schema`` and ``doctor``: what there is."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from support.command import Run

from pytest_traineebench.company.sandbox import statuses
from pytest_traineebench.family import family_names, load_family
from pytest_traineebench.results import record
from pytest_traineebench.scenario import schema


def test_a_digest_is_all_that_is_printed(run: Run, scenario_file: Path) -> None:
    """So that a script can take it."""
    said = run("build", scenario_file, "--day", "monday")

    assert (said.code, said.err) == (0, "")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}\n", said.out)


def test_a_day_is_written_out(run: Run, scenario_file: Path, tmp_path: Path) -> None:
    """The digest is the same; what was written is told."""
    digest = run("build", scenario_file, "--day", "monday").out

    said = run("build", scenario_file, "--day", "monday", "--out", tmp_path / "out")

    assert said.code == 0
    assert re.fullmatch(rf"{digest}wrote \d+ files to {tmp_path}/out\n", said.out)
    assert {"disk", "briefs.json", "staff.json", "tasks"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_days_differ(run: Run, scenario_file: Path) -> None:
    """The day's name is part of the chance."""
    assert run("build", scenario_file, "--day", "monday").out != run("build", scenario_file, "--day", "tuesday").out


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ((), "found 2 days, expected --day with one of monday, tuesday"),
        (("--day", "munday"), "no day 'munday'; did you mean 'monday'?"),
        (("--day", ""), "no day ''; known: monday, tuesday"),
    ],
)
def test_a_day_has_to_be_named(run: Run, scenario_file: Path, more: tuple[str, ...], found: str) -> None:
    """If there are several."""
    said = run("build", scenario_file, *more)

    assert (said.code, said.err) == (2, f"traineebench: error: {scenario_file}: {found}\n")


def test_a_wrong_scenario(run: Run, scenario_file: Path) -> None:
    """The line is that of the loader."""
    scenario_file.write_text("format: 3", encoding="utf-8")

    said = run("build", scenario_file)

    assert said.code == 2
    assert said.err.startswith(f"traineebench: error: {scenario_file}: format: found 3, expected 1")


def test_every_family_is_listed(run: Run) -> None:
    """With its title, its parameters and the number of its variants; the last line tells the totals."""
    said = run("families")

    variants = 0
    for name in family_names():
        family = load_family(name)
        number = len({json.dumps(dict(variant.params), default=str) for variant in family.variants()})
        variants += number
        assert f"{name}: {family.title} (version {family.version}, variants: {number})" in said.out
        assert all(f"    {field}: " in said.out for field in family.params.model_fields)
    assert said.out.endswith(f"\n{len(family_names())} families, {variants} variants\n")


def test_bounds_of_parameters_are_listed(run: Run) -> None:
    """They come from the family's own model."""
    out = run("families").out

    assert '    difficulty: "easy" | "medium" | "hard", default "medium"\n' in out
    assert "    num_normal_transactions: whole number from 0 to 20, required\n" in out
    assert "    budget: whole number from 100 to 1000000\n" in out


def test_the_shape_of_a_parameter_with_parts_is_listed(run: Run) -> None:
    """A mapping is no answer to what an author may write."""
    out = run("families").out

    assert '    plan: {morning: text, lunch: text, afternoon: text} or "auto"\n' in out
    assert '    requirement: {education: "Bachelor\'s" | "Master\'s" | "Doctoral", majors: list of "Computer Sci' in out
    assert ": mapping" not in out


@pytest.mark.parametrize(("of", "source"), [("scenario", schema.json_schema()), ("scorecard", record.json_schema())])
def test_a_schema_is_printed(run: Run, of: str, source: object) -> None:
    """As JSON."""
    assert json.loads(run("schema", of).out) == source


def test_the_doctor_tells_which_sandboxes_work(run: Run) -> None:
    """Each backend with what it is or why it does not work; 0 if one of them works."""
    said = run("doctor")

    for backend in statuses():
        assert f"  {backend.name}: {'works' if backend.works else 'does not work'}: " in said.out
    assert said.code == (0 if any(backend.works for backend in statuses()) else 1)
    assert re.search(r"^Python 3\.\d+", said.out)
    assert re.search(r"^  pydantic 2\.", said.out, re.MULTILINE)


def test_the_doctor_lists_models_without_their_keys(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that stands in the environment and is missing there is told."""
    path = tmp_path / "api_config.json"
    shared = {"base_url": "http://127.0.0.1:1/v1", "proxy_url": False}
    monkeypatch.delenv("TRAINEEBENCH_NO_SUCH_KEY", raising=False)
    models = {
        "gpt": {"model_name": "gpt-x", "api_key_var": "sk-secret", **shared},
        "other": {"model_name": "o", "api_key_env": "TRAINEEBENCH_NO_SUCH_KEY", **shared},
    }
    path.write_text(json.dumps(models), encoding="utf-8")

    said = run("doctor", "--api-config", path)

    assert "  gpt: gpt-x at http://127.0.0.1:1/v1\n" in said.out
    assert "  other: not ready: " in said.out
    assert "sk-secret" not in said.out + said.err


def test_a_file_of_models_that_does_not_load(run: Run, tmp_path: Path) -> None:
    """The rest is told all the same, and the exit code is 1."""
    path = tmp_path / "api_config.json"
    path.write_text("[]", encoding="utf-8")

    said = run("doctor", "--api-config", path)

    assert said.code == 1
    assert f"  {path}: found a list, expected an object with a model alias per key\n" in said.out
    assert os.linesep.join(said.out.splitlines()[:1]).startswith("Python")
