"""The truth about one meeting: when it is, who is asked, who may be invited, and which rooms will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Whether somebody of the group can come, and how that is found out: by what a person says, or in a file.

    Attributes:
        person: Full name.
        can_come: Whether they are to be invited.
        told_by: Full name of who knows: the same person, a manager who decides, a colleague who keeps the calendar.
            Empty if it stands in a file.
        words: What is said then, literally.
        file: Where it stands on the cloud disk, if nobody says it.
    """

    person: str
    can_come: bool
    told_by: str = ""
    words: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What has to be known about rooms before one is booked.

    Attributes:
        file: Where seats and equipment stand on the cloud disk.
        told_by: Full name of who releases rooms.
        words: What is said then, literally.
        rooms: The rooms that will do.
    """

    file: str
    told_by: str
    words: str
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What checkpoints compare with.

    Attributes:
        start: Of the meeting.
        end: Of the meeting.
        group: Those who are to be asked, in the order of the company's list.
        release: Which rooms will do, or None if any room does.
    """

    start: datetime
    end: datetime
    group: tuple[Availability, ...]
    release: Release | None = None

    @property
    def eligible(self) -> tuple[str, ...]:
        """Full names of those to be invited."""
        return tuple(one.person for one in self.group if one.can_come)

    @property
    def refusals(self) -> tuple[Availability, ...]:
        """The others of the group."""
        return tuple(one for one in self.group if not one.can_come)
