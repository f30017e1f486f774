"""The command ``families``: what task families there are, with their variants and parameters."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pytest_traineebench.family import TaskFamily, family_names, load_family


def run(_: argparse.Namespace) -> tuple[str, int]:
    """Return a block of lines per family, and the total."""
    families = [load_family(name) for name in family_names()]
    blocks = ["\n".join(_describe(family)) for family in families]
    total = sum(_distinct(family) for family in families)
    return "\n\n".join([*blocks, f"{len(families)} families, {total} variants"]) + "\n", 0


def _describe(family: TaskFamily[Any, Any]) -> Iterator[str]:
    yield f"{family.name}: {family.title} (version {family.version}, variants: {_distinct(family)})"
    for difficulties, subtypes in _kinds(family).items():
        yield from _wrap("subtypes", subtypes)
        yield from _wrap("  difficulties" if any(subtypes) else "difficulties", difficulties)
    yield from _parameters(family)


def _kinds(family: TaskFamily[Any, Any]) -> dict[tuple[str, ...], list[str]]:
    """Return subtypes by the difficulties that they come in."""
    levels: dict[str, list[str]] = {}
    for variant in family.variants():
        levels.setdefault(variant.subtype, []).append(variant.difficulty)
    kinds: dict[tuple[str, ...], list[str]] = {}
    for subtype, difficulties in levels.items():
        kinds.setdefault(tuple(dict.fromkeys(difficulties)), []).append(subtype)
    return kinds


def _wrap(heading: str, names: Iterable[str]) -> list[str]:
    text = ", ".join(name for name in names if name)
    return textwrap.wrap(f"  {heading}: {text}", 110, subsequent_indent=" " * 6) if text else []


def _parameters(family: TaskFamily[Any, Any]) -> Iterator[str]:
    schema = family.params.model_json_schema()
    fields = schema.get("properties", {})
    yield "  parameters:" if fields else "  parameters: none"
    for name, field in fields.items():
        default = f", default {json.dumps(field['default'])}" if field.get("default") is not None else ""
        need = ", required" if name in schema.get("required", ()) else default
        yield f"    {name}: {_values(field, schema)}{need}"


def _values(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Put into words what values a JSON schema allows."""
    if "$ref" in field:
        return _values(schema["$defs"][field["$ref"].rpartition("/")[2]], schema)
    if choices := field.get("anyOf"):
        # None stands for "left out", which everybody knows one may do.
        return " or ".join(_values(choice, schema) for choice in choices if choice.get("type") != "null")
    if "enum" in field or "const" in field:
        return " | ".join(json.dumps(value) for value in field.get("enum", [field.get("const")]))
    if parts := field.get("properties"):
        return "{" + ", ".join(f"{name}: {_values(part, schema)}" for name, part in parts.items()) + "}"
    return _plain_values(field, schema)


def _plain_values(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    kind = str(field.get("type", "any value"))
    if kind == "array":
        return f"list of {_values(field.get('items', {}), schema)}{_bounds(field, 'minItems', 'maxItems')}"
    if kind == "string":
        return f"text{_bounds(field, 'minLength', 'maxLength')}"
    words = {"integer": "whole number", "boolean": "true | false", "object": "mapping"}
    low = "minimum" if "minimum" in field else "exclusiveMinimum"
    high = "maximum" if "maximum" in field else "exclusiveMaximum"
    return f"{words.get(kind, kind)}{_bounds(field, low, high)}"


def _bounds(field: Mapping[str, Any], low: str, high: str) -> str:
    words = {"exclusiveMinimum": "above", "exclusiveMaximum": "below"}
    least = f"{words.get(low, 'from')} {field[low]:.15g}" if low in field else ""
    most = f"{words.get(high, 'to')} {field[high]:.15g}" if high in field else ""
    text = " ".join(part for part in (least, most) if part)
    return f" {text}" if text else ""


def _distinct(family: TaskFamily[Any, Any]) -> int:
    """Count the family's variants, those with equal arguments once."""
    return len({json.dumps(dict(variant.params), sort_keys=True, default=str) for variant in family.variants()})
