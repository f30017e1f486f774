"""The instruction and the manual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pytest_traineebench.tasks.data_completion.kinds import KINDS, Kind
from pytest_traineebench.tasks.data_completion.paths import Paths

_CONSULT = {
    "rates.csv": ("- The fee rates are not in the handbook. Ask a colleague in **Finance** which file is in force.\n"),
    "carrier_sla.csv": (
        "- The service levels (SLA) of the carriers are not in the handbook. Ask a colleague in **Sales_1** which file"
        " is in force.\n"
    ),
}
_NUMBERS = (
    "- Where a cell holds a number of the form `R-0000`, its figure was kept in a recovery log; the handbook says how"
    " it is found. {which}\n"
)
_THE_LOG = "The recovery log of this data set is `CloudDisk://{path}`."
_ASK_LOG = (
    "Several logs lie in the folder. Ask a colleague in **Engineering** which of them belongs to this data set, and"
    " whether there are corrections."
)


def write_instruction(
    kind: Kind, target: str, paths: Paths, logs: Sequence[str], example: Sequence[Sequence[str]]
) -> str:
    """Return what the trainee reads.

    Args:
        kind: Of the data set.
        target: Column with the gaps.
        paths: Names of the files.
        logs: Paths of the recovery logs, of which only the only one is named; none if no figure is missing.
        example: Rows that show the format, none of them of the data set.
    """
    return _template("instruction.md").format(
        domain=kind.domain,
        data=paths.inside(paths.data),
        folder=paths.folder,
        target=target,
        manual=paths.manual,
        consult=_CONSULT.get(kind.lookup, "") + _where_numbers_lead(logs),
        report=paths.report,
        example="\n".join(",".join(cells) for cells in (kind.columns, *example)),
    )


def _where_numbers_lead(logs: Sequence[str]) -> str:
    if not logs:
        return ""
    return _NUMBERS.format(which=_ASK_LOG if len(logs) > 1 else _THE_LOG.format(path=logs[0]))


@cache
def manual(*, recovery: bool) -> bytes:
    """Return the manual, which is the same for all kinds.

    Args:
        recovery: Whether it has the section on recovery logs.
    """
    section = _template("recovery.md") if recovery else ""
    return _template("manual.md").format(precision="\n".join(_precision()), recovery=section).encode()


def _precision() -> Iterator[str]:
    tolerances = {column: tolerance for kind in KINDS.values() for column, tolerance in kind.targets.items()}
    for tolerance in sorted({*tolerances.values()}, reverse=True):
        columns = ", ".join(f"`{column}`" for column, allowed in tolerances.items() if allowed == tolerance)
        yield f"| {columns} | {tolerance} |"


def _template(name: str) -> str:
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")
