"""What somebody might hand in instead of the right thing, by the format of the right thing."""

from pytest_traineebench.audit.mutants.kinds import Change, Loses, Mutant, replaced, rewritten
from pytest_traineebench.audit.mutants.of_any_file import ANY_FILE
from pytest_traineebench.audit.mutants.of_csv import CSV
from pytest_traineebench.audit.mutants.of_json import JSON
from pytest_traineebench.audit.mutants.of_text import TEXT

__all__ = ["ANY_FILE", "CSV", "JSON", "TEXT", "Change", "Loses", "Mutant", "mutants_of", "replaced", "rewritten"]


def mutants_of(path: str) -> tuple[Mutant, ...]:
    """Return the mutants of a file of that name."""
    ending = path.rpartition(".")[2].lower()
    return ANY_FILE + {"json": JSON, "csv": CSV}.get(ending, TEXT)
