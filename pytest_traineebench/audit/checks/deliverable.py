"""Whoever hands in something else than the right thing loses exactly what hangs on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path

from pytest_traineebench.audit.bench import Bench
from pytest_traineebench.audit.deliverables import deliverables, own_files
from pytest_traineebench.audit.judging import Shares, differences, gains, is_full, shares
from pytest_traineebench.audit.mutants import Change, Loses, Mutant, mutants_of, replaced, rewritten
from pytest_traineebench.audit.trial import Trial


def check(trial: Trial) -> Iterator[str]:
    """Yield every mutant that keeps or loses what it should not."""
    worked = trial.oracle
    if not worked.is_full:
        return  # the oracle's own check says so
    handed_in = deliverables(worked)
    if not handed_in:
        if own_files(worked):
            yield "the trainee is told the name of none of the files that the oracle writes"
        return
    with tempfile.TemporaryDirectory(prefix="traineebench-audit-") as folder:
        bench = Bench(Path(folder), worked, handed_in)
        full = shares(worked.task, worked.final)
        nothing = bench.judge(_remove) or full
        if is_full(nothing):
            yield "nothing is lost if nothing is handed in"
            return
        for mutant in _all_mutants(trial, handed_in):
            yield from (f"{mutant.name}: {problem}" for problem in _try(bench, mutant, full, nothing))
        yield from _try_stale(trial, bench, handed_in)


def _remove(place: Path, _: bytes) -> bool:
    place.unlink()
    return True


def _all_mutants(trial: Trial, handed_in: Mapping[str, bytes]) -> Iterator[Mutant]:
    yield from mutants_of(next(iter(handed_in)))
    instruction = trial.task.task.instruction.encode()
    yield rewritten("the instruction", Loses.ALL, lambda _: instruction)


def _try(bench: Bench, mutant: Mutant, full: Shares, nothing: Shares) -> Iterator[str]:
    try:
        found = bench.judge(mutant.apply)
    except Exception as error:  # noqa: BLE001  -- that a checkpoint breaks is what is looked for
        yield f"the judge breaks: {type(error).__name__}: {error}"
        return
    if found is None:
        return
    if mutant.loses is Loses.ALL:
        yield from differences(found, nothing)
        return
    if mutant.loses is Loses.SOME and is_full(found):
        yield "keeps full marks"
    yield from gains(found, full)
    untouched = [name for name in full if nothing[name] == full[name]]
    yield from differences({name: found[name] for name in untouched}, full)


def _try_stale(trial: Trial, bench: Bench, handed_in: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line if what was right elsewhere is right here, and is not by chance: from both seed and day."""
    tried = [bench.judge(_instead(handed_in, deliverables(trial.neighbour.oracle)))]
    if trial.thorough or all(found is None or is_full(found) for found in tried):
        tried.append(bench.judge(_instead(handed_in, deliverables(trial.oracle_elsewhere))))
    other = [found for found in tried if found is not None]
    if len(other) > 1 and all(map(is_full, other)):
        yield "right at another seed, and right on another day: keep full marks"


def _instead(handed_in: Mapping[str, bytes], other: Mapping[str, bytes]) -> Change:
    """Return the change that puts files from elsewhere, which may be named in another way, in the place of these."""
    names = (path.rpartition("/")[2] for path in handed_in)
    return replaced(dict(zip(names, cycle(other.values()), strict=False)))
