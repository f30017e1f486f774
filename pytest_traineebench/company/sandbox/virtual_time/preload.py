"""Where the preloaded library is, and how a program comes to load it."""

from __future__ import annotations

import platform
from pathlib import Path

LIBRARY_PATH = "/etc/traineebench/time.so"
"""Where a sandbox that can mount shows the library."""

STATE_PATH = "/run/traineebench/time"
"""Where a sandbox that can mount shows the state file, read-write; the library looks here without a variable."""

PRELOAD_PATH = "/etc/ld.so.preload"
"""The list of glibc's loader: what it names is loaded into every program, whatever its variables."""

PRELOAD_TEXT = f"{LIBRARY_PATH}\n"
"""What a sandbox that can mount shows at :data:`PRELOAD_PATH`."""

STATE_VARIABLE = "TRAINEEBENCH_TIME"


def library() -> Path | None:
    """Return the prebuilt library for this machine, or None where there is none (musl, another processor)."""
    if platform.libc_ver()[0] != "glibc":
        return None
    path = Path(__file__).parent / "prebuilt" / f"time-{platform.machine()}.so"
    return path if path.is_file() else None


def environment(*, library: str, state: str) -> dict[str, str]:
    """Return the variables of a command in a sandbox that cannot mount.

    Args:
        library: Path of the library as the command sees it.
        state: Path of the day's state file as the command sees it; readable and writable there.
    """
    return {"LD_PRELOAD": library, STATE_VARIABLE: state}
