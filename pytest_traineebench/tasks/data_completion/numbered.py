"""Numbers of the recovery log, which stand in a table where a figure should, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.data_completion.levels import Recovery
from pytest_traineebench.tasks.data_completion.operands import Cell
from pytest_traineebench.tasks.data_completion.terms import Row

KEEPER = "Engineering"
"""The department that runs the systems, and keeps the logs."""
_NUMBERS = range(2_100, 9_900)  # none reads like a year
_HELD_EACH, _CORRECTED_IN = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure that the table does not show.

    Attributes:
        number: What stands there instead, such as ``"R-4711"``.
        cell: Where.
        figure: The figure.
        holder: Full name of the colleague who noted it; empty if it stands in a file.
        corrected: Whether the log has another figure, and the corrections this one.
    """

    number: str
    cell: Cell
    figure: str
    holder: str = ""
    corrected: bool = False

    @property
    def words(self) -> str:
        """What its holder says."""
        return f"{self.number} = {self.figure}"


def draw_numbers(count: int, rng: Random) -> list[str]:
    """Draw numbers of the log, no two alike."""
    return [f"R-{number}" for number in rng.sample(_NUMBERS, count)]


def draw_entries(
    recovery: Recovery, cells: Sequence[Sequence[Cell]], table: Sequence[Row], outsiders: Sequence[str], slot: Slot
) -> tuple[Entry, ...]:
    """Draw which figures stand in the log, one for every second gap, in the order of the table.

    Args:
        recovery: How hard they are to find out.
        cells: From which each gap's value is worked out.
        table: All figures.
        outsiders: Full names of those who may hold figures.
        slot: Draws everything.
    """
    rng = slot.stream("numbered")
    chosen = _spread(cells, -(-len(cells) // 2), rng)
    holders = rng.sample(outsiders, min(recovery.holders, len(outsiders), len(chosen)))
    held = min(len(chosen), _HELD_EACH * len(holders))
    corrected = held + -(-len(chosen) // _CORRECTED_IN) if recovery.corrections else held
    numbers = draw_numbers(len(chosen), rng)
    entries = [
        Entry(
            number=number,
            cell=(row, at),
            figure=table[row][at],
            holder=holders[place % len(holders)] if place < held else "",
            corrected=held <= place < corrected,
        )
        for place, (number, (row, at)) in enumerate(zip(numbers, chosen, strict=True))
    ]
    return tuple(sorted(entries, key=lambda entry: entry.cell))


def hide(table: Sequence[Row], entries: Sequence[Entry]) -> tuple[Row, ...]:
    """Return rows with the entries' numbers in place of their figures."""
    hidden = list(table)
    for entry in entries:
        row, at = entry.cell
        hidden[row] = (*hidden[row][:at], entry.number, *hidden[row][at + 1 :])
    return tuple(hidden)


def _spread(cells: Sequence[Sequence[Cell]], count: int, rng: Random) -> list[Cell]:
    """Choose different cells in random order, of as many gaps as there are before a second one of any gap."""
    first, rest = list[Cell](), list[Cell]()
    for of_gap in rng.sample(cells, len(cells)):
        mixed = rng.sample(of_gap, len(of_gap))
        first += mixed[:1]
        rest += mixed[1:]
    return list(dict.fromkeys([*first, *rest]))[:count]


def by_holder(entries: Sequence[Entry]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield everybody who holds figures, sorted, with their entries."""
    for holder in sorted({entry.holder for entry in entries if entry.holder}):
        yield holder, tuple(entry for entry in entries if entry.holder == holder)
