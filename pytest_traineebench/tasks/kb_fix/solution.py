"""How an ideal trainee works: read the guideline and the articles, ask each owner, replace what they say."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from shlex import quote
from typing import NamedTuple

from pytest_traineebench.family import Call, Solution, Wait

_FOLDER = re.compile(r"`CloudDisk://([^`]*)/articles/`")
_TARGET = re.compile(r"Source: `CloudDisk://([^`]*)`\s+- Output: `([^`]*)`")
_LINK = re.compile(r"charts\?id=(\w+) \(Chart Owner: ([^)]*)\)")
_MAPPING = re.compile(r"\b(OLD\d+) -> (NEW\d+)\b")


class _Target(NamedTuple):
    copy: str
    output: str


def solve(instruction: str) -> Solution:
    """Yield the steps; everything is learnt from the instruction and from what the calls return."""
    folder = _FOLDER.findall(instruction)[0]
    listing = yield Call("OpenFolderInCloudDisk", {"folder_path": folder})
    for name in (line for line in listing.splitlines() if line.endswith(".md")):
        yield _download(f"{folder}/{name}", folder)
    targets: list[_Target] = []
    for source, output in _TARGET.findall(instruction):
        yield _download(source, folder)
        targets.append(_Target(f"{folder}/{source.rpartition('/')[2]}", output))
    found = yield Call("ExecuteCommand", {"command": _show_links(targets)})
    new_ids = yield from _ask_owners(_LINK.findall(found))
    yield Call("ExecuteCommand", {"command": _write_copies(targets, new_ids)})


def _ask_owners(links: list[tuple[str, str]]) -> Generator[Call | Wait, str, dict[str, str]]:
    new_ids: dict[str, str] = {}
    for owner in dict.fromkeys(owner for _, owner in links):
        olds = ", ".join(old for old, its_owner in links if its_owner == owner)
        question = f"Hello, the links to your charts {olds} are broken. Which new ids replace them?"
        answer = yield Call("SendMessage", {"receiver": owner, "message": question})
        new_ids.update(_MAPPING.findall(answer))
    return new_ids


def _download(source: str, folder: str) -> Call:
    return Call("DownloadFileFromCloudDisk", {"file_path": source, "target_path": f"{folder}/"})


def _show_links(targets: list[_Target]) -> str:
    files = " ".join(quote(target.copy) for target in targets)
    return f"grep -ho 'charts?id=[A-Za-z0-9]* (Chart Owner: [^)]*)' {files}"


def _write_copies(targets: list[_Target], new_ids: Mapping[str, str]) -> str:
    script = quote("\n".join(f"s/id={old}/id={new}/g" for old, new in new_ids.items()))
    # The downloads lie beside the copies, so that a second task's articles of equal name are never mixed up.
    return "\n".join([f"script={script}", *(f'sed "$script" {quote(copy)} > {quote(out)}' for copy, out in targets)])
