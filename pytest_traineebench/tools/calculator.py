"""A pocket calculator."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction

from pytest_traineebench.company.office import Office
from pytest_traineebench.errors import ToolError
from pytest_traineebench.tool import tool

MAX_EXPRESSION = 1000
_ALLOWED = frozenset("0123456789.+-*/() \t")
_SYMBOL = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+|[-+*/().]")
_BINARY: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_UNARY: dict[str, Callable[[Fraction], Fraction]] = {"plus": operator.pos, "minus": operator.neg}
_SIGNS = {"+": "plus", "-": "minus"}
_RANK = {"(": 0, "+": 1, "-": 1, "*": 2, "/": 2, "plus": 3, "minus": 3}


@tool("calculator")
def calculator(office: Office, expression: str) -> str:  # noqa: ARG001  -- every tool is handed the office
    """Work out an expression of decimal numbers, + - * / and parentheses.

    Args:
        expression: Such as "2 * -(3 + 4.5) / 7"; no powers, no functions, no thousands separators.
    """
    if len(expression) > MAX_EXPRESSION:
        raise ToolError(f"the expression has {len(expression):,} characters; at most {MAX_EXPRESSION:,} are read")
    strange = [letter for letter in expression if letter not in _ALLOWED]
    if strange:
        raise ToolError(f"cannot calculate with {strange[0]!r}; use numbers, + - * / and parentheses")
    try:
        return _written(_value(expression))
    except ZeroDivisionError:
        raise ToolError("division by zero") from None
    except OverflowError:
        raise ToolError("the result is too large") from None
    except ValueError:
        raise ToolError(f"not a valid expression: {expression!r}") from None


def _value(expression: str) -> Fraction:
    """Evaluate with two stacks: exactly, and without recursion, so that no nesting is too deep.

    Raises:
        ValueError: If it is no expression.
        ZeroDivisionError: If it divides by zero.
    """
    values: list[Fraction] = []
    waiting: list[str] = []
    wants_operand = True
    for symbol in _SYMBOL.findall(expression):
        take = _take_operand if wants_operand else _take_operator
        wants_operand = take(symbol, values, waiting)
    if wants_operand:
        raise ValueError
    _reduce(values, waiting, rank=1)
    if waiting:
        raise ValueError
    return values[0]


def _take_operand(symbol: str, values: list[Fraction], waiting: list[str]) -> bool:
    """Take a number, a sign or an opening parenthesis; return whether an operand must follow."""
    if symbol == "(" or symbol in _SIGNS:
        waiting.append(_SIGNS.get(symbol, symbol))
        return True
    values.append(Fraction(symbol))
    return False


def _take_operator(symbol: str, values: list[Fraction], waiting: list[str]) -> bool:
    """Take an operator or a closing parenthesis; return whether an operand must follow."""
    if symbol == ")":
        _reduce(values, waiting, rank=1)
        if not waiting:
            raise ValueError
        waiting.pop()
        return False
    if symbol not in _BINARY:
        raise ValueError
    _reduce(values, waiting, rank=_RANK[symbol])
    waiting.append(symbol)
    return True


def _reduce(values: list[Fraction], waiting: list[str], *, rank: int) -> None:
    """Carry out what waits, back to the first that binds less than `rank`."""
    while waiting and _RANK[waiting[-1]] >= rank:
        operator_, right = waiting.pop(), values.pop()
        if operator_ in _UNARY:
            values.append(_UNARY[operator_](right))
        else:
            values.append(_BINARY[operator_](values.pop(), right))


def _written(value: Fraction) -> str:
    """Write whole numbers in full, others with 15 significant digits.

    Raises:
        OverflowError: If it is beyond the range of double precision.
    """
    rounded = float(value)
    return str(value.numerator) if value.denominator == 1 else f"{rounded:.15g}"
