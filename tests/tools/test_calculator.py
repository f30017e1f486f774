"""The pocket calculator."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.offices import Desk, sit_down

from pytest_traineebench.tools.calculator import MAX_EXPRESSION


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A trainee with her tools."""
    return sit_down(tmp_path)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("2*-(3)", "-6"),
        ("8/-(2)", "-4"),
        ("--3", "3"),
        ("-+-+-3", "-3"),
        ("2 - -3", "5"),
        ("-2*-3", "6"),
        ("-(2+3)*-4", "20"),
        ("10 - 4 - 3", "3"),
        ("100 / 10 / 5", "2"),
        ("2 * 3 / 4 * 5", "7.5"),
        ("1/3", "0.333333333333333"),
        ("2/3", "0.666666666666667"),
        ("0.1 + 0.2", "0.3"),
        ("0.1*3 - 0.3", "0"),
        ("1/8", "0.125"),
        (".5 + 5.", "5.5"),
        ("007 + 1", "8"),
        ("3.0", "3"),
        ("-0", "0"),
        ("1/10000000", "1e-07"),
        ("123456789012345678 + 1", "123456789012345679"),
        ("12345678901234567.5", "1.23456789012346e+16"),
        ("\t 1\t+ 1 ", "2"),
        ("(((7)))", "7"),
        ("1" + "+1" * 499, "500"),
        ("-" * 998 + "1", "1"),
        ("(" * 499 + "1" + ")" * 499, "1"),
        ("9" * 300, "9" * 300),
    ],
)
def test_an_expression_is_worked_out(desk: Desk, expression: str, result: str) -> None:
    """By the usual precedence, exactly, and at any nesting."""
    assert desk.call("calculator", expression=expression) == result


@pytest.mark.parametrize("expression", ["1/0", "1/(2-2)", "0/0", "1/-0", "5/(0.1+0.2-0.3)"])
def test_nothing_is_divided_by_zero(desk: Desk, expression: str) -> None:
    """An exact zero is a zero."""
    assert desk.call("calculator", expression=expression) == "[Error] calculator: division by zero"


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "   ",
        "()",
        "(1",
        "1)",
        ")1(",
        "1 2",
        "1 +",
        "* 2",
        "2 ** 3",
        "7 // 2",
        "2 (3)",
        "(2)(3)",
        "3 (4)",
        "1.2.3",
        "1..2",
        ".",
        "+",
        "-" * 1000,
        "(" * 1000,
        "1" + "+(1" * 300,
    ],
)
def test_what_is_no_expression_is_refused(desk: Desk, expression: str) -> None:
    """With the same words in every Python version; powers and whole division are not offered."""
    assert (
        desk.call("calculator", expression=expression) == f"[Error] calculator: not a valid expression: {expression!r}"
    )


@pytest.mark.parametrize(
    ("expression", "letter"),
    [("1e9", "'e'"), ("1,000", "','"), ("(1, 2)", "','"), ("5%", "'%'"), ("2^3", "'^'"), ("٣", "'٣'"), ("1_000", "'_'"),
     ("1\n+1", "'\\n'"), ("__import__('os')", "'_'"), ("x=1", "'x'"), ("1\0", "'\\x00'"), ("0x10", "'x'")],
)  # fmt: skip
def test_other_letters_are_refused(desk: Desk, expression: str, letter: str) -> None:
    """The first strange one is named."""
    told = desk.call("calculator", expression=expression)

    assert told == f"[Error] calculator: cannot calculate with {letter}; use numbers, + - * / and parentheses"


@pytest.mark.parametrize(
    "expression", ["9" * 400, "*".join(["9" * 99] * 10), "1/" + ".0" + "0" * 400 + "1", "-" + "9" * 320]
)
def test_a_result_beyond_double_precision_is_refused(desk: Desk, expression: str) -> None:
    """Without a crash."""
    assert desk.call("calculator", expression=expression) == "[Error] calculator: the result is too large"


def test_a_long_expression_is_refused(desk: Desk) -> None:
    """The text says how long it may be, and does not repeat it."""
    told = desk.call("calculator", expression="1" * (MAX_EXPRESSION + 1))

    assert told == "[Error] calculator: the expression has 1,001 characters; at most 1,000 are read"


def test_a_calculation_takes_a_minute(desk: Desk) -> None:
    """Right or wrong."""
    desk.call("calculator", expression="1")
    desk.call("calculator", expression="one")

    assert desk.now == "08:02"
