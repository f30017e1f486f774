"""Lets ``python -m pytest_traineebench.cli`` do what ``traineebench`` does."""

from __future__ import annotations

import sys

from pytest_traineebench.cli import main

if __name__ == "__main__":
    sys.exit(main())
