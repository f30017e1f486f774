"""Makes one data completion: the whole table, its gaps, the texts and what lies around."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.data_completion.answer import Answer
from pytest_traineebench.tasks.data_completion.briefs import brief_everybody, brief_experts
from pytest_traineebench.tasks.data_completion.gaps import draw_gaps, interpolate
from pytest_traineebench.tasks.data_completion.lookup import Lookup
from pytest_traineebench.tasks.data_completion.params import CompletionParams
from pytest_traineebench.tasks.data_completion.paths import Paths
from pytest_traineebench.tasks.data_completion.surroundings import (
    draw_example,
    draw_lookup,
    place_lookups,
    place_other_tables,
)
from pytest_traineebench.tasks.data_completion.tables import draw_table, to_csv
from pytest_traineebench.tasks.data_completion.terms import Row, Terms
from pytest_traineebench.tasks.data_completion.texts import manual, write_instruction


def generate_completion(params: CompletionParams, slot: Slot) -> Task[Answer]:
    """Make the task for a slot."""
    paths = Paths.of(params.kind, slot)
    lookup = draw_lookup(params.task_type, params.level.keys, slot.stream("lookup"))
    answer = _answer(params, _table(params, lookup, slot), paths, slot)
    return Task(
        instruction=write_instruction(params.kind, answer.target, paths, draw_example(params, slot)),
        answer=answer,
        disk=_disk(params, lookup, answer, paths, slot),
        briefs=(*brief_everybody(params.kind, paths, slot), *brief_experts(params.kind, answer.experts, paths, slot)),
    )


def _table(params: CompletionParams, lookup: Lookup | None, slot: Slot) -> tuple[Row, ...]:
    terms = Terms(rows=params.row_count, before=slot.date, lookup=lookup, rng=slot.stream("table"))
    return draw_table(params.task_type, terms)


def _answer(params: CompletionParams, table: tuple[Row, ...], paths: Paths, slot: Slot) -> Answer:
    kind = params.kind
    target = slot.stream("target").choice(list(kind.targets))
    gaps = draw_gaps(params.task_type, target, len(table), params.level, slot.stream("gaps"))
    return Answer(
        manual=paths.manual,
        data=paths.inside(paths.data),
        report=paths.report,
        columns=kind.columns,
        target=target,
        rows=interpolate(table, gaps) if params.task_type == "daily_interpolation" else table,
        gaps=gaps,
        tolerance=str(kind.targets[target]),
        lookup=paths.inside(paths.lookup) if paths.lookup else "",
        experts=tuple(person.name for person in slot.staff.department(kind.expert)) if kind.expert else (),
    )


def _disk(
    params: CompletionParams, lookup: Lookup | None, answer: Answer, paths: Paths, slot: Slot
) -> dict[str, bytes]:
    rows = with_gaps(answer.rows, answer.gaps, answer.at)
    return {
        paths.manual: manual(),
        answer.data: to_csv(answer.columns, rows),
        **(dict(place_lookups(params, lookup, paths, slot)) if lookup else {}),
        **dict(place_other_tables(params, paths, slot)),
    }


def with_gaps(rows: Sequence[Row], gaps: Sequence[int], at: int) -> list[Row]:
    """Return rows with empty cells at an index in those of the gaps."""
    left = list(rows)
    for gap in gaps:
        left[gap] = (*left[gap][:at], "", *left[gap][at + 1 :])
    return left
