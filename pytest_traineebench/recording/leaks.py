"""Looks for keys and passwords in what is about to be saved; says where one stands, never what it is."""

from __future__ import annotations

import base64
import io
import json
import math
import re
import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from pytest_traineebench.recording.canonical import Part

MIN_SECRET = 8  # letters; a shorter key ("no-key", "ollama") would be found in ordinary words

_HIDDEN = "<key>"
# The prefix or the shape that a maker gives its keys. From their documentation and the rules of secret scanners.
_KNOWN = {
    "a key that starts with 'sk-' or the like": r"\b(?:sk|pk|rk|sess)-[A-Za-z0-9_-]{16,}",
    "a Stripe key": r"\b(?:sk|pk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}",
    "an AWS key id": r"\b(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{16}\b",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}",
    "a GitLab token": r"\bgl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{16,}",
    "a Google key": r"\bAIza[A-Za-z0-9_-]{30,}|\bya29\.[A-Za-z0-9_-]{16,}|\bGOCSPX-[A-Za-z0-9_-]{16,}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-[A-Za-z0-9-]{10,}"
    r"|hooks\.slack\.com/services/\w+/\w+/\w+",
    "a model maker's key": r"\b(?:hf|gsk|r8|api_org|tgp_v1|fw|csk)_[A-Za-z0-9]{16,}"
    r"|\b(?:xai|pplx|nvapi|dapi|csk|co)-?[A-Za-z0-9_-]{30,}",
    "a package index token": r"\b(?:npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_-]{20,}|rubygems_[a-f0-9]{20,})",
    "a hoster's token": r"\b(?:dop_v1_[a-f0-9]{20,}|SG\.[\w-]{10,}\.[\w-]{10,}|shp(?:at|ss|ca|pa)_[a-fA-F0-9]{20,}"
    r"|dckr_pat_[\w-]{20,}|lin_api_\w{20,}|ntn_\w{20,}|secret_\w{30,}|hvs\.[\w-]{20,}|AGE-SECRET-KEY-1\w{20,})",
    "a JSON web token": r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    "a private key": r"-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY(?: BLOCK)?-----",
    "a bearer token": r"(?i)\b(?:bearer|basic)\s+(?=[A-Za-z0-9._~+/=-]*[0-9])[A-Za-z0-9._~+/-]{16,}=*",
    "a password in a URL": r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"'<>]*:(?![\s{$<])[^\s/:@\"'<>]{3,}@",
    "an account key": r"(?i)\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=[A-Za-z0-9+/=%]{16,}",
    "a cookie": r"(?i)\b(?:set-)?cookie:\s*\S+=\S{8,}",
    "an organisation's id": r"\borg-[A-Za-z0-9]{16,}\b|\bproj_[A-Za-z0-9]{16,}\b",
}
# What such a key holds in any case, in small letters: to look for these takes a thirtieth of the time.
_HINTS = {
    "a key that starts with 'sk-' or the like": ("sk-", "pk-", "rk-", "sess-"),
    "a Stripe key": ("sk_", "pk_", "rk_", "whsec_"),
    "an AWS key id": ("akia", "asia", "aida", "aroa", "abia", "acca"),
    "a GitHub token": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    "a GitLab token": ("glpat-", "gldt-", "glrt-", "glptt-"),
    "a Google key": ("aiza", "ya29.", "gocspx-"),
    "a Slack token": ("xox", "xapp-", "hooks.slack.com"),
    "a JSON web token": ("eyj",),
    "a private key": ("private key",),
    "a bearer token": ("bearer", "basic"),
    "a password in a URL": ("://",),
    "an account key": ("accountkey=", "sharedaccess"),
    "a cookie": ("cookie:",),
    "an organisation's id": ("org-", "proj_"),
}
_PATTERNS = {what: (_HINTS.get(what, ("",)), re.compile(pattern)) for what, pattern in _KNOWN.items()}
_LABELS = ("key", "secret", "token", "passw", "pwd", "passphrase", "credential")
_LABEL = re.compile(
    r"(?i)(?:api[_-]?key|secret|token|passw(?:or)?d|pwd|passphrase|credential|auth[_-]?key|access[_-]?key|client[_-]?secret)"
    r"\w{0,12}[\"'\\]*\s*(?:[:=]|=>|\bis\b)\s*[\"'\\]*([^\s\"'\\,;<>{}()]{8,})"
)
_TOKEN = re.compile(r"[A-Za-z0-9+]{20,}")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_LONGEST_KEY = 400  # letters; what goes on for longer without a break is a file or a vector
_RANDOM_SPELLING = (  # ids that servers make up; they are not secret, and stand in every conversation
    re.compile(r"(?:chatcmpl|cmpl|call|toolu|msg|req|resp|fc|rs|run|fp|gen|file|asst|thread|step|ws|tooluse|item)[-_]"),
)
# Least runs of digits, share of letters that are of another kind than the one before, and share outside of what looks
# like words and numbers. Tried on drawn words, of which most are found, and on names in camel case.
_DRAWN = ((3, 0.3, 0.25), (1, 0.35, 0.5))
_WORDS = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}|\d{3,}")
_BASE64 = frozenset(string.ascii_letters + string.digits + "+/-_")
_IMAGE_FILES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_ID_FIELDS = frozenset(
    {
        "call_id",
        "encrypted_content",
        "id",
        "logprobs",
        "obfuscation",
        "previous_response_id",
        "responseId",
        "signature",
        "system_fingerprint",
        "thoughtSignature",
        "thought_signature",
        "tool_call_id",
        "tool_use_id",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something that looks like a secret.

    Attributes:
        where: Path to the text: ``request.messages.3.content``.
        start: Its first letter within the text, from 0.
        end: Behind its last.
        what: Why it is suspected.
    """

    where: str
    start: int
    end: int
    what: str

    def __str__(self) -> str:
        return f"{self.where}, letters {self.start + 1} to {self.end}: {self.what}"


class LeakScanner:
    """Knows the secrets of a run and the looks of others; threads may share it.

    Args:
        secrets: Keys and passwords of the configured endpoints; those shorter than 8 letters are ignored.
        vouched: Words that look like secrets and are none.
    """

    def __init__(self, secrets: Iterable[str] = (), *, vouched: Collection[str] = ()) -> None:
        self._vouched = frozenset(vouched)
        self._secrets: frozenset[str] = frozenset()
        self._clean: set[int] = set()
        self._clean_parts: set[str] = set()
        self.learn(secrets, sure=True)

    def learn(self, secrets: Iterable[str], *, sure: bool = False) -> None:
        """Remember what must not be saved.

        Args:
            secrets: Found where secrets stand, such as in a header.
            sure: Whether they are secrets; else words without any digit are passed over.
        """
        new = {word for secret in secrets if sure or re.search(r"\d", secret) for word in _spellings(secret.strip())}
        new = {word for word in new if len(word) >= MIN_SECRET} - self._secrets - self._vouched
        if new:
            self._secrets |= new
            self._clean = set()
            self._clean_parts = set()

    def find(self, value: object, where: str) -> Leak | None:
        """Return the first secret within a JSON value."""
        return next((leak for place, text in texts(value, where) if (leak := self.find_in_text(text, place))), None)

    def find_in_part(self, item: Part, where: str) -> Leak | None:
        """Return the first secret within a part of a request; one that was clean before costs nothing."""
        if item.digest in self._clean_parts:
            return None
        leak = self.find(item.value, where)
        if leak is None:
            self._clean_parts.add(item.digest)
        return leak

    def find_in_text(self, text: str, where: str = "") -> Leak | None:
        """Return the first secret within a text; `where` ends with the name of the field that holds it."""
        # The texts of a conversation come again in answers and requests. The hash is Python's own: it never leaves the
        # process, and two texts of one hash are less likely than a broken disk.
        seen = hash((text, where.rpartition(".")[2] in _ID_FIELDS))
        if seen in self._clean:
            return None
        leak = next(self._leaks(text, where), None)
        if leak is None:
            self._clean.add(seen)
        return leak

    def find_in_file(self, data: bytes, where: str) -> Leak | None:
        """Return the first secret within a file: a known one, or one with a maker's prefix."""
        text = data.decode("latin-1")  # every byte is a letter, so that a place in the text is one in the file
        for start, end, what in self._known(text):
            return Leak(where=where, start=start, end=end, what=what)
        notes = notes_in_image(data)
        return next((leak for name, note in notes if (leak := self.find_in_text(note, f"{where}.{name}"))), None)

    def hide(self, text: str, *, guesses: bool = True) -> str:
        """Return a text for people, with all that looks like a secret taken out.

        Args:
            text: Any.
            guesses: Whether words go that only look drawn; such ones are also in results, as ids and numbers.
        """
        spans = sorted((leak.start, leak.end) for leak in self._leaks(text, "" if guesses else "id"))
        for start, end in reversed(_merged(spans)):
            text = text[:start] + _HIDDEN + text[end:]
        return text

    def _leaks(self, text: str, where: str) -> Iterator[Leak]:
        for start, end, what in self._suspects(text, where):
            if text[start:end] not in self._vouched:
                yield Leak(where=where, start=start, end=end, what=what)

    def _known(self, text: str) -> Iterator[tuple[int, int, str]]:
        for word in self._secrets:
            if word in text:
                yield from ((*match.span(), "a key of this run") for match in re.finditer(re.escape(word), text))
        small = text.lower()
        for what, (hints, pattern) in _PATTERNS.items():
            if any(hint in small for hint in hints):
                yield from ((*match.span(), what) for match in pattern.finditer(text))

    def _suspects(self, text: str, where: str) -> Iterator[tuple[int, int, str]]:
        if len(text) < MIN_SECRET:
            return
        yield from self._known(text)
        if any(label in text.lower() for label in _LABELS):
            yield from (
                (*match.span(1), "a value with a telling name") for match in _LABEL.finditer(text) if _mixed(match[1])
            )
        for match in _ENCODED.finditer(text):
            if found := next((known for plain in _decoded(match[0]) for known in self._known(plain)), None):
                yield (*match.span(), f"base64 of {found[2]}")
        if where.rpartition(".")[2] not in _ID_FIELDS:
            yield from ((*match.span(), "a random word") for match in _TOKEN.finditer(text) if _random(match, text))


def texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Yield all strings of a JSON value, keys included, with the paths to them.

    A string stands once more behind its key, since the key may tell what it is.
    """
    if isinstance(value, str):
        yield where, value
        if value.startswith(("{", "[")):  # a tool call's arguments are JSON within JSON
            yield from _inner_texts(value, where)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield where, str(name)
            yield from texts(item, f"{where}.{name}")
            if isinstance(item, str):
                yield f"{where}.{name}", f"{name}: {item}"
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{where}.{number}")


def streamed_texts(body: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a stream of events with the pieces put together: a key may come in two halves."""
    pieces: dict[str, list[str]] = {}
    for line in body.splitlines():
        kind, _, data = line.partition(":")
        if kind == "data" and data.strip().startswith("{"):
            try:
                value: object = json.loads(data)
            except (ValueError, RecursionError):
                continue
            for place, text in _leaves(value, "answer"):
                pieces.setdefault(place, []).append(text)
    yield from ((place, "".join(found)) for place, found in pieces.items())


def _leaves(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, f"{where}.{name}")


def _inner_texts(text: str, where: str) -> Iterator[tuple[str, str]]:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(value, dict | list):
        yield from texts(value, where)


def notes_in_image(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what is written in an image beside its pixels, by name: it may be packed in the file."""
    if not data.startswith(_IMAGE_FILES):
        return
    from PIL import Image as Pillow  # noqa: PLC0415  -- takes 20 ms, and most days have no images

    try:
        with Pillow.open(io.BytesIO(data)) as picture:
            picture.load()  # some notes stand behind the pixels
            notes = {str(name): note for name, note in picture.info.items()}
            notes |= {f"exif.{tag}": note for tag, note in picture.getexif().items()}
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return
    for name, note in notes.items():
        yield name, note.decode("latin-1") if isinstance(note, bytes) else str(note)


def _spellings(secret: str) -> Iterator[str]:
    yield secret
    yield quote(secret, safe="")
    yield json.dumps(secret)[1:-1]
    yield secret.encode().hex()
    for before in range(3):  # where a key begins within a text decides how base64 spells it
        encoded = base64.b64encode(b"." * before + secret.encode())
        whole = encoded[-(-before * 4 // 3) : len(encoded) - (4 if encoded.endswith(b"=") else 0)].decode()
        yield whole
        yield whole.replace("+", "-").replace("/", "_")


def _decoded(text: str) -> Iterator[str]:
    """Yield the text that base64 stands for, if it stands for one; letters before it may look like a part of it."""
    for start in range(4):
        plain = text[start:].rstrip("=").replace("-", "+").replace("_", "/")
        data = base64.b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + "==")
        if data.isascii():
            yield data.decode()


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted spans without overlaps."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _mixed(word: str) -> bool:
    """Tell a password from a word of prose or code: it has digits and letters, and no letter dominates."""
    return bool(re.search(r"\d", word) and re.search(r"[A-Za-z]", word)) and _entropy(word) >= 2.75  # noqa: PLR2004


def _random(match: re.Match[str], text: str) -> bool:
    """Tell a drawn word from a name: names have long runs of small letters, and digits in one place.

    Hashes in hex are everywhere in what tools print and pass; a key in hex is found by its label.
    """
    word = match[0]
    if _length_of_run(text, match.start()) > _LONGEST_KEY:
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    if any(pattern.search(before + word[:1]) for pattern in _RANDOM_SPELLING) or re.fullmatch(
        r"[0-9a-f]+|[0-9A-F]+", word
    ):
        return False
    kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" for c in word]
    changes = sum(one != other for one, other in pairwise(kinds)) / (len(kinds) - 1)
    digit_runs = len(re.findall(r"\d+", word))
    outside = len(_WORDS.sub("", word)) / len(word)
    drawn = any(digit_runs >= runs and changes >= kind and outside >= rest for runs, kind, rest in _DRAWN)
    return drawn and _entropy(word) >= 3.4  # noqa: PLR2004  -- bits per letter; tried on drawn words


def _length_of_run(text: str, at: int) -> int:
    """Return how long the base64 is that a word stands in."""
    start = at
    while start > 0 and at - start <= _LONGEST_KEY and text[start - 1] in _BASE64:
        start -= 1
    run = _ENCODED.match(text, start)
    return len(run[0]) if run else 0


def _entropy(word: str) -> float:
    """Return the bits per letter."""
    counts = Counter(word).values()
    return -sum(count / len(word) * math.log2(count / len(word)) for count in counts)
