"""How much work an instance is, and whether harder levels are more work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from statistics import fmean

from pytest_traineebench.audit.working import Worked
from pytest_traineebench.company.events import FileDownloaded, GroupMessageSent, MessageSent, ToolCalled, of_kind

_NOISE = 1e-9
_MORE = 1.01
"""By how much more there is to read before it counts; seeds differ by less in the mean."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What the oracle did, of one instance or in the mean.

    Attributes:
        calls: Tool calls.
        contacts: People written to.
        files: Files fetched from the cloud disk.
        reading: Letters to read: the answers of all calls, and the files fetched or found in the workspace, in bytes.
    """

    calls: float
    contacts: float
    files: float
    reading: float

    def __str__(self) -> str:
        return (
            f"{self.calls:.2f} calls, {self.contacts:.2f} contacts, {self.files:.2f} files, {self.reading:.0f} letters"
        )


def effort_of(worked: Worked) -> Effort:
    """Return how much work a day was."""
    events, trainee = worked.final.events, worked.built.trainee
    people = {event.receiver for event in of_kind(events, MessageSent) if event.sender == trainee}
    for message in of_kind(events, GroupMessageSent):
        people |= set(message.members) - {trainee}
    files = {event.source for event in of_kind(events, FileDownloaded)}
    reading = sum(len(event.result) for event in of_kind(events, ToolCalled))
    reading += sum(len(worked.built.disk[file]) for file in files)
    reading += sum(map(len, worked.built.workspace.values()))
    return Effort(worked.result.calls, len(people), len(files), reading)


def disorder(levels: Sequence[tuple[str, Sequence[Effort]]]) -> Iterator[str]:
    """Yield where calls, contacts or files shrink from a level to the next, and if no work grows at all.

    Work that grows is more calls, contacts or files, or more to read in as many of them. What there is to read varies
    from seed to seed, so that it is not compared from level to level.

    Args:
        levels: The efforts at each level, the easiest first.
    """
    means = [(level, _mean(efforts)) for level, efforts in levels if efforts]
    for (easier, less), (harder, more) in pairwise(means):
        if any(b < a - _NOISE for a, b in zip(_counted(less), _counted(more), strict=True)):
            yield f"work shrinks from {easier} ({less}) to {harder} ({more})"
    if len(means) > 1 and not _grows(means[0][1], means[-1][1]):
        yield f"work does not grow from {means[0][0]} ({means[0][1]}) to {means[-1][0]} ({means[-1][1]})"


def _mean(efforts: Iterable[Effort]) -> Effort:
    return Effort(*(fmean(column) for column in zip(*map(astuple, efforts), strict=True)))


def _counted(effort: Effort) -> tuple[float, float, float]:
    return effort.calls, effort.contacts, effort.files


def _grows(first: Effort, last: Effort) -> bool:
    return sum(_counted(last)) > sum(_counted(first)) + _NOISE or last.reading > first.reading * _MORE
