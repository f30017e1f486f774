"""The commands and their options; imports nothing heavy, so that help is quick."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeAlias

MAX_SEED = 2**63 - 1
MAX_SCENARIOS = 10_000
MAX_DAYS = 100
MAX_JOBS = 64
MAX_PORT = 65_535
PORT = 8123
"""Where `serve` listens unless told otherwise."""


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"traineebench: error: {message}; see {self.prog} --help\n")
        raise SystemExit(2)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; ``command`` names the module that carries it out."""
    parser = _Parser(prog="traineebench", description="Working days as test cases for LLM agents.", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (
        _add_generate,
        _add_customize,
        _add_build,
        _add_families,
        _add_audit,
        _add_serve,
        _add_schema,
        _add_doctor,
    ):
        add(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001  -- argparse has no public name for it


def _add_generate(commands: _Commands) -> None:
    parser = _command(commands, "generate", "turn a config of the published benchmark into scenario files")
    parser.add_argument("--config-path", type=Path, required=True, metavar="CONFIG.json", help="the config")
    parser.add_argument("--bench-path", type=Path, required=True, metavar="DIR", help="where the scenario files go")
    parser.add_argument(
        "--npc-model", required=True, metavar="ALIAS", help='who speaks for the colleagues: "rules" or a model alias'
    )
    parser.add_argument(
        "--seed", type=_whole_number(0, MAX_SEED), metavar="N", help="default: the config's own, or else 0"
    )


def _add_customize(commands: _Commands) -> None:
    parser = _command(commands, "customize", "draw a random config in the published format")
    parser.add_argument("--config-path", type=Path, required=True, metavar="OUT.json", help="the file to write")
    parser.add_argument("--scenario-nums", type=_whole_number(1, MAX_SCENARIOS), required=True, metavar="N")
    parser.add_argument("--day-nums", type=_whole_number(1, MAX_DAYS), required=True, metavar="D", help="days of each")
    parser.add_argument(
        "--mode",
        choices=("stationary", "mutable"),
        default="stationary",
        help="whether the days of a scenario have tasks of the same kind, or of any; default: stationary",
    )
    parser.add_argument("--seed", type=_whole_number(0, MAX_SEED), default=0, metavar="N", help="default: 0")
    parser.add_argument("--force", action="store_true", help="replace OUT.json whatever it is")


def _add_build(commands: _Commands) -> None:
    parser = _command(commands, "build", "build a day, print its digest, and write out what it holds")
    parser.add_argument("scenario", type=Path, metavar="SCENARIO", help="a scenario file")
    parser.add_argument("--day", metavar="NAME", help="such as day_1; may be left out if there is only one")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to write disk, workspace, briefs, answers, events"
    )


def _add_families(commands: _Commands) -> None:
    _command(commands, "families", "list the task families, their variants and parameters")


def _add_audit(commands: _Commands) -> None:
    parser = _command(commands, "audit", "check that all tasks can be solved, and only honestly")
    parser.add_argument("--family", action="append", metavar="NAME", help="only this family; may be repeated")
    parser.add_argument("--check", action="append", metavar="NAME", help="only this check; may be repeated")
    parser.add_argument(
        "--seeds", type=_whole_number(1, MAX_SCENARIOS), default=2, metavar="N", help="of each variant; default: 2"
    )
    parser.add_argument(
        "--variants", choices=("all", "some"), default="all", help="all, or the first and the last of each family"
    )
    parser.add_argument("--jobs", type=_whole_number(1, MAX_JOBS), default=1, metavar="J", help="processes; default: 1")


def _add_serve(commands: _Commands) -> None:
    parser = _command(commands, "serve", "serve scripted chat models for scenarios, to try a set-up without a key")
    parser.add_argument(
        "scenarios", type=Path, nargs="*", metavar="SCENARIO", help="scenario files, or folders of them, to know"
    )
    parser.add_argument(
        "--port", type=_whole_number(0, MAX_PORT), default=PORT, metavar="N", help=f"default: {PORT}; 0: a free one"
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="default: 127.0.0.1, this machine only")
    parser.add_argument("--character", metavar="NAME", help="who answers for unknown model names; default: nobody")
    parser.add_argument(
        "--api-config", type=Path, metavar="OUT.json", help="write an api_config.json with the models; default: show it"
    )


def _add_schema(commands: _Commands) -> None:
    parser = _command(commands, "schema", "print the JSON schema of a file format")
    parser.add_argument("of", choices=("scenario", "scorecard"), help="which one")


def _add_doctor(commands: _Commands) -> None:
    parser = _command(commands, "doctor", "tell what works on this machine: sandboxes, packages, models")
    parser.add_argument("--api-config", type=Path, metavar="PATH", help="an api_config.json to look at")


def _command(commands: _Commands, name: str, purpose: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", allow_abbrev=False
    )


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers, which does not take ``1_000``, ``1e3`` or digits of other scripts."""

    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,19}", text) and low <= int(text) <= high:
            return int(text)
        raise argparse.ArgumentTypeError(f"found {text[:40]!r}, expected a whole number from {low} to {high:,}")

    return read
