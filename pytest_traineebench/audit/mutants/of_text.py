"""Mutants of a text that is no table and no JSON."""

from __future__ import annotations

import re

from pytest_traineebench.audit.mutants.kinds import Loses, rewritten

_DIGIT = re.compile(rb"\d")
_NAME = re.compile(rb"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


def _next_digit(found: re.Match[bytes]) -> bytes:
    return b"%d" % ((int(found[0]) + 3) % 10)


TEXT = (
    rewritten("other digits", Loses.SOME, lambda content: _DIGIT.sub(_next_digit, content)),
    rewritten("other names", Loses.SOME, lambda content: _NAME.sub(b"Jane Doe", content)),
    rewritten("NaN for numbers", Loses.SOME, lambda content: re.sub(rb"\d+", b"NaN", content)),
    rewritten("every second line", Loses.SOME, lambda content: b"".join(content.splitlines(keepends=True)[::2])),
    rewritten("backwards", Loses.SOME, lambda content: content[::-1]),
    rewritten("upper case", Loses.PERHAPS, bytes.upper),
    rewritten("twice", Loses.PERHAPS, lambda content: content + b"\n" + content),
)
