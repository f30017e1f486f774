"""The table at the end of a run: per family and overall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pytest_traineebench.results.record import DayRecord
from pytest_traineebench.scoring.scorecard import TaskScore, mean_share

_HEAD = ("family", "tasks", "success", "score", "calls", "steps", "minutes", "tokens")
_MAX_NAMED, _MAX_REASON = 20, 200


def table(records: Iterable[DayRecord], *, lost: Mapping[str, str] | None = None, not_worked: int = 0) -> list[str]:
    """Return the lines of the table.

    Success is the share of tasks with every checkpoint earned; score the mean share of points of a task. Calls,
    steps, virtual minutes and tokens (agent and colleagues) are means per day; in a family's row, of the days that
    hold a task of it. Days that broke or whose colleagues failed are counted below the table and nowhere else.

    Args:
        records: Of all days that were worked.
        lost: Why there is no record, by item, for days whose set-up or process failed.
        not_worked: How many days were selected and not reached.
    """
    records = sorted(records, key=lambda record: record.nodeid)
    counted = [record for record in records if record.counts]
    families = sorted({task.family for record in counted for task in record.tasks})
    rows = [_row(family, counted, [family]) for family in families]
    if rows:
        rows.append(_row("all", counted, families))
    coverage = _coverage(records, lost or {}, not_worked)
    return [*_layout([_HEAD, *rows]), *coverage] if rows else coverage


def _row(name: str, records: Sequence[DayRecord], families: Sequence[str]) -> tuple[str, ...]:
    tasks = [task for record in records for task in record.tasks if task.family in families]
    days = [record for record in records if any(task.family in families for task in record.tasks)]
    return (
        name,
        str(len(tasks)),
        _percent(_success(tasks)),
        _percent(mean_share(tasks)),
        _mean([day.calls for day in days]),
        _mean([day.steps for day in days]),
        _mean([day.minutes for day in days]),
        _mean([day.agent_tokens.total + day.npc_tokens.total for day in days]),
    )


def _success(tasks: Sequence[TaskScore]) -> float:
    return sum(task.is_success for task in tasks) / len(tasks)


def _percent(share: float) -> str:
    """Write a share with one decimal; only what is complete is shown as 100.0 %."""
    return f"{min(share * 100, 99.9) if share < 1 - 1e-9 else 100:.1f} %"


def _mean(values: Sequence[int]) -> str:
    return f"{sum(values) / len(values):,.1f}"


def _layout(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))) for row in rows]
    rule = "-" * len(lines[0])
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _coverage(records: Sequence[DayRecord], lost: Mapping[str, str], not_worked: int) -> list[str]:
    """Say how many days the figures stand on, and name those that they leave out."""
    counted = sum(record.counts for record in records)
    left_out = [
        (record.nodeid, record.outcome, record.error or "; ".join(record.npc_faults))
        for record in records
        if not record.counts
    ]
    left_out += [(nodeid, "error", why) for nodeid, why in lost.items()]
    lines = [f"{counted} of {len(records) + len(lost) + not_worked} days count"]
    for nodeid, outcome, why in sorted(left_out)[:_MAX_NAMED]:
        lines.append(f"  {outcome}: {nodeid}: {' '.join(why.split())[:_MAX_REASON]}")
    if len(left_out) > _MAX_NAMED:
        lines.append(f"  and {len(left_out) - _MAX_NAMED} more that broke or whose colleagues failed")
    if not_worked:
        lines.append(f"  not worked: {not_worked}")
    return lines
