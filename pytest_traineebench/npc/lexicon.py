"""The thesaurus compiled: which words and phrases of a message touch which groups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pytest_traineebench.npc.patterns import Pattern, phrase_pattern
from pytest_traineebench.npc.thesaurus import thesaurus
from pytest_traineebench.npc.words import Speller, literals, normalise, plain_words, stem, tokens


class Lexicon:
    """The thesaurus, compiled; `lexicon` returns the one that all share.

    Attributes:
        groups: All groups, as ``#name``.
        words: Groups by their members that are single words.
        patterns: Groups and their members that are phrases, by the words that anchor these.
        idioms: Phrases that are not heard, in the same way.
        speller: Mends slips in the words of the thesaurus.
        literals: Words that members name as a form of their own.
    """

    def __init__(self) -> None:
        known = thesaurus()
        self._shared: dict[str, set[str]] = {}
        words: dict[str, list[str]] = {}
        patterns: list[tuple[str, Pattern]] = []
        for group in known.groups:
            name = f"#{group.name}"
            for member in group.members:
                pattern = phrase_pattern(member)
                if group.shared:
                    self._shared.setdefault(_canonical(member), set()).add(name)
                if pattern.is_word:
                    for form in pattern.anchor:
                        words.setdefault(form, []).append(name)
                else:
                    patterns.append((name, pattern))
        self.groups = frozenset(f"#{group.name}" for group in known.groups)
        self.words = {form: tuple(dict.fromkeys(found)) for form, found in words.items()}
        self.patterns = _by_anchor(dict.fromkeys(patterns))
        self.idioms = _by_anchor(("", phrase_pattern(idiom)) for idiom in known.idioms)
        members = (member for group in known.groups if group.forgiving for member in group.members)
        self.speller = Speller(plain_words(members), meant=known.as_written)
        self.literals = literals(member for group in known.groups for member in group.members)

    def groups_of(self, term: str) -> frozenset[str]:
        """Return the groups that a word or phrase in a cue stands for."""
        return frozenset(self._shared.get(_canonical(term), ()))


@cache
def lexicon() -> Lexicon:
    """Return the compiled thesaurus, built when first wanted."""
    return Lexicon()


def _canonical(term: str) -> str:
    return " ".join(stem(token) for token in tokens(normalise(term)))


def _by_anchor(patterns: Iterable[tuple[str, Pattern]]) -> dict[str, tuple[tuple[str, Pattern], ...]]:
    found: dict[str, list[tuple[str, Pattern]]] = {}
    for name, pattern in patterns:
        for form in pattern.anchor:
            found.setdefault(form, []).append((name, pattern))
    return {form: tuple(pairs) for form, pairs in found.items()}
