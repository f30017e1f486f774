"""Reads what a shell prints of its exported variables and functions.

``export -p`` and ``declare -fx`` are the shell's own, so that no further program needs to be started. bash writes
``declare -x NAME="value"`` or ``$'value'`` where the value holds what cannot be printed; POSIX shells ``export
NAME='value'``.
"""

from __future__ import annotations

import os
import re

_VARIABLE = re.compile(
    rb"""^(?:declare\ -[a-zA-Z]*x[a-zA-Z]*|export)\ ([A-Za-z_][A-Za-z0-9_]*)=
    ("(?:[^"\\]|\\.)*" | \$'(?:[^'\\]|\\.)*' | (?:'[^']*'|"'+")+)\n""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_FUNCTION = re.compile(rb"^(\S+) \(\) *\n(.*?)\ndeclare -[a-z]*x[a-z]* \1\n", re.DOTALL | re.MULTILINE)
_NAME = re.compile(rb"[A-Za-z0-9_]+")
_ESCAPE = re.compile(rb"""\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)""", re.DOTALL)
_SINGLE = re.compile(rb"""'([^']*)'|"('+)\"""")
_LETTERS = {b"a": 7, b"b": 8, b"e": 27, b"E": 27, b"f": 12, b"n": 10, b"r": 13, b"t": 9, b"v": 11}


def variables_of(exports: bytes, functions: bytes = b"") -> dict[str, str]:
    """Return a shell's exported variables by name, with functions in the form in which bash takes them.

    Args:
        exports: What ``export -p`` printed.
        functions: What ``declare -fx`` printed.
    """
    found = {name.decode(): os.fsdecode(_value(text)) for name, text in _VARIABLE.findall(exports)}
    for name, body in _FUNCTION.findall(functions):
        if _NAME.fullmatch(name):
            found[f"BASH_FUNC_{name.decode()}%%"] = os.fsdecode(b"() " + body)
    return found


def _value(text: bytes) -> bytes:
    if text.startswith(b"$'"):
        return _ESCAPE.sub(_character, text[2:-1])
    if text.startswith((b"'", b"\"'")):
        return b"".join(plain or quotes for plain, quotes in _SINGLE.findall(text))
    return re.sub(rb'\\([\\"$`])', rb"\1", text[1:-1])


def _character(found: re.Match[bytes]) -> bytes:
    code: bytes = found[1]
    if code[:1] == b"x" and len(code) > 1:
        return bytes([int(code[1:], 16)])
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 0xFF])
    return bytes([_LETTERS[code]]) if code in _LETTERS else code
