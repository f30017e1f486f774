"""Virtual time for the programs of a sandbox: a small preloaded library, and the file that tells it the time.

How a sandbox backend uses it::

    day = begin_day(private / "time", seed="7/day_1")          # once, before the workspace is staged
    for run, command in enumerate(commands):
        day.start_command(now=clock.now, run=run)              # before the launcher starts
        ...run the command with the library preloaded...
        ...set all file times since `day.since` to clock.now...  # after all its processes are dead

How the library gets into the command, where :func:`library` gives one (None: musl, other machines; then the command
shows real time and nothing else changes):

* bubblewrap: bind the library read-only at :data:`LIBRARY_PATH`, the day's state file READ-WRITE at
  :data:`STATE_PATH`, and a file that holds :data:`PRELOAD_TEXT` read-only at :data:`PRELOAD_PATH`. No variable is
  needed, nothing shows in ``env``, and ``env -i`` changes nothing.
* Landlock (no mounts): add :func:`environment` to the command's variables, and let the rules read and execute the
  library and read and write the state file. A program started with ``env -i`` then shows real time, and ``env`` prints
  both host paths: keep them in a directory whose name is taken out of the output anyway.

What it covers and what it cannot is told in ``README.md`` beside this file.
"""

from __future__ import annotations

from pytest_traineebench.company.sandbox.virtual_time.day import DayTime, begin_day
from pytest_traineebench.company.sandbox.virtual_time.preload import (
    LIBRARY_PATH,
    PRELOAD_PATH,
    PRELOAD_TEXT,
    STATE_PATH,
    environment,
    library,
)

__all__ = [
    "LIBRARY_PATH",
    "PRELOAD_PATH",
    "PRELOAD_TEXT",
    "STATE_PATH",
    "DayTime",
    "begin_day",
    "environment",
    "library",
]
