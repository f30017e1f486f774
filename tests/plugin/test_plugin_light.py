"""A session without scenarios pays almost nothing."""

from __future__ import annotations

import pytest
from plugin.bench import Bench

pytest_plugins = ("pytester",)

HEAVY = ("pydantic", "yaml", "openai", "vcr", "xdist", "asyncio", "sqlite3", "pytest_traineebench.episode")
"""What no session imports that holds no scenario."""


@pytest.mark.parametrize("arguments", [[], ["--co", "-q"], ["--markers"], ["--help"]])
def test_nothing_heavy_is_imported(bench: Bench, arguments: list[str]) -> None:
    """By the plugin; what other plugins import is left out of account by running without them."""
    bench.write("pytest.ini", "[pytest]\n")
    bench.write("test_plain.py", "def test_plain(): pass\n")
    bench.write(
        "run.py",
        f"""
import sys
import pytest

pytest.main({["-p", "pytest_traineebench.plugin", *arguments]!r})
print("imported:", [name for name in {HEAVY!r} if name in sys.modules])
print("ours:", sorted(name.removeprefix("pytest_traineebench") for name in sys.modules if "traineebench" in name))
""",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        result = bench.pytester.runpython(bench.root / "run.py")

    assert result.outlines[-2] == "imported: []"
    ours = ["fixtures", "hookspecs", "naming", "options"]
    assert result.outlines[-1] == f"ours: {['', '.plugin', *(f'.plugin.{name}' for name in ours)]}"


def test_workers_of_others_import_nothing_heavy_either(bench: Bench) -> None:
    """Under xdist, which itself is imported of course."""
    bench.write("pytest.ini", "[pytest]\n")
    heavy = tuple(name for name in HEAVY if name not in {"xdist", "asyncio"})
    bench.write(
        "conftest.py",
        f"""
import sys

def pytest_unconfigure(config):
    with open("imported", "a") as file:
        print([name for name in {heavy!r} if name in sys.modules], file=file)
""",
    )
    bench.write("test_plain.py", "def test_one(): pass\ndef test_two(): pass\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        result = bench.pytester.runpytest_subprocess("-p", "xdist", "-p", "pytest_traineebench.plugin", "-n2")

    result.assert_outcomes(passed=2)
    assert (bench.root / "imported").read_text() == "[]\n" * 3


def test_public_names_are_there() -> None:
    """They are imported when first used."""
    import pytest_traineebench  # noqa: PLC0415  -- the module itself is what is tested

    for name in pytest_traineebench.__all__:
        assert getattr(getattr(pytest_traineebench, name), "__name__", "Worker") == name
    assert pytest_traineebench.__all__ == sorted(pytest_traineebench.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = pytest_traineebench.Nothing
