"""The recovery logs: the one in force, its corrections, and those of other outages, in which the numbers recur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from string import ascii_uppercase
from typing import Self

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.data_completion.levels import Recovery
from pytest_traineebench.tasks.data_completion.numbered import Entry, draw_numbers
from pytest_traineebench.tasks.data_completion.numbers import rounded
from pytest_traineebench.tasks.data_completion.paths import Paths

_LOG, _CORRECTIONS = "recovery_log_{}.csv", "recovery_corrections_{}.csv"
_LOG_COLUMNS, _CORRECTION_COLUMNS = "number,recorded_at,figure,held_by", "number,corrected_at,figure"
_FEWEST_OTHERS, _MOST_CORRECTIONS = 12, 3
_OUTAGE_DAYS, _OUTAGE_MINUTES, _LATER_MINUTES = (2, 20), 600, 1_300
_LEAST_CHANGE, _MOST_CHANGE, _PER_CENT = 8, 40, Decimal("0.01")
_LEAST_UNITS, _MOST_UNITS = 3, 30
"""By how much a figure that does not count differs: in per cent, and in units of its last digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPaths:
    """Where the files of one task's outage, and of others, lie on the cloud disk.

    Attributes:
        logs: The one in force first.
        corrections: The ones in force first; empty if there are none.
    """

    logs: tuple[str, ...]
    corrections: tuple[str, ...]

    @classmethod
    def draw(cls, recovery: Recovery, paths: Paths, slot: Slot) -> Self:
        """Draw names, which do not tell which of the files is in force."""
        count, rng = 1 + recovery.other_logs, slot.stream("log names")
        codes = [f"{letter}{rng.randint(10, 99)}" for letter in rng.sample(ascii_uppercase, 2 * count)]

        def name(pattern: str, code: str) -> str:
            return paths.inside(slot.own(pattern.format(code)))

        return cls(
            logs=tuple(name(_LOG, code) for code in codes[:count]),
            corrections=tuple(name(_CORRECTIONS, code) for code in codes[count:]) if recovery.corrections else (),
        )

    @property
    def in_force(self) -> tuple[str, ...]:
        """The log and the corrections that count."""
        return (*self.logs[:1], *self.corrections[:1])


def place_logs(
    entries: Sequence[Entry], recovery: Recovery, logs: LogPaths, outsiders: Sequence[str], slot: Slot
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the log in force and of the others, and of their corrections."""
    rng = slot.stream("logs")
    foreign = _foreign(entries, recovery, outsiders, rng)
    for place, path in enumerate(logs.logs):
        known = (*entries, *foreign) if place == 0 else _elsewhere((*entries, *foreign), rng)
        began = _outage(slot, rng)
        yield path, _log(known, began, rng)
        if logs.corrections:
            yield logs.corrections[place], _corrections(known, began, rng)


def _foreign(entries: Sequence[Entry], recovery: Recovery, outsiders: Sequence[str], rng: Random) -> tuple[Entry, ...]:
    """Draw entries whose numbers stand in other tables, with figures like ours."""
    count = max(_FEWEST_OTHERS, len(entries))
    used = {entry.number for entry in entries}
    numbers = [number for number in draw_numbers(count + len(used), rng) if number not in used][:count]
    holders = rng.sample(outsiders, min(recovery.holders, len(outsiders)))
    return tuple(
        Entry(
            number=number,
            cell=(-1, -1),
            figure=_other(rng.choice(entries).figure, rng),
            holder=holders[place] if place < len(holders) else "",
            corrected=recovery.corrections and place % 4 == 3,  # noqa: PLR2004  -- every fourth
        )
        for place, number in enumerate(numbers)
    )


def _elsewhere(entries: Sequence[Entry], rng: Random) -> tuple[Entry, ...]:
    """Return what the same numbers stand for in the log of another outage."""
    holders = [entry.holder for entry in entries]
    rng.shuffle(holders)
    return tuple(
        replace(entry, figure=_other(entry.figure, rng), holder=holder, corrected=entry.corrected and not holder)
        for entry, holder in zip(entries, holders, strict=True)
    )


def _other(figure: str, rng: Random) -> str:
    """Draw a figure that looks like another, and is so far from it that whoever takes it is wrong."""
    true = Decimal(figure)
    unit = Decimal(1).scaleb(int(true.as_tuple().exponent))
    change = abs(true) * rng.randint(_LEAST_CHANGE, _MOST_CHANGE) * _PER_CENT
    change = max(change, unit * rng.randint(_LEAST_UNITS, _MOST_UNITS))
    other = true - change if rng.random() < 1 / 2 and (true < 0 or true > change) else true + change
    return str(rounded(other, -int(true.as_tuple().exponent)))


def _outage(slot: Slot, rng: Random) -> datetime:
    return datetime.combine(slot.date - timedelta(days=rng.randint(*_OUTAGE_DAYS)), time(rng.randint(6, 13)))


def _log(entries: Sequence[Entry], began: datetime, rng: Random) -> bytes:
    moments = sorted(rng.choices(range(_OUTAGE_MINUTES), k=len(entries)))
    lines = [
        f"{entry.number},{began + timedelta(minutes=minute):%Y-%m-%dT%H:%M},{_logged(entry, rng)},{entry.holder}"
        for minute, entry in zip(moments, rng.sample(entries, len(entries)), strict=True)
    ]
    return "\n".join((_LOG_COLUMNS, *lines, "")).encode()


def _logged(entry: Entry, rng: Random) -> str:
    if entry.holder:
        return ""
    return _other(entry.figure, rng) if entry.corrected else entry.figure


def _corrections(entries: Sequence[Entry], began: datetime, rng: Random) -> bytes:
    """Write corrections, of which the latest of a number counts, in no order."""
    lines = []
    for entry in entries:
        if entry.corrected:
            minutes = sorted(rng.sample(range(_OUTAGE_MINUTES, _LATER_MINUTES), rng.randint(1, _MOST_CORRECTIONS)))
            figures = [*(_other(entry.figure, rng) for _ in minutes[1:]), entry.figure]
            lines += [
                f"{entry.number},{began + timedelta(minutes=minute):%Y-%m-%dT%H:%M},{figure}"
                for minute, figure in zip(minutes, figures, strict=True)
            ]
    return "\n".join((_CORRECTION_COLUMNS, *rng.sample(lines, len(lines)), "")).encode()
