"""Words for slowness, for a full disk, and for being responsible."""

from __future__ import annotations

import re
from collections.abc import Callable

from pytest_traineebench.tasks.website_analysis.wording import Sign

_NOT = r"(?:not(?! (?:only|just|enough|much|any))|never|no longer|far from|\w+n't(?! (?:\w+ )?(?:enough|much|any)\b))"
_NO = rf"(?:{_NOT}|no|without|hardly)"
_NONE_OF = r"(?:none of|no other|nothing|neither|nor)\s+(?:[\w'/-]+\s+){0,5}?"

_CALM = re.compile(
    r"\b(?:normal\w*|fine|ok|okay|healthy|good|well|fast|quick\w*|stable|acceptable|unremarkable|within|below|under)\b"
)
_FIGURE = re.compile(r"(?<!\d)(\d{1,7}(?:\.\d{1,7})?) ?(ms|milliseconds?|s|seconds?)\b")
_SLOW_MS = 1000


def _sign(words: str, *, denial: str, calm: Callable[[str], bool] = lambda _: False) -> Sign:
    """Return the sign of a choice of words, which are denied by a word at most two words ahead."""
    denied = rf"\b(?:{_NONE_OF}|{denial}\s+(?:[\w'-]+\s+){{0,2}}?)(?:{words})"
    return Sign(re.compile(rf"(?:{words})"), re.compile(denied), calm)


def _is_calm(piece: str) -> bool:
    return bool(_CALM.search(piece))


def _is_fast(piece: str) -> bool:
    times = (float(figure) * (1 if unit.startswith("m") else 1000) for figure, unit in _FIGURE.findall(piece))
    return _is_calm(piece) or any(time <= _SLOW_MS for time in times)


_BAD = r"(?:long|longer|longest|high|higher|highest|elevated|excessive|poor|worst|increased|bad|weak)"
_LOADING = r"(?:load\w*|response\w*|times?|performance)"
_MANY_TIMES = r"\b(?:two|three|four|five|six|several|many|\d[\d.-]{0,6}) ?(?:x|times)\b"
_SLOWNESS = (
    r"\bslow\w*|\bsluggish\w*|\blatenc\w+|\blag(?:s|gy|ging)?\b|\bdelay\w*|\btim(?:e|es|ed|ing)[ -]?outs?\b|"
    rf"\btimeouts?\b|\bdegrad\w*|\bbottleneck\w*|\b{_BAD}\b[^.;\n]{{0,25}}\b{_LOADING}|"
    rf"\b{_LOADING}\b[^.;\n]{{0,25}}\b{_BAD}\b|\btak\w+ (?:\w+ ){{0,3}}long|{_MANY_TIMES}"
)
SLOWNESS = _sign(_SLOWNESS, denial=_NO, calm=_is_fast)
"""Something loads slowly."""

SLOW = _sign(
    rf"{_SLOWNESS}|\bproblem\w*|\baffected\b|\bculprit\w*|\bissues?\b|\bworst\b|\bsuffer\w*|\bimpacted\b",
    denial=_NO,
    calm=_is_fast,
)
"""Something loads slowly, or is called the problem in a report on slowness."""

_ROOM = r"(?:disk|storage|space|room|capacity|volume|drive)"
_LITTLE = (
    r"(?:\b(?:low|short|scarce|little|hardly any|barely any|not any|almost no|nearly no|not enough|not much|"
    r"insufficient|lack of|limited|minimal|lacks|lacking)|n't (?:have )?(?:any|enough|much))"
)
_NO_ROOM = r"\bno (?:\w+ ){0,2}(?:space|room|storage|capacity)\b(?! (?:problem|issue|shortage))"
_NO_PROBLEM = r"no(?=\s+(?:\w+\s+){0,3}(?:problem|issue|shortage|lack)s?\b)"
_MUCH = r"(?:9\d|100)(?:[.]\d+)? ?(?:%|percent|per cent)"
FULL = _sign(
    r"\bfull\b|\b(?:over)?fill(?:s|ed|ing|ed up)?\b|\bexhaust\w*|\brun(?:s|ning)? (?:\w+ )?(?:out|low|short)\b|"
    rf"\bout of (?:\w+ ){{0,2}}{_ROOM}|{_LITTLE}\b(?: \w+){{0,3}} {_ROOM}|{_NO_ROOM}|\bread-only\b|\bsaturat\w*|"
    rf"\b{_ROOM}\b[^.;|\n]{{0,50}}\b(?:limit|low|scarce|critical\w*|shortage|problem|issue|used up)\b|"
    rf"\b(?:limit|maximum|shortage|critical\w*|lack|reach\w*|approach\w*|close to)\b[^.;|\n]{{0,40}}\b{_ROOM}|"
    rf"\b(?:{_ROOM}|usage|used)\b[^;|\n]{{0,70}}\b{_MUCH}|\b{_MUCH}[^;|\n]{{0,25}}\b(?:{_ROOM}|used|usage)\b",
    denial=rf"(?:{_NOT}|{_NO_PROBLEM})",
    calm=_is_calm,
)
"""A disk is full, or nearly."""

RESPONSIBLE = _sign(
    r"\bresponsib\w*|\bmaint[ae]\w*n\w*|\bin charge\b|\bown(?:er|s)\b|\blook(?:s|ing)? after\b|\btak(?:es?|ing) care\b|"
    r"\bclean\w*|\bresol\w*|\bsol(?:ve|ution)\w*|\bfix\w*|\bhandl\w*|\bcarr(?:y|ies|ied) out\b|\bperform\w*|"
    r"\bexecut\w*|\bremed\w*|\bassign\w*",
    denial=_NOT,
)
"""Somebody looks after something, or is to put it right."""
