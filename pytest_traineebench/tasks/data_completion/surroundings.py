"""What lies beside a data set: the table of parameters, older versions, the domain's other data set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.data_completion.books import QUARTERS
from pytest_traineebench.tasks.data_completion.kinds import KINDS, TaskType, sibling
from pytest_traineebench.tasks.data_completion.lookup import Lookup, draw_rates, draw_service_levels, draw_superseded
from pytest_traineebench.tasks.data_completion.params import CompletionParams
from pytest_traineebench.tasks.data_completion.paths import Paths
from pytest_traineebench.tasks.data_completion.tables import draw_table, to_csv
from pytest_traineebench.tasks.data_completion.terms import Row, Terms

_DRAW_LOOKUP = {"rates.csv": draw_rates, "carrier_sla.csv": draw_service_levels}
_FEW_ROWS, _EXAMPLE_ROWS = 32, 2
_MONTH = 30

Files = Iterator[tuple[str, bytes]]


def draw_lookup(task_type: TaskType, keys: int, rng: Random) -> Lookup | None:
    """Draw parameters, if the kind has some."""
    name = KINDS[task_type].lookup
    return _DRAW_LOOKUP[name](keys, rng) if name else None


def draw_example(params: CompletionParams, slot: Slot) -> tuple[Row, ...]:
    """Draw two rows that show the format; they have nothing to do with the data set."""
    return _draw_some(params.task_type, _EXAMPLE_ROWS, date(2020, 1, 1), slot.stream("example"))


def place_lookups(params: CompletionParams, current: Lookup, paths: Paths, slot: Slot) -> Files:
    """Yield path and content of the table in force and of the tables of earlier years."""
    yield paths.inside(paths.lookup), current.to_csv()
    rng = slot.stream("older lookups")
    for age in range(1, params.level.older_versions + 1):
        name = slot.own(_suffixed(params.kind.lookup, str(slot.date.year - age)))
        yield paths.inside(name), draw_superseded(current, rng).to_csv()


def place_other_tables(params: CompletionParams, paths: Paths, slot: Slot) -> Files:
    """Yield path and content of complete tables: excerpts of earlier months, and the domain's other kind."""
    rng = slot.stream("other tables")
    for age in range(1, params.level.older_versions + 1):
        day = slot.date - timedelta(days=age * _MONTH)
        name = slot.own(_suffixed(params.kind.file, f"{day:%Y-%m}"))
        yield paths.inside(name), _some(params.task_type, day, rng)
    other = sibling(params.task_type)
    yield paths.inside(slot.own(KINDS[other].file)), _some(other, slot.date, rng)


def _some(task_type: TaskType, before: date, rng: Random) -> bytes:
    return to_csv(KINDS[task_type].columns, _draw_some(task_type, _FEW_ROWS, before, rng))


def _draw_some(task_type: TaskType, rows: int, before: date, rng: Random) -> tuple[Row, ...]:
    count = -(-rows // len(QUARTERS)) if KINDS[task_type].domain == "sales" else rows
    terms = Terms(rows=count, before=before, lookup=draw_lookup(task_type, 3, rng), rng=rng)
    return draw_table(task_type, terms)[:rows]


def _suffixed(name: str, suffix: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}_{suffix}.{ending}"
