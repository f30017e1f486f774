"""Times of day and dates that a message names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pytest_traineebench.npc.words import listed

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(
    r"(?<![\w:.])(?:(\d{4})-(\d\d)-(\d\d)[t ]+)?(\d{1,2})"
    r"(?:[:.](\d\d)(?::\d\d)?(?!\d|\.\d)|(?=\s*(?:a\.?m\b|p\.?m\b|o'?clock|h\b|hrs\b|hours\b(?!\s+long)))"
    r"|(?=\s*(?:-|\u2013|\u2014|to|until|till|and)\s*\d{1,2}(?:[:.]\d\d)?\s*(?:a\.?m\b|p\.?m\b|o'?clock)))"
    r"\s*(a\.?m\b|p\.?m\b)?"
)
# "13-14", "from 1 to 2": hours alone are a time only in such a range.
_HOURS = re.compile(
    r"(?:\b(from|between|at)\s+)?(?<![\w:./-])(\d{1,2})\s*(?:-|\u2013|\u2014|to|until|till|and)\s*(\d{1,2})(?![\w:./%-])"
)
_FIRST_HOUR, _LAST_HOUR = 7, 20
_RANGE_WORDS = listed(
    "to until till til through up and h hrs hours o clock utc cet local time it will end ends ending finish finishes "
    "finishing at about is am pm a p m"
)
_RANGE_MARK = re.compile(r"[-\u2013\u2014\u2192]|\b(?:to|until|till?|through|ends?|ending|finish(?:es|ing)?)\b")
_BETWEEN = re.compile(r"between\s*$")
_HALVES = {"morning": (0, 720), "afternoon": (720, 1080), "evening": (1080, 1440), "noon": (690, 780)}
_HALF = re.compile(r"\b(morning|afternoon|evening|noon|midday)\b")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = rf"({'|'.join(_NUMBERS)}|1[0-2]|[1-9])"
_PAST = re.compile(rf"\b(half|quarter)\s+(?:(past|to)\s+)?{_HOUR}\b(?!:)")
_END_OF_TIME = r"(?=\s*(?:$|[,.?!;)\u2013\u2014-]|(?:to|till?|until|today|sharp|on|for|in the|this|o'?clock|is|okay?|please|and|or)\b))"  # noqa: E501  -- one pattern
_AT_HOUR = re.compile(rf"\b(at|from|until|till|between)\s+{_HOUR}{_END_OF_TIME}")
_SPELLED_HOUR = re.compile(rf"\b({'|'.join(_NUMBERS)})\s*(?=o'?clock\b|[ap]\.?m\b)")
_TO_HOUR = re.compile(rf"(?<=\d:00)(\s*(?:-|\u2013|to|until|till|and)\s*){_HOUR}{_END_OF_TIME}")
_NAMES_TIME = re.compile(
    rf"\d|\b(?:morning|afternoon|evening|noon|midday|january|february|march|april|may|june|july|august|"
    rf"september|october|november|december|{'|'.join(_MONTHS)})\b"
    rf"|\b(?:at|from|until|till|between|past|to|half|quarter)\s+(?:{'|'.join(_NUMBERS)})\b"
    rf"|\b(?:{'|'.join(_NUMBERS)})\s*(?:o'?clock|[ap]\.?m)\b"
)
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_MONTH = re.compile(rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![a-z])")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])")
# "May" and "march" are other words, too.
_MONTH_NAMED = re.compile(
    r"\b(?:(jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|il|e|y|ust|ember|tember|ober)?"
    r"|(?:in|of|for|during|early|late|mid|this|next)[\s-]+(mar|may)(?:ch)?)\b(?!\s+i\b)|\b(\d{4})-(\d\d)\b"
)
_NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """A named time: minutes of the day, and the end if one is named with it."""

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """All times that a text names.

    Attributes:
        spans: Clock times and ranges in order.
        halves: Parts of the day, as minutes from and to.
        days: Dates as (month, day).
        months: Months named, with or without a day, counted from 1.
    """

    spans: tuple[Span, ...] = ()
    halves: tuple[tuple[int, int], ...] = ()
    days: frozenset[tuple[int, int]] = frozenset()
    months: frozenset[int] = frozenset()


_NONE = Times()


@dataclass(frozen=True, slots=True)
class Appointment:
    """A time that a cue asks for, written ``13:00-14:00`` or ``2025-10-01 13:00-14:00``."""

    start: int
    end: int
    day: tuple[int, int] | None = None

    @classmethod
    def parse(cls, text: str) -> Appointment:
        """Read the written form.

        Raises:
            ValueError: If it has another form.
        """
        match = re.fullmatch(r"(?:\d{4}-(\d\d)-(\d\d)[ T])?(\d\d):(\d\d)-(\d\d):(\d\d)", text.strip())
        if match is None:
            raise ValueError(f"a time in a cue is written 13:00-14:00 or 2025-10-01 13:00-14:00, not {text!r}")
        month, day, *clock = match.groups()
        hour, minute, to_hour, to_minute = map(int, clock)
        return cls(hour * 60 + minute, to_hour * 60 + to_minute, (int(month), int(day)) if month else None)

    def named_in(self, times: Times) -> bool:
        """Whether a text names this time, by the clock or as a part of the day, and no other day."""
        if self._other_day(times):
            return False
        return any(self._is(span) for span in times.spans) or (
            not times.spans and any(low <= self.start < high for low, high in times.halves)
        )

    def contradicted_by(self, times: Times) -> bool:
        """Whether a text names clock times or days, and this one is not among them."""
        return self._other_day(times) or bool(times.spans and not any(self._is(span) for span in times.spans))

    def _is(self, span: Span) -> bool:
        return _same(span.start, self.start) and (span.end is None or _same(span.end, self.end))

    def _other_day(self, times: Times) -> bool:
        return bool(self.day and times.days and self.day not in times.days)


@dataclass(frozen=True, slots=True)
class Month:
    """A month that a cue asks for, written ``2025-11``."""

    month: int

    @staticmethod
    def is_written(text: str) -> bool:
        """Whether a text has the written form."""
        return re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", text) is not None

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read the written form."""
        return cls(int(text[-2:]))

    def named_in(self, times: Times) -> bool:
        """Whether a text names the month, or a day of it."""
        return self.month in times.months

    def contradicted_by(self, times: Times) -> bool:
        """Whether a text names other months only."""
        return bool(times.months) and not self.named_in(times)


def _same(named: int, meant: int) -> bool:
    # "1 o'clock" and "1:00" mean the afternoon in an office that opens at eight.
    return named == meant or (named < 8 * 60 and named + _NOON == meant)


@lru_cache(maxsize=256)
def read_times(text: str) -> Times:
    """Return the times that a normalised text names."""
    if not _NAMES_TIME.search(text):
        return _NONE
    text = _HOURS.sub(_spell_out, _spelled_out(text.replace("_", " ")))
    halves = tuple(_HALVES.get(name, _HALVES["noon"]) for name in _HALF.findall(text))
    days = _days(text)
    return Times(_spans(text), halves, days, _months(text) | {month for month, _ in days})


def _spelled_out(text: str) -> str:
    """Return a text with hours that are written as words, or without a unit, as by the clock: "at 1:00"."""
    text = _PAST.sub(_past, text)
    text = _SPELLED_HOUR.sub(lambda match: f"{_number(match[1])} ", text)
    text = _AT_HOUR.sub(lambda match: f"{match[1]} {_number(match[2])}:00", text)
    return _TO_HOUR.sub(lambda match: f"{match[1]}{_number(match[2])}:00", text)


def _past(match: re.Match[str]) -> str:
    """Read "half past two", "half two" and "quarter to three"."""
    hour = _number(match[3])
    if match[2] == "to":
        return f"{(hour - 2) % 12 + 1}:{30 if match[1] == 'half' else 45}"
    if match[2] is None and match[1] == "quarter":
        return match[0]
    return f"{hour}:{30 if match[1] == 'half' else 15}"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1


def _spans(text: str) -> tuple[Span, ...]:
    found = [(match, minute) for match in _CLOCK.finditer(text) if (minute := _minute(match)) is not None]
    spans: list[Span] = []
    index = 0
    while index < len(found):
        match, minute = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        if following and _joined(text, match, following[0]):
            spans.append(Span(_carry_half(match, following[0], minute), following[1]))
            index += 2
        else:
            spans.append(Span(minute))
            index += 1
    return tuple(spans)


def _spell_out(match: re.Match[str]) -> str:
    start, end = int(match[2]), int(match[3])
    if not match[1] and not _FIRST_HOUR <= start < end <= _LAST_HOUR:
        return match[0]
    return f"{start}:00-{end}:00"


def _minute(match: re.Match[str]) -> int | None:
    hour, minute, half = int(match[4]), int(match[5] or 0), (match[6] or "").replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour <= 24 and minute < 60 else None  # noqa: PLR2004  -- hours and minutes


def _carry_half(first: re.Match[str], second: re.Match[str], minute: int) -> int:
    """Read ``1-2 pm`` as both in the afternoon, ``11-1 pm`` as from the morning."""
    if first[6] or not (second[6] or "").startswith("p") or minute >= _NOON:
        return minute
    return minute + _NOON if int(first[4]) <= int(second[4]) % 12 else minute


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    between = text[first.end() : second.start()]
    if len(between) > 40 or not _RANGE_WORDS.issuperset(re.findall(r"[^\W_]+", between)):  # noqa: PLR2004  -- a clause
        return False
    return bool(_RANGE_MARK.search(between) or _BETWEEN.search(text[: first.start()]))


def _days(text: str) -> frozenset[tuple[int, int]]:
    days = {(int(month), int(day)) for _, month, day in _ISO_DATE.findall(text)}
    days |= {(_MONTHS.index(month) + 1, int(day)) for day, month in _DAY_MONTH.findall(text)}
    days |= {(_MONTHS.index(month) + 1, int(day)) for month, day in _MONTH_DAY.findall(text)}
    return frozenset(days)


def _months(text: str) -> frozenset[int]:
    named = (match[1] or match[2] for match in _MONTH_NAMED.finditer(text))
    numbers = (int(match[4]) for match in _MONTH_NAMED.finditer(text) if match[4])
    return frozenset({*(_MONTHS.index(name[:3]) + 1 for name in named if name), *numbers})
