"""The one source of chance: private generators derived from a seed and names."""

from __future__ import annotations

import hashlib
import random


def stream(seed: int | str, *names: int | str) -> random.Random:
    """Return a private generator for one purpose.

    Equal arguments give equal generators in every process, on every machine and Python version; the digest is
    sha256 over the length-prefixed arguments, so ``("ab", "c")`` and ``("a", "bc")`` differ.

    Args:
        seed: The scenario's seed.
        *names: What the numbers are for, from the general to the special: day, task id, purpose.
    """
    digest = hashlib.sha256()
    for part in (seed, *names):
        # The kind by isinstance, so that an enum's member or a numpy text counts as what it equals.
        data = f"int:{int(part)}".encode() if isinstance(part, int) else f"str:{str.__str__(part)}".encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return random.Random(int.from_bytes(digest.digest(), "big"))
