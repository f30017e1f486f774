"""Reads what a text says of things: a text is cut into clauses, and in each a sign tells what is said to be wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "*": None, "`": None, "~": None, "\u200b": None})
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# Repetitions are bounded wherever a hostile text could make them start at every character.
_HOST = re.compile(r"\bhttps?://[^/\s]{1,250}|\b(?:[\w-]{1,63}\.){1,4}[a-z]{2,63}(?=/)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_BLANKS = re.compile(r"[^\S\n]+")

_CLAUSE_END = re.compile(
    r"[.!?](?=\s|$)|;|\b(?:but|while|whereas|although|though|however|unlike|than|compared|versus|vs|contrast|others?|rest|"
    r"remaining|instead|rather|against|because|due to|since|caused by|(?:next|second)[- ]slowest|followed by)\b"
)
_PIECES = re.compile(r"[,()|]|\band\b|&")
_PRONOUN = re.compile(r"\W*(?:it|its|it's|this|that|the page|the server|the database|which|he|she|they)\b")
_LISTED = re.compile(r"\s*(?:[-+\u2022]|\d+[.)])\s")
_STAR = re.compile(r"^(\s*)\*(?=\s)", re.MULTILINE)
_HEADING = re.compile(r"\W*#+\s|.*:\s*$")
_UNAFFECTED = "unaffected"


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that say that something is wrong.

    Attributes:
        pattern: Matches them in plain text.
        denied: Matches them where they are denied.
        calm: Whether a piece of plain text without them says that all is well.
    """

    pattern: re.Pattern[str]
    denied: re.Pattern[str]
    calm: Callable[[str], bool] = lambda _: False

    def affirmed(self, text: str) -> str:
        """Return the text with every denied sign replaced by a word that means the opposite."""
        return self.denied.sub(f" {_UNAFFECTED} ", text)

    def said_in(self, text: str) -> bool:
        """Whether a plain text says it somewhere without denying it."""
        return bool(self.pattern.search(self.affirmed(text)))

    def verdict(self, piece: str) -> bool | None:
        """Return whether a piece of affirmed text says that something is wrong, or None if it says nothing of it."""
        if self.pattern.search(piece):
            return True
        return False if _UNAFFECTED in piece or self.calm(piece) else None


def plain(text: str) -> str:
    """Return a text in small letters without Markdown's emphasis, hosts, thousands commas and typographic signs."""
    text = _STAR.sub(r"\1-", unicodedata.normalize("NFKC", text)).translate(_PLAIN)
    text = _DASHES.sub("-", text).casefold()
    return _BLANKS.sub(" ", _THOUSANDS.sub("", _HOST.sub(" ", text)))


def blamed(text: str, candidates: Mapping[str, re.Pattern[str]], wrong: Sign) -> frozenset[str]:
    """Return the candidates of which a plain text says that they are what is wrong.

    Clauses count first. Where none blames anybody, a heading or an opening line with the sign counts for what is
    listed below it; and where the whole text knows one candidate only, a sign anywhere counts for that one.

    Args:
        text: As `plain` returns it.
        candidates: How each is recognised in the text.
        wrong: What is said of those who are blamed.
    """
    text = wrong.affirmed(text)
    found = _in_clauses(text, candidates, wrong) or _under_headings(text, candidates, wrong)
    if found or not wrong.said_in(text):
        return frozenset(found)
    named = set(_named(text, candidates))
    return frozenset(named) if len(named) == 1 else frozenset()


def _in_clauses(text: str, candidates: Mapping[str, re.Pattern[str]], wrong: Sign) -> set[str]:
    found: set[str] = set()
    for clause, subjects in _clauses(text, candidates):
        if wrong.pattern.search(clause):
            found |= subjects - set(_fine(clause, candidates, wrong))
    return found


def _clauses(text: str, candidates: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[str, set[str]]]:
    """Yield every clause with the candidates that it is about: named in it, or meant by ``it``, or heading its list."""
    before: set[str] = set()
    heading: set[str] = set()
    for line in filter(str.strip, text.split("\n")):
        is_listed = bool(_LISTED.match(line))
        for clause in _CLAUSE_END.split(line):
            named = set(_named(clause, candidates))
            meant = before if _PRONOUN.match(clause) else heading if is_listed else set()
            yield clause, named or (meant if len(meant) == 1 else set())
            before = named or before
        if not is_listed:
            heading = before if line.rstrip().endswith(":") else set()


def _fine(clause: str, candidates: Mapping[str, re.Pattern[str]], wrong: Sign) -> Iterator[str]:
    """Yield the candidates that a clause calls fine; a piece without a verdict shares that of the next, or the last."""
    pieces = _PIECES.split(clause)
    verdicts = [wrong.verdict(piece) for piece in pieces]
    # From the right, so that a long list takes linear time.
    shared = next((verdict for verdict in reversed(verdicts) if verdict is not None), None)
    for piece, verdict in zip(reversed(pieces), reversed(verdicts), strict=True):
        shared = shared if verdict is None else verdict
        if shared is False:
            yield from _named(piece, candidates)


def _under_headings(text: str, candidates: Mapping[str, re.Pattern[str]], wrong: Sign) -> set[str]:
    found: set[str] = set()
    is_about_it = False
    for line in text.split("\n"):
        if _HEADING.match(line):
            is_about_it = bool(wrong.pattern.search(line))
        elif is_about_it and wrong.verdict(line) is not False:
            found.update(_named(line, candidates))
    return found


def _named(text: str, candidates: Mapping[str, re.Pattern[str]]) -> Iterable[str]:
    return (name for name, pattern in candidates.items() if pattern.search(text))
