"""Words of a message: normal form, sentences, stems and small misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# The pure Python class itself: the package's own factory would pick PyStemmer where that is installed, whose Snowball
# release, and so whose stems, may be another one.
from snowballstemmer.english_stemmer import EnglishStemmer

STOP = "."
"""The token that stands for the end of a sentence."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|%|\?|[.!;]+(?=\s|$)")
_LITERAL = re.compile(r"=([^\W_]+)")
_SIGNS = str.maketrans("|/=#@+!", "       ")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": None, "*": None})
_ENDINGS = frozenset({"s", "ll", "d", "re", "ve", "m"})
_BRITISH = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")
_SPELLINGS = {
    "pls": "please", "plz": "please", "thx": "thanks", "u": "you", "ur": "your", "wich": "which", "ther": "there",
    "whos": "who", "whats": "what", "wheres": "where", "dont": "not", "cant": "not", "ok": "okay", "disc": "disk",
    "%": "percent", "ids": "id", "db": "database", "dbs": "database", "tmrw": "tomorrow", "mtg": "meeting",
    "info": "information", "docs": "document", "doc": "document", "repo": "repository", "approx": "about",
    "criterion": "criteria", "analyses": "analysis", "data": "data", "won": "not", "infos": "information",
    "asap": "soon", "wanna": "want", "gonna": "going", "gotta": "must", "cos": "because", "w": "with",
}  # fmt: skip
# Words whose Snowball stem is that of a word with another meaning, or whose forms have no common stem.
_STEMS = {
    "response": "reply", "responses": "reply", "respond": "reply", "responded": "reply", "responding": "reply",
    "busy": "busy", "manager": "manager", "managers": "manager", "management": "management",
    "replacement": "replacement", "replacements": "replacement", "analysis": "analys", "analyze": "analys",
    "analyzes": "analys", "analyzed": "analys", "analyzing": "analys", "analyser": "analys",
    "kept": "keep", "sent": "send", "found": "find", "ran": "run", "told": "tell", "said": "say", "went": "go",
    "gone": "go", "did": "do", "done": "do", "does": "do", "has": "have", "had": "have", "gave": "give",
    "given": "give", "took": "take", "taken": "take", "came": "come", "wrote": "write", "written": "write",
    "knew": "know", "known": "know", "stood": "stand", "met": "meet", "made": "make", "got": "get", "led": "lead",
    "owes": "owe", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "am": "be", "being": "be",
    "whom": "who", "whoever": "who", "whomever": "who", "whose": "who", "shall": "should", "spoke": "speak",
    "chose": "choose", "new": "new", "news": "news", "university": "university", "organization": "organization",
    "organizations": "organization", "general": "general", "generally": "generally", "generate": "generate",
    "generation": "generate", "explanation": "explain", "explanations": "explain", "description": "describ",
    "descriptions": "describ", "decision": "decid", "decisions": "decid", "definition": "defin",
    "definitions": "defin", "comparison": "compar", "comparisons": "compar", "completion": "complet",
    "authority": "authority", "authorities": "authority", "author": "writer",
    "authors": "writer", "normally": "normally", "approach": "approach", "reader": "reader",
}  # fmt: skip
SHORTEST = 5
"""Letters of the shortest word whose slips are mended."""

_LONGEST = 24
_SUFFIXES = ("", "s", "d", "ed", "ing")
_stemmer = EnglishStemmer()


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


def normalise(text: str) -> str:
    """Return a text without case, accents, typographic quotes and Markdown marks."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    if folded.isascii():
        return folded
    return "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))


def tokens(text: str) -> list[str]:
    """Return the words of a normalised text in order, contractions split, with `STOP` where a sentence ends."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if token[0] in ".!;?":
            found.append(STOP)
        elif "'" in token:
            found.extend(_split_contraction(token))
        else:
            found.append(_SPELLINGS.get(token, token))
    return found


def _split_contraction(token: str) -> tuple[str, ...]:
    word, _, ending = token.partition("'")
    if ending == "t":
        return ({"won": "will", "can": "can", "shan": "should"}.get(word, word.removesuffix("n")), "not")
    if ending in _ENDINGS:
        return (_SPELLINGS.get(word, word),)
    return (word, ending)


def plain_words(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return the words of phrases and cues, without the signs of the notation."""
    return tuple(dict.fromkeys(word for phrase in phrases for word in tokens(normalise(phrase.translate(_SIGNS)))))


def literals(phrases: Iterable[str]) -> frozenset[str]:
    """Return the words that phrases and cues want in one form only, marked by ``=``."""
    return frozenset(word for phrase in phrases for word in _LITERAL.findall(normalise(phrase)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the common part of a word's inflections and of its British and American spelling."""
    word = _BRITISH.sub("iz", word)
    if word in _STEMS:
        return _STEMS[word]
    if word.startswith("authoriz"):
        return "authoriz"
    return str(_stemmer.stemWord(word))


class Speller:
    """Mends one slip (a letter wrong, missing, doubled or swapped) in words of five and more letters.

    Args:
        known: The words that a slip is mended towards, with or without a common ending.
        meant: Other words, which are no slips in any inflection.
    """

    def __init__(self, known: Iterable[str], *, meant: frozenset[str] = frozenset()) -> None:
        known = tuple(known)
        self._stems = frozenset(map(stem, (*known, *sorted(meant))))
        self._known = dict.fromkeys(word for word in known if len(word) >= SHORTEST)
        self._by_gap: dict[str, list[str]] = {}
        for word in self._known:
            for rest in _one_less(word):
                self._by_gap.setdefault(rest, []).append(word)
        self._mended: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Whether a word, in any inflection, is no slip."""
        return stem(word) in self._stems

    def mend(self, word: str) -> str:
        """Return the known word that `word` is a slip of, or `word`."""
        if not SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return word
        found = self._mended.get(word)
        if found is None:
            if len(self._mended) > 20_000:  # noqa: PLR2004  -- a bound against texts of random words
                self._mended.clear()
            found = self._mended[word] = self._find(word)
        return found

    def _find(self, word: str) -> str:
        if self.knows(word):
            return word
        for ending in _SUFFIXES:
            base = word.removesuffix(ending)
            if len(base) + 1 < SHORTEST or not word.endswith(ending):
                continue
            if base in self._known:
                return word
            near = self._near(base)
            if near and stem(near + ending) == stem(near):
                return near + ending
        return word

    def _near(self, word: str) -> str | None:
        shorter = _one_less(word)
        candidates = [other for rest in shorter for other in self._by_gap.get(rest, ())]
        candidates += [rest for rest in shorter if rest in self._known]
        candidates += self._by_gap.get(word, [])
        # A slip seldom hits the first letter, and most English words a letter away differ there.
        return next((other for other in candidates if other[0] == word[0] and _one_slip(word, other)), None)


def _one_less(word: str) -> list[str]:
    return [word[:index] + word[index + 1 :] for index in range(len(word))]


def _one_slip(left: str, right: str) -> bool:
    """Whether two different words are one insertion, deletion, substitution or swap of neighbours apart."""
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    a, b = left[start:], right[start:]
    if a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:]):
        return True
    # Too many short words of English are a letter away from each other.
    return a[1:] == b[1:] and len(left) > SHORTEST
