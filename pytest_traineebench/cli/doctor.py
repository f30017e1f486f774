"""The command ``doctor``: what works on this machine."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from pytest_traineebench.company.sandbox import BackendStatus, statuses
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.endpoints import Endpoints, load_endpoints

_PACKAGES = ("pytest-traineebench", "pytest", "pytest-xdist", "pydantic", "openai", "vcrpy", "PyYAML")
_OFFICE = ("numpy", "pandas", "scipy", "openpyxl")


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """Return what was found; the code is 0 if a sandbox works, and the models' file loads if one is named."""
    backends = statuses()
    models, models_are_right = _models(arguments.api_config)
    lines = [f"Python {platform.python_version()} on {platform.system()} {platform.machine()}", ""]
    lines += ["packages", *_versions(_PACKAGES), "packages for the trainee's own commands (extra: office)"]
    lines += [*_versions(_OFFICE), "", "sandboxes for the trainee's commands, strongest first", *_sandboxes(backends)]
    lines += models
    works = any(backend.works for backend in backends)
    return "\n".join(lines) + "\n", 0 if works and models_are_right else 1


def _versions(packages: tuple[str, ...]) -> Iterator[str]:
    for package in packages:
        try:
            yield f"  {package} {metadata.version(package)}"
        except metadata.PackageNotFoundError:
            yield f"  {package} is not installed"


def _sandboxes(backends: tuple[BackendStatus, ...]) -> Iterator[str]:
    for backend in backends:
        why = backend.why.removeprefix(f"{backend.name}: ")
        yield f"  {backend.name}: {'works' if backend.works else 'does not work'}: {why}"
    works = [backend.name for backend in backends if backend.works]
    yield f"  --traineebench-sandbox=auto takes {works[0]}" if works else "  none works: ExecuteCommand will say so"


def _models(path: Path | None) -> tuple[list[str], bool]:
    if path is None:
        return [], True
    try:
        endpoints = load_endpoints(path)
    except ConfigError as error:
        return ["", "models", f"  {error}"], False
    return ["", f"models in {path}", *_aliases(endpoints)], True


def _aliases(endpoints: Endpoints) -> Iterator[str]:
    if not endpoints.aliases:
        yield "  none"
    for alias in endpoints.aliases:
        try:
            endpoint = endpoints.get(alias)
        except ConfigError as error:
            yield f"  {alias}: not ready: {error}"
        else:
            yield f"  {alias}: {endpoint.model_name} at {endpoint.base_url}"
