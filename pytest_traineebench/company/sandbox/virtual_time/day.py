"""The file that tells the preloaded library the time."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_traineebench.randomness import stream

MAGIC = b"TBTIME02"
STATE_SIZE = 3 << 15  # 64 kB: the header and 1,023 processes; 16 kB: files of several names; 16 kB: places. See shim.h.
PLACES_SIZE = 1 << 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTime:
    """The virtual time of one day's commands.

    Attributes:
        state: File that the library of all processes maps; belongs to this day alone.
        since: Real time of the day's begin in nanoseconds since 1970, by the kernel's clock of file times.
        seed: Text that with the number of the run decides all chance of a command.
        places: Folders of this machine that commands see by another name, from which numbers of files follow.
    """

    state: Path
    since: int
    seed: str
    places: Mapping[Path, str] = field(default_factory=dict)

    def start_command(self, *, now: datetime, run: int, processes: int = 0) -> None:
        """Set the clock for the next command; no process of an earlier one may be alive.

        Args:
            now: Virtual time at which the command begins; without a zone it is read as UTC, so give the command
                ``TZ=UTC``, or no ``TZ`` and no ``/etc/localtime``.
            run: Number of the command in its day.
            processes: How many it may have, if the kernel's own limit is higher because it counts others too.
        """
        chance = stream(self.seed, "virtual time", run).getrandbits(64)
        began = _touch(self.state)
        nice = os.getpriority(os.PRIO_PROCESS, 0)
        header = struct.pack("<8sqqqQIiI", MAGIC, _nanoseconds(now), self.since, began, chance, 0, nice, processes)
        places = b"".join(os.fsencode(part) + b"\0" for pair in self.places.items() for part in pair)
        state = header.ljust(STATE_SIZE - PLACES_SIZE, b"\0") + places[: PLACES_SIZE - 1].ljust(PLACES_SIZE, b"\0")
        # Written over, not made anew: file systems write out at once what is cut to nothing, which takes milliseconds.
        descriptor = os.open(self.state, os.O_WRONLY | os.O_CREAT)
        try:
            os.write(descriptor, state)
            os.ftruncate(descriptor, STATE_SIZE)
            # A launcher that runs as root gives the command another user.
            os.fchmod(descriptor, 0o666)
        finally:
            os.close(descriptor)


def begin_day(state: Path, *, seed: str = "", places: Mapping[Path, str] | None = None) -> DayTime:
    """Make the state file of a day; from now on real file times count as the day's own.

    Args:
        state: Where the file goes; its directory exists and is private to the day.
        seed: Text that decides all chance: scenario seed and day.
        places: Folders of this machine that commands see by another name, where nothing can be mounted.
    """
    state.touch()
    return DayTime(state=state, since=_touch(state), seed=seed, places=places or {})


def _nanoseconds(moment: datetime) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1000


def _touch(path: Path) -> int:
    os.utime(path)  # the kernel's own, coarse clock of file times: any other may run ahead of it
    return path.stat().st_mtime_ns
