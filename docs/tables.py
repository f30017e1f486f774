"""Writes the README's tables and the schemas from the code; with ``--check`` it only says what is out of date."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pytest_traineebench.family import family_names, load_family
from pytest_traineebench.plugin.options import OPTIONS
from pytest_traineebench.results.record import json_schema as scorecard_schema
from pytest_traineebench.scenario.schema import json_schema as scenario_schema

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Write or check; return the number of files that are out of date."""
    stale = [path for path, text in _files() if _settle(path, text)]
    for path in stale:
        print(f"{path.relative_to(ROOT)} was out of date")
    return len(stale) if "--check" in sys.argv else 0


def _files() -> Iterator[tuple[Path, str]]:
    readme = ROOT / "README.md"
    text = _between(readme.read_text(encoding="utf-8"), "options", options_table())
    yield readme, _between(text, "families", families_table())
    yield ROOT / "docs/scorecard.schema.json", json.dumps(scorecard_schema(), indent=2) + "\n"
    yield ROOT / "scenarios/scenario.schema.json", json.dumps(scenario_schema(), indent=2) + "\n"


def options_table() -> str:
    """Return the table of options."""
    rows = [f"| `--traineebench-{option.name}` | {option.help[0].upper()}{option.help[1:]} |" for option in OPTIONS]
    return "\n".join(["| option | meaning |", "|---|---|", *rows])


def families_table() -> str:
    """Return the table of families."""
    families = [load_family(name) for name in family_names()]
    rows = [f"| `{family.name}` | {family.title} | {len(family.variants())} |" for family in families]
    total = sum(len(family.variants()) for family in families)
    return "\n".join(["| family | published name | variants |", "|---|---|---|", *rows, f"| all | | {total} |"])


def _between(text: str, name: str, content: str) -> str:
    return re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}{content}\n{m[2]}", text, flags=re.DOTALL)


def _settle(path: Path, text: str) -> bool:
    """Write the file unless only checking; return whether it was out of date."""
    stale = not path.exists() or path.read_text(encoding="utf-8") != text
    if stale and "--check" not in sys.argv:
        path.write_text(text, encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    sys.exit(main())
