"""What is drawn for one data completion, before any text or file is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.data_completion.gaps import draw_gaps, interpolate
from pytest_traineebench.tasks.data_completion.lookup import Lookup
from pytest_traineebench.tasks.data_completion.numbered import KEEPER, Entry, draw_entries, hide
from pytest_traineebench.tasks.data_completion.operands import operands
from pytest_traineebench.tasks.data_completion.params import CompletionParams
from pytest_traineebench.tasks.data_completion.paths import Paths
from pytest_traineebench.tasks.data_completion.recovery import LogPaths
from pytest_traineebench.tasks.data_completion.surroundings import draw_lookup
from pytest_traineebench.tasks.data_completion.tables import draw_table
from pytest_traineebench.tasks.data_completion.terms import Row, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One data completion as it was drawn.

    Attributes:
        target: The column with the gaps.
        rows: The complete table, with numbers of the log where it shows no figure.
        gaps: Indices of the rows whose target cell is missing, in order.
        entries: What these numbers stand for.
        lookup: Parameters of the formula, of the kinds that have some.
        logs: Where the recovery logs lie; None if there are no numbers.
        experts: Full names of those who know which parameters are in force; nobody if there are none.
        keepers: Full names of those who know which log is in force; nobody if there is only one.
        outsiders: Full names of those who know of neither, any of whom may have noted figures.
    """

    target: str
    rows: tuple[Row, ...]
    gaps: tuple[int, ...]
    entries: tuple[Entry, ...]
    lookup: Lookup | None
    logs: LogPaths | None
    experts: tuple[str, ...]
    keepers: tuple[str, ...]
    outsiders: tuple[str, ...]


def draw_draft(params: CompletionParams, paths: Paths, slot: Slot) -> Draft:
    """Draw everything, each part from its own stream."""
    recovery = params.level.recovery
    target = slot.stream("target").choice(list(params.kind.targets))
    lookup = draw_lookup(params.task_type, params.level.keys, slot.stream("lookup"))
    figures, gaps = _figures(params, lookup, target, slot)
    outsiders = _names(slot, without={KEEPER, params.kind.expert})
    entries = _entries(params, target, figures, gaps, outsiders, slot)
    return Draft(
        target=target,
        rows=hide(figures, entries),
        gaps=gaps,
        entries=entries,
        lookup=lookup,
        logs=LogPaths.draw(recovery, paths, slot) if recovery else None,
        experts=_department(slot, params.kind.expert),
        keepers=_department(slot, KEEPER) if recovery and recovery.other_logs else (),
        outsiders=outsiders,
    )


def _figures(
    params: CompletionParams, lookup: Lookup | None, target: str, slot: Slot
) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the complete table and its gaps."""
    terms = Terms(rows=params.row_count, before=slot.date, lookup=lookup, rng=slot.stream("table"))
    table = draw_table(params.task_type, terms)
    gaps = draw_gaps(params.task_type, target, len(table), params.level, slot.stream("gaps"))
    return (interpolate(table, gaps) if params.task_type == "daily_interpolation" else table), gaps


def _entries(  # noqa: PLR0917  -- parts of one draft
    params: CompletionParams,
    target: str,
    figures: Sequence[Row],
    gaps: Sequence[int],
    outsiders: Sequence[str],
    slot: Slot,
) -> tuple[Entry, ...]:
    if params.level.recovery is None:
        return ()
    cells = operands(params.task_type, target, gaps, len(figures))
    return draw_entries(params.level.recovery, cells, figures, outsiders, slot)


def _names(slot: Slot, *, without: set[str]) -> tuple[str, ...]:
    return tuple(person.name for person in slot.staff if person.department not in without)


def _department(slot: Slot, name: str) -> tuple[str, ...]:
    return tuple(person.name for person in slot.staff.department(name)) if name else ()
