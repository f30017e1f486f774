"""The truth about one meeting: when it is, who is asked, and who must not be invited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Somebody who cannot come.

    Attributes:
        person: Full name.
        told_by: Who knows: the same person, or the manager who decides.
        words: What is said then, literally.
    """

    person: str
    told_by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What checkpoints compare with.

    Attributes:
        start: Of the meeting.
        end: Of the meeting.
        eligible: Full names of those to be invited, in the order of the company's list.
        refusals: The others of the group.
    """

    start: datetime
    end: datetime
    eligible: tuple[str, ...]
    refusals: tuple[Refusal, ...]
