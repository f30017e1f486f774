"""Makes one data completion: the whole table, its gaps, the texts and what lies around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.data_completion.answer import Answer, Source
from pytest_traineebench.tasks.data_completion.briefs import (
    brief_everybody,
    brief_experts,
    brief_holders,
    brief_keepers,
)
from pytest_traineebench.tasks.data_completion.draft import Draft, draw_draft
from pytest_traineebench.tasks.data_completion.numbered import by_holder
from pytest_traineebench.tasks.data_completion.params import CompletionParams
from pytest_traineebench.tasks.data_completion.paths import Paths
from pytest_traineebench.tasks.data_completion.recovery import place_logs
from pytest_traineebench.tasks.data_completion.surroundings import draw_example, place_lookups, place_other_tables
from pytest_traineebench.tasks.data_completion.tables import to_csv
from pytest_traineebench.tasks.data_completion.terms import Row
from pytest_traineebench.tasks.data_completion.texts import manual, write_instruction


def generate_completion(params: CompletionParams, slot: Slot) -> Task[Answer]:
    """Make the task for a slot."""
    paths = Paths.of(params.kind, slot)
    draft = draw_draft(params, paths, slot)
    answer = _answer(params, draft, paths)
    logs = draft.logs.logs if draft.logs else ()
    return Task(
        instruction=write_instruction(params.kind, draft.target, paths, logs, draw_example(params, slot)),
        answer=answer,
        disk=dict(_disk(params, draft, answer, paths, slot)),
        briefs=tuple(_briefs(params, draft, paths, slot)),
    )


def _answer(params: CompletionParams, draft: Draft, paths: Paths) -> Answer:
    kind = params.kind
    return Answer(
        manual=paths.manual,
        data=paths.inside(paths.data),
        report=paths.report,
        columns=kind.columns,
        target=draft.target,
        rows=draft.rows,
        gaps=draft.gaps,
        tolerance=str(kind.targets[draft.target]),
        lookup=paths.inside(paths.lookup) if paths.lookup else "",
        logs=draft.logs.in_force if draft.logs else (),
        sources=tuple(_sources(draft, paths)),
    )


def _sources(draft: Draft, paths: Paths) -> Iterator[Source]:
    if draft.experts:
        yield Source(people=draft.experts, words=(paths.lookup,))
    if draft.logs and draft.keepers:
        yield Source(people=draft.keepers, words=tuple(path.rpartition("/")[2] for path in draft.logs.in_force))
    for holder, entries in by_holder(draft.entries):
        yield Source(people=(holder,), words=tuple(entry.words for entry in entries))


def _disk(
    params: CompletionParams, draft: Draft, answer: Answer, paths: Paths, slot: Slot
) -> Iterator[tuple[str, bytes]]:
    recovery = params.level.recovery
    yield paths.manual, manual(recovery=recovery is not None)
    yield answer.data, to_csv(answer.columns, with_gaps(answer.rows, answer.gaps, answer.at))
    if recovery and draft.logs:
        yield from place_logs(draft.entries, recovery, draft.logs, draft.outsiders, slot)
    if draft.lookup:
        yield from place_lookups(params, draft.lookup, paths, slot)
    yield from place_other_tables(params, paths, slot)


def _briefs(params: CompletionParams, draft: Draft, paths: Paths, slot: Slot) -> Iterator[Brief]:
    yield from brief_everybody(params.kind, paths, slot)
    yield from brief_experts(params.kind, draft.experts, paths, slot)
    if draft.logs:
        yield from brief_keepers(draft.keepers, draft.logs.in_force, paths, slot)
    yield from brief_holders(draft.entries, paths, slot)


def with_gaps(rows: Sequence[Row], gaps: Sequence[int], at: int) -> list[Row]:
    """Return rows with empty cells at an index in those of the gaps."""
    left = list(rows)
    for gap in gaps:
        left[gap] = (*left[gap][:at], "", *left[gap][at + 1 :])
    return left
