"""How much work an instance is, and whether harder levels are more work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from statistics import fmean

from pytest_traineebench.audit.working import Worked
from pytest_traineebench.company.events import FileDownloaded, GroupMessageSent, MessageSent, of_kind

_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Effort:
    """What the oracle did, of one instance or in the mean.

    Attributes:
        calls: Tool calls.
        contacts: People written to.
        files: Files fetched from the cloud disk.
    """

    calls: float
    contacts: float
    files: float

    def __str__(self) -> str:
        return f"{self.calls:.2f} calls, {self.contacts:.2f} contacts, {self.files:.2f} files"


def effort_of(worked: Worked) -> Effort:
    """Return how much work a day was."""
    events, trainee = worked.final.events, worked.built.trainee
    people = {event.receiver for event in of_kind(events, MessageSent) if event.sender == trainee}
    for message in of_kind(events, GroupMessageSent):
        people |= set(message.members) - {trainee}
    files = {event.source for event in of_kind(events, FileDownloaded)}
    return Effort(worked.result.calls, len(people), len(files))


def disorder(levels: Sequence[tuple[str, Sequence[Effort]]]) -> Iterator[str]:
    """Yield where calls, contacts or files shrink from a level to the next, and if none of them grows at all.

    Longer files and answers are not more work here: how many letters there are to read differs by chance.

    Args:
        levels: The efforts at each level, the easiest first.
    """
    means = [(level, _mean(efforts)) for level, efforts in levels if efforts]
    for (easier, less), (harder, more) in pairwise(means):
        if any(b < a - _NOISE for a, b in zip(astuple(less), astuple(more), strict=True)):
            yield f"work shrinks from {easier} ({less}) to {harder} ({more})"
    if len(means) > 1 and sum(astuple(means[-1][1])) <= sum(astuple(means[0][1])) + _NOISE:
        yield f"work does not grow from {means[0][0]} ({means[0][1]}) to {means[-1][0]} ({means[-1][1]})"


def _mean(efforts: Iterable[Effort]) -> Effort:
    return Effort(*(fmean(column) for column in zip(*map(astuple, efforts), strict=True)))
