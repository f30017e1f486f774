"""A tiny program by which a command that root starts becomes another user's; its source lies beside it."""

from __future__ import annotations

import platform
import sys
from pathlib import Path


def program() -> Path | None:
    """Return the prebuilt program for this machine, or None where there is none."""
    path = Path(__file__).parent / "prebuilt" / f"change_user-{platform.machine()}"
    return path if sys.platform == "linux" and path.is_file() else None
