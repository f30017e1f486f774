"""What a scenario file that cannot be read gets: one line with file, place, found and expected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_traineebench.errors import ScenarioError
from pytest_traineebench.scenario.load import load_scenario
from pytest_traineebench.scenario.strict_yaml import read_yaml


def refusal(path: Path) -> str:
    """Return what follows the file's name in the refusal of a file."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, source="a.scenario.yaml")
    text = str(caught.value)
    assert text.isprintable()
    return text.removeprefix("a.scenario.yaml")


def refused(content: bytes, tmp_path: Path) -> str:
    """Return what follows the file's name in the refusal of a file with this content."""
    path = tmp_path / "a.scenario.yaml"
    path.write_bytes(content)
    return refusal(path)


def test_a_missing_file(tmp_path: Path) -> None:
    """The line says so."""
    assert refusal(tmp_path / "nowhere") == ": no such file; expected a scenario file"


def test_a_directory(tmp_path: Path) -> None:
    """A folder may have the name of a scenario file."""
    assert refusal(tmp_path) == ": found a directory, expected a scenario file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes into it."""
    os.mkfifo(tmp_path / "pipe")

    assert refusal(tmp_path / "pipe") == ": found a device or pipe, expected a scenario file"


def test_a_name_with_a_null_byte() -> None:
    """The system cannot even look for it."""
    assert refusal(Path("a\0b")).startswith(": cannot be read")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """The bound is far beyond any recipe."""
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    assert refusal(path) == ": found more than 1,000,000 bytes, expected a scenario file of that size at most"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ": found nothing, expected a mapping of names to values"),
        (b"# only a comment\n", ": found nothing, expected a mapping of names to values"),
        (b"- a\n", ": found a list, expected a mapping of names to values"),
        (b"hello", ": found 'hello', expected a mapping of names to values"),
        ("format: 1".encode("utf-16"), ": found UTF-16, expected a scenario file in UTF-8"),
        ("format: 1".encode("utf-16-le"), ": not YAML: found the control character '\\x00'"),
        (
            "format: 1\nname: José".encode("latin-1"),
            ":2: found a byte that is no UTF-8, expected a scenario file in UTF-8",
        ),
        (b"\x7fELF\x02\x01\x01\x00", ": not YAML: found the control character '\\x7f'"),
        (b"\x89PNG\r\n\x1a\n", ":1: found a byte that is no UTF-8, expected a scenario file in UTF-8"),
        (b"format: 1\n\tname: a", ":2:1: not YAML: found a tab character that violates indentation"),
        (b"name: 'a", ":1:9: not YAML: found unexpected end of stream"),
        (b"format: 1\nformat: 1", ":2:1: found the key 'format' twice, expected it once"),
        (b"days: [{name: a, name: b}]", ":1:18: found the key 'name' twice, expected it once"),
        (b"format: 1\n---\nformat: 1", ":2:1: found a second document, expected one per file"),
        (b"a: &x [1]\nb: *x", ":1:4: found an anchor or alias (& or *), expected it written out"),
        (b"a: *x", ":1:4: found an anchor or alias (& or *), expected it written out"),
        (b"? &x a\n: 1", ":1:3: found a key that is no plain text"),
        (b"? [a]\n: 1", ":1:3: found a key that is no plain text"),
        (b"seed: !!int 7", ":1:7: found a tag (!), expected a plain value, or quotes if it is text"),
        (b"seed: !!python/object/apply:os.system [id]", ":1:7: found a tag (!), expected a plain value"),
        (b"seed: !!timestamp x", ":1:7: found a tag (!), expected a plain value"),
        (b"seed: .nan", ":1:7: found .nan, expected a finite number, or quotes if it is text"),
        (b"seed: -.inf", ":1:7: found -.inf, expected a finite number, or quotes if it is text"),
        (b"seed: 1e999", ":1:7: found '1e999', expected a number that fits"),
        (b"seed: " + b"9" * 5000, ":1:7: found a number of 5000 digits, expected at most 40"),
        (b"a: " + b"[" * 500_000, ":1:33: found more than 30 levels inside of each other"),
        (b"- " * 400_000, ":1:61: found more than 30 levels inside of each other"),
        (b"? " * 400_000, ":1:3: found a key that is no plain text"),
        (b"{a: " * 200_000, ":1:121: found more than 30 levels inside of each other"),
        (rb'name: "\ud800"', ":1:10: not YAML: found invalid Unicode character escape code"),
        (b"%YAML 3.0\n---\na: 1", ":1:1: not YAML: found incompatible YAML document"),
    ],
)
def test_a_file_that_is_no_scenario(tmp_path: Path, content: bytes, found: str) -> None:
    """The line says where, what was found and what is right."""
    assert refused(content, tmp_path).startswith(found)


def test_a_bomb_of_aliases_does_not_go_off(tmp_path: Path) -> None:
    """Ten lines that would unfold to a billion entries are refused at the first of them."""
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))

    assert refused(bomb.encode(), tmp_path).startswith(":1:5: found an anchor or alias")


def test_a_byte_order_mark_is_passed_over() -> None:
    """Some editors put one in front of UTF-8."""
    assert read_yaml("\ufeffa: 1", source="f") == {"a": 1}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("20:00", "20:00"),
        ("no", "no"),
        ("yes", "yes"),
        ("010", 10),
        ("0o10", 8),
        ("0x10", 16),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        ("2025-99-99", "2025-99-99"),
        ("2025-10-01", "2025-10-01"),
        ("true", True),
        ("'true'", "true"),
        ("~", None),
        ("", None),
        ("''", ""),
        ("|\n  a\n  b", "a\nb"),
        ("[a, {b: c}]", ["a", {"b": "c"}]),
    ],
)
def test_words_mean_what_editors_take_them_for(written: str, value: object) -> None:
    """The words are those of YAML 1.2: no number is made of a time, no false of a country."""
    assert read_yaml(f"a: {written}", source="f") == {"a": value}


def test_keys_are_text() -> None:
    """A key that looks like a number or a truth value is the text that was written."""
    assert read_yaml("1: a\ntrue: b\n<<: c", source="f") == {"1": "a", "true": "b", "<<": "c"}
